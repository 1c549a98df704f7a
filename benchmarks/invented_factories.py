"""Invented factories and the logs they leave: truth is known, and no two are alike."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory.model import (
    Arrivals,
    Breakdown,
    Calendar,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Setup,
    Shift,
    Station,
)
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.log import write_log
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

MONDAY = datetime(2024, 1, 1)
_BEFORE_WEEKS = 4  # the factory runs before the log opens, so that it opens on a factory at work

OPENS_AT = MONDAY + timedelta(weeks=_BEFORE_WEEKS)


def invented_factory(seed: int, weeks: int) -> Factory:
    """Give a factory of two to six stations and two to four products, its fullest at 55 to 85 % load."""
    rng = np.random.default_rng(seed)
    calendar = _calendar(rng)
    open_h = sum(each.end_s - each.start_s for each in calendar.shifts) / HOUR_S
    stations = tuple(_station(rng, n, calendar.name) for n in range(rng.integers(2, 7)))
    operations = tuple(_operation(rng, each) for each in stations)
    products = _products(rng, operations)
    work_h = _work_h_per_order(stations, operations, products)
    per_week = rng.uniform(0.55, 0.85) * open_h / max(work_h)
    return Factory(
        name=f"invented {seed}",
        stations=stations,
        operations=operations,
        products=products,
        arrivals=Arrivals("poisson", per_week=float(per_week), calendar=calendar.name),
        calendars=(calendar,),
        run=RunPlan(MONDAY, (weeks + _BEFORE_WEEKS) * WEEK_S),
    )


def invented_log(seed: int, weeks: int, folder: Path) -> EventLog:
    """Give what such a factory reports in so many weeks, read from a file as any log is."""
    factory = invented_factory(seed, weeks)
    output = replicate(factory, replications=1, seed=seed, trace=True)
    rows = write_log(output, factory, 0, MONDAY)
    since = rows["start_time"].str.to_datetime(time_zone="UTC").dt.replace_time_zone(None) >= OPENS_AT
    path = folder / f"invented_{seed}.csv"
    rows.filter(since).write_csv(path)
    return read(path)


def _calendar(rng: np.random.Generator) -> Calendar:
    begins, ends = [(7, 16), (6, 22), (6, 14)][rng.integers(3)]
    shifts = (Shift(day * DAY_S + begins * HOUR_S, day * DAY_S + ends * HOUR_S) for day in range(5))
    return Calendar("day", tuple(shifts))


def _station(rng: np.random.Generator, number: int, calendar: str) -> Station:
    setup = Setup(Distribution("lognormal", rng.uniform(0.2, 0.8) * HOUR_S, 0.4))
    repair = Distribution("exponential", rng.uniform(1.0, 4.0) * HOUR_S)
    return Station(
        f"Station {chr(65 + number)}",
        capacity=int(rng.integers(1, 4)),
        calendar=calendar,
        setup=setup if rng.random() < 0.4 else None,
        breakdown=Breakdown(rng.uniform(40, 120) * HOUR_S, repair) if rng.random() < 0.4 else None,
    )


def _operation(rng: np.random.Generator, station: Station) -> Operation:
    run = Distribution("gamma", rng.uniform(0.5, 4.0) * HOUR_S, rng.uniform(0.2, 0.9))
    delay = Distribution("lognormal", rng.uniform(2.0, 30.0) * HOUR_S, 1.0)
    return Operation(
        f"work at {station.name[-1]}", station.name, run, delay_s=delay if rng.random() < 0.4 else None
    )


def _products(rng: np.random.Generator, operations: tuple[Operation, ...]) -> tuple[Product, ...]:
    count = int(rng.integers(2, 5))
    shares = rng.dirichlet(np.full(count, 3.0))
    names = [each.name for each in operations]
    ways = [tuple(rng.permutation(names)[: rng.integers(2, len(names) + 1)].tolist()) for _ in range(count)]
    ways[0] = tuple(names)  # so that every station has work
    pieces = Distribution("fixed", 1.0)
    return tuple(
        Product(f"Product {n + 1}", float(share), pieces, (Routing(way),))
        for n, (share, way) in enumerate(zip(shares, ways, strict=True))
    )


def _work_h_per_order(
    stations: tuple[Station, ...], operations: tuple[Operation, ...], products: tuple[Product, ...]
) -> list[float]:
    """Give the hours that an average order takes of each place at each station, setups included."""
    hours = []
    for station, operation in zip(stations, operations, strict=True):
        visits = sum(each.share for each in products if operation.name in each.routings[0].operations)
        setup_s = station.setup.time_s.mean if station.setup else 0.0
        down = 1.0 + (
            station.breakdown.repair_s.mean / station.breakdown.mtbf_s if station.breakdown else 0.0
        )
        hours.append(visits * (operation.run_s.mean * down + setup_s) / HOUR_S / station.capacity)
    return hours
