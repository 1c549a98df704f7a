from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from simmitt.engine import eventlog
from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.durations import to_durations
from simmitt.engine.eventlog.grid import Grid
from simmitt.engine.eventlog.opening import open_file
from simmitt.engine.eventlog.quantities import AmbiguousNumbers
from simmitt.engine.eventlog.workbook import UnknownSheet, read_workbook

HEADINGS = ["Ordernr", "Maskin", "Start", "Slut", "Tid", "Antal"]
START = datetime(2025, 4, 3, 7)


def workbook(
    path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], first_row: int = 0, *, of_1904: bool = False
) -> Path:
    book = xlsxwriter.Workbook(
        str(path),
        {"default_date_format": "yyyy-mm-dd hh:mm", "strings_to_numbers": False, "date_1904": of_1904},
    )
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows, start=first_row):
            sheet.write_row(at, 0, row)
    book.close()
    return path


def report(number: int, **changes: Any) -> list[Any]:
    start = START + timedelta(hours=2 * number)
    usual: dict[str, Any] = {
        "Ordernr": 1000 + number,
        "Maskin": f"Fräs {number}",
        "Start": start,
        "Slut": start + timedelta(hours=1, minutes=30),
        "Tid": 1.5,
        "Antal": number,
    }
    return [{**usual, **changes}[heading] for heading in HEADINGS]


def test_real_dates_and_numbers_are_never_in_doubt(tmp_path: Path) -> None:
    rows = [HEADINGS, report(1, Antal=1.234), report(2, Antal=5.678)]

    log = read(workbook(tmp_path / "log.xlsx", {"Blad1": rows}))

    assert log.rows["start_at"].to_list() == [datetime(2025, 4, 3, 9), datetime(2025, 4, 3, 11)]
    assert log.rows["order"].to_list() == ["1001", "1002"]
    assert log.rows["good_pieces"].to_list() == [1.234, 5.678]
    assert log.rows["reported_s"].to_list() == [5400.0, 5400.0]


def test_the_same_numbers_as_text_are_in_doubt(tmp_path: Path) -> None:
    path = workbook(tmp_path / "log.xlsx", {"Blad1": [HEADINGS, report(1, Antal="1.234"), report(2)]})

    with pytest.raises(AmbiguousNumbers):
        read(path)


def test_dates_and_numbers_stored_as_text_are_read(tmp_path: Path) -> None:
    as_text = report(1, Start="23.04.2025 07:30", Slut="2025-04-23 08:30", Antal="1 200,5", Tid="1,0 h")

    log = read(workbook(tmp_path / "log.xlsx", {"Blad1": [HEADINGS, as_text, report(2)]}))

    first = log.rows.row(0, named=True)
    assert (first["start_at"], first["end_at"]) == (
        datetime(2025, 4, 23, 7, 30),
        datetime(2025, 4, 23, 8, 30),
    )
    assert (first["good_pieces"], first["reported_s"]) == (1200.5, 3600.0)


def test_a_duration_stored_as_a_date_or_a_time_of_day_is_read_as_hours(tmp_path: Path) -> None:
    as_time = report(1, Tid=time(1, 49))
    as_date = report(2, Tid=datetime(1900, 1, 5, 2, 0))

    log = read(
        workbook(tmp_path / "log.xlsx", {"Blad1": [HEADINGS, as_time, as_date, report(3, Tid="1:30")]})
    )

    assert log.rows["reported_s"].to_list() == [109 * 60.0, 122 * 3600.0, 5400.0]


def test_dates_and_times_of_day_in_columns_of_their_own_are_joined(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Order", "Maskin", "Startdatum", "Starttid", "Slutdatum", "Sluttid"],
        [1, "M", date(2025, 4, 3), time(22, 0), date(2025, 4, 4), time(1, 30)],
        [2, "M", date(2025, 4, 4), time(6, 0), date(2025, 4, 4), time(7, 30)],
    ]

    log = read(workbook(tmp_path / "log.xlsx", {"Blad1": rows}))

    assert log.rows["start_at"].to_list() == [datetime(2025, 4, 3, 22), datetime(2025, 4, 4, 6)]
    assert log.rows["end_at"].to_list() == [datetime(2025, 4, 4, 1, 30), datetime(2025, 4, 4, 7, 30)]


