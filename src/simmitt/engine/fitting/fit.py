"""From a log to a factory that behaves like it, without a single setting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory import parse_factory, write_factory
from simmitt.engine.factory.clock import Floats, WorkClock, work_clock
from simmitt.engine.factory.model import Calendar, Factory, RunPlan, Shift
from simmitt.engine.fitting.crews import fit_crews
from simmitt.engine.fitting.faults import NothingToFit
from simmitt.engine.fitting.operations import fit_operations
from simmitt.engine.fitting.pools import Pools, find_pools
from simmitt.engine.fitting.products import fit_arrivals, fit_products
from simmitt.engine.fitting.stations import fit_stations
from simmitt.engine.fitting.visits import timed_rows, visits, week_origin
from simmitt.engine.fitting.waiting import calibrate_delays, observe_waits
from simmitt.engine.hours import WorkingHours
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S

PLANT = "plant"
_FEWEST_ORDERS = 12
_FEWEST_DAYS = 14.0


@dataclass(frozen=True)
class Fitted:
    """A fitted factory and how far its waiting is understood.

    ``explained_share`` is the share of the observed waiting that queue, calendar and batch
    explain; the rest is plain delay, whose cause the log does not show.
    """

    factory: Factory
    explained_share: float


def fit(
    log: EventLog, hours: WorkingHours, *, seed: int = 0, workers: int = 1, progress: Progress = silent
) -> Fitted:
    """Fit products, stations, times, hours, breakdowns and waiting to a log.

    Raises ``NothingToFit`` where the log holds too little for a factory.
    """
    _enough(log)
    pools = find_pools(log)
    calendars, calendar_of = _calendars(hours, pools)
    clocks = {station: work_clock(calendars[name]) for station, name in calendar_of.items()}
    rows = timed_rows(log, pools, clocks)
    seen = visits(rows)
    opens_at = datetime(log.first_at.year, log.first_at.month, log.first_at.day)
    offset_s = (opens_at - week_origin(log)).total_seconds()
    window_s = (offset_s, offset_s + (log.last_at - opens_at).total_seconds())
    stations = fit_stations(rows, seen, pools, calendar_of)
    crews, stations = fit_crews(rows, stations)
    factory = Factory(
        name=log.source.file,
        stations=stations,
        operations=fit_operations(seen),
        products=fit_products(seen, window_s),
        arrivals=fit_arrivals(seen, window_s, PLANT),
        calendars=tuple(calendars.values()),
        crews=crews,
        run=RunPlan(opens_at, window_s[1] - window_s[0], 0.0, seen["order"].n_unique()),
        fitted_on=_origin(log),
    )
    observed = observe_waits(seen, _open_hours(seen, clocks))
    factory, explained = calibrate_delays(factory, observed, seed=seed, workers=workers, progress=progress)
    return Fitted(_as_written(factory, explained), explained)


def _enough(log: EventLog) -> None:
    rows = log.rows.drop_nulls(["order", "start_at", "end_at"])
    orders = rows["order"].n_unique()
    if orders < _FEWEST_ORDERS:
        raise NothingToFit(
            say("The log holds {orders} orders; a factory can't be fitted to so few.", orders=orders),
            expected=say("At least {n} orders over two weeks are needed.", n=_FEWEST_ORDERS),
            remedy=say("Export a longer period: a quarter is good, a year is better."),
        )
    days = (log.last_at - log.first_at).total_seconds() / DAY_S
    if days < _FEWEST_DAYS:
        raise NothingToFit(
            say("The log spans {days:.1} days; working weeks can't be learnt from that.", days=days),
            expected=say("At least {n} orders over two weeks are needed.", n=_FEWEST_ORDERS),
            remedy=say("Export a longer period: a quarter is good, a year is better."),
        )
    if rows.filter(pl.col("end_at") > pl.col("start_at")).is_empty():
        raise NothingToFit(
            say("No row of the log has a measured duration."),
            remedy=say(
                "Let two people stamp start and end at the busiest machine for two weeks; that is the"
                " cheapest measurement that makes a plan possible."
            ),
        )


def _calendars(hours: WorkingHours, pools: Pools) -> tuple[dict[str, Calendar], dict[str, str]]:
    """Give the calendars by name, and each station's; stations with like hours share one."""
    plant = Calendar(PLANT, _shifts(hours.plant.shifts))
    calendars, name_of = {PLANT: plant}, {}
    for station, members in pools.members.items():
        busiest = max(members, key=lambda place: (members[place], place))
        shifts = _shifts(hours.of(busiest).shifts)
        same = next((each.name for each in calendars.values() if each.shifts == shifts), station)
        calendars.setdefault(same, Calendar(same, shifts))
        name_of[station] = same
    return calendars, name_of


def _shifts(stretches: Sequence[tuple[float, float]]) -> tuple[Shift, ...]:
    """Cut at midnight, so that each shift stands under its own weekday."""
    cut = []
    for start_s, end_s in stretches:
        midnights = np.arange(start_s // DAY_S + 1, end_s // DAY_S + 1) * DAY_S
        edges = [start_s, *(float(each) for each in midnights if each < end_s), end_s]
        cut += [Shift(*pair) for pair in pairwise(edges)]
    return tuple(cut)


def _open_hours(seen: pl.DataFrame, clocks: Mapping[str, WorkClock]) -> dict[str, Floats]:
    return {
        group["station"][0]: clocks[group["station"][0]].worked(group["end_s"].to_numpy())
        - clocks[group["station"][0]].worked(group["start_s"].to_numpy())
        for group in seen.partition_by("station")
    }


def _origin(log: EventLog) -> dict[str, str]:
    return {
        "sha256": log.source.sha256,
        "first": log.first_at.isoformat(),
        "last": log.last_at.isoformat(),
    }


def _as_written(factory: Factory, explained: float) -> Factory:
    """Round every parameter as the file does, so that the file is the factory."""
    told = {**factory.fitted_on, "waiting_explained_share": f"{explained:.3f}"}
    return parse_factory(write_factory(replace(factory, fitted_on=told)))
