"""From a portfolio to an action plan that can be decided on."""

from simmitt.engine.plan.plan import ActionPlan, Check, Grounds, Indicator, PlannedMeasure, Risk
from simmitt.engine.plan.write import write_plan

__all__ = ["ActionPlan", "Check", "Grounds", "Indicator", "PlannedMeasure", "Risk", "write_plan"]
