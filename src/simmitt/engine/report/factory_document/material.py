"""What the page of a fitted factory is written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simmitt.engine.experiments import InputDoubt
from simmitt.engine.factory.model import Factory, Station
from simmitt.engine.report.words import Words
from simmitt.engine.simulation.output import STATES, Output
from simmitt.engine.validation import Validation
from simmitt.ground.units import HOUR_S, WEEK_S

_BUSY = [STATES.index(each) for each in ("run", "setup", "down")]


@dataclass(frozen=True)
class AtWork:
    """What a station does in the simulation of the factory as it is."""

    load_share: float  # run, setup and breakdown of the hours in which somebody can work there
    queue_h: float  # per visit
    queue_h_per_order: float
    visits_per_order: float


@dataclass(frozen=True)
class Material:
    """The factory, how well it foretold, and what it does when simulated as it is.

    ``explained_share`` is that of the waiting, in the factory fitted to the whole log; ``doubts`` tell how
    sure the main figures are, by figure.
    """

    factory: Factory
    today: Output
    validation: Validation
    explained_share: float
    doubts: Mapping[str, InputDoubt]
    words: Words

    @cached_property
    def at_work(self) -> dict[str, AtWork]:
        """Give what each station does, by its name."""
        orders = max(int(np.isfinite(self.today.released_s).sum()), 1)
        visits, queue_s = self.today.visits.sum(axis=0), self.today.queue_s.sum(axis=0)
        busy_s = self.today.state_s[:, :, _BUSY].sum(axis=(0, 2))
        weeks = self.today.replications * self.today.observed_s / WEEK_S
        manned_s = [
            each.capacity * weeks * self.open_h_per_week(each) * HOUR_S for each in self.factory.stations
        ]
        return {
            name: AtWork(
                float(busy_s[n] / manned_s[n]),
                float(queue_s[n] / max(visits[n], 1) / HOUR_S),
                float(queue_s[n] / orders / HOUR_S),
                float(visits[n] / orders),
            )
            for n, name in enumerate(self.today.stations)
        }

    def open_h_per_week(self, station: Station) -> float:
        """Give the hours a week in which a station is open and somebody is there to work at it."""
        crews = [
            crew.calendar or station.calendar for crew in self.factory.crews if crew.name in station.crews
        ]
        return self.hours_of(*(crews or [station.calendar]))

    def hours_of(self, *calendars: str) -> float:
        """Give the hours a week in which any of the calendars is open; one without stretches always is."""
        stretches = {each.name: each.stretches() for each in self.factory.calendars if each.name in calendars}
        if not all(stretches.get(name) for name in calendars):
            return WEEK_S / HOUR_S
        reached_s = total_s = 0.0
        for each in sorted((s for own in stretches.values() for s in own), key=lambda s: s.start_s):
            total_s += max(each.end_s - max(each.start_s, reached_s), 0.0)
            reached_s = max(reached_s, each.end_s)
        return total_s / HOUR_S
