import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from simmitt.engine.eventlog import Mapping, read
from simmitt.engine.eventlog.coding import UnknownKinds
from simmitt.engine.eventlog.dating import AmbiguousDates
from simmitt.engine.eventlog.mapping import DateOrder
from simmitt.engine.eventlog.quantities import AmbiguousNumbers
from simmitt.engine.eventlog.reported import UnknownDurationUnit
from simmitt.ground.errors import Place, Question

WriteText = Callable[..., Path]
DATES = "Order;Maskin;Start;Slut\n1;M;{one} 07:00;{one} 08:00\n2;M;{two} 07:00;{two} 08:00\n"
NUMBERS = """Order;Maskin;Start;Slut;Antal
1;M;2025-04-23 07:00;2025-04-23 08:00;{one}
2;M;2025-04-23 08:00;2025-04-23 09:00;{two}
"""


def test_dates_that_can_be_read_in_two_ways_are_asked_about(write_text: WriteText) -> None:
    path = write_text(DATES.format(one="03/04/2025", two="05/06/2025"))

    with pytest.raises(AmbiguousDates) as caught:
        read(path)

    assert isinstance(caught.value, Question)
    assert caught.value.place == Place("log.csv", "", 2, "Start")
    assert caught.value.in_language("sv") == (
        "Fil log.csv, rad 2, kolumn Start: Alla datum går att läsa på två sätt: 03/04/2025 är 3 april 2025"
        " som dag, månad, år, 4 mars 2025 som månad, dag, år."
        " Ett enda datum som bara går att läsa på ett sätt, till exempel den 25:e, hade avgjort det."
        ' Svara med en rad i mappningsfilen: [dates] order = "dmy" / order = "mdy".'
    )


@pytest.mark.parametrize(("order", "month"), [("dmy", 4), ("mdy", 3)])
def test_the_mapping_answers_for_the_dates(order: DateOrder, month: int, write_text: WriteText) -> None:
    path = write_text(DATES.format(one="03/04/2025", two="05/06/2025"))

    log = read(path, mapping=Mapping(date_order=order))

    assert log.rows["start_at"][0] == datetime(2025, month, 7 - month, 7)
    assert log.source.date_order == order


def test_dates_that_mean_the_same_in_both_orders_need_no_question(write_text: WriteText) -> None:
    log = read(write_text(DATES.format(one="03/03/2025", two="04/04/2025")))

    assert log.rows["start_at"][1] == datetime(2025, 4, 4, 7)


def test_one_date_beyond_the_twelfth_decides_for_all_columns_of_that_form(write_text: WriteText) -> None:
    text = """Order;Maskin;Start;Slut
1;M;03/04/2025 23:00;03/04/2025 23:30
2;M;12/04/2025 23:00;13/04/2025 00:30
"""

    log = read(write_text(text))

    assert log.rows["start_at"].to_list() == [datetime(2025, 4, 3, 23), datetime(2025, 4, 12, 23)]


def test_dates_that_contradict_each_other_are_asked_about(write_text: WriteText) -> None:
    with pytest.raises(AmbiguousDates, match="contradict"):
        read(write_text(DATES.format(one="13/04/2025", two="04/13/2025")))


def test_short_years_leave_more_ways_to_read(write_text: WriteText) -> None:
    with pytest.raises(AmbiguousDates) as caught:
        read(write_text(DATES.format(one="03-04-05", two="06-07-08")))

    assert 'order = "ymd"' in caught.value.in_language("en")


@pytest.mark.parametrize(("one", "two"), [("1.234", "12"), ("1,234", "5,678"), ("1,5", "1.234")])
def test_numbers_that_can_be_read_in_two_ways_are_asked_about(
    one: str, two: str, write_text: WriteText
) -> None:
    path = write_text(NUMBERS.format(one=one, two=two))

    if one == "1,5":
        assert read(path).rows["good_pieces"].to_list() == [1.5, 1234.0]
    else:
        with pytest.raises(AmbiguousNumbers) as caught:
            read(path)
        assert caught.value.place == Place("log.csv", "", 2, "Antal")
        assert '[numbers] decimal = ","' in caught.value.in_language("sv")


def test_numbers_written_in_two_ways_in_one_column_are_asked_about(write_text: WriteText) -> None:
    path = write_text(NUMBERS.format(one="1,5", two="2.5"))

    with pytest.raises(AmbiguousNumbers) as caught:
        read(path)

    assert caught.value.place == Place("log.csv", "", None, "Antal")
    assert "decimalkomma" in caught.value.in_language("sv")
    assert read(path, mapping=Mapping(decimal_sign=",")).rows["good_pieces"].to_list() == [1.5, None]


