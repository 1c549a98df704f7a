"""A number never travels alone: value, interval and what the interval means."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

Level = Literal["confidence_95", "outcomes_80"]


@dataclass(frozen=True)
class Estimate:
    """A value and its interval.

    ``confidence_95`` is what measurement leaves uncertain, ``outcomes_80`` holds eight of
    ten simulated outcomes (P10 to P90).
    """

    value: float
    low: float
    high: float
    level: Level = "confidence_95"


def of_outcomes(outcomes: ArrayLike) -> Estimate:
    """Give the median and the span of eight outcomes in ten (P10, P50, P90)."""
    low, middle, high = np.quantile(np.asarray(outcomes, dtype=float), [0.1, 0.5, 0.9])
    return Estimate(float(middle), float(low), float(high), "outcomes_80")
