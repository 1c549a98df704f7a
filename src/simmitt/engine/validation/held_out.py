"""Weeks that no fit has seen, foretold from several origins, inside their bands or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.seen import SeenOrders
from simmitt.engine.validation.distances import wip_at
from simmitt.ground.units import DAY_S, WEEK_S

Floats = NDArray[np.float64]
Measure = Literal["wip", "throughput"]
MEASURES: tuple[Measure, ...] = ("wip", "throughput")
_BAND_80, _BAND_95 = (0.1, 0.9), (0.025, 0.975)


@dataclass(frozen=True)
class HeldOutWeeks:
    """One figure in weeks of all origins: real, and the bands of the replications; (n_weeks,) each.

    ``wip`` is the mean of the week's midnights in orders, ``throughput`` orders last seen.
    ``below`` and ``up_to`` are the chances that the forecast gave to less than the real value,
    and to no more than it; where values are counts they lie apart.
    """

    measure: Measure
    fitted_until: tuple[datetime, ...]
    begins_at: tuple[datetime, ...]
    real: Floats
    middle: Floats
    low_80: Floats
    high_80: Floats
    low_95: Floats
    high_95: Floats
    below: Floats
    up_to: Floats
    inside_80_share: float
    inside_95_share: float

    @property
    def inside_80(self) -> int:
        """How many weeks lie inside the band that should hold eight in ten."""
        return int(np.sum((self.real >= self.low_80) & (self.real <= self.high_80)))

    @property
    def outside_95(self) -> int:
        """How many weeks lie outside the band that should hold 95 in 100."""
        return int(np.sum((self.real < self.low_95) | (self.real > self.high_95)))


def whole_weeks(cut_s: float, end_s: float) -> Floats:
    """Give the starts of the whole weeks between two instants, the first at the cut."""
    starts: Floats = cut_s + WEEK_S * np.arange(int((end_s - cut_s) // WEEK_S), dtype=np.float64)
    return starts


def weekly(orders: SeenOrders, starts_s: Floats, measure: Measure) -> Floats:
    """Give a figure for each of the weeks that begin at ``starts_s``, (n_weeks,)."""
    if measure == "throughput":
        over = np.searchsorted(np.sort(orders.last_s), np.stack([starts_s, starts_s + WEEK_S]), side="right")
        return np.asarray(over[1] - over[0], np.float64)
    midnights_s = starts_s[:, None] + DAY_S * np.arange(WEEK_S // DAY_S)
    return np.asarray(wip_at(orders, midnights_s).mean(axis=1))


def held_out_weeks(
    measure: Measure,
    opens_at: datetime,
    cut_s: Floats,
    starts_s: Floats,
    real: Floats,
    simulated: Floats,
) -> HeldOutWeeks:
    """Hold real weeks against simulated ones.

    Parameters
    ----------
    cut_s, starts_s, real : (n_weeks,)
        Up to when the factory was fitted, when the week begins, and its real figure.
    simulated : (n_replications, n_weeks)

    Notes
    -----
    Quantiles at (n + 1) p: the next draw of a forecast lies inside as often as they say.
    """
    n = len(simulated)
    ends = [*_BAND_80, *_BAND_95, 0.5]
    low_80, high_80, low_95, high_95, middle = np.quantile(simulated, ends, axis=0, method="weibull")
    inside_80 = (real >= low_80) & (real <= high_80)
    inside_95 = (real >= low_95) & (real <= high_95)
    return HeldOutWeeks(
        measure, _instants(opens_at, cut_s), _instants(opens_at, starts_s), real, middle,
        low_80, high_80, low_95, high_95,
        below=np.asarray((simulated < real).sum(axis=0) / (n + 1)),
        up_to=np.asarray(((simulated <= real).sum(axis=0) + 1) / (n + 1)),
        inside_80_share=_share(inside_80), inside_95_share=_share(inside_95),
    )  # fmt: skip


def promised_share(weeks: Sequence[HeldOutWeeks], level: float) -> float:
    """Give the share of weeks inside their central bands, a count's edge taken in part.

    A week with ten orders in the middle of a band of ten to ten is not wholly inside it: of the
    chance that the forecast gave to that very count, only the part within the band is inside
    (Czado, Gneiting and Held 2009, "Predictive model assessment for count data"). A forecast
    that is right gives ``level`` whether the figures are counts or not.
    """
    below = np.concatenate([each.below for each in weeks])
    up_to = np.concatenate([each.up_to for each in weeks])
    low, high = (1 - level) / 2, (1 + level) / 2
    inside = np.clip(np.minimum(up_to, high) - np.maximum(below, low), 0.0, None)
    return float(np.mean(inside / (up_to - below)))


def _share(inside: NDArray[np.bool_]) -> float:
    return float(inside.mean()) if len(inside) else float("nan")


def _instants(opens_at: datetime, seconds: Floats) -> tuple[datetime, ...]:
    return tuple(opens_at + timedelta(seconds=float(each)) for each in seconds)
