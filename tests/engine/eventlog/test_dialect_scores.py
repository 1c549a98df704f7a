"""Over the exports of many systems nearly every column is recognised; the needed ones always."""

import sys
from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pytest
from engine.eventlog.dialects.foreign import FOREIGN
from engine.eventlog.dialects.further import FURTHER
from engine.eventlog.dialects.shop import Report, reports
from engine.eventlog.dialects.swedish import SWEDISH
from engine.eventlog.dialects.unseen import UNSEEN
from engine.eventlog.dialects.writing import Dialect

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.delimited import read_delimited
from simmitt.engine.eventlog.grid import Grid, letters
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.opening import open_file
from simmitt.engine.eventlog.recognition import Recognition, recognise
from simmitt.engine.eventlog.unmistakable import AmbiguousColumns

DIALECTS = (*SWEDISH, *FOREIGN, *FURTHER)
MADE = reports(seed=4)
NEEDED = {"order", "machine", "start_at", "end_at", "start_clock", "end_clock"}
# No heading and no content tells that the only time of a row is its end.
END_ALONE = "Slut och tidsåtgång"


def grid_of(text: str, encoding: str, folder: Path) -> Grid:
    path = folder / "export.csv"
    path.write_bytes(text.encode(encoding))
    return read_delimited(open_file(path), Mapping())


def readings(dialect: Dialect, made: list[Report], folder: Path) -> dict[str, str]:
    """Give what each heading was read as, "" for unread."""
    found = recognise(grid_of(dialect.text(made), dialect.encoding, folder), Mapping())
    read_as = {one.heading: field for field, one in found.columns.items()}
    return {column.heading: read_as.get(column.heading, "") for column in dialect.columns}


