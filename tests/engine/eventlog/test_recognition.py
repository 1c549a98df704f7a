"""How sure a reading is, why, and what contradicts a heading."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from simmitt.engine.eventlog.content import look
from simmitt.engine.eventlog.delimited import read_delimited
from simmitt.engine.eventlog.field import field_of
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.opening import open_file
from simmitt.engine.eventlog.parts import parts_of
from simmitt.engine.eventlog.recognition import Recognition, UnknownHeading, recognise
from simmitt.ground.texts import say

WriteText = Callable[..., Path]
PRICES = (
    field_of("product", say("product"), "name", words="artikel, product"),
    field_of("price_sek", say("price"), "number", words="pris, price", faint="belopp"),
)


def found_in(path: Path, mapping: Mapping | None = None) -> Recognition:
    told = mapping or Mapping()
    return recognise(read_delimited(open_file(path), told), told)


def rows(heading: str, write: Callable[[int], str], count: int = 60) -> str:
    return "\n".join([heading, *(write(number) for number in range(count))])


def test_a_start_of_days_alone_is_doubted_where_other_columns_hold_times(write_text: WriteText) -> None:
    text = rows(
        "Order;Maskin;Start;Slut;Tid A;Tid B",
        lambda n: (
            f"{n // 3};M{n % 3};2025-04-{1 + n % 28:02};2025-05-{1 + n % 28:02};"
            f"2025-04-{1 + n % 28:02} {n % 24:02}:00;2025-04-{1 + n % 28:02} {n % 24:02}:30"
        ),
    )

    found = found_in(write_text(text))

    assert (found.heading("start_at"), found.heading("end_at")) == ("Start", "Slut")
    assert {found.columns[name].certainty for name in ("start_at", "end_at")} == {0.55}
    assert found.columns["start_at"].reason.in_language("sv") == (
        "Rubriken säger ”start”, men kolumnen har bara dagar medan andra kolumner har klockslag."
    )
    assert sum("kontrollera" in note.in_language("sv") for note in found.notes) == 2


def test_ends_before_starts_make_both_doubtful(write_text: WriteText) -> None:
    text = rows(
        "Order;Maskin;Start;Slut",
        lambda n: f"{n // 3};M;2025-04-{1 + n % 28:02} 10:00;2025-04-{1 + n % 28:02} 09:00",
    )

    found = found_in(write_text(text))

    assert found.columns["start_at"].certainty == found.columns["end_at"].certainty == 0.5
    assert "före sin start" in found.columns["end_at"].reason.in_language("sv")


def test_a_column_that_says_the_same_on_every_row_is_hardly_the_order(write_text: WriteText) -> None:
    text = rows("Order;Maskin;Start;Slut", lambda n: "1;M;2025-04-23 10:00;2025-04-23 11:00")

    found = found_in(write_text(text))

    assert found.columns["order"].certainty == 0.7
    assert any(note.values.get("field") == "order" for note in found.notes)


def test_a_plain_reading_needs_no_check(write_text: WriteText) -> None:
    text = rows(
        "Ordernr;Maskin;Start;Slut", lambda n: f"{n // 3};M{n % 3};2025-04-23 10:00;2025-04-23 11:{n:02}"
    )

    found = found_in(write_text(text))

    assert found.notes == ()
    assert {one.certainty for one in found.columns.values()} <= {0.97, 1.0}
    assert found.columns["start_at"].example == "2025-04-23 10:00"


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        (("Klar", "Pågår", "Väntar"), None),
        (("Klar", "Startad", "Stoppad"), None),
        (("Klar", "Pågår", "Stopp"), None),
        (("Produktion", "Ställ", "Rast"), "Status"),
    ],
)
def test_a_status_is_a_kind_of_report_where_several_of_its_codes_are_kinds(
    codes: tuple[str, ...], kind: str | None, write_text: WriteText
) -> None:
    text = rows(
        "Order;Maskin;Status;Start;Slut",
        lambda n: f"{n // 3};M;{codes[n % 3]};2025-04-23 10:00;2025-04-23 11:{n:02}",
    )

    assert found_in(write_text(text)).heading("kind") == kind


@pytest.mark.parametrize("cell", ["1 234,5", "1’234", "(12)", "12-", "−3", "45 kr", ",5", "1,5E+03", "7 st"])
def test_every_way_of_writing_numbers_makes_a_column_of_numbers(cell: str) -> None:
    assert look(pl.Series([cell]), {}).numbers == 1.0


@pytest.mark.parametrize("cell", ["K7000", "A-100", "12 av 15", "v. 14", "1/2", "ID4932"])
def test_codes_with_letters_and_signs_are_no_numbers(cell: str) -> None:
    assert look(pl.Series([cell]), {}).numbers == 0.0


def test_the_actual_time_goes_before_what_may_be_the_plan(write_text: WriteText) -> None:
    text = rows(
        "Order;Maskin;Start;Slut;Verklig start;Verkligt slut",
        lambda n: f"{n // 3};M;2025-04-23 06:00;2025-04-23 16:00;2025-04-23 10:00;2025-04-23 11:{n:02}",
    )

    found = found_in(write_text(text))

    assert (found.heading("start_at"), found.heading("end_at")) == ("Verklig start", "Verkligt slut")


@pytest.mark.parametrize(
    ("left", "field"),
    [("Artikelnr", "product_text"), ("Op.nr", "activity"), ("Operationsnummer", "activity")],
)
def test_a_description_belongs_to_what_stands_left_of_it(
    left: str, field: str, write_text: WriteText
) -> None:
    text = rows(
        f"Order;{left};Benämning;Maskin;Start;Slut",
        lambda n: f"{n // 3};{10 * (n % 3)};Text {n % 3};M;2025-04-23 10:00;2025-04-23 11:{n:02}",
    )

    assert found_in(write_text(text)).heading(field) == "Benämning"


@pytest.mark.parametrize(
    ("heading", "ideas"),
    [
        ("Kassationsorsak", {"bad", "reason"}),
        ("Tillverkningsordernr", {"work", "order", "number"}),
        ("QTY_SCRAPPED", {"quantity", "bad"}),
        ("startedAt", {"start", "time"}),
        ("Antal godkända", {"quantity", "good"}),
        ("Kostnadsställe", {"foreign", "place"}),
    ],
)
def test_a_heading_is_taken_apart_into_what_it_is_made_of(heading: str, ideas: set[str]) -> None:
    parts = parts_of(heading)

    assert (parts.unknown, ideas in [set(reading) for reading in parts.readings]) == (0, True)


def test_an_unknown_word_is_counted_and_no_idea() -> None:
    assert parts_of("Xyzzy start").unknown == 1
    assert parts_of("Xyzzy").readings == (frozenset(),)


def test_a_table_beside_the_log_has_fields_of_its_own(write_text: WriteText) -> None:
    text = rows("Artikel;Benämning;Pris", lambda n: f"A-{n};Axel {n};{n},50")
    mapping = Mapping(columns={"order": "Ordernr", "product": "Artikelkod"})
    grid = read_delimited(open_file(write_text(text)), mapping)

    found = recognise(grid, mapping, PRICES)

    assert {name: one.heading for name, one in found.columns.items()} == {
        "product": "Artikel",
        "price_sek": "Pris",
    }
    assert found.meaning("price_sek").text == "price"
    with pytest.raises(UnknownHeading):
        recognise(grid, mapping)
