"""What is wrong with a log, what it does to the figures, and the log after repair."""

from simmitt.engine.quality.diagnose import diagnose
from simmitt.engine.quality.findings import Diagnosis, Effect, Finding, Move
from simmitt.engine.quality.presence import NoUsableRow

__all__ = ["Diagnosis", "Effect", "Finding", "Move", "NoUsableRow", "diagnose"]
