"""The action plan as a document: twelve sections and appendices, in the order they are read."""

from simmitt.engine.report.plan_document.compose import compose_plan

__all__ = ["compose_plan"]
