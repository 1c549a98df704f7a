"""What each figure means: one table for code, report, reference page and glossary."""

from simmitt.engine.kpi.definitions.definition import Definition, Evidence
from simmitt.engine.kpi.definitions.flow import FLOW
from simmitt.engine.kpi.definitions.machines import MACHINES

DEFINITIONS: dict[str, Definition] = {**FLOW, **MACHINES}

__all__ = ["DEFINITIONS", "Definition", "Evidence"]
