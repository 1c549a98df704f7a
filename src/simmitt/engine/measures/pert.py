"""PERT: how a range with a likely value becomes draws."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv


@dataclass(frozen=True)
class Pert:
    """A PERT distribution; ``low`` is the weak end, which for a reduction is the larger number."""

    low: float
    likely: float
    high: float

    @property
    def ordered(self) -> bool:
        """Say whether the likely value lies between the ends."""
        return min(self.low, self.high) <= self.likely <= max(self.low, self.high)

    @property
    def mean(self) -> float:
        """Give the expected value, (low + 4 likely + high) / 6."""
        return (self.low + 4 * self.likely + self.high) / 6

    def times(self, factor: float) -> "Pert":
        """Give the distribution of the quantity taken ``factor`` times."""
        return Pert(self.low * factor, self.likely * factor, self.high * factor)

    def quantile(self, share: ArrayLike) -> NDArray[np.float64]:
        """Give the value at each share (0..1) of the way from the weak end to the strong one.

        Notes
        -----
        Malcolm et al. (1959): a beta distribution on [low, high] with shape 4.
        """
        shares = np.asarray(share, dtype=float)
        span = self.high - self.low
        if span == 0:
            return np.full(shares.shape, self.low)
        first = 1 + 4 * (self.likely - self.low) / span
        last = 1 + 4 * (self.high - self.likely) / span
        values: NDArray[np.float64] = self.low + span * betaincinv(first, last, shares)
        return values