def wrong(dialect: Dialect, found: dict[str, str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Give the columns that were read as something else than they mean."""
    return {
        column.heading: (found[column.heading], column.means)
        for column in dialect.columns
        if found[column.heading] not in column.means
    }


def share_right(dialects: Iterable[Dialect], folder: Path) -> float:
    """Give the share of columns read right, and print it per export."""
    right = columns = 0
    for dialect in dialects:
        faults = wrong(dialect, readings(dialect, MADE, folder))
        right += len(dialect.columns) - len(faults)
        columns += len(dialect.columns)
        told = "; ".join(f"{heading} as {read_as or 'unread'}" for heading, (read_as, _) in faults.items())
        share = f"{len(dialect.columns) - len(faults):3} of {len(dialect.columns):2}"
        sys.stdout.write(f"{share}  {dialect.name}  {told}\n")
    sys.stdout.write(f"{right} of {columns} columns, {right / columns:.1%}\n")
    return right / columns


def test_of_all_columns_at_least_95_in_a_hundred_are_read_right(tmp_path: Path) -> None:
    assert len(DIALECTS) >= 21
    assert share_right(DIALECTS, tmp_path) >= 0.95


def test_of_exports_that_no_rule_was_made_for_nine_columns_in_ten_are_read_right(tmp_path: Path) -> None:
    assert share_right(UNSEEN, tmp_path) >= 0.9


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_order_times_and_machine_are_always_read_right(dialect: Dialect, tmp_path: Path) -> None:
    found = readings(dialect, MADE, tmp_path)

    needed = [column for column in dialect.columns if NEEDED & set(column.means)]
    assert {
        column.heading: found[column.heading]
        for column in needed
        if found[column.heading] not in column.means
    } == {}
    assert {field for field in found.values() if field in NEEDED} <= {
        one for each in needed for one in each.means
    }


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_the_log_holds_the_reports_as_they_were_made(dialect: Dialect, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(dialect.text(MADE).encode(dialect.encoding))

    rows = read(path).rows

    kept = dialect.kept(MADE)
    assert rows["order"].to_list() == [one.order for one in kept]
    assert rows["start_at"].to_list() == [one.start for one in kept]
    assert rows["end_at"].to_list() == [one.end for one in kept]
    codes = dict(zip(rows["machine"], (one.machine for one in kept), strict=True))
    assert len(codes) == len({one.machine for one in kept})


def by_heading(dialect: Dialect, grid: Grid, found: Recognition) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Give, by field, the true heading of the column read as it and what that column means."""
    truth = dict(zip(grid.cells.columns, dialect.columns, strict=False))
    return {
        field: (truth[one.heading].heading, truth[one.heading].means) for field, one in found.columns.items()
    }


@pytest.mark.parametrize("with_letters", [True, False], ids=["letters above", "no heading at all"])
@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_by_content_alone_order_times_and_machine_are_found_and_nothing_is_taken_for_them(
    dialect: Dialect, with_letters: bool, tmp_path: Path
) -> None:
    lines = dialect.text(MADE).split("\r\n")[len(dialect.above) + 1 :]
    heading = [dialect.separator.join(letters(index) for index in range(len(dialect.columns)))]
    grid = grid_of("\r\n".join([*heading * with_letters, *lines]), dialect.encoding, tmp_path)

    found = recognise(grid, Mapping())

    told = by_heading(dialect, grid, found)
    present = {column.means[0] for column in dialect.columns}
    assert {
        field: heading for field, (heading, means) in told.items() if field not in means and field in NEEDED
    } == {}
    assert (NEEDED & present) - set(told) == ({"end_at"} if dialect.name == END_ALONE else set())
    assert all(one.certainty < 0.75 for one in found.columns.values())
    assert grid.is_headless is not with_letters
    assert any("no headings" in note.text for note in found.notes) is not with_letters


@pytest.mark.parametrize(("seed", "orders"), [(2, 12), (3, 120)])
def test_few_orders_or_many_make_no_difference(seed: int, orders: int, tmp_path: Path) -> None:
    made = reports(seed, orders)

    for dialect in DIALECTS:
        faults = wrong(dialect, readings(dialect, made, tmp_path))
        needed = {heading for heading, (found, means) in faults.items() if NEEDED & {found, *means}}
        assert needed == set(), dialect.name


@pytest.mark.parametrize("dialect", [*SWEDISH[:4], *FOREIGN[:5]], ids=lambda dialect: dialect.name)
def test_a_file_without_headings_gives_the_same_log(dialect: Dialect, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    lines = dialect.text(MADE).split("\r\n")[len(dialect.above) + 1 :]
    path.write_bytes("\r\n".join(lines).encode(dialect.encoding))

    log = read(path)

    kept = dialect.kept(MADE)
    assert log.rows["order"].to_list() == [one.order for one in kept]
    assert log.rows["start_at"].to_list() == [one.start for one in kept]
    assert log.rows["end_at"].to_list() == [one.end for one in kept]
    assert log.rows["machine"].n_unique() == len({one.machine for one in kept})
    assert log.source.place_of(log.rows["row"][0]).row == 1


def test_every_guess_says_why_how_surely_and_shows_an_example(tmp_path: Path) -> None:
    dialect = SWEDISH[0]
    headings = dialect.separator.join("ABCDEFGHIJKLMNOPQRS")
    text = "\r\n".join([headings, *dialect.text(MADE).split("\r\n")[1:]])

    found = recognise(grid_of(text, dialect.encoding, tmp_path), Mapping())

    for one in found.columns.values():
        assert one.reason.in_language("sv") != one.reason.in_language("en")
        assert one.example
        assert sum(f"[columns] {one.field} =" in note.in_language("sv") for note in found.notes) == 1


def test_columns_that_the_content_fits_alike_are_asked_about(tmp_path: Path) -> None:
    rows = [(f"{1000 + one.number % 7}", one.order, f"K{one.order}", one.start, one.end) for one in MADE]
    text = pl.DataFrame(rows, schema=["A", "B", "C", "D", "E"], orient="row").write_csv(separator=";")

    with pytest.raises(AmbiguousColumns) as caught:
        recognise(grid_of(text, "utf-8", tmp_path), Mapping())

    assert '[columns] order = "B"' in caught.value.in_language("sv")
