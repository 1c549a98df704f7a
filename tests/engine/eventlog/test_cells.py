from datetime import date, datetime, timedelta

import polars as pl
import pytest

from simmitt.engine.eventlog.durations import to_durations, unit_in_heading
from simmitt.engine.eventlog.fields import BY_NAME, FIELDS
from simmitt.engine.eventlog.headings import Phrase, nearness
from simmitt.engine.eventlog.instants import date_of, take_apart, to_instants, weigh
from simmitt.engine.eventlog.kinds import known_kinds, to_flags
from simmitt.engine.eventlog.log import SCHEMA
from simmitt.engine.eventlog.numbers import to_numbers, weigh_sign


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("2025-04-25 07:30", datetime(2025, 4, 25, 7, 30)),
        ("2025-04-25T07:30:15.250Z", datetime(2025, 4, 25, 7, 30, 15, 250_000)),
        ("2025-04-25T07:30:15,5+0200", datetime(2025, 4, 25, 5, 30, 15, 500_000)),
        ("2025-04-25 07:30:00-05", datetime(2025, 4, 25, 12, 30)),
        ("2025/4/25 7.30", datetime(2025, 4, 25, 7, 30)),
        ("25.4.2025 kl. 07:30", datetime(2025, 4, 25, 7, 30)),
        ("25/04/25 07:30", datetime(2025, 4, 25, 7, 30)),
        ("20250425", datetime(2025, 4, 25)),
        ("202504250730", datetime(2025, 4, 25, 7, 30)),
        ("20250425T073015", datetime(2025, 4, 25, 7, 30, 15)),
        ("2025-04-25-07.30.15.000000", datetime(2025, 4, 25, 7, 30, 15)),
        ("04/25/2025 12:30 AM", datetime(2025, 4, 25, 0, 30)),
        ("04/25/2025 12:30 p.m.", datetime(2025, 4, 25, 12, 30)),
        ("25-Oct-2025 07:30", datetime(2025, 10, 25, 7, 30)),
        ("25 maj 2025", datetime(2025, 5, 25)),
        ("Apr 25, 2025 07:30", datetime(2025, 4, 25, 7, 30)),
        ("2025-04-25 24:00", datetime(2025, 4, 26)),
        ("26-11-25 kl 07.30", datetime(2025, 11, 26, 7, 30)),
        ("250425", datetime(2025, 4, 25)),
        ("2026-W14-3", datetime(2026, 4, 1)),
        ("2026W143 07:30", datetime(2026, 4, 1, 7, 30)),
        ("2026 v. 14", datetime(2026, 3, 30)),
        ("2026v14", datetime(2026, 3, 30)),
        ("2026-W54-1", None),
        ("v. 14", None),
        ("ons 23 apr 2025 07:30", datetime(2025, 4, 23, 7, 30)),
        ("Wednesday, 23 April 2025 07:30", datetime(2025, 4, 23, 7, 30)),
        ("den 3 december 2025", datetime(2025, 12, 3)),
        ("45678.3125", datetime(2025, 1, 21, 7, 30)),
        ("45678,31249", datetime(2025, 1, 21, 7, 29, 59)),
        ("45678", datetime(2025, 1, 21)),
        ("1745393400", datetime(2025, 4, 23, 7, 30)),
        ("1745393400250", datetime(2025, 4, 23, 7, 30, 0, 250_000)),
        ("2025-04-25 07:30 CEST", datetime(2025, 4, 25, 5, 30)),
        ("2025-01-25 07:30 UTC+1", datetime(2025, 1, 25, 6, 30)),
        ("2025-04-25T07:30:00+02:00[Europe/Stockholm]", datetime(2025, 4, 25, 5, 30)),
        ("2025-04-31", None),
        ("2025-04-25 07:61", None),
        ("0000-00-00", None),
        ("snart", None),
    ],
)
def test_a_cell_is_read_as_the_instant_it_says(cell: str, instant: datetime | None) -> None:
    texts = pl.Series([cell, "99 / 99"])
    written = take_apart(texts)
    orders = {one.shape: one.decided or "dmy" for one in weigh([cell.split(maxsplit=1)[0], cell])}

    assert to_instants(written, orders)[0] == instant


