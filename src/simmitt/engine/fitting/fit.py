"""From a log to a factory that behaves like it, without a single setting."""

from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory import parse_factory, write_factory
from simmitt.engine.factory.clock import work_clock
from simmitt.engine.factory.model import Calendar, Factory, Operation, RunPlan
from simmitt.engine.fitting.attention import fit_arrival_hours, fit_attention
from simmitt.engine.fitting.calendars import hours_of_operations
from simmitt.engine.fitting.crews import fit_crews
from simmitt.engine.fitting.faults import NothingToFit
from simmitt.engine.fitting.openings import find_openings
from simmitt.engine.fitting.operations import fit_operations
from simmitt.engine.fitting.people import by_operation
from simmitt.engine.fitting.pools import Pools, find_pools
from simmitt.engine.fitting.products import fit_arrivals, fit_products
from simmitt.engine.fitting.reporting import fit_reporting, rows_per_hour
from simmitt.engine.fitting.staffing import shifts_by_day
from simmitt.engine.fitting.stations import fit_stations
from simmitt.engine.fitting.visits import timed_rows, visits, week_origin
from simmitt.engine.fitting.waiting import Attention, calibrate_delays
from simmitt.engine.fitting.waits import fit_patience, observed_waits
from simmitt.engine.fitting.ways import ways_to_the_end
from simmitt.engine.hours import WorkingHours
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, WEEK_S

PLANT, ATTENTION = "plant", "attention"
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
    told, log = log, by_operation(log)
    if told is not log:
        hours = hours_of_operations(log)
    pools = find_pools(log)
    calendars, calendar_of = _calendars(hours, pools)
    clocks = {station: work_clock(calendars[name]) for station, name in calendar_of.items()}
    rows = timed_rows(log, pools, clocks)
    seen = visits(rows)
    opens_at = datetime(log.first_at.year, log.first_at.month, log.first_at.day)
    offset_s = (opens_at - week_origin(log)).total_seconds()
    window_s = (offset_s, offset_s + (log.last_at - opens_at).total_seconds())
    attention_calendars, attention_of = fit_attention(
        seen, {station: calendars[name] for station, name in calendar_of.items()}, ATTENTION
    )
    attending = {each.name: work_clock(each) for each in attention_calendars}
    attention_clocks = {station: attending[name] for station, name in attention_of.items()}
    reporting = fit_reporting(rows, None if rows["clock_s"].is_null().all() else rows["clock_s"][0])
    ways = ways_to_the_end(seen, window_s[1])
    operations = fit_operations(seen)
    names = [each.name for each in operations]
    patience = fit_patience(observed_waits(seen, attention_clocks, ways.pending, names), names)
    stations = fit_stations(rows, seen, pools, calendar_of)
    people = fit_crews(rows, stations)
    stations = people.stations
    if told is not log:
        stations = tuple(replace(each, members=_who_reports(rows, each.name)) for each in stations)
    openings = find_openings(seen, window_s)
    arrival_calendar = fit_arrival_hours(seen)
    factory = Factory(
        name=log.source.file,
        stations=stations,
        operations=operations,
        products=fit_products(seen, ways.of_order, openings, patience.spread_cv),
        arrivals=fit_arrivals(seen, ways.of_order, openings, arrival_calendar.name),
        calendars=(*calendars.values(), *people.calendars, arrival_calendar, *attention_calendars),
        crews=people.crews,
        run=RunPlan(opens_at, window_s[1] - window_s[0], 0.0, seen["order"].n_unique()),
        reporting=reporting,
        fitted_on=_origin(log),
    )
    attention = Attention(
        attention_of,
        {name: clock.week_s / WEEK_S for name, clock in attention_clocks.items()},
        {name: clocks[name].week_s / WEEK_S for name in attention_clocks},
    )
    calibrated = calibrate_delays(
        factory,
        patience,
        attention,
        _mean_lead_time_s(seen),
        seed=seed,
        workers=workers,
        progress=progress,
    )
    told_per_hour = rows_per_hour(seen)
    reported = tuple(
        _reported(each, told_per_hour.get(each.name, 0.0) - calibrated.stretches_per_hour[each.name], rows)
        for each in calibrated.factory.operations
    )
    final = replace(calibrated.factory, operations=reported)
    return Fitted(_as_written(final, calibrated.explained_share), calibrated.explained_share)


def _who_reports(rows: pl.DataFrame, station: str) -> dict[str, float]:
    """Give the people who report at a station, and their shares of its reports."""
    counted = rows.filter(pl.col("station") == station)["worker"].drop_nulls().value_counts().sort("worker")
    total = counted["count"].sum()
    return {name: round(count / total, 4) for name, count in counted.iter_rows()}


def _mean_lead_time_s(seen: pl.DataFrame) -> float:
    took = seen.group_by("order").agg(took=pl.col("end_s").max() - pl.col("start_s").min())
    return float(took["took"].mean())  # type: ignore[arg-type]  # never empty


def _reported(operation: Operation, per_hour: float, rows: pl.DataFrame) -> Operation:
    own = rows.filter(pl.col("operation") == operation.name)
    dated = own.filter("dated")
    return replace(
        operation,
        reports_per_hour=round(max(0.0, per_hour), 4),
        dated_share=round(dated.height / own.height, 4) if own.height else 0.0,
        dated_s=float((dated["end_s"] - dated["start_s"]).median()) if dated.height else 0.0,  # type: ignore[arg-type]
    )


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
    plant = Calendar(PLANT, shifts_by_day(hours.plant.shifts))
    calendars, name_of = {PLANT: plant}, {}
    for station, members in pools.members.items():
        busiest = max(members, key=lambda place: (members[place], place))
        shifts = shifts_by_day(hours.of(busiest).shifts)
        same = next((each.name for each in calendars.values() if each.shifts == shifts), station)
        calendars.setdefault(same, Calendar(same, shifts))
        name_of[station] = same
    return calendars, name_of


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
