"""What the guides say of headings is what the reader does with them."""

import re
from pathlib import Path

import pytest
from engine.eventlog.dialects.columns import TRAPS, VALUES, named
from engine.eventlog.dialects.shop import reports
from engine.eventlog.dialects.writing import Column, Dialect

from simmitt.engine.eventlog.delimited import read_delimited
from simmitt.engine.eventlog.mapping import Mapping, load_mapping
from simmitt.engine.eventlog.opening import open_file
from simmitt.engine.eventlog.recognition import recognise

GUIDES = Path(__file__).resolve().parents[3] / "docs" / "guides" / "exports"
PAGES = sorted(page.name for page in GUIDES.glob("*.md"))
WANTED = {
    "index.md",
    "monitor.md",
    "jeeves.md",
    "pyramid.md",
    "visma.md",
    "sap.md",
    "dynamics.md",
    "other.md",
}
MADE = reports(seed=6, orders=40)
ROW = re.compile(r"^\| (?P<heading>[^|]+?) \| (?P<holds>[^|]+?) \| (?P<read_as>`\w+`|unread) \|$")
# What a column holds that the guides call by a field's name.
OF_FIELD = {field: says for says, field in reversed(VALUES.values())}
SPECIAL = {
    "start_at": VALUES["start"][0],
    "end_at": VALUES["end"][0],
    "machine": VALUES["machine"][0],
    "unread": TRAPS["comment"],
}


def tables(page: str) -> list[tuple[Column, ...]]:
    """Give the columns of each table of headings on a page."""
    found: list[list[Column]] = [[]]
    for line in (GUIDES / page).read_text("utf-8").splitlines():
        match = ROW.match(line)
        if match and match["heading"] != "heading":
            found[-1].append(column(match["heading"], match["read_as"].strip("`")))
        elif found[-1]:
            found.append([])
    return [tuple(each) for each in found if each]


def column(heading: str, read_as: str) -> Column:
    says = SPECIAL.get(read_as) or OF_FIELD[read_as]
    return named(heading, "" if read_as == "unread" else read_as, says)


def with_days(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Let days stand alone where times of day have columns of their own."""
    clocks = {one.means[0] for one in columns} & {"start_clock", "end_clock"}
    days = {"start_at": VALUES["start_day"][0], "end_at": VALUES["end_day"][0]} if clocks else {}
    return tuple(Column(one.heading, days.get(one.means[0], one.says), one.means) for one in columns)


TABLES = [(page, place) for page in PAGES for place in range(len(tables(page)))]


def test_there_is_a_page_for_each_system_and_the_index_leads_to_it() -> None:
    index = (GUIDES / "index.md").read_text("utf-8")

    assert set(PAGES) == WANTED
    assert [page for page in PAGES if page != "index.md" and f"({page})" not in index] == []


@pytest.mark.parametrize(("page", "place"), TABLES)
def test_headings_are_read_as_the_guide_says(page: str, place: int, tmp_path: Path) -> None:
    columns = with_days(tables(page)[place])
    path = tmp_path / "export.csv"
    path.write_bytes(Dialect(page, columns).text(MADE).encode("cp1252"))

    found = recognise(read_delimited(open_file(path), Mapping()), Mapping())

    read_as = {one.heading: field for field, one in found.columns.items()}
    assert {one.heading: read_as.get(one.heading, "") for one in columns} == {
        one.heading: one.means[0] for one in columns
    }


@pytest.mark.parametrize("page", PAGES)
def test_every_mapping_that_a_guide_shows_is_understood(page: str, tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (GUIDES / page).read_text("utf-8"), re.DOTALL)

    for number, block in enumerate(blocks):
        path = tmp_path / f"{number}.toml"
        path.write_text(block, encoding="utf-8")
        assert load_mapping(path) != Mapping()
