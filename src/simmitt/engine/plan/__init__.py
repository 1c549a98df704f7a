"""From a portfolio to an action plan that can be decided on."""

from simmitt.engine.plan.plan import ActionPlan, Check, Grounds, Indicator, PlannedMeasure, Risk
from simmitt.engine.plan.refusing import DoesNotHold, refuse_red
from simmitt.engine.plan.write import write_plan

__all__ = [
    "ActionPlan",
    "Check",
    "DoesNotHold",
    "Grounds",
    "Indicator",
    "PlannedMeasure",
    "Risk",
    "refuse_red",
    "write_plan",
]