@pytest.mark.parametrize(
    ("days", "decided"),
    [
        (["01/02/2025", "13/02/2025"], "dmy"),
        (["01/02/2025", "02/13/2025"], "mdy"),
        (["01/02/2025"], None),
        (["13/02/2025", "02/13/2025"], None),
        ([f"{day}/{month}/2025" for day in range(13, 32) for month in (3, 5)] + ["02/13/2025"], "dmy"),
        (["32-04-13", "25-04-03"], "ymd"),
        (["25-04-13"], None),
        (["250413"], None),
        ([f"2504{day:02}" for day in range(1, 31)], "ymd"),
        ([f"{day:02}0425" for day in range(1, 31)], "dmy"),
        ([f"{day:02}-04-25" for day in range(1, 11)], None),
        (["2025-04-03"], "ymd"),
    ],
)  # fmt: skip
def test_only_what_is_impossible_decides_the_order(days: list[str], decided: str | None) -> None:
    (evidence,) = weigh(days)

    assert evidence.decided == decided


def test_short_years_are_of_this_century_until_seventy() -> None:
    assert (date_of("25-04-03", "ymd"), date_of("03/04/71", "dmy")) == (date(2025, 4, 3), date(1971, 4, 3))


@pytest.mark.parametrize(
    ("cell", "sign", "value"),
    [
        ("1 234,5", ",", 1234.5), ("1\u00a0234", ",", 1234.0), ("1.234,5", ",", 1234.5),
        ("1'234.5", ".", 1234.5),
        ("1,234", ",", 1.234), ("1,234", ".", 1234.0), ("-3", ",", -3.0), ("3-", ",", -3.0),
        ("−3", ".", -3.0),
        ("12 st", ",", 12.0), ("1.5", ",", None), ("1,2,3", ",", None), ("tolv", ",", None), ("", ",", None),
        ("1.5e3", ".", 1500.0), (",5", ",", 0.5), ("1,5E+03", ",", 1500.0),
        ("(12,5)", ",", -12.5), ("12,5-", ",", -12.5), ("–3", ".", -3.0), ("+3", ".", 3.0),
        ("1’234’567", ".", 1_234_567.0), ("1\u2009234", ",", 1234.0), ("1\u202f234,5", ",", 1234.5),
        ("45 kr", ",", 45.0), ("1 234,50 SEK", ",", 1234.5), ("12 ST.", ",", 12.0), ("7 pcs", ".", 7.0),
        ("1 2", ",", None), ("12 34", ",", None), ("1 234 56", ",", None), ("１２", ",", None),
        ("5 %", ",", None), ("12 h", ",", None), ("1.234.56", ",", None),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_the_number_it_says(cell: str, sign: str, value: float | None) -> None:
    assert to_numbers(pl.Series([cell]), sign)[0] == value


@pytest.mark.parametrize(
    ("cells", "sign", "doubtful"),
    [
        (["1,5", "1.234"], ",", "1.234"), (["0.500"], ".", ""), (["1.234.567"], ",", ""),
        (["1234.567"], ".", ""),
        (["1.234"], "", "1.234"), (["12", "7"], "", ""), (["1,5", "1.5"], "", ""), (["1,234.5"], ".", ""),
    ],
)  # fmt: skip
def test_numbers_prove_their_decimal_sign_or_stay_in_doubt(
    cells: list[str], sign: str, doubtful: str
) -> None:
    evidence = weigh_sign(pl.Series(cells))

    assert (evidence.sign, evidence.doubtful) == (sign, doubtful)


@pytest.mark.parametrize(
    ("cell", "unit", "seconds"),
    [
        ("006:19", "", 22_740.0), ("1:30:15", "", 5415.0), ("-0:30", "", -1800.0), ("1,5 h", "", 5400.0),
        ("90 min", "h", 5400.0), ("2 tim", "", 7200.0), ("1,5", "h", 5400.0), ("90", "min", 5400.0),
        ("90", "", None),
        ("1899/12/31 01:49:00", "", 6540.0), ("1899-12-30 01:49:00", "", 6540.0),
        ("1900-01-01 02:00:00", "", 93_600.0), ("3 liter", "h", None), ("länge", "h", None),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_the_duration_it_says(cell: str, unit: str, seconds: float | None) -> None:
    assert to_durations(pl.Series([cell]), ",", unit).seconds[0] == seconds


def test_a_heading_can_name_the_unit() -> None:
    headings = ("Tid (h)", "duration_min", "Tid [sek]", "Antal timmar", "Dygn", "Tid")

    assert [unit_in_heading(one) for one in headings] == ["h", "min", "s", "h", "d", ""]


def test_marks_of_rework_are_read_and_blank_is_no() -> None:
    marks = pl.Series(["Y", "Ja", "1", "x", "N", "nej", "0", None, "kanske"])

    assert to_flags(marks).to_list() == [True, True, True, True, False, False, False, False, None]


def test_codes_are_understood_in_two_languages_and_the_users_word_goes_first() -> None:
    codes = ["D", "S", "B", "Produktion", "Omställning", "Haveri", "Rast"]

    known = known_kinds(codes, {"breakdown": ("produktion",), "other": ("Rast",)})

    assert known == {
        "D": "run", "S": "setup", "B": "breakdown", "Produktion": "breakdown", "Omställning": "setup",
        "Haveri": "breakdown", "Rast": None,
    }  # fmt: skip


def test_case_blanks_signs_and_swedish_letters_make_no_difference_to_a_heading() -> None:
    spellings = ("Sluttidpunkt", "SLUT_TIDPUNKT", "slut-tidpunkt", " Slut  tidpunkt ")

    assert {Phrase.of(one).joined for one in spellings} == {"sluttidpunkt"}
    assert Phrase.of("Påbörjad").joined == Phrase.of("PABORJAD").joined
    assert nearness("Orderdatum", BY_NAME["order"].words, BY_NAME["order"].without) == 0.0


def test_a_number_with_another_unit_than_the_column_counts_something_else() -> None:
    numbers = to_numbers(pl.Series(["12 st", "7 pcs", "3", "45 kr"]), ",")

    assert numbers.to_list() == [12.0, 7.0, 3.0, None]


def test_a_column_written_in_two_ways_contradicts_itself_unless_one_is_a_slip() -> None:
    two_ways, slip = pl.Series(["1,5", "2,5", "1.5"]), pl.Series([f"{n},5" for n in range(50)] + ["1.5"])

    assert weigh_sign(two_ways).contradicts_itself
    assert not weigh_sign(slip).contradicts_itself


FORMS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%d/%m/%Y %H.%M", "%-d/%-m/%Y %H:%M", "%Y%m%d%H%M",
    "%d %b %Y %H:%M", "%-d %B %Y", "%Y-%m-%d", "%m/%d/%Y %I:%M %p", "%G-W%V-%u", "%s", "%y%m%d",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_odd_cells_among_many_alike_are_read_as_they_would_be_alone(form: str) -> None:
    many = [(datetime(2025, 4, 13, 6) + timedelta(minutes=607 * n)).strftime(form) for n in range(100)]
    odd = [
        "2025-04-25T07:30:15.250Z", "45678.3125", "1745393400", "", "snart", "1/5/2025 7.05", None,
        "2026-W14-3", "2025-04-13 07:61", "2025-04-13 07:30:00.125",
    ]  # fmt: skip
    cells = [*many[:90], *odd, *many[90:]]

    told = take_apart(pl.Series(cells))

    alone = [take_apart(pl.Series([cell], dtype=pl.String)) for cell in cells]
    assert told.day.to_list() == [one.day[0] for one in alone]
    assert told.micros.to_list() == [one.micros[0] for one in alone]
    assert told.zone_s.to_list() == [one.zone_s[0] for one in alone]
    assert told.excel.to_list() == [one.excel[0] for one in alone]


def test_a_million_times_to_the_millisecond_are_read_as_few_are() -> None:
    times = pl.Series(
        [
            f"2025-04-13 {n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}.{n % 1000:03}"
            for n in range(300_000)
        ]
    )
    odd = pl.concat([times, pl.Series(["2025-04-13 25:00:00.000", "2025-04-13 07:00"])])

    told = take_apart(odd)

    assert told.micros[7_325] == ((2 * 60 + 2) * 60 + 5) * 1_000_000 + 325_000
    assert told.micros[-2:].to_list() == [None, 7 * 3600 * 1_000_000]


def test_every_field_of_the_log_can_be_recognised() -> None:
    # Whether a start was estimated is for the reader to say, and no column of a file.
    assert set(SCHEMA) - {"row", "estimated"} <= set(BY_NAME)


def test_no_phrase_names_two_fields_that_a_column_could_both_hold() -> None:
    seen: dict[tuple[str, str], str] = {}
    for known in FIELDS:
        for word in known.words:
            other = seen.setdefault((known.content, word.joined), known.name)
            assert other == known.name, f"{word.joined}: {other}, {known.name}"
