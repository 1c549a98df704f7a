"""Experiments: measures tried on the model, alone and together."""

from simmitt.engine.experiments.effects import SEARCH_DRAWS, Effect, Effects, effect_of, try_out
from simmitt.engine.experiments.evaluator import Evaluator, Simulate
from simmitt.engine.experiments.outcome import Difference, Outcome, difference

__all__ = [
    "SEARCH_DRAWS", "Difference", "Effect", "Effects", "Evaluator", "Outcome", "Simulate",
    "difference", "effect_of", "try_out",
]  # fmt: skip
