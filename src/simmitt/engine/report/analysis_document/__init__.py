"""The page on today's state, part by part."""

from simmitt.engine.report.analysis_document.compose import compose_analysis

__all__ = ["compose_analysis"]
