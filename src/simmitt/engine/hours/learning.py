"""Working hours learnt from a log, taken from its plan of shifts, or from a shop's own study.

A shop's week is never assumed: Sunday may be a working day and Friday half a one.
"""

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import BREAKDOWN, EventLog
from simmitt.engine.hours.dated import learn_dates
from simmitt.engine.hours.planned import hours_of_plan, judged
from simmitt.engine.hours.told import hours_of_daily, hours_of_stations, no_hours
from simmitt.engine.hours.weekly import WeeklyHours, occurrences, opened, work_by_slot
from simmitt.engine.hours.working import WorkingHours
from simmitt.engine.orders import codes, seconds
from simmitt.engine.spans import Floats, Spans, merged
from simmitt.ground.units import DAY_S, HOUR_S, MINUTE_S, WEEK_S

FINE_GRAIN_S, COARSE_GRAIN_S = 15 * MINUTE_S, HOUR_S
WEEKS_FOR_FINE_GRAIN = 6.0
# A report that runs longer than this runs through closed hours and says nothing about them.
LONGEST_REPORT_S = DAY_S
ROWS_FOR_OWN_HOURS = 100
# A machine's slot is shrunk towards the plant's as if so many weeks had followed the plant.
PLANT_WEEKS = 3.0


def learn_working_hours(log: EventLog) -> WorkingHours:
    """Give the weekly hours of plant and machines, and the dates that differ, of a (repaired) log.

    A plan of shifts beside the log takes the place of what reports teach, if people work when it
    says: at most a tenth of the work lies outside it, and three of four planned days are worked.
    ``reason`` says which it was. A log without events tells its hours itself, or has none.

    Notes
    -----
    The week is cut into slots of 15 minutes (60 with less than six weeks of log). A slot's
    level is the time machines were at work in it over all weeks, divided by how often it lies
    in the log's period, and measured by the usual busy slot. It is open from a quarter of
    that. Machines with few rows take the plant's hours; the others are drawn towards them.
    """
    if not log.tells_events:
        return _told(log)
    rows = _at_work(log.rows)
    if rows.is_empty():
        return no_hours()
    learnt = _from_reports(rows)
    judgement = judged(log, rows)
    if judgement is None:
        return learnt
    return hours_of_plan(judgement, learnt)


def _told(log: EventLog) -> WorkingHours:
    if log.companions.stations is not None:
        return hours_of_stations(log.companions.stations)
    if log.companions.daily is not None:
        return hours_of_daily(log.companions.daily)
    return no_hours()


def _at_work(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep rows of work with a length that can be one stretch of it; all, if those are few.

    A stop that no order is booked on is no work.
    """
    timed = rows.filter(pl.col("start_at").is_not_null() & pl.col("end_at").is_not_null())
    stop = (pl.col("kind") == BREAKDOWN).fill_null(value=False) & pl.col("order").is_null()
    timed = timed.filter(~stop)
    length = pl.col("end_at") - pl.col("start_at")
    short = timed.filter(length.is_between(pl.duration(seconds=0), pl.duration(seconds=LONGEST_REPORT_S)))
    return short if short.height >= timed.height / 2 else timed


def _from_reports(rows: pl.DataFrame) -> WorkingHours:
    start_s, end_s = seconds(rows)
    machine, names = codes(rows["machine"])
    work = merged(machine + 1, start_s, end_s)
    grain_s = _grain(start_s, end_s)
    count = int(WEEK_S / grain_s)
    seen = occurrences(start_s.min(), end_s.max(), count)
    slots = work_by_slot(work.group, work.start_s, work.end_s, len(names) + 1, count)
    plant_rate = slots.sum(axis=0) / seen
    plant = WeeklyHours(*opened(plant_rate, grain_s), grain_s, float(seen.mean()), rows.height, "plant")
    reports = np.bincount(machine + 1, minlength=len(names) + 1)
    own = {
        name: _of_machine(slots[index] / seen, seen, plant_rate, plant, int(reports[index]))
        for index, name in enumerate(names, start=1)
    }
    dates = learn_dates(plant, _lasting(work), start_s)
    return WorkingHours(plant, own, dates.closed, dates.notable, dates.vacations)


def _lasting(work: Spans) -> Spans:
    lasts = work.end_s > work.start_s
    return Spans(work.group[lasts], work.start_s[lasts], work.end_s[lasts]) if lasts.any() else work


def _grain(start_s: Floats, end_s: Floats) -> float:
    weeks = (end_s.max() - start_s.min()) / WEEK_S
    return FINE_GRAIN_S if weeks >= WEEKS_FOR_FINE_GRAIN else COARSE_GRAIN_S


def _of_machine(
    rate: Floats, seen: Floats, plant_rate: Floats, plant: WeeklyHours, reports: int
) -> WeeklyHours:
    """Give a machine's own week, drawn towards the plant's where the log is short."""
    if reports < ROWS_FOR_OWN_HOURS or rate.sum() == 0.0:
        return WeeklyHours(plant.shifts, plant.level, plant.grain_s, plant.weeks, reports, "plant")
    like_plant = plant_rate * rate.sum() / plant_rate.sum()
    drawn = (rate * seen + like_plant * PLANT_WEEKS) / (seen + PLANT_WEEKS)
    return WeeklyHours(*opened(drawn, plant.grain_s), plant.grain_s, plant.weeks, reports, "machine")
