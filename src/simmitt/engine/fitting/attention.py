"""The hours of the week in which orders are taken up, station by station.

Where an order waits for reasons that the log does not show, it is taken up when people are
there to do so: the delay passes at the pace at which the station's visits begin.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from simmitt.engine.factory.clock import WorkClock, work_clock
from simmitt.engine.factory.model import Calendar
from simmitt.engine.fitting.shop import Shop
from simmitt.engine.spans import Floats
from simmitt.ground.units import HOUR_S, WEEK_S

HOURS = 168
_NAME = "attention"
# A station's own starts are drawn towards the plant's as if so many more had been seen.
_PRIOR_STARTS = 40.0
_BUSIEST = 0.98  # quantile of the hours' levels that counts as full


@dataclass(frozen=True)
class Attention:
    """The hours in which the delays before a station pass."""

    calendars: tuple[Calendar, ...]
    calendar_of: Mapping[str, str]  # by station
    clocks: Mapping[str, WorkClock]  # by station
    share: Mapping[str, float]  # of the week, by station
    open_share: Mapping[str, float]  # of the week that the station is open at all


def fit_attention(shop: Shop) -> Attention:
    """Give the hours of attention of every station; nothing begins outside its working hours."""
    timed = shop.visits.filter(~pl.col("dated"))
    everywhere = _by_hour(timed)
    made = {station: _of_station(station, shop, timed, everywhere) for station in shop.clocks}
    clocks = {station: work_clock(calendar) for station, calendar in made.items()}
    return Attention(
        tuple(made.values()),
        {station: calendar.name for station, calendar in made.items()},
        clocks,
        {station: clock.week_s / WEEK_S for station, clock in clocks.items()},
        {station: clock.week_s / WEEK_S for station, clock in shop.clocks.items()},
    )


def _of_station(station: str, shop: Shop, timed: pl.DataFrame, everywhere: Floats) -> Calendar:
    own = _by_hour(timed.filter(pl.col("station") == station))
    is_open = _open_share(shop.calendar(station))
    plant = everywhere * is_open
    if plant.sum() <= 0.0:
        plant = is_open
    level = own * is_open + _PRIOR_STARTS * plant / plant.sum()
    full = np.quantile(level[level > 0], _BUSIEST)
    return Calendar(f"{_NAME} {station}", levels=tuple(np.minimum(level / full, is_open).round(2).tolist()))


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
