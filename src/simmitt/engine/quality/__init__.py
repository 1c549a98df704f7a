"""What is wrong with a log, what it does to the figures, and the log after repair."""

from simmitt.engine.quality.diagnose import UnknownFinding, diagnose
from simmitt.engine.quality.findings import Change, Diagnosis, Effect, Finding, MergeProposal, Move
from simmitt.engine.quality.presence import NoUsableRow
from simmitt.engine.quality.rows_found import finding_rows
from simmitt.engine.quality.story import CODES

__all__ = [
    "CODES",
    "Change",
    "Diagnosis",
    "Effect",
    "Finding",
    "MergeProposal",
    "Move",
    "NoUsableRow",
    "UnknownFinding",
    "diagnose",
    "finding_rows",
]
