"""How far a forecast lies from what happened, beside chance and beside a model without waiting."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.simulation.seen import SeenOrders
from simmitt.engine.validation.distances import lead_time_distance_h, throughput_distance, wip_distance
from simmitt.engine.validation.foretelling import REPLICATIONS
from simmitt.engine.validation.lights import ErrorId, Light, light_of_error
from simmitt.ground.texts import Message, say


@dataclass(frozen=True)
class Distance:
    """One error of the forecast, beside floor and straw man; all in ``unit``."""

    id: ErrorId
    value: float
    floor: float
    straw_man: float
    unit: str
    light: Light
    definition: Message


def observed_orders(log: EventLog, opens_at: datetime) -> SeenOrders:
    """Give first start and last end of every order, in seconds since the window opened."""
    orders = (
        _timed(log, opens_at)
        .group_by("order", maintain_order=True)
        .agg(pl.col("start_s").min(), pl.col("end_s").max())
    )
    return SeenOrders(orders["start_s"].to_numpy(), orders["end_s"].to_numpy())


def without_waiting(log: EventLog, opens_at: datetime) -> SeenOrders:
    """Give the same orders as if none ever waited: each lasts as long as it was worked on."""
    rows = _timed(log, opens_at).sort("order", "start_s")
    reach = pl.col("end_s").cum_max().shift(1).over("order").fill_null(-np.inf)
    added = (pl.col("end_s") - pl.max_horizontal("start_s", reach)).clip(lower_bound=0.0)
    orders = (
        rows.with_columns(added=added)
        .group_by("order", maintain_order=True)
        .agg(pl.col("start_s").min(), pl.col("added").sum())
    )
    first = orders["start_s"].to_numpy()
    return SeenOrders(first, first + orders["added"].to_numpy())


def _timed(log: EventLog, opens_at: datetime) -> pl.DataFrame:
    return log.rows.drop_nulls(["order", "start_at", "end_at"]).select(
        "order",
        start_s=(pl.col("start_at") - opens_at).dt.total_microseconds() / 1e6,
        end_s=(pl.col("end_at") - opens_at).dt.total_microseconds() / 1e6,
    )


def forecast_errors(
    real: SeenOrders, runs: list[SeenOrders], straw: SeenOrders, held_out_s: tuple[float, float], seed: int
) -> tuple[Distance, ...]:
    """Give the errors of lead time, WIP and throughput beside floor and straw man."""
    by_chance = resampled(real, seed)
    start_s, end_s = held_out_s
    measures: list[tuple[ErrorId, str, Message, Callable[[SeenOrders], float]]] = [
        ("lead_time", "h", _LEAD_TIME, lambda other: lead_time_distance_h(real, other, start_s)),
        ("wip", "orders", _WIP, lambda other: wip_distance(real, other, start_s, end_s)),
        (
            "throughput",
            "orders/week",
            _THROUGHPUT,
            lambda other: throughput_distance(real, other, start_s, end_s),
        ),
    ]
    return tuple(
        _distance(
            name,
            unit,
            definition,
            [measure(run) for run in runs],
            [measure(each) for each in by_chance],
            measure(straw),
        )
        for name, unit, definition, measure in measures
    )


def _distance(
    name: ErrorId, unit: str, definition: Message, values: list[float], floors: list[float], straw_man: float
) -> Distance:
    value, floor = float(np.nanmean(values)), float(np.nanmean(floors))
    return Distance(
        name, value, floor, straw_man, unit, light_of_error(name, value, floor, straw_man), definition
    )


def resampled(real: SeenOrders, seed: int) -> list[SeenOrders]:
    """Draw the real orders with replacement, as often as the model is replicated."""
    random = np.random.default_rng(seed)
    picks = random.integers(0, len(real.first_s), (REPLICATIONS, len(real.first_s)))
    return [SeenOrders(real.first_s[pick], real.last_s[pick]) for pick in picks]


_LEAD_TIME = say("Distance between the real and the foretold lead times of orders begun in the last third.")
_WIP = say("Distance between the real and the foretold levels of orders under way on the held-out days.")
_THROUGHPUT = say("Difference in orders last seen in the held-out weeks, per week.")
TOO_FAR: dict[ErrorId, Message] = {
    "lead_time": say(
        "Foretold lead times lie too far from the real ones, beside a model without any waiting."
    ),
    "wip": say(
        "The foretold orders under way lie too far from the real ones, beside a model without any waiting."
    ),
    "throughput": say(
        "The foretold throughput lies too far from the real one, beside a model without any waiting."
    ),
}
