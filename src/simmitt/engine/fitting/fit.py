"""From a log to a factory that behaves like it, without a single setting."""

from dataclasses import dataclass, replace
from functools import partial

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory import parse_factory, write_factory
from simmitt.engine.factory.model import Factory, RunPlan
from simmitt.engine.factory.state import State
from simmitt.engine.fitting.attention import fit_arrival_hours, fit_attention
from simmitt.engine.fitting.crews import fit_crews
from simmitt.engine.fitting.dispatch import fit_dispatch
from simmitt.engine.fitting.edges import with_edges
from simmitt.engine.fitting.faults import NothingToFit
from simmitt.engine.fitting.floor import floor_at_end
from simmitt.engine.fitting.neutral import without_names
from simmitt.engine.fitting.openings import find_openings
from simmitt.engine.fitting.operations import fit_operations
from simmitt.engine.fitting.products import fit_arrivals, fit_products
from simmitt.engine.fitting.reporting import fit_reporting, with_reports
from simmitt.engine.fitting.shop import Shop, look_at
from simmitt.engine.fitting.stations import fit_stations
from simmitt.engine.fitting.transfers import hand_on, undelayed
from simmitt.engine.fitting.waiting import calibrate_delays
from simmitt.engine.fitting.waits import fit_patience, observed_waits
from simmitt.engine.fitting.ways import ways_to_the_end
from simmitt.engine.hours import WorkingHours
from simmitt.ground.keeping import Keep, nothing_kept
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S

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
    state: State  # the floor at the log's end; the factory knows nothing of it


def fit(
    log: EventLog,
    hours: WorkingHours,
    *,
    seed: int = 0,
    workers: int = 1,
    progress: Progress = silent,
    keep: Keep = nothing_kept,
) -> Fitted:
    """Fit products, stations, times, hours, breakdowns and waiting to a log.

    Raises ``NothingToFit`` where the log holds too little for a factory.
    """
    _enough(log)
    numbered, known_hours, names = without_names(log, hours)
    fitted = _fit(numbered, known_hours, seed, workers, progress, keep)
    factory = replace(names.restored(fitted.factory), name=log.source.file)
    explained = fitted.explained_share
    return Fitted(_as_written(factory, explained), explained, names.restored(fitted.state))


def _fit(
    log: EventLog, hours: WorkingHours, seed: int, workers: int, progress: Progress, keep: Keep
) -> Fitted:
    shop = look_at(log, hours)
    attention = fit_attention(shop)
    ways = ways_to_the_end(shop.visits, shop.window_s[1])
    stations = fit_stations(shop)
    shop, transfers = hand_on(shop, stations)
    operations = keep("operations", partial(fit_operations, shop.visits, transfers))
    names = [each.name for each in operations]
    patience = fit_patience(observed_waits(shop.visits, attention.clocks, ways.pending, names), names)
    patience = undelayed(patience, shop.visits)
    openings = find_openings(shop.visits, shop.window_s)
    dispatching = fit_dispatch(shop, stations, operations)
    people = keep("people", partial(fit_crews, shop, dispatching.stations))
    arriving = fit_arrival_hours(shop.visits)
    factory = Factory(
        name="",
        stations=people.stations,
        operations=operations,
        products=dispatching.told(
            fit_products(shop.visits, ways.of_order, openings, patience.spread_cv), shop.visits
        ),
        arrivals=fit_arrivals(shop.visits, ways.of_order, openings, arriving.name),
        calendars=(*shop.calendars.values(), *people.calendars, arriving, *attention.calendars),
        crews=people.crews,
        run=RunPlan(shop.opens_at, shop.window_s[1] - shop.window_s[0], 0.0, _orders(shop)),
        reporting=fit_reporting(shop.rows),
        fitted_on=_origin(log),
    )
    calibrated = calibrate_delays(
        factory,
        patience,
        attention,
        _mean_lead_time_s(shop),
        seed=seed,
        workers=workers,
        progress=progress,
        keep=keep,
    )
    reported = with_reports(calibrated.factory, shop, calibrated.stretches_per_hour)
    told = with_edges(reported, shop.rows, shop.window_s)
    ruled = [each.name for each in dispatching.stations if each.batch or each.dispatch != "fifo"]
    state = floor_at_end(log, shop.rows, shop.visits, ways, patience.of_order, ruled)
    return Fitted(told, calibrated.explained_share, state)


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


def _orders(shop: Shop) -> int:
    return shop.visits["order"].n_unique()


def _mean_lead_time_s(shop: Shop) -> float:
    took = shop.visits.group_by("order").agg(took=pl.col("end_s").max() - pl.col("start_s").min())
    return float(took["took"].to_numpy().mean())


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
