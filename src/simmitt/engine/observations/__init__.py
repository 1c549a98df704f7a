"""Sentences on how things are, made from the figures by rules."""

from simmitt.engine.observations.observation import Observation, Rule, Theme
from simmitt.engine.observations.observe import all_rules, observe, weightiest

__all__ = ["Observation", "Rule", "Theme", "all_rules", "observe", "weightiest"]
