"""From a shop's own study to a factory: what was looked at, tallied and timed instead of logged."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import numpy as np
import polars as pl

from simmitt.engine.eventlog.companions import Companions
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory import parse_factory, write_factory
from simmitt.engine.factory.checking import check
from simmitt.engine.factory.lines import TomlLines
from simmitt.engine.factory.model import (
    Arrivals,
    Breakdown,
    Calendar,
    Distribution,
    Evidence,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Setup,
    Shift,
    Station,
)
from simmitt.engine.fitting.distributions import fit_distribution
from simmitt.engine.fitting.faults import NothingToFit
from simmitt.engine.kpi.study import run_hours
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, HOUR_S, MINUTE_S, WEEK_S

_WEEKS, _WARM_UP_WEEKS = 13, 4
_MONDAY = datetime(2024, 1, 1)

Row = Mapping[str, Any]


def factory_of_study(log: EventLog) -> Factory:
    """Give the factory that a study describes; what was not studied is left out, never guessed.

    Run times spread as a triangle from quick over usual to slow where these are told, else not
    at all. Breakdowns follow from the stop tally and the running time that work sampling shows
    (else the manned hours); setups are as timed, one whenever the product changes.

    Raises
    ------
    NothingToFit
        Machines, products or the orders a week are missing, or a step names an unknown machine.
    """
    told = log.companions
    if told.stations is None or told.routings is None:
        raise NothingToFit(
            say("The study tells no machines or no products."),
            remedy=say("Fill in the sheets Machines and Products."),
        )
    _check_machines(told.stations, told.routings)
    factory = Factory(
        name=log.source.file,
        stations=tuple(_station(row, told) for row in told.stations.iter_rows(named=True)),
        operations=_operations(told.routings),
        products=_products(told.routings),
        arrivals=Arrivals("poisson", per_week=round(sum(_weekly(told.routings).values()), 4)),
        calendars=tuple(_calendar(row) for row in told.stations.iter_rows(named=True)),
        run=RunPlan(_MONDAY, (_WEEKS + _WARM_UP_WEEKS) * WEEK_S, _WARM_UP_WEEKS * WEEK_S),
        fitted_on={"sha256": log.source.sha256, "sort": "study"},
    )
    check(factory, TomlLines(log.source.file))
    return parse_factory(write_factory(factory))


def _check_machines(stations: pl.DataFrame, routings: pl.DataFrame) -> None:
    unknown = routings.filter(~pl.col("machine").is_in(stations["machine"].to_list()))
    if unknown.height:
        raise NothingToFit(
            say("The step in row {row} names the machine {machine}, which isn't on the sheet of machines.",
                row=str(unknown["row"][0]), machine=unknown["machine"][0]),
            remedy=say("Write the machine with the same name on both sheets."),
        )  # fmt: skip
    untold = [product for product, orders in _weekly(routings).items() if orders <= 0]
    if untold:
        raise NothingToFit(
            say("Nothing tells how many orders a week there are of {product}.", product=untold[0]),
            remedy=say("Fill in Orders a week once for every product."),
        )


def _weekly(routings: pl.DataFrame) -> dict[str, float]:
    told = routings.group_by("product", maintain_order=True).agg(pl.col("orders_per_week").max().fill_null(0))
    return dict(told.iter_rows())


def _calendar(station: Row) -> Calendar:
    """Give the manned hours as equal days from Monday on; a day may run past midnight."""
    days = int(station["days_per_week"])
    per_day_s = min(station["hours_per_week"] / days, 24.0) * HOUR_S
    hour, minute = (int(part) for part in str(station["starts_at"]).split(":"))
    begin_s = hour * HOUR_S + minute * MINUTE_S
    shifts: list[Shift] = []
    for day in range(days):
        start = day * DAY_S + begin_s
        midnight = (day + 1) * DAY_S
        shifts.append(Shift(start, min(start + per_day_s, midnight)))
        if start + per_day_s > midnight:
            past_s = start + per_day_s - midnight
            shifts.append(Shift(midnight % WEEK_S, midnight % WEEK_S + past_s))
    return Calendar(str(station["machine"]), tuple(sorted(shifts, key=lambda shift: shift.start_s)))


def _station(row: Row, told: Companions) -> Station:
    name = str(row["machine"])
    return Station(
        name=name,
        capacity=max(1, round(row["places"])),
        calendar=name,
        setup=_setup(told.timed_setups, name),
        breakdown=_breakdown(told, name),
    )


def _setup(timed: pl.DataFrame | None, machine: str) -> Setup | None:
    if timed is None:
        return None
    minutes = timed.filter(pl.col("machine") == machine)["minutes"].to_numpy()
    if not len(minutes):
        return None
    return Setup(fit_distribution(minutes * MINUTE_S, Evidence(len(minutes))))


def _breakdown(told: Companions, machine: str) -> Breakdown | None:
    if told.stop_tally is None:
        return None
    stops = told.stop_tally.filter((pl.col("machine") == machine) & (pl.col("kind") == "breakdown"))
    failures, minutes = float(stops["stops"].sum()), float(stops["minutes"].sum())
    run_s = run_hours(told, machine) * HOUR_S
    if failures < 1 or minutes <= 0 or run_s <= 0:
        return None
    repair = Distribution("exponential", minutes * MINUTE_S / failures, 1.0, evidence=Evidence(int(failures)))
    # As in a log: the last stretch has no failure yet.
    return Breakdown(run_s / (failures + 0.5), repair, Evidence(int(failures)))


def _operations(routings: pl.DataFrame) -> tuple[Operation, ...]:
    return tuple(_operation(row, _pieces(routings, row["product"])) for row in _steps(routings))


def _steps(routings: pl.DataFrame) -> list[dict[str, Any]]:
    return routings.sort("product", "step", maintain_order=True).to_dicts()


def _name(row: Row) -> str:
    return f"{row['product']} {row['step']:g}"


def _pieces(routings: pl.DataFrame, product: object) -> float:
    told = routings.filter(pl.col("product") == product)["order_pieces"].max()
    return float(str(told)) if told is not None else 1.0


def _operation(row: Row, pieces: float) -> Operation:
    usual_s = row["minutes_per_piece"] * MINUTE_S * pieces
    return Operation(
        name=_name(row),
        station=str(row["machine"]),
        run_s=_spread(row, usual_s, pieces),
        typical_pieces=pieces,
        size_exponent=1.0,
    )


def _spread(row: Row, usual_s: float, pieces: float) -> Distribution:
    quick, slow = row["quick_minutes"], row["slow_minutes"]
    if quick is None or slow is None:
        return Distribution("fixed", usual_s)
    low, high = (minutes * MINUTE_S * pieces for minutes in (quick, slow))
    if not low <= usual_s <= high or low == high:
        return Distribution("fixed", usual_s)
    ends = np.array([low, usual_s, high])
    # Mean and variance of a triangular distribution.
    mean = float(ends.mean())
    spread = float(np.sqrt(max((ends @ ends - low * usual_s - low * high - usual_s * high) / 18, 0.0)))
    return Distribution("triangular", mean, round(spread / mean, 4), (low, usual_s, high))


def _products(routings: pl.DataFrame) -> tuple[Product, ...]:
    weekly = _weekly(routings)
    everything = sum(weekly.values())
    return tuple(
        Product(
            name=product,
            share=round(orders / everything, 6),
            order_pieces=Distribution("fixed", _pieces(routings, product)),
            routings=(Routing(tuple(_name(row) for row in _steps(routings) if row["product"] == product)),),
        )
        for product, orders in weekly.items()
    )
