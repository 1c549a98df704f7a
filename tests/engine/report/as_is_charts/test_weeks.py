"""The week on the machines and the working week learnt, from logs made by hand."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from engine.report.charts.soundness import assert_fit, words_of

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours.weekly import Basis, WeeklyHours
from simmitt.engine.hours.working import NotableDate, Vacation, WorkingHours
from simmitt.engine.report.as_is_charts import calendar_chart, fullest_week, week_gantt_chart
from simmitt.engine.report.as_is_charts.calendar import shifts_of_day
from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.words import Words
from simmitt.ground.texts import say

HOUR = 3600.0
EN = Words("en")
BOTH = pytest.mark.parametrize("words", [Words("sv"), Words("en")], ids=["sv", "en"])
MONDAY = datetime(2026, 3, 2)
MakeLog = Callable[[list[dict[str, Any]]], EventLog]


def row(machine: str | None, start_h: float, hours: float, kind: str = "run", **more: Any) -> dict[str, Any]:
    start = MONDAY + timedelta(hours=start_h)
    return {
        "machine": machine,
        "start_at": start,
        "end_at": start + timedelta(hours=hours),
        "kind": kind,
        **more,
    }


def weekly(*shifts: tuple[float, float], learnt_from: Basis = "plant") -> WeeklyHours:
    levels = tuple(
        1.0 if any(start <= slot / 4 < end for start, end in shifts) else 0.0 for slot in range(7 * 96)
    )
    in_seconds = tuple((start * HOUR, end * HOUR) for start, end in shifts)
    return WeeklyHours(in_seconds, levels, 900.0, 12.0, 500, learnt_from)


def working(plant: WeeklyHours, closed: Collection[date] = (), **machines: WeeklyHours) -> WorkingHours:
    return WorkingHours(plant=plant, machines=machines, closed_dates=frozenset(closed))


DAYS = tuple((24 * day + 6.0, 24 * day + 16.0) for day in range(5))


def test_a_week_tells_each_machines_hours_by_kind(make_log: MakeLog) -> None:
    log = make_log([
        row("Fräs", 6, 4), row("Fräs", 8, 4), row("Fräs", 12, 1, "setup"), row("Svarv", 30, 2, "breakdown"),
    ])  # fmt: skip

    chart = week_gantt_chart(log, MONDAY.date(), EN)

    # Two orders side by side from 8 to 10 count twice as work, once as clock time.
    assert chart.table.rows == (
        ("Fräs", "8.0 h", "1.0 h", "0.0 h", "7.0 h"), ("Svarv", "0.0 h", "0.0 h", "2.0 h", "2.0 h"),
    )  # fmt: skip
    assert "Fräs was at work longest, 7 h" in chart.answer
    assert "2 March 2026" in chart.title


def test_any_day_of_the_week_names_it_and_other_weeks_stay_out(make_log: MakeLog) -> None:
    log = make_log([row("Fräs", 6, 4), row("Fräs", 200, 4), row("Fräs", -10, 4), row("Fräs", -1, 3)])

    thursday = week_gantt_chart(log, date(2026, 3, 5), EN)

    assert thursday == week_gantt_chart(log, date(2026, 3, 2), EN)
    # Of the report that began on Sunday the two hours on Monday count.
    assert thursday.table.rows[0][-1] == "6.0 h"


def test_rows_that_tell_a_machine_alone_are_drawn_too(make_log: MakeLog) -> None:
    log = make_log([row("Fräs", 6, 4, "breakdown", order=None), row(None, 6, 4)])

    assert week_gantt_chart(log, MONDAY.date(), EN).table.rows == (
        ("Fräs", "0.0 h", "0.0 h", "4.0 h", "4.0 h"),
    )


def test_closed_hours_and_closed_dates_are_shaded(make_log: MakeLog) -> None:
    log = make_log([row("Fräs", 6, 4)])

    def shaded(hours: WorkingHours | None) -> list[float]:
        svg = week_gantt_chart(log, MONDAY.date(), EN, hours).svg
        found = re.findall(r'width="([\d.]+)" height="[\d.]+" class="fm"', svg)
        return [float(each) for each in found]

    usual = shaded(working(weekly(*DAYS)))
    holiday = shaded(working(weekly(*DAYS), [date(2026, 3, 4)]))
    assert shaded(None) == []
    # Before, between and after five days, and the sign in the legend.
    assert len(usual) == 7
    # Wednesday joins the nights before and after it: 14 + 10 + 14 hours.
    assert len(holiday) == 6
    assert sum(holiday) - sum(usual) == pytest.approx(usual[2] * 10 / 14, abs=0.5)


def test_the_fullest_week_is_the_one_with_most_hours(make_log: MakeLog) -> None:
    log = make_log([row("Fräs", 6, 4), row("Fräs", 170, 9), row("Fräs", 400, 5)])

    assert fullest_week(log) == date(2026, 3, 9)


@BOTH
def test_weeks_of_any_kind_fit(words: Words, make_log: MakeLog) -> None:
    crowded = [row(f"Maskin med ett långt namn {n} " * 7, n, 3, order=f"Order {n}") for n in range(45)]
    crowded += [row("Kontroll", 8, 2, "setup") for _ in range(30)]
    for log in (make_log([row("Fräs", 500, 1)]), make_log([row("Fräs", 6, 0)]), make_log(crowded)):
        chart = week_gantt_chart(log, MONDAY.date(), words, working(weekly(*DAYS)))
        assert_fit(Drawing(chart.svg, chart.narrow_svg))
        assert chart == week_gantt_chart(log, MONDAY.date(), words, working(weekly(*DAYS)))


def test_machines_beyond_those_shown_stand_in_the_table(make_log: MakeLog) -> None:
    chart = week_gantt_chart(make_log([row(f"M{n:02}", n, 3) for n in range(35)]), MONDAY.date(), EN)

    assert len(chart.table.rows) == 35
    assert any("5 machines with less work" in word.replace("\u00a0", " ") for word in words_of(chart.svg))


def test_a_shift_over_midnight_is_part_of_both_days() -> None:
    hours = weekly((22.0, 30.0))

    assert shifts_of_day(hours, 0) == [(22 * HOUR, 24 * HOUR)]
    assert shifts_of_day(hours, 1) == [(0, 6 * HOUR)]
    assert shifts_of_day(hours, 2) == []


def test_a_calendar_tells_hours_of_days_closed_dates_and_machines_of_their_own() -> None:
    own = weekly((0.0, 168.0), learnt_from="machine")
    hours = working(weekly(*DAYS), [date(2026, 5, 1), date(2026, 1, 6)], Ugn=own, Fräs=weekly(*DAYS))

    chart = calendar_chart(hours, EN)

    assert "50.0 hours a week are open. 1 machine has a week of its own" in chart.answer
    assert {"06:00–16:00", "closed", "Closed dates: 6 January 2026, 1 May 2026."} <= {
        word.replace("\u00a0", " ") for word in words_of(chart.svg)
    }
    assert chart.table.rows[0] == ("Monday", "06:00–16:00", "10.0 h")
    assert chart.table.rows[5] == ("Saturday", "closed", "0.0 h")
    assert chart.table.rows[7] == ("Ugn", "a week of its own", "168.0 h")
    assert chart.table.rows[8:] == (("6 January 2026", "closed", ""), ("1 May 2026", "closed", ""))


def test_dates_are_named_by_their_holiday_and_vacations_told_as_one() -> None:
    eve = NotableDate(date(2026, 4, 30), "half", None, 0.5, 0.99)
    first = NotableDate(date(2026, 5, 1), "closed", say("Day of the Mill"), 0.0, 0.99)
    away = Vacation(date(2026, 7, 6), date(2026, 7, 31), 20, say("summer"))
    hours = working(weekly(*DAYS), [date(2026, 5, 1), *(date(2026, 7, day) for day in range(6, 32))])

    chart = calendar_chart(replace(hours, notable=(eve, first), vacations=(away,)), EN)

    told = " ".join(sorted(words_of(chart.svg))).replace("\u00a0", " ")
    assert "Closed dates: 1 May 2026 (Day of the Mill)." in told
    assert "Vacations: 6 July 2026 to 31 July 2026." in told
    assert "Half days: 30 April 2026." in told
    assert ("30 April 2026", "half a day", "") in chart.table.rows


def test_a_day_with_many_breaks_tells_its_hours() -> None:
    chart = calendar_chart(working(weekly((1.0, 3.0), (5.0, 7.0), (9.0, 12.5))), EN)

    assert "7.5 h" in words_of(chart.svg)
    assert chart.table.rows[0][1] == "01:00–03:00, 05:00–07:00, 09:00–12:30"


@BOTH
def test_calendars_of_any_kind_fit(words: Words) -> None:
    dates = [date(2026, 1, 1) + timedelta(days=3 * number) for number in range(90)]
    for hours in (working(weekly()), working(weekly((0.0, 168.0)), dates), working(weekly(*DAYS))):
        chart = calendar_chart(hours, words)
        assert_fit(Drawing(chart.svg, chart.narrow_svg))
