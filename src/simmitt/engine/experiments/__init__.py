"""Experiments: measures tried on the model, alone and together."""

from simmitt.engine.experiments.effects import SEARCH_DRAWS, Effect, Effects, effect_of, try_out
from simmitt.engine.experiments.evaluator import Evaluator, Simulate
from simmitt.engine.experiments.input_doubt import InputDoubt, doubt_of_inputs
from simmitt.engine.experiments.outcome import Difference, Outcome, difference

__all__ = [
    "SEARCH_DRAWS", "Difference", "Effect", "Effects", "Evaluator", "InputDoubt", "Outcome", "Simulate",
    "difference", "doubt_of_inputs", "effect_of", "try_out",
]  # fmt: skip
