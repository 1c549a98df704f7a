"""What is on the floor when the window opens, as the records that the kernel works on."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from simmitt.engine.factory.model import Factory, Product, Routing, Station
from simmitt.engine.factory.state import OpenOrder, State
from simmitt.engine.simulation.kernel.records import NONE, Found, Standing, dtype_of
from simmitt.engine.simulation.kernel.shop import Records
from simmitt.engine.simulation.plant.products import Products, family_of, routing_records


class Floor(NamedTuple):
    """The records of what is found when the window opens, and what remains of it to be done."""

    found: Records  # (n_found,)
    standing: Records  # (n_places,)
    routings: Records
    steps: Records


def floor_records(factory: Factory, products: Products, operation_names: tuple[str, ...]) -> Floor:
    """Give what is on the floor when the window opens, those under way first, then by silence."""
    state = factory.state
    if state is None or not state.orders:
        empty = np.zeros(0, dtype_of(Found)), np.zeros(0, dtype_of(Standing))
        return Floor(*empty, products.routings[:0], products.steps[:0])
    rests = [tuple(Routing(e.operations, e.weight) for e in order.rests) for order in state.orders]
    routings, steps = routing_records(rests, operation_names)
    routings["first_step"] += len(products.steps)
    found = _found_records(state, factory.products)
    found["routings"] = [len(ways) for ways in rests]
    found["first_routing"] = len(products.routings) + np.cumsum(found["routings"]) - found["routings"]
    return Floor(found, _standing_records(state, factory.stations, family_of(factory)), routings, steps)


def _found_records(state: State, products: Sequence[Product]) -> Records:
    """Give the open orders as records, but for what remains of them to be done."""
    number = {product.name: k for k, product in enumerate(products)}
    found = np.zeros(len(state.orders), dtype_of(Found))
    for record, order in zip(found, state.orders, strict=True):
        record["product"] = number[order.product]
        _note(record, order, products[number[order.product]], state.at)
    return found


def _note(record: np.void, order: OpenOrder, product: Product, at: datetime) -> None:
    mean, cv = (1.0, product.delay_cv) if order.delay_mean is None else (order.delay_mean, order.delay_cv)
    variance = math.log1p(cv**2)
    record["chance"] = order.chance
    record["since_s"] = min(0.0, _seconds(order.last_at, at, 0.0))
    record["begun_s"] = min(record["since_s"], _seconds(order.begun_at, at, 0.0))
    record["pieces"], record["due_s"] = order.pieces, _seconds(order.due_at, at, math.nan)
    record["priority"] = product.priority if order.priority is None else order.priority
    record["worked_s"] = math.nan if order.worked_s is None else order.worked_s
    record["pace_mu"], record["pace_sigma"] = math.log(mean) - variance / 2.0, math.sqrt(variance)


def _seconds(instant: datetime | None, at: datetime, unknown: float) -> float:
    return unknown if instant is None else (instant - at).total_seconds()


def _standing_records(state: State, stations: Sequence[Station], families: Mapping[str, int]) -> Records:
    """Give each place what a machine of its station did last: the latest machines, the first to end first."""
    rows: list[tuple[float, int, float]] = []
    for station in stations:
        own = [machine for machine in state.machines if machine.station == station.name]
        own.sort(key=lambda machine: (machine.last_at, machine.machine), reverse=True)
        held = station.crews or len(own) > station.capacity
        known = [
            (
                _seconds(each.last_at, state.at, 0.0),
                families.get(each.product, NONE),
                # People, or machines that the pool never has at work all together, may let a place stand.
                _seconds(None if held else each.queue_since, state.at, -math.inf),
            )
            for each in own[: station.capacity]
        ]
        rows += [(-math.inf, NONE, -math.inf)] * (station.capacity - len(known)) + known[::-1]
    return np.array(rows, dtype_of(Standing))
