"""Families between two ends. The ends lie beyond the sample's by what chance leaves empty there."""

import numpy as np
from scipy.special import betainc, betaincinv, betaln

from simmitt.engine.fitting.families.candidate import Candidate, Floats, Times

_MODES = np.linspace(0.0, 1.0, 41)
# How far beyond the sample the ends of a beta may lie, as parts of its range.
_BEYOND = np.array([0.005, 0.02, 0.06, 0.15, 0.35])


def uniform(times: Times) -> Candidate:
    """Give the uniform family; the ends' best unbiased places keep its likelihood honest."""
    low = max(0.0, float(times.values[0]) - times.gap)
    width = float(times.values[-1]) + times.gap - low
    return Candidate(
        "uniform",
        2,
        float(-times.n * np.log(width)),
        lambda x: np.clip((x - low) / width, 0.0, 1.0),
        lambda below, _: low + width * below,
        bending=0,
    )


def triangular(times: Times) -> Candidate:
    """Give the triangular family: ends by the gap that n draws leave, the top by likelihood."""
    first, last, n = float(times.values[0]), float(times.values[-1]), times.n
    low, high, top = first, last, float(np.median(times.values))
    for _ in range(8):
        # The least of n falls at sqrt(pi / 4n) of the rising side's whole area from the end.
        room = np.sqrt(np.pi * (high - low) / (4.0 * n))
        low, high = (
            max(0.0, first - room * np.sqrt(top - low)),
            last + room * np.sqrt(max(high - top, 0.0)),
        )
        tops = low + (high - low) * _MODES
        top = float(tops[np.argmax(_triangle_likelihood(times.thinned, low, tops, high))])
    likelihood = _triangle_likelihood(times.values, low, np.array([top]), high)[0]
    rising, falling = (top - low) * (high - low), (high - top) * (high - low)

    def cumulative(x: Floats) -> Floats:
        up = np.clip(x - low, 0.0, None) ** 2 / max(rising, 1e-300)
        down = 1.0 - np.clip(high - x, 0.0, None) ** 2 / max(falling, 1e-300)
        return np.where(x < top, up, down)

    def quantile(below: Floats, above: Floats) -> Floats:
        return np.where(
            below * (high - low) < top - low, low + np.sqrt(below * rising), high - np.sqrt(above * falling)
        )

    corners = (low, top, high)
    return Candidate(
        "triangular", 3, float(likelihood), cumulative, quantile, bending=1, drawn=True, corners=corners
    )


def _triangle_likelihood(values: Floats, low: float, tops: Floats, high: float) -> Floats:
    """Give the log-likelihood of each top; (m,)."""
    top = tops[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        density = np.where(values < top, (values - low) / (top - low), (high - values) / (high - top))
    density = np.clip(2.0 * density / (high - low), 1e-300, None)
    return np.asarray(np.log(density).sum(axis=1), dtype=np.float64)


def beta(times: Times) -> Candidate | None:
    """Give the beta family on a range; ends by likelihood over a few, shapes by their moments."""
    span = float(np.ptp(times.values))
    lows = np.maximum(0.0, times.values[0] - _BEYOND * span)
    highs = times.values[-1] + _BEYOND * span
    low, high = (each.ravel() for each in np.meshgrid(lows, highs))
    width = high - low
    mean, variance = (1.0 - low) / width, times.values.var() / width**2
    strength = mean * (1.0 - mean) / variance - 1.0
    p, q = mean * strength, (1.0 - mean) * strength
    from_low = np.log(np.maximum(times.values - lows[:, None], 1e-12)).mean(axis=1)
    to_high = np.log(highs[:, None] - times.values).mean(axis=1)
    left, right = (each.ravel() for each in np.meshgrid(from_low, to_high))
    score = (p - 1) * left + (q - 1) * right - betaln(p, q) - (p + q - 1) * np.log(width)
    # Below 1 the likelihood grows without end at an end: no evidence, but where the end was put.
    score = np.where((p >= 1.0) & (q >= 1.0), score, -np.inf)
    at = int(np.argmax(score))
    if not np.isfinite(score[at]):
        return None
    start, wide, a, b = float(low[at]), float(width[at]), float(p[at]), float(q[at])
    return Candidate(
        "beta",
        4,
        float(times.n * score[at]),
        lambda x: betainc(a, b, np.clip((x - start) / wide, 0.0, 1.0)),
        lambda below, above: np.where(
            below < 0.5,
            start + wide * betaincinv(a, b, below),
            start + wide * (1.0 - betaincinv(b, a, above)),
        ),
    )