def test_digits_that_no_calculation_knows_are_empty_and_told(write_text: WriteText) -> None:
    log = read(write_text(NUMBERS.format(one="１２", two="7")))

    assert log.rows["good_pieces"].to_list() == [None, 7.0]
    assert any(
        "Antal" in note.in_language("sv") and "rad 2" in note.in_language("sv") for note in log.source.notes
    )


def test_days_of_six_digits_are_asked_about_where_few_dates_leave_doubt(write_text: WriteText) -> None:
    text = "Order;Maskin;Datum;Från;Till\n1;M;250401;07:00;08:00\n2;M;250402;07:00;08:00\n"

    with pytest.raises(AmbiguousDates) as caught:
        read(write_text(text))

    assert 'order = "ymd"' in caught.value.in_language("sv")
    assert read(write_text(text), mapping=Mapping(date_order="ymd")).rows["start_at"][1] == datetime(
        2025, 4, 2, 7
    )


@pytest.mark.parametrize(("sign", "value"), [(",", 1234.0), (".", 1.234)])
def test_the_mapping_answers_for_the_numbers(sign: str, value: float, write_text: WriteText) -> None:
    path = write_text(NUMBERS.format(one="1.234", two="12"))

    log = read(path, mapping=Mapping(decimal_sign=sign))

    assert log.rows["good_pieces"].to_list() == [value, 12.0]


def test_a_doubtful_column_follows_the_others_of_the_file(write_text: WriteText) -> None:
    text = """Order;Maskin;Start;Slut;Antal;Kasserat antal
1;M;2025-04-23 07:00;2025-04-23 08:00;1.234;0,5
2;M;2025-04-23 08:00;2025-04-23 09:00;12;0
"""

    log = read(write_text(text))

    assert log.rows["good_pieces"].to_list() == [1234.0, 12.0]


CODES = """Order;Maskin;Rapporttyp;Start;Slut
1;M;P;2025-04-23 07:00;2025-04-23 08:00
2;M;Q7;2025-04-23 08:00;2025-04-23 09:00
"""


def test_unknown_kinds_are_asked_about_and_answered_in_the_mapping(write_text: WriteText) -> None:
    path = write_text(CODES)

    with pytest.raises(UnknownKinds) as caught:
        read(path)
    log = read(path, mapping=Mapping(kinds={"other": ("q7",)}))

    assert caught.value.place == Place("log.csv", "", 3, "Rapporttyp")
    assert '"Q7"' in caught.value.in_language("sv")
    assert log.rows["kind"].to_list() == ["run", None]


def test_two_letters_for_the_same_kind_are_asked_about(write_text: WriteText) -> None:
    with pytest.raises(UnknownKinds):
        read(write_text(CODES.replace("Q7", "D")))


BARE = "Order;Maskin;Start;Tid\n1;M;2025-04-23 07:00;1,5\n2;M;2025-04-23 08:00;2\n"


def test_durations_without_unit_are_asked_about_where_they_are_needed(write_text: WriteText) -> None:
    path = write_text(BARE)

    with pytest.raises(UnknownDurationUnit):
        read(path)
    log = read(path, mapping=Mapping(duration_unit="h"))

    assert log.rows["end_at"].to_list() == [datetime(2025, 4, 23, 8, 30), datetime(2025, 4, 23, 10)]


@pytest.mark.parametrize(
    ("cells", "seconds", "told"),
    [(("90", "30"), [5400.0, 1800.0], "minutes"), (("1,5", "0,5"), [5400.0, 1800.0], "hours"),
     (("7", "3"), [None, None], "left out")],
)  # fmt: skip
def test_the_unit_of_durations_is_found_beside_start_and_end(
    cells: tuple[str, str], seconds: list[float | None], told: str, write_text: WriteText
) -> None:
    text = f"Order;Maskin;Start;Slut;Tid\n1;M;2025-04-23 07:00;2025-04-23 08:30;{cells[0]}\n" + (
        f"2;M;2025-04-23 08:00;2025-04-23 08:30;{cells[1]}\n"
    )

    log = read(write_text(text))

    assert log.rows["reported_s"].to_list() == seconds
    assert any(told in note.in_language("en") for note in log.source.notes)


def test_every_line_that_a_question_proposes_is_toml() -> None:
    for line in ('order = "dmy"', 'decimal = ","', 'unit = "h"', 'run = ["Q7"]'):
        assert len(tomllib.loads(line)) == 1
