"""From a log to a factory."""

from simmitt.engine.fitting.faults import NothingToFit
from simmitt.engine.fitting.fit import Fitted, fit

__all__ = ["Fitted", "NothingToFit", "fit"]
