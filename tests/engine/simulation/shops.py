"""Small factories for the tests, and what holds of a run whatever the factory."""

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import strategies as st

from simmitt.engine.factory.model import (
    Arrivals,
    Calendar,
    Distribution,
    Factory,
    ListedOrder,
    Operation,
    Product,
    Routing,
    RunPlan,
    Shift,
    Station,
)
from simmitt.engine.simulation import Output, replicate
from simmitt.ground.units import DAY_S, HOUR_S

MakeLine = Callable[..., Factory]


def shifts(days: int, start_h: float, end_h: float) -> tuple[Shift, ...]:
    """Give a shift between the same hours on each of the week's first days."""
    return tuple(Shift(day * DAY_S + start_h * HOUR_S, day * DAY_S + end_h * HOUR_S) for day in range(days))


CALENDARS = (Calendar("day", shifts(5, 7, 16)), Calendar("two", shifts(6, 6, 23)))


def fixed(value: float) -> Distribution:
    return Distribution("fixed", value)


def expo(mean: float) -> Distribution:
    return Distribution("exponential", mean)


ONE_PIECE = fixed(1.0)


def product(name: str, *operations: str, **more: Any) -> Product:
    """Make a product of one-piece orders and one routing."""
    return Product(name, 1.0, ONE_PIECE, (Routing(operations),), **more)


def listed(*orders: tuple[float, str] | tuple[float, str, float]) -> Arrivals:
    """Make a list of orders: when, what, and of how many pieces (one unless told)."""
    return Arrivals(
        "list", orders=tuple(ListedOrder(row[0], row[1], row[2] if len(row) > 2 else 1.0) for row in orders)
    )


def shop(
    stations: tuple[Station, ...],
    operations: tuple[Operation, ...],
    products: tuple[Product, ...],
    arrivals: Arrivals,
    **more: Any,
) -> Factory:
    """Make a factory that is looked at for 10,000 seconds unless told otherwise."""
    more.setdefault("run", RunPlan(horizon_s=10_000.0))
    return Factory("shop", stations, operations, products, arrivals, **more)


def run(factory: Factory, *, trace: bool = False) -> Output:
    """Simulate once; the time of every machine must add up."""
    output = replicate(factory, replications=1, seed=1, trace=trace)
    assert_time_adds_up(output)
    return output


def done(factory: Factory) -> list[float]:
    """Give when each order is finished, in the order of their coming."""
    return [float(at) for at in run(factory).finished_s[0]]


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def assert_time_adds_up(output: Output, rounding_s: float = 1e-6) -> None:
    """The states of every machine together take the time that was observed."""
    full = np.broadcast_to(output.observed_s * output.capacity, output.state_s.shape[:2])
    np.testing.assert_allclose(output.state_s.sum(axis=-1), full, rtol=1e-9)
    assert np.all(output.state_s > -rounding_s)


def assert_floor_adds_up(output: Output) -> None:
    """Mean work in process is what the orders' stays make of it."""
    begin = np.maximum(output.released_s, output.warm_up_s)
    end = np.where(np.isnan(output.finished_s), output.warm_up_s + output.observed_s, output.finished_s)
    stay = np.nansum(end - begin, axis=1)
    np.testing.assert_allclose(output.wip_mean * output.observed_s, stay, rtol=1e-9, atol=1e-6)
