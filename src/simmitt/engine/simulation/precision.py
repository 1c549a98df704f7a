"""How sure the mean of replications is, and how many it takes to be as sure as was asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np
from scipy.special import stdtrit

from simmitt.engine.simulation.output import Floats
from simmitt.ground.intervals import Estimate

# Fewer tell too little of their own spread to stop by it.
FIRST_REPLICATIONS, MOST_REPLICATIONS = 20, 2_000
CONFIDENCE = 0.95
MOST_GROWTH = 2.0


@dataclass(frozen=True)
class Reached:
    """What precision a figure has come to, as a share of its mean."""

    figure: str
    wanted: float
    half_width_share: float

    @property
    def is_reached(self) -> bool:
        """Whether it is as precise as was asked for."""
        return self.half_width_share <= self.wanted


def mean_of(values: Floats, confidence: float = CONFIDENCE) -> Estimate:
    """Give the mean over replications with its confidence interval; NaN replications tell nothing.

    Notes
    -----
    Student's t for independent replications (Law 2015, section 9.4).
    """
    told = values[np.isfinite(values)]
    if len(told) == 0:
        return Estimate(np.nan, np.nan, np.nan)
    mean = float(told.mean())
    if len(told) == 1:
        return Estimate(mean, -inf, inf)
    quantile = float(stdtrit(len(told) - 1, (1 + confidence) / 2))
    reach = quantile * float(told.std(ddof=1)) / len(told) ** 0.5
    return Estimate(mean, mean - reach, mean + reach)


def precision_of(figures: Mapping[str, Floats], wanted: float) -> list[Reached]:
    """Give how precise the mean of each figure is, all of them together with 95 % (Bonferroni)."""
    confidence = 1 - (1 - CONFIDENCE) / max(1, len(figures))
    return [
        Reached(name, wanted, _half_width(mean_of(values, confidence))) for name, values in figures.items()
    ]


def _half_width(estimate: Estimate) -> float:
    reach = (estimate.high - estimate.low) / 2
    return 0.0 if reach == 0.0 else reach / abs(estimate.value) if estimate.value else inf


def replicate_until(
    more: Callable[[int, int], Mapping[str, Floats]],
    wanted: float,
    most: int = MOST_REPLICATIONS,
) -> Sequence[Reached]:
    """Replicate in growing batches until the figures are precise, or ``most`` have been made.

    Parameters
    ----------
    more
        Given how many there are and how many there shall be, gives the figures of all of them.
    wanted
        Half width of the interval as a share of the mean.

    Notes
    -----
    Chow and Robbins (1965). The first batch is large and every next one grows by what the spread so
    far asks for, at most to the double, so that stopping early by luck stays rare.
    """
    have, goal = 0, min(FIRST_REPLICATIONS, most)
    while True:
        reached = precision_of(more(have, goal), wanted)
        have = goal
        worst = max((each.half_width_share for each in reached), default=0.0)
        if worst <= wanted or have >= most:
            return reached
        growth = min((worst / wanted) ** 2, MOST_GROWTH)
        goal = min(most, max(have + 1, ceil(have * growth)))
