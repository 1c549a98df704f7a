"""Asks the fitted factory to foretell weeks that it was not fitted on.

The first two thirds of the log are fitted, the last third is foretold, and the error is put
beside a floor (real orders resampled: what chance alone gives) and a straw man (real orders
without any waiting: what a model that knows no queue gives).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory.model import RunPlan
from simmitt.engine.fitting import Fitted, NothingToFit, fit
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.seen import SeenOrders, seen_orders
from simmitt.engine.validation.distances import (
    lead_time_distance_h,
    midnights,
    throughput_distance,
    wip_at,
    wip_distance,
)
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import Message, say

Floats = NDArray[np.float64]
Light = Literal["green", "amber", "red"]

FITTED_SHARE = 2 / 3
REPLICATIONS = 30
# Where an error lies between floor (0) and straw man (1). Set before any result was seen: a
# quarter of the way is as good as a coach's own forecast needs; past half way the model
# tells hardly more than one without queues.
GREEN_UP_TO = 0.25
AMBER_UP_TO = 0.50
# Eight outcomes in ten should hold eight days in ten; far fewer is no green, however near the line.
COVERED_FROM = 0.6
TELLING = 2.0


@dataclass(frozen=True)
class Distance:
    """One error of the forecast, beside floor and straw man; all in ``unit``."""

    id: str
    value: float
    floor: float
    straw_man: float
    unit: str
    light: Light
    definition: Message


@dataclass(frozen=True)
class Forecast:
    """The daily WIP foretold (P10, P50, P90 of the replications) beside the real one."""

    at: tuple[datetime, ...]
    real: Floats
    low: Floats
    middle: Floats
    high: Floats

    def covered_share(self, since: datetime) -> float:
        """Give the share of the days since then on which the real line lies inside the band."""
        held_out = np.array([at >= since for at in self.at])
        inside = (self.real >= self.low) & (self.real <= self.high)
        return float(inside[held_out].mean())


@dataclass(frozen=True)
class Validation:
    """What the fitted factory foretold, and how good that was."""

    fitted_until: datetime
    distances: tuple[Distance, ...]
    light: Light
    verdict: Message
    wip: Forecast
    covered_share: float  # of the held-out days that the real WIP lies inside eight outcomes in ten
    explained_share: float


def validate(log: EventLog, *, seed: int = 0, workers: int = 1, progress: Progress = silent) -> Validation:
    """Fit on the first two thirds of a log and foretell the last third."""
    opens_at = datetime(log.first_at.year, log.first_at.month, log.first_at.day)
    span_s = (log.last_at - opens_at).total_seconds()
    cut_at = opens_at + timedelta(days=round(FITTED_SHARE * span_s / 86_400))
    early = replace(log, rows=log.rows.filter(pl.col("end_at") <= cut_at))
    fitted = _fitted(early, seed, workers, progress)
    real = observed_orders(log, opens_at)
    # Demand is given: the model is one of the factory, not of its market.
    foretelling = replace(fitted.factory, run=RunPlan(opens_at, span_s, orders=len(real.first_s)))
    output = replicate(foretelling, replications=REPLICATIONS, seed=seed, workers=workers, trace=True)
    runs = [seen_orders(output, n, span_s) for n in range(REPLICATIONS)]
    held_out_s = ((cut_at - opens_at).total_seconds(), span_s)
    distances = _distances(real, runs, without_waiting(log, opens_at), held_out_s, seed)
    forecast = _forecast(real, runs, opens_at, span_s)
    covered = forecast.covered_share(cut_at)
    light = _worst(
        [*(distance.light for distance in distances), "green" if covered >= COVERED_FROM else "amber"]
    )
    return Validation(cut_at, distances, light, _VERDICTS[light], forecast, covered, fitted.explained_share)


def _fitted(early: EventLog, seed: int, workers: int, progress: Progress) -> Fitted:
    try:
        return fit(early, learn_working_hours(early), seed=seed, workers=workers, progress=progress)
    except NothingToFit as fault:
        raise NothingToFit(
            say(
                "The log is long enough for a model but too short to check it: its first two thirds"
                " alone don't do."
            ),
            expected=fault.found,
            remedy=fault.remedy,
        ) from None


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


def _distances(
    real: SeenOrders, runs: list[SeenOrders], straw: SeenOrders, held_out_s: tuple[float, float], seed: int
) -> tuple[Distance, ...]:
    resampled = _resampled(real, seed)
    start_s, end_s = held_out_s
    measures: list[tuple[str, str, Message, Callable[[SeenOrders], float]]] = [
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
            [measure(each) for each in resampled],
            measure(straw),
        )
        for name, unit, definition, measure in measures
    )


def _distance(
    name: str, unit: str, definition: Message, values: list[float], floors: list[float], straw_man: float
) -> Distance:
    value, floor = float(np.nanmean(values)), float(np.nanmean(floors))
    return Distance(name, value, floor, straw_man, unit, _light(value, floor, straw_man), definition)


def _light(value: float, floor: float, straw_man: float) -> Light:
    if not np.isfinite(value):
        return "red"
    if value <= floor:
        return "green"
    if straw_man <= max(TELLING * floor, floor + 1e-9):
        # A straw man hardly worse than chance: this figure can't tell a good model from a bad one.
        return "green" if value <= TELLING * floor else "amber"
    place = (value - floor) / (straw_man - floor)
    return "green" if place <= GREEN_UP_TO else "amber" if place <= AMBER_UP_TO else "red"


def _worst(lights: Iterable[Light]) -> Light:
    order: tuple[Light, ...] = ("green", "amber", "red")
    return max(lights, key=order.index)


def _resampled(real: SeenOrders, seed: int) -> list[SeenOrders]:
    """Draw the real orders with replacement, as often as the model is replicated."""
    random = np.random.default_rng(seed)
    picks = random.integers(0, len(real.first_s), (REPLICATIONS, len(real.first_s)))
    return [SeenOrders(real.first_s[pick], real.last_s[pick]) for pick in picks]


def _forecast(real: SeenOrders, runs: list[SeenOrders], opens_at: datetime, span_s: float) -> Forecast:
    instants = midnights(0.0, span_s)
    levels = np.array([wip_at(run, instants) for run in runs])
    low, middle, high = np.quantile(levels, [0.1, 0.5, 0.9], axis=0)
    at = tuple(opens_at + timedelta(seconds=float(each)) for each in instants)
    return Forecast(at, wip_at(real, instants), low, middle, high)


_LEAD_TIME = say("Distance between the real and the foretold lead times of orders begun in the last third.")
_WIP = say("Mean difference between the real and the foretold number of orders under way, day by day.")
_THROUGHPUT = say("Difference in orders last seen in the held-out weeks, per week.")
_VERDICTS: dict[Light, Message] = {
    "green": say("The model foretold weeks it had never seen about as well as chance allows."),
    "amber": say("The model foretold the held-out weeks in broad strokes; read its figures with care."),
    "red": say(
        "The model did not foretell the held-out weeks; its figures are no ground for a decision yet."
    ),
}