def test_the_first_sheet_that_is_a_log_is_read_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "Info": [["Rapport från verkstaden"], ["Utskriven", "2025-05-02"]],
        "Tom": [],
        "Rapporter": [["Rapport"], [], HEADINGS, report(1), [], report(2)],
    }

    log = read(workbook(tmp_path / "log.xlsx", sheets, first_row=2))

    assert (log.source.sheet, log.rows["row"].to_list()) == ("Rapporter", [6, 8])


def test_a_sheet_can_be_named_and_a_wrong_name_gets_the_right_ones(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "log.xlsx",
        {"A": [HEADINGS, report(1), report(2)], "B": [HEADINGS, report(3), report(4)]},
    )

    log = read(path, mapping=eventlog.Mapping(sheet="B"))
    with pytest.raises(UnknownSheet) as caught:
        read(path, mapping=eventlog.Mapping(sheet="C"))

    assert log.rows["order"].to_list() == ["1003", "1004"]
    assert "A, B" in caught.value.in_language("sv")


def first_grid(path: Path) -> Grid:
    return next(iter(read_workbook(open_file(path), eventlog.Mapping())))


def test_a_workbook_that_counts_from_1904_gives_the_same_log(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        report(1, Tid=time(1, 49)),
        report(2, Tid=timedelta(hours=30, minutes=5)),
        report(3, Tid=1.5),
    ]

    usual = first_grid(workbook(tmp_path / "1900.xlsx", {"Blad1": rows}))
    of_1904 = first_grid(workbook(tmp_path / "1904.xlsx", {"Blad1": rows}, of_1904=True))

    assert of_1904.cells.equals(usual.cells)
    assert to_durations(of_1904.cells["Tid"], ".", "h").seconds.to_list() == [
        109 * 60.0, (30 * 60 + 5) * 60.0, 5400.0,
    ]  # fmt: skip
    assert of_1904.cells["Start"][0] == "2025-04-03 09:00:00"


def test_merged_headings_below_a_title_sums_and_page_breaks_leave_the_reports(tmp_path: Path) -> None:
    upper = ["Order", "Maskin", "Start", None, "Slut", None, "Antal", None]
    lower = [None, None, "Datum", "Tid", "Datum", "Tid", "OK", "Kass"]
    first = [1, "Svarv 1", date(2025, 4, 3), time(22, 0), date(2025, 4, 4), time(1, 30), 5, 0]
    second = [2, "Svarv 1", date(2025, 4, 4), time(6, 0), date(2025, 4, 4), time(7, 30), 6, 1]
    summed = ["Summa", None, None, None, None, None, 11, 1]
    sheets: dict[str, list[list[Any]]] = {
        "Blad1": [["Rapport"], [], upper, lower, first, lower, second, summed]
    }

    path = workbook(tmp_path / "log.xlsx", sheets)
    grid, log = first_grid(path), read(path)

    assert grid.rows.to_list() == [5, 7]
    assert {one.heading: one.field for one in log.source.columns} == {
        "Order": "order", "Maskin": "machine", "Start Datum": "start_at", "Start Tid": "start_clock",
        "Slut Datum": "end_at", "Slut Tid": "end_clock", "Antal OK": "good_pieces",
        "Antal Kass": "rejected_pieces",
    }  # fmt: skip
    assert log.rows["end_at"].to_list() == [datetime(2025, 4, 4, 1, 30), datetime(2025, 4, 4, 7, 30)]
    assert len(grid.notes) == 2


