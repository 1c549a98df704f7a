"""Waiting that queues and closed hours don't explain becomes plain delay, and is said so."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from simmitt.engine.factory.model import Factory, Operation
from simmitt.engine.fitting.attention import Attention
from simmitt.engine.fitting.waits import Patience
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.kernel.records import RUN
from simmitt.engine.simulation.output import Output
from simmitt.engine.simulation.seen import seen_orders
from simmitt.ground.keeping import Keep, nothing_kept
from simmitt.ground.progress import Progress
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S, MINUTE_S

_ROUNDS = 6
_REPLICATIONS = 16
_STEP = say("Fits the waiting")


class Calibrated(NamedTuple):
    """A factory whose waiting is that of the log."""

    factory: Factory
    explained_share: float  # of the waiting, by queue, calendar and batch
    stretch: float  # that all delays were given so that lead times agree
    stretches_per_hour: Mapping[str, float]  # of running, by operation: what closed hours cut it to


class _Tried(NamedTuple):
    """What a factory does with the delays of a round."""

    queue_s: Mapping[str, float]  # per visit, by station
    lead_time_s: float
    stretches_per_hour: Mapping[str, float]


def calibrate_delays(  # noqa: PLR0913 - each answers a question of its own
    factory: Factory,
    patience: Patience,
    attention: Attention,
    lead_time_s: float,
    *,
    seed: int,
    workers: int,
    progress: Progress,
    keep: Keep = nothing_kept,
) -> Calibrated:
    """Give the factory delays that bring its waiting and its lead times to what the log shows.

    Parameters
    ----------
    lead_time_s
        Mean time from first start to last end of the orders, as far as the log shows them; the
        simulated ones are looked at through the same window.
    """
    delay_s, stretch = dict(patience.mean_s), 1.0
    for number in range(_ROUNDS):
        progress(_STEP, number, _ROUNDS)
        trial = _with_delays(factory, patience, attention, delay_s)
        tried = keep(f"round {number}", partial(_try, trial, seed, workers))
        queue_s = tried.queue_s
        stretch *= lead_time_s / tried.lead_time_s
        delay_s = {
            operation.name: max(
                0.0,
                stretch * patience.mean_s[operation.name]
                - queue_s[operation.station] * attention.share[operation.station],
            )
            for operation in factory.operations
            if operation.name in patience.mean_s
        }
    progress(_STEP, _ROUNDS, _ROUNDS)
    return Calibrated(
        _with_delays(factory, patience, attention, delay_s),
        _explained(factory, patience, delay_s, queue_s, attention),
        stretch,
        tried.stretches_per_hour,
    )


def _try(factory: Factory, seed: int, workers: int) -> _Tried:
    output = replicate(factory, replications=_REPLICATIONS, seed=seed, workers=workers, trace=True)
    stretches = _stretches_per_hour(factory, output)
    return _Tried(_queue_per_visit(output), _mean_lead_time_s(output), stretches)


def _stretches_per_hour(factory: Factory, output: Output) -> dict[str, float]:
    trace = output.trace
    assert trace is not None
    runs = trace.kind == RUN
    n = len(factory.operations)
    count = np.bincount(trace.operation[runs], minlength=n)
    hours = np.bincount(trace.operation[runs], (trace.end_s - trace.start_s)[runs] / HOUR_S, minlength=n)
    per_hour = np.divide(count, hours, out=np.zeros(n), where=hours > 0)
    return {each.name: float(rate) for each, rate in zip(factory.operations, per_hour, strict=True)}


def _mean_lead_time_s(output: Output) -> float:
    until_s = output.warm_up_s + output.observed_s
    seen = [seen_orders(output, n, until_s).lead_time_s for n in range(_REPLICATIONS)]
    return float(np.concatenate(seen).mean())


def _queue_per_visit(output: Output) -> dict[str, float]:
    per_visit = output.queue_s.sum(axis=0) / np.maximum(output.visits.sum(axis=0), 1)
    return dict(zip(output.stations, map(float, per_visit), strict=True))


def _with_delays(
    factory: Factory, patience: Patience, attention: Attention, delay_s: Mapping[str, float]
) -> Factory:
    delayed = tuple(
        _delayed(each, patience, attention, delay_s.get(each.name, 0.0)) for each in factory.operations
    )
    return replace(factory, operations=delayed)


def _delayed(operation: Operation, patience: Patience, attention: Attention, mean_s: float) -> Operation:
    shape = patience.shape.get(operation.name)
    if mean_s < MINUTE_S or shape is None or shape.mean <= 0.0:
        return replace(operation, delay_s=None)
    calendar = attention.calendar_of[operation.station]
    return replace(operation, delay_s=shape.times(mean_s / shape.mean), delay_calendar=calendar)


def _explained(
    factory: Factory,
    patience: Patience,
    delay_s: Mapping[str, float],
    queue_s: Mapping[str, float],
    attention: Attention,
) -> float:
    """Give the share of the waiting, as the clock counts it, that is no plain delay."""
    waited = delayed = 0.0
    for operation in factory.operations:
        n = patience.visits.get(operation.name, 0)
        attended_s = delay_s.get(operation.name, 0.0)
        clock_s = attended_s / attention.share[operation.station]
        # Closed hours within a delay are waiting for the calendar.
        delayed += n * clock_s * attention.open_share[operation.station]
        waited += n * (clock_s + queue_s[operation.station])
    return 1.0 - delayed / waited if waited > 0 else 1.0
