"""The main figures of replications, orders counted as the factory's own log counts them."""

from collections.abc import Sequence

import numpy as np

from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation import replicate_pairs
from simmitt.engine.simulation.figures import Figures, figures_of
from simmitt.engine.simulation.output import Floats, Output
from simmitt.ground.units import HOUR_S, WEEK_S

FIGURES = ("throughput_orders_per_week", "lead_time_mean_h", "wip_mean_orders")
DELAY_SHARE = "delay_share"  # of the time that orders are on the floor
_AT_ONCE = 50  # traces of so many replications are held together


def main_figures(pairs: Sequence[tuple[Factory, int]], *, seed: int, workers: int) -> Figures:
    """Simulate and give orders finished a week, mean lead time, orders on the floor, share of delay.

    Each is (n_pairs,).

    A factory whose log shows no order before its first work is counted from there: the queue
    before that is no part of the lead times that anybody has seen.
    """
    from_work = pairs[0][0].arrivals.counted_from == "first_start"
    parts = []
    for at in range(0, len(pairs), _AT_ONCE):
        chosen = pairs[at : at + _AT_ONCE]
        output = replicate_pairs(chosen, seed=seed, workers=workers, trace=from_work)
        figures = _from_first_work(output) if from_work else figures_of(output, chosen[0][0])
        parts.append({**figures, DELAY_SHARE: _delay_share(output)})
    return {name: np.concatenate([part[name] for part in parts]) for name in (*FIGURES, DELAY_SHARE)}


def _delay_share(output: Output) -> Floats:
    stayed_s = output.wip_mean * output.observed_s
    return np.divide(output.delay_s, stayed_s, out=np.zeros(len(stayed_s)), where=stayed_s > 0)


def _from_first_work(output: Output) -> Figures:
    opens_s, closes_s = output.warm_up_s, output.warm_up_s + output.observed_s
    begun_s = _first_work_s(output)
    finished = np.isfinite(begun_s) & np.isfinite(output.finished_s)
    until_s = np.where(np.isfinite(output.finished_s), output.finished_s, closes_s)
    stayed_s = np.clip(until_s, opens_s, closes_s) - np.clip(begun_s, opens_s, closes_s)
    took_h = np.where(finished, output.finished_s - begun_s, 0.0).sum(axis=1) / HOUR_S
    count = finished.sum(axis=1)
    values = (
        count / (output.observed_s / WEEK_S),
        np.divide(took_h, count, out=np.full(len(count), np.nan), where=count > 0),
        np.where(np.isfinite(begun_s), stayed_s, 0.0).sum(axis=1) / output.observed_s,
    )
    return dict(zip(FIGURES, values, strict=True))


def _first_work_s(output: Output) -> Floats:
    """(n, n_orders) the start of each order's first work; infinite where there was none."""
    trace = output.trace
    assert trace is not None
    n, orders = output.finished_s.shape
    begun_s = np.full(n * orders, np.inf)
    np.minimum.at(begun_s, trace.replication * orders + trace.order, trace.start_s)
    return begun_s.reshape(n, orders)
