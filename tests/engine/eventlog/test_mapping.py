from collections.abc import Callable
from pathlib import Path

import pytest

from simmitt.engine.eventlog import Mapping, load_mapping, read
from simmitt.engine.eventlog.delimited import UnknownEncoding
from simmitt.engine.eventlog.fields import FIELDS
from simmitt.engine.eventlog.mapping import UnknownMappingLine, UnreadableMapping
from simmitt.engine.eventlog.recognition import UnknownHeading

WriteText = Callable[..., Path]
PROJECT = Path(__file__).resolve().parents[3]
LOG = """Order;Maskin;Reserv;Start;Slut
1;M1;R1;2025-04-23 07:00;2025-04-23 08:00
2;M2;R2;2025-04-23 09:00;2025-04-23 10:00
"""


def test_a_mapping_file_says_all_that_can_be_said(write_text: WriteText) -> None:
    path = write_text(
        """
[columns]
order = "Ordernr"
worker = ""
[dates]
order = "dmy"
[numbers]
decimal = ","
[durations]
unit = "min"
[file]
sheet = "Blad1"
encoding = "cp1252"
separator = ";"
[kinds]
setup = ["S", "Ställ"]
[stops]
micro_minutes = 5
""",
        "mapping.toml",
    )

    mapping = load_mapping(path)

    assert mapping == Mapping(
        columns={"order": "Ordernr", "worker": ""},
        date_order="dmy",
        decimal_sign=",",
        duration_unit="min",
        sheet="Blad1",
        encoding="cp1252",
        separator=";",
        kinds={"setup": ("S", "Ställ")},
        micro_stop_s=300.0,
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[column]\norder = 'x'", "[column]"),
        ("columns = 1", "columns = …"),
        ("[columns]\norderno = 'x'", "[columns] orderno"),
        ("[columns]\norder = 3", "[columns] order"),
        ("[dates]\norder = 'ydm'", "[dates] order"),
        ("[kinds]\nsetup = 'S'", "[kinds] setup"),
        ("[stops]\nmicro_minutes = '5'", "[stops] micro_minutes"),
        ("[stops]\nmicro_minutes = -5", "[stops] micro_minutes"),
    ],
)
def test_a_line_that_is_not_understood_is_named(text: str, line: str, write_text: WriteText) -> None:
    path = write_text(text, "mapping.toml")

    with pytest.raises(UnknownMappingLine) as caught:
        load_mapping(path)

    assert caught.value.found.values == {"line": line}
    assert caught.value.in_language("sv").startswith("Fil ")


@pytest.mark.parametrize("text", ["[columns", None])
def test_a_mapping_that_is_missing_or_no_toml_is_told(text: str | None, tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    if text:
        path.write_text(text)

    with pytest.raises(UnreadableMapping):
        load_mapping(path)


def test_a_named_column_goes_before_what_the_reader_finds(write_text: WriteText) -> None:
    path = write_text(LOG)

    log = read(path, mapping=Mapping(columns={"machine": "RESERV", "activity": "Maskin"}))

    assert log.rows["machine"].to_list() == ["R1", "R2"]
    assert log.rows["activity"].to_list() == ["M1", "M2"]
    assert {one.heading: one.certainty for one in log.source.columns}["Reserv"] == 1.0


def test_a_field_with_an_empty_heading_stays_unread(write_text: WriteText) -> None:
    log = read(write_text(LOG), mapping=Mapping(columns={"machine": "", "activity": "Reserv"}))

    assert log.rows["machine"].null_count() == 2
    assert log.source.unread == ("Maskin",)


def test_a_heading_that_does_not_exist_is_told_also_where_the_file_could_be_something_else(
    write_text: WriteText,
) -> None:
    text = """Ordernr;Maskin;Typ;Start;Slut;Kommentar
1;Laser;Arbete;2025-03-03 07:00;2025-03-03 08:00;
2;Laser;Arbete;2025-03-13 09:00;2025-03-13 10:00;
"""

    with pytest.raises(UnknownHeading) as caught:
        read(write_text(text), mapping=Mapping(columns={"order": "Jobb"}))

    assert "Jobb" in caught.value.in_language("en")
    assert "Ordernr, Maskin, Typ" in caught.value.in_language("en")


def test_a_heading_that_does_not_exist_gets_those_that_do(write_text: WriteText) -> None:
    with pytest.raises(UnknownHeading) as caught:
        read(write_text(LOG), mapping=Mapping(columns={"order": "Ordernummer"}))

    assert "Order, Maskin, Reserv, Start, Slut" in caught.value.in_language("sv")


def test_an_encoding_that_does_not_fit_is_told(write_text: WriteText) -> None:
    with pytest.raises(UnknownEncoding):
        read(write_text(LOG + "å;;;;\n"), mapping=Mapping(encoding="ascii"))


def test_the_reference_page_names_every_field() -> None:
    page = (PROJECT / "docs" / "reference" / "mapping.md").read_text("utf-8")

    assert [field.name for field in FIELDS if f"`{field.name}`" not in page] == []