def test_a_hidden_sheet_is_read_and_named(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"})
    book.add_worksheet("Info").write_row(0, 0, ["Rapport från verkstaden"])
    hidden = book.add_worksheet("Data")
    for at, row in enumerate([HEADINGS, report(1), report(2)]):
        hidden.write_row(at, 0, row)
    hidden.hide()
    book.close()

    grids = list(read_workbook(open_file(path), eventlog.Mapping()))

    assert [grid.sheet for grid in grids] == ["Info", "Data"]
    assert [note.in_language("sv") for note in grids[1].notes] == ["Bladet Data är dolt i arbetsboken."]


def test_cells_that_hold_an_error_are_empty_and_named(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("Blad & 1")
    for at, row in enumerate([HEADINGS, report(1), report(2), report(3)]):
        sheet.write_row(at, 0, row)
    sheet.write_formula(2, 5, "=A1/0", None, "#DIV/0!")
    sheet.write_formula(3, 4, "=Borta!A1", None, "#REF!")
    book.close()

    grid = first_grid(path)

    assert grid.cells["Antal"].to_list() == ["1", None, "3"]
    assert grid.cells["Tid"].to_list() == ["1.5", "1.5", None]
    assert [note.in_language("en") for note in grid.notes] == [
        "2 cells hold an error of Excel's, such as #REF!, and count as empty (first F3, E4)."
    ]


def test_a_share_formatted_as_per_cent_stays_the_share_that_it_is(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("Blad1")
    for at, row in enumerate([[*HEADINGS, "Andel"], report(1), report(2)]):
        sheet.write_row(at, 0, row)
        if at:
            sheet.write(at, 6, 0.05, book.add_format({"num_format": "0 %"}))
    book.close()

    assert first_grid(path).cells["Andel"].to_list() == ["0.05", "0.05"]


def test_real_numbers_beside_text_with_a_comma_are_one_way_of_writing(tmp_path: Path) -> None:
    rows = [HEADINGS, report(1, Antal=1.234), report(2, Antal="1 200,5"), report(3, Antal=7)]

    log = read(workbook(tmp_path / "log.xlsx", {"Blad1": rows}))

    assert log.rows["good_pieces"].to_list() == [1.234, 1200.5, 7.0]


@pytest.mark.parametrize(("of_1904", "day"), [(False, 45750), (True, 45750 - 1462)])
def test_dates_beside_days_without_a_format_are_the_dates_that_excel_shows(
    of_1904: bool, day: int, tmp_path: Path
) -> None:
    rows = [HEADINGS, report(1), report(2, Start=day + 0.5, Slut=day + 0.5625)]

    log = read(workbook(tmp_path / "log.xlsx", {"Blad1": rows}, of_1904=of_1904))

    assert log.rows["start_at"].to_list() == [datetime(2025, 4, 3, 9), datetime(2025, 4, 3, 12)]
    assert log.rows["end_at"][1] == datetime(2025, 4, 3, 13, 30)


def test_a_sheet_without_headings_goes_by_letters(tmp_path: Path) -> None:
    rows = [report(number) for number in range(1, 30)]

    grid = first_grid(workbook(tmp_path / "log.xlsx", {"Blad1": rows}))

    assert grid.is_headless
    assert (grid.cells.height, grid.rows[0]) == (29, 1)


def test_parquet_keeps_its_types_and_zones(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    start = pl.Series([START, START + timedelta(hours=2)])
    pl.DataFrame(
        {
            "order": [7, 8],
            "machine": pl.Series(["M1", "M2"], dtype=pl.Categorical),
            "start": start.dt.replace_time_zone("Europe/Stockholm"),
            "end": (start + timedelta(hours=1)).dt.replace_time_zone("Europe/Stockholm"),
            "duration": [timedelta(hours=1), timedelta(minutes=59, seconds=30)],
            "quantity": [1.234, None],
            "rework": [True, False],
            "tags": [["a"], ["b"]],
        }
    ).write_parquet(path)

    log = read(path)

    assert log.rows.row(0, named=True) | {"kind": "run"} == log.rows.row(0, named=True)
    assert log.rows["start_at"].to_list() == [datetime(2025, 4, 3, 5), datetime(2025, 4, 3, 7)]
    assert log.rows["reported_s"].to_list() == [3600.0, 3570.0]
    assert log.rows["good_pieces"].to_list() == [1.234, None]
    assert log.rows["rework"].to_list() == [True, False]
    assert log.rows["row"].to_list() == [2, 3]
    assert (log.source.form, log.source.time_zone) == ("parquet", "UTC")
