"""Titles, headings in one row or two, sums and page breaks around a table."""

import polars as pl
import pytest

from simmitt.engine.eventlog.grid import name_columns
from simmitt.engine.eventlog.layout import Row, find_headings, leave_out, looks_like_report

REPORT = ("T1", "Svarv 1", "2025-04-23 07:00", "2025-04-23 08:00", "12")
LATER = ("T2", "Fräs 2", "2025-04-24 07:00", "2025-04-24 08:00", "7")


def test_headings_stand_below_a_title_block() -> None:
    rows: list[Row] = [
        ("Stämplingar", None, None, None, None),
        (None, None, None, None, None),
        ("Utskriven", "2025-05-02", None, None, None),
        ("Order", "Maskin", "Start", "Slut", "Antal"),
        REPORT,
        LATER,
    ]

    found = find_headings(rows)

    assert (found.first, found.last) == (3, 3)
    assert found.names == ("Order", "Maskin", "Start", "Slut", "Antal")


def test_merged_headings_are_joined_with_the_parts_below_them() -> None:
    rows: list[Row] = [
        ("Order", "Maskin", "Start", None, "Slut", None, "Antal", None, "Anm"),
        (None, None, "Datum", "Tid", "Datum", "Tid", "OK", "Kass", None),
        ("T1", "Svarv 1", "2025-04-23", "07:00", "2025-04-23", "08:00", "12", "0", "ok"),
    ]

    found = find_headings(rows)

    assert (found.first, found.last) == (0, 1)
    assert found.names == (
        "Order", "Maskin", "Start Datum", "Start Tid", "Slut Datum", "Slut Tid", "Antal OK", "Antal Kass",
        "Anm",
    )  # fmt: skip


def test_an_upper_row_that_tells_equal_names_apart_is_joined() -> None:
    rows: list[Row] = [
        (None, None, "Start", None, "Slut", None),
        ("Order", "Maskin", "Datum", "Tid", "Datum", "Tid"),
        ("T1", "Svarv 1", "2025-04-23", "07:00", "2025-04-23", "08:00"),
    ]

    assert find_headings(rows).names == (
        "Order",
        "Maskin",
        "Start Datum",
        "Start Tid",
        "Slut Datum",
        "Slut Tid",
    )


def test_a_title_above_headings_that_differ_is_no_part_of_them() -> None:
    rows: list[Row] = [
        ("Verkstaden", "vecka 17", None, None, None),
        ("Order", "Maskin", "Start", "Slut", "Antal"),
        REPORT,
    ]

    assert find_headings(rows).names == ("Order", "Maskin", "Start", "Slut", "Antal")


def test_a_file_whose_first_row_is_data_has_no_headings() -> None:
    rows: list[Row] = [REPORT, LATER]

    assert not find_headings(rows).found
    assert name_columns(REPORT, 5) == ["(A)", "(B)", "(C)", "(D)", "(E)"]


def test_a_row_of_words_with_a_time_in_it_is_data() -> None:
    words = ("A1", "Svarvning", "Svarv ett", "Lisa", "Klar", "Axel", "B", "C", "D", "2025-04-23 07:00")

    assert find_headings([words, words]).last == -1


@pytest.mark.parametrize(
    ("row", "report"),
    [
        (REPORT, True),
        (("T1", "07.30", "08.15"), True),
        (("T1", "20250423", "20250424"), True),
        (("4/23/2025 7:02:00 AM", "x"), True),
        (("T1", *["2025-04-23"] * 6), True),
        (("Order", "Start", "Slut"), False),
        (("Maskin", *[f"2025-04-{day:02}" for day in range(1, 8)]), False),
        (("1001", "12", "7"), False),
    ],
)
def test_days_and_times_make_a_row_a_report_but_many_different_days_a_heading(row: Row, report: bool) -> None:
    assert looks_like_report(row) is report


def table(*rows: Row) -> tuple[pl.DataFrame, pl.Series]:
    names = ("Order", "Maskin", "Start", "Slut", "Antal")
    cells = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String()), orient="row")
    return cells, pl.Series("row", range(2, cells.height + 2), dtype=pl.Int64)


def test_sums_and_page_ends_are_left_out_and_told() -> None:
    cells, rows = table(
        REPORT,
        ("Delsumma", None, None, None, "12"),
        LATER,
        (None, None, None, "Totalt:", "19"),
        ("Sida 1 av 3", None, None, None, None),
    )

    kept, numbers, notes = leave_out(cells, rows)

    assert kept["Order"].to_list() == ["T1", "T2"]
    assert numbers.to_list() == [2, 4]
    assert [note.in_language("sv") for note in notes] == [
        "3 rader med summor eller sidslut är inte med (de första är 3, 5, 6)."
    ]


def test_headings_repeated_on_every_page_are_left_out_and_told() -> None:
    headings = ("Order", "Maskin", "Start", "Slut", "Antal")
    cells, rows = table(REPORT, headings, LATER)

    kept, numbers, notes = leave_out(cells, rows, headings)

    assert (kept["Order"].to_list(), numbers.to_list()) == (["T1", "T2"], [2, 4])
    assert [note.in_language("en") for note in notes] == [
        "1 repeated heading inside the table was left out (row 3)."
    ]


def test_an_order_that_is_called_total_stays() -> None:
    cells, rows = table(("Total", *REPORT[1:]), LATER, ("Summa AB", *LATER[1:]))

    kept, _, notes = leave_out(cells, rows, ("Order", "Maskin", "Start", "Slut", "Antal"))

    assert (kept.height, notes) == (3, ())
