"""What the page on today's state is written from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi import AsIs, Figure, Losses
from simmitt.engine.kpi.asis import PLANT
from simmitt.engine.observations import Observation
from simmitt.engine.quality import Diagnosis
from simmitt.engine.report.words import Words


class Diagnosed(Protocol):
    """A log with its diagnosis, and the words to write of it in."""

    @property
    def log(self) -> EventLog:
        """The log, whose source tells files and rows."""

    @property
    def diagnosis(self) -> Diagnosis:
        """What was found in it."""

    @property
    def words(self) -> Words:
        """The words of the document's language."""


@dataclass(frozen=True)
class Material:
    """Log, diagnosis and figures, and the words to write them in; what the log can't tell is empty."""

    log: EventLog
    diagnosis: Diagnosis
    as_is: AsIs
    as_logged: AsIs
    losses: Losses | None
    hours: WorkingHours | None
    observations: tuple[Observation, ...]
    words: Words
    by_command: bool = True  # the reader has a command line, and may be told what to write there

    @cached_property
    def withheld(self) -> frozenset[str]:
        """Ids of figures that nobody may read from this log."""
        return frozenset(each.figure for each in self.as_is.withheld)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that may be told: known, and not withheld."""
        return tuple(
            each for each in self.as_is.figures if np.isfinite(each.value) and each.id not in self.withheld
        )

    def figure(self, figure_id: str, scope: str = PLANT) -> Figure | None:
        """Give a figure; None where the log can't tell it."""
        return next((each for each in self.figures if each.id == figure_id and each.scope == scope), None)
