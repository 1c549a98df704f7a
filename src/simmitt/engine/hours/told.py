"""Working hours that a shop tells itself: in its study, or as planned time per day."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import polars as pl

from simmitt.engine.hours.weekly import Basis, Shifts, WeeklyHours
from simmitt.engine.hours.working import WorkingHours
from simmitt.engine.spans import merged
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, HOUR_S, MINUTE_S, WEEK_S

GRAIN_S = 15 * MINUTE_S
# Where a table tells how long a day is but not when it begins.
USUAL_START_S = 6 * HOUR_S
USUAL_DAYS = 5.0


def no_hours() -> WorkingHours:
    """Give hours that are never open, for a log that tells nothing about them."""
    return WorkingHours(
        _week((), 0, 0.0, "plant"), {}, reason=say("The log tells nothing about working hours.")
    )


def hours_of_stations(stations: pl.DataFrame) -> WorkingHours:
    """Give the hours that a study states for each station; the plant is open when any is.

    Days count from Monday, and the day's hours from the time stated.
    """
    machines = {
        row["machine"]: _week(_days_alike(row), 0, 0.0)
        for row in stations.iter_rows(named=True)
        if row["machine"] and row["hours_per_week"] and row["hours_per_week"] > 0
    }
    if not machines:
        return no_hours()
    why = say("The open hours are those that the study states.")
    return WorkingHours(_together(machines), machines, learnt_from="study", reason=why)


def hours_of_daily(daily: pl.DataFrame) -> WorkingHours:
    """Give each weekday the planned time it usually has, counted from six in the morning."""
    planned = daily.filter(pl.col("date").is_not_null() & (pl.col("planned_s") > 0))
    if planned.is_empty():
        return no_hours()
    named = planned.with_columns(pl.col("machine").fill_null(""), weekday=pl.col("date").dt.weekday() - 1)
    per_date = named.group_by("machine", "date", "weekday").agg(pl.col("planned_s").sum())
    dates = named.select("date", "weekday").unique().group_by("weekday").len()
    weeks = float(dates["len"].to_numpy().max())
    usual = per_date.group_by("machine", "weekday").agg(planned_s=pl.col("planned_s").median(), n=pl.len())
    often = usual.join(dates, on="weekday").filter(pl.col("n") >= pl.col("len") / 2)
    machines = {
        str(name[0]): _week(
            _of_weekdays(group["weekday"].to_list(), group["planned_s"].to_list()),
            int(group["n"].to_numpy().sum()),
            weeks,
        )
        for name, group in often.sort("machine", "weekday").group_by("machine", maintain_order=True)
    }
    if not machines:
        return no_hours()
    plant = machines.pop("", None) or _together(machines)
    why = say(
        "The open hours are the planned time per day; the table doesn't tell when a day begins, so"
        " 06:00 is taken."
    )
    return WorkingHours(plant, machines, learnt_from="daily", reason=why)


def _days_alike(station: dict[str, Any]) -> Shifts:
    """Give the shifts of a station that states hours and days per week and when a day begins."""
    days = int(np.clip(np.ceil(station["days_per_week"] or USUAL_DAYS), 1, 7))
    day_s = min(station["hours_per_week"] * HOUR_S / days, DAY_S)
    begin_s = _time_of_day(station["starts_at"] or "") if day_s < DAY_S else 0.0
    return _united((day * DAY_S + begin_s, day * DAY_S + begin_s + day_s) for day in range(days))


def _time_of_day(text: str) -> float:
    """Give the seconds since midnight of a time like 06:30; the usual start where none stands."""
    hour, _, minute = text.strip().replace(".", ":").partition(":")
    if not hour.isdigit() or int(hour) > 23 or (minute and not minute[:2].isdigit()):
        return USUAL_START_S
    return int(hour) * HOUR_S + int(minute[:2] or 0) * MINUTE_S


def _of_weekdays(weekday: list[int], planned_s: list[float]) -> Shifts:
    """Give one shift for each weekday; a day too long for the usual start begins earlier."""
    lengths = [(day, min(length, DAY_S)) for day, length in zip(weekday, planned_s, strict=True)]
    starts = [(day * DAY_S + min(USUAL_START_S, DAY_S - length), length) for day, length in lengths]
    return _united((start, start + length) for start, length in starts)


def _united(spans: Iterable[tuple[float, float]]) -> Shifts:
    """Give the union of stretches of the week; one that crosses its end goes on at its beginning."""
    cut = []
    for begin, end in spans:
        over = max(end - WEEK_S, 0.0)
        cut += [(begin, end - over), (0.0, over)] if over else [(begin, end)]
    start_s, end_s = np.array(cut).T
    whole = merged(np.zeros(len(cut), np.int64), start_s, end_s)
    return tuple(zip(whole.start_s.tolist(), whole.end_s.tolist(), strict=True))


def _together(machines: dict[str, WeeklyHours]) -> WeeklyHours:
    """Give the week in which the plant is open whenever a machine is."""
    own = list(machines.values())
    spans = (shift for each in own for shift in each.shifts)
    return _week(_united(spans), sum(each.rows for each in own), max(each.weeks for each in own), "plant")


def _week(shifts: Shifts, rows: int, weeks: float, basis: Basis = "machine") -> WeeklyHours:
    edges = np.arange(0.0, WEEK_S + 1, GRAIN_S)
    bounds = np.array([edge for shift in shifts for edge in shift])
    level = np.zeros(len(edges) - 1)
    if len(bounds):
        open_s = np.interp(edges, bounds, _running(shifts))
        level = np.diff(open_s) / GRAIN_S
    return WeeklyHours(shifts, tuple(np.round(level, 4).tolist()), GRAIN_S, weeks, rows, basis)


def _running(shifts: Shifts) -> list[float]:
    """Give the open time until each start and end of shifts."""
    total, until = 0.0, []
    for start, end in shifts:
        until += [total, total + end - start]
        total += end - start
    return until
