"""The hours of places that the log names by their operations alone: many orders at once count as many."""

from datetime import datetime

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.fitting.dated import dated_reports
from simmitt.engine.hours.learning import WEEKS_FOR_FINE_GRAIN
from simmitt.engine.hours.weekly import WeeklyHours, occurrences, opened, work_by_slot
from simmitt.engine.hours.working import WorkingHours
from simmitt.engine.orders.times import codes, seconds, timed
from simmitt.engine.spans import Floats, merged
from simmitt.ground.units import DAY_S, MINUTE_S, WEEK_S

# Quarter hours of a few weeks are luck; half hours less so.
_FINE_GRAIN_S, _COARSE_GRAIN_S = 15 * MINUTE_S, 30 * MINUTE_S
_ROWS_FOR_OWN_HOURS = 100
# A place's slot is drawn towards the plant's as if so many weeks had followed the plant.
_PLANT_WEEKS = 3.0
# Somebody is there when a report begins; how long it goes on alone after half a day, nobody knows.
_ATTENDED_S = DAY_S / 2


def hours_of_operations(log: EventLog) -> WorkingHours:
    """Give the plant's week and that of each operation, by how many orders are worked on at once.

    Reports that tell no time tell nothing of the hours.
    """
    told = timed(log.rows).filter(pl.col("activity").is_not_null())
    midnight = datetime(log.first_at.year, log.first_at.month, log.first_at.day)
    since_s = [
        ((pl.col(name) - midnight).dt.total_microseconds() / 1e6).alias(f"{name[:-3]}_s")
        for name in ("start_at", "end_at")
    ]
    found = dated_reports(told.with_columns(since_s))
    told = told if found is None else told.filter(~found.rows)
    start_s, end_s = seconds(told)
    end_s = np.minimum(end_s, start_s + _ATTENDED_S)
    operation, names = codes(told["activity"])
    work = merged(operation, start_s, end_s)
    is_long = end_s.max() - start_s.min() >= WEEKS_FOR_FINE_GRAIN * WEEK_S
    grain_s = _FINE_GRAIN_S if is_long else _COARSE_GRAIN_S
    count = int(WEEK_S / grain_s)
    seen = occurrences(start_s.min(), end_s.max(), count)
    slots = work_by_slot(work.group, work.start_s, work.end_s, len(names), count)
    plant_rate = slots.sum(axis=0) / seen
    reports = np.bincount(operation, minlength=len(names))
    weeks = float(seen.mean())
    plant = WeeklyHours(*opened(plant_rate, grain_s), grain_s, weeks, told.height, "plant")
    own = {
        name: WeeklyHours(
            *opened(_drawn(slots[k] / seen, seen, plant_rate), grain_s),
            grain_s,
            weeks,
            int(reports[k]),
            "machine",
        )
        if reports[k] >= _ROWS_FOR_OWN_HOURS
        else plant
        for k, name in enumerate(names)
    }
    return WorkingHours(plant, own)


def _drawn(rate: Floats, seen: Floats, plant_rate: Floats) -> Floats:
    like_plant = plant_rate * rate.sum() / plant_rate.sum()
    return np.asarray((rate * seen + like_plant * _PLANT_WEEKS) / (seen + _PLANT_WEEKS))
