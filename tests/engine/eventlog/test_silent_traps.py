"""Files that were read without a word and wrongly: each is now refused, or what is doubtful is said."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from engine.eventlog.nasty.base import (
    SWEDISH,
    Report,
    Style,
    cells,
    figures_of,
    reports,
    text_of_cells,
    truth,
)

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.half_days import HalfDays
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.tables import OtherHeadings
from simmitt.engine.eventlog.turned_dates import TurnedDates

ROWS = reports()
LINES = [cells(row, Style()) for row in ROWS]


def written(
    folder: Path, lines: list[list[str]], headings: tuple[str, ...] = SWEDISH, name: str = "log.csv"
) -> Path:
    path = folder / name
    path.write_text(text_of_cells(lines, Style(headings=headings)), encoding="utf-8")
    return path


def notes(log: EventLog) -> str:
    return " ".join(note.in_language("en") for note in log.source.notes)


def sums_of_orders() -> list[list[str]]:
    lines = []
    for order in dict.fromkeys(row.order for row in ROWS):
        own = [row for row in ROWS if row.order == order]
        whole = replace(own[0], activity="Hela", machine="", end=max(row.end for row in own))
        lines += [cells(row, Style()) for row in [*own, whole]]
    return lines


@pytest.mark.parametrize("heading", ["Kassation %", "Kassationsandel", "Kassationsgrad", "Scrap rate"])
def test_a_column_of_per_cent_counts_no_pieces(heading: str, tmp_path: Path) -> None:
    lines = [
        [*line[:6], f"{row.rejected / row.good * 100:.2f}"] for line, row in zip(LINES, ROWS, strict=True)
    ]

    log = read(written(tmp_path, lines, (*SWEDISH[:6], heading)))

    assert log.rows["rejected_pieces"].null_count() == log.rows.height
    assert log.source.unread == (heading,)


def test_shares_under_a_heading_of_pieces_are_left_out(tmp_path: Path) -> None:
    lines = [[*line[:6], f"{row.rejected / row.good:.4f}"] for line, row in zip(LINES, ROWS, strict=True)]

    log = read(written(tmp_path, lines))

    assert log.rows["rejected_pieces"].null_count() == log.rows.height
    assert "The numbers in Kasserade are shares and no pieces; they were left out." in notes(log)


def test_a_row_that_is_called_cancelled_beside_what_is_read_is_told(tmp_path: Path) -> None:
    lines = [[*line, "Makulerad" if at % 10 == 0 else "Klar"] for at, line in enumerate(LINES)]

    log = read(written(tmp_path, lines, (*SWEDISH, "Status")))

    assert notes(log).startswith("17 rows say Makulerad or the like in the column Status")


def test_sums_that_look_like_reports_are_told(tmp_path: Path) -> None:
    several = {row.order for row in ROWS}

    log = read(written(tmp_path, sums_of_orders()))

    assert f"{len(several)} rows reach exactly from the first start to the last end" in notes(log)


def test_a_plan_beside_its_outcome_is_told_and_can_be_left_out(tmp_path: Path) -> None:
    early = [
        replace(row, start=row.start - timedelta(days=1), end=row.end - timedelta(days=1)) for row in ROWS
    ]
    plan = written(tmp_path, [cells(row, Style()) for row in early], name="plan.csv")
    outcome = written(tmp_path, LINES, name="utfall.csv")

    log = read([outcome, plan])
    alone = read([outcome, plan], mapping=Mapping(tables={"plan.csv": "nothing"}))

    assert f"{len(ROWS)} rows of plan.csv tell of work that earlier tables tell too" in notes(log)
    assert '"plan.csv" = "nothing"' in notes(log)
    assert figures_of(alone) == truth(ROWS)


def test_months_that_follow_each_other_are_no_plans(tmp_path: Path) -> None:
    first, second = (
        written(tmp_path, part, name=name) for part, name in ((LINES[:90], "a"), (LINES[90:], "b"))
    )

    assert notes(read([first, second])) == ""


def test_headings_that_come_again_in_another_order_are_not_read_past(tmp_path: Path) -> None:
    swapped = [[*line[:5], line[6], line[5]] for line in LINES[80:]]
    again = [*SWEDISH[:5], SWEDISH[6], SWEDISH[5]]

    with pytest.raises(OtherHeadings) as fault:
        read(written(tmp_path, [*LINES[:80], again, *swapped]))

    assert fault.value.place.row == 82


def turned(row: Report) -> list[str]:
    """Write a row as a spreadsheet that expects the month first keeps dates with the day first."""
    told = [f"{at:%Y-%d-%m %H:%M}" if at.day <= 12 else f"{at:%d/%m/%Y %H:%M}" for at in (row.start, row.end)]
    return [*cells(row, Style())[:3], *told, str(row.good), str(row.rejected)]


def test_dates_that_a_spreadsheet_turned_round_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TurnedDates) as fault:
        read(written(tmp_path, [turned(row) for row in ROWS]))

    assert fault.value.place.column == "Starttid"


def test_two_ways_of_writing_dates_that_turn_nothing_round_are_read(tmp_path: Path) -> None:
    lines = [
        cells(row, Style(write=lambda at: f"{at:%d/%m/%Y %H:%M}") if at % 2 else Style())
        for at, row in enumerate(ROWS)
    ]

    assert figures_of(read(written(tmp_path, lines))) == truth(ROWS)


def test_twelve_hours_without_their_half_of_the_day_are_refused(tmp_path: Path) -> None:
    lines = [cells(row, Style(write=lambda at: f"{at:%Y-%m-%d %I:%M}")) for row in ROWS]

    with pytest.raises(HalfDays):
        read(written(tmp_path, lines))


def test_times_of_day_that_are_none_are_told(tmp_path: Path) -> None:
    odd = ["7.5" if at % 10 == 0 else f"{row.start:%H:%M}" for at, row in enumerate(ROWS)]
    lines = [
        [*line[:3], f"{row.start:%Y-%m-%d}", start, f"{row.end:%H:%M}"]
        for line, row, start in zip(LINES, ROWS, odd, strict=True)
    ]

    log = read(written(tmp_path, lines, (*SWEDISH[:3], "Datum", "Start", "Slut")))

    assert "17 cells in the column Start couldn't be read" in notes(log)
