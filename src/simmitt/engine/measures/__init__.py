"""Measures: the catalogue, what each changes in a factory, and which are worth trying here."""

from simmitt.engine.measures.candidate import Candidate
from simmitt.engine.measures.catalogue import EffectRange, Measure, Prerequisite, read_catalogue, sources
from simmitt.engine.measures.changes import ELSEWHERE, PARAMETERS, Change, apply_changes
from simmitt.engine.measures.pert import Pert
from simmitt.engine.measures.proposal import Proposal, propose
from simmitt.engine.measures.situation import busy_shares, constraint, signals

__all__ = [
    "ELSEWHERE", "PARAMETERS", "Candidate", "Change", "EffectRange", "Measure", "Pert", "Prerequisite",
    "Proposal", "apply_changes", "busy_shares", "constraint", "propose", "read_catalogue", "signals",
    "sources",
]  # fmt: skip
