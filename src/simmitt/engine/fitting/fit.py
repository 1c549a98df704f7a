"""From a log to a factory that behaves like it, without a single setting."""

from dataclasses import dataclass, replace

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory import parse_factory, write_factory
from simmitt.engine.factory.model import Factory, RunPlan
from simmitt.engine.factory.state import State
from simmitt.engine.fitting.attention import fit_arrival_hours, fit_attention
from simmitt.engine.fitting.crews import fit_crews
from simmitt.engine.fitting.faults import NothingToFit
from simmitt.engine.fitting.floor import floor_at_end
from simmitt.engine.fitting.openings import find_openings
from simmitt.engine.fitting.operations import fit_operations
from simmitt.engine.fitting.products import fit_arrivals, fit_products
from simmitt.engine.fitting.reporting import fit_reporting, with_reports
from simmitt.engine.fitting.shop import Shop, look_at
from simmitt.engine.fitting.stations import fit_stations
from simmitt.engine.fitting.waiting import calibrate_delays
from simmitt.engine.fitting.waits import fit_patience, observed_waits
from simmitt.engine.fitting.ways import ways_to_the_end
from simmitt.engine.hours import WorkingHours
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
    log: EventLog, hours: WorkingHours, *, seed: int = 0, workers: int = 1, progress: Progress = silent
) -> Fitted:
    """Fit products, stations, times, hours, breakdowns and waiting to a log.

    Raises ``NothingToFit`` where the log holds too little for a factory.
    """
    _enough(log)
    shop = look_at(log, hours)
    attention = fit_attention(shop)
    ways = ways_to_the_end(shop.visits, shop.window_s[1])
    operations = fit_operations(shop.visits)
    names = [each.name for each in operations]
    patience = fit_patience(observed_waits(shop.visits, attention.clocks, ways.pending, names), names)
    openings = find_openings(shop.visits, shop.window_s)
    people = fit_crews(shop, fit_stations(shop))
    arriving = fit_arrival_hours(shop.visits)
    factory = Factory(
        name=log.source.file,
        stations=people.stations,
        operations=operations,
        products=fit_products(shop.visits, ways.of_order, openings, patience.spread_cv),
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
    )
    reported = with_reports(calibrated.factory, shop, calibrated.stretches_per_hour)
    state = floor_at_end(log, shop.rows, shop.visits, ways, patience.of_order)
    return Fitted(_as_written(reported, calibrated.explained_share), calibrated.explained_share, state)


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
