"""The hours of the week in which orders are taken up, station by station.

Where an order waits for reasons that the log does not show, it is taken up when people are
there to do so: the delay passes at the pace at which the station's visits begin.
"""

from collections.abc import Mapping

import numpy as np
import polars as pl

from simmitt.engine.factory.clock import work_clock
from simmitt.engine.factory.model import Calendar
from simmitt.engine.spans import Floats
from simmitt.ground.units import HOUR_S, WEEK_S

HOURS = 168
# A station's own starts are drawn towards the plant's as if so many more had been seen.
_PRIOR_STARTS = 40.0
_BUSIEST = 0.98  # quantile of the hours' levels that counts as full


def fit_attention(
    visits: pl.DataFrame, calendars: Mapping[str, Calendar], name: str
) -> tuple[tuple[Calendar, ...], dict[str, str]]:
    """Give the calendars of attention, and each station's.

    Parameters
    ----------
    visits
        With station, start_s (since a Monday 00:00) and ``dated``, which tells no hour.
    calendars
        Each station's working hours: nothing begins outside them.
    name
        What the calendars are called; a station's name is added.
    """
    timed = visits.filter(~pl.col("dated"))
    everywhere = _by_hour(timed)
    made: list[Calendar] = []
    of_station: dict[str, str] = {}
    for station, calendar in calendars.items():
        own = _by_hour(timed.filter(pl.col("station") == station))
        is_open = _open_share(calendar)
        plant = everywhere * is_open
        if plant.sum() <= 0.0:
            continue
        level = own * is_open + _PRIOR_STARTS * plant / plant.sum()
        full = np.quantile(level[level > 0], _BUSIEST)
        levels = tuple(np.minimum(level / full, is_open).round(2).tolist())
        made.append(Calendar(f"{name} {station}", levels=levels))
        of_station[station] = made[-1].name
    return tuple(made), of_station


def fit_arrival_hours(visits: pl.DataFrame) -> Calendar:
    """Give the hours of the week in which orders begin, drawn towards those of all visits."""
    timed = visits.filter(~pl.col("dated"))
    first = _by_hour(timed.filter(pl.col("before_s").is_null()))
    everywhere = _by_hour(timed)
    level = first + _PRIOR_STARTS * everywhere / everywhere.sum()
    full = np.quantile(level[level > 0], _BUSIEST)
    return Calendar("arrivals", levels=tuple(np.minimum(level / full, 1.0).round(3).tolist()))


def _by_hour(visits: pl.DataFrame) -> Floats:
    hour = (visits["start_s"].to_numpy() % WEEK_S / HOUR_S).astype(np.int64)
    return np.bincount(hour, minlength=HOURS)[:HOURS].astype(np.float64)


def _open_share(calendar: Calendar) -> Floats:
    """Give how much of each hour of the week is open, (168,)."""
    edges = np.arange(HOURS + 1) * HOUR_S
    return np.asarray(np.diff(work_clock(calendar).worked(np.minimum(edges, WEEK_S - 1e-6))) / HOUR_S)
