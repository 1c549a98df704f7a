"""Tells a set that is better than another from one that was luckier in the draws made."""

import numpy as np

from simmitt.engine.simulation.output import Floats

CERTAIN = 1.645  # standard errors: one-sided 95 %


def certainty(gain: Floats) -> float:
    """Give how many standard errors the mean of a gain, (draws,), lies above zero."""
    mean, error = float(gain.mean()), float(gain.std() / np.sqrt(len(gain)))
    if error > 0:
        return mean / error
    return float(np.sign(mean)) * np.inf if mean else 0.0
