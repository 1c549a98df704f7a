"""What every family gives back: its likelihood, its curves, and how dearly its parameters count."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
Curve = Callable[[Floats], Floats]
# A family whose tail falls off more slowly than this power has (almost) no mean: no work has.
LEAST_TAIL_POWER = 1.1
_THINNED = 200
_INVERSION_POINTS = 1_500


@dataclass(frozen=True)
class Times:
    """A sample in ascending order, taken as parts of its own mean so that all scales are alike."""

    values: Floats  # (n,) mean 1, above 0
    logs: Floats  # (n,)

    @classmethod
    def of(cls, sample: Floats) -> Self:
        """Give the sample sorted and scaled; (n,) positive values of any unit."""
        values = np.sort(sample) / sample.mean()
        return cls(values, np.log(values))

    @cached_property
    def n(self) -> int:
        """Give the number of observations."""
        return len(self.values)

    @cached_property
    def mean_log(self) -> float:
        """Give the mean logarithm."""
        return float(self.logs.mean())

    @cached_property
    def thinned(self) -> Floats:
        """Give at most so many of the values, evenly spaced by rank: enough to search with."""
        if self.n <= _THINNED:
            return self.values
        ranks = (np.arange(_THINNED) + 0.5) / _THINNED * self.n - 0.5
        return np.interp(ranks, np.arange(self.n), self.values)

    @cached_property
    def gap(self) -> float:
        """Give the mean distance between neighbours, the least and the greatest being the ends."""
        return float((self.values[-1] - self.values[0]) / max(self.n - 1, 1))


@dataclass(frozen=True)
class Candidate:
    """A family fitted to a sample of mean 1.

    ``quantile`` takes the shares below and above, each (m,), because a far tail is told exactly
    only by the share above. ``parameters`` counts what was estimated; a whole number among a
    few counts half. ``bending`` counts those that bend the curve: an end is known so well that
    the rest of the curve doesn't feel it. ``drawn`` tells whether the simulation draws the
    family as it stands.
    """

    name: str
    parameters: float
    log_likelihood: float
    cumulative: Curve
    quantile: Callable[[Floats, Floats], Floats]
    bending: int = 2
    drawn: bool = False
    mixes: bool = False
    corners: tuple[float, ...] = ()  # of a triangle: least, most likely, greatest


def by_inversion(cumulative: Curve, low: float, high: float) -> Callable[[Floats, Floats], Floats]:
    """Give the quantiles of a family that has no formula for them, by a table between two values."""
    logs = np.linspace(np.log(low), np.log(high), _INVERSION_POINTS)
    shares = np.maximum.accumulate(np.clip(cumulative(np.exp(logs)), 0.0, 1.0))
    rising = np.concatenate(([True], np.diff(shares) > 0)) & (shares > 1e-13) & (shares < 1.0 - 1e-13)
    deviates, told = ndtri(shares[rising]), logs[rising]

    def quantile(below: Floats, above: Floats) -> Floats:
        deviate = np.where(below < 0.5, ndtri(below), -ndtri(above))
        return np.asarray(np.exp(np.interp(deviate, deviates, told)), dtype=np.float64)

    return quantile


def best_on_grid(
    score: Callable[[Floats], Floats], low: float, high: float, *, points: int = 13, rounds: int = 4
) -> float:
    """Give where a score is greatest between two ends, by grids that close in; ``score`` takes (m,)."""
    for _ in range(rounds):
        grid = np.linspace(low, high, points)
        at = int(np.argmax(np.nan_to_num(score(grid), nan=-np.inf)))
        low, high = float(grid[max(at - 1, 0)]), float(grid[min(at + 1, points - 1)])
    return (low + high) / 2
