"""Where a journey stands: the state of every station, and the one next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from simmitt.web.journey.facts import Facts, day_of
from simmitt.web.journey.stations import BY_CODE, STATIONS, Criterion, Station, Whose, due_on

State = Literal["done", "open", "shut", "skipped"]


@dataclass(frozen=True)
class Asked:
    """A criterion, and whether it is met."""

    criterion: Criterion
    met_on: date | None
    declared_by: str = ""
    declaration: str = ""  # where the declaration can be taken back


@dataclass(frozen=True)
class Stop:
    """A station as it stands."""

    station: Station
    state: State
    asked: Sequence[Asked]
    done_on: date | None = None
    due_on: date | None = None
    waits_for: Sequence[Station] = ()

    @property
    def next(self) -> Asked | None:
        """Give the first thing that is not met."""
        return next((one for one in self.asked if one.met_on is None), None)

    @property
    def whose(self) -> Whose | None:
        """Say whose turn it is."""
        following = self.next
        return following.criterion.whose if following and self.state == "open" else None


@dataclass(frozen=True)
class Way:
    """The whole way."""

    stops: Sequence[Stop]
    facts: Facts

    @property
    def current(self) -> Stop | None:
        """Give the first station that is open."""
        return next((one for one in self.stops if one.state == "open"), None)

    @property
    def done(self) -> int:
        """Count the stations that are behind."""
        return sum(one.state in ("done", "skipped") for one in self.stops)


def way_of(facts: Facts) -> Way:
    """Judge every station by the facts, in order: what comes before must be behind."""
    stops: dict[str, Stop] = {}
    for station in STATIONS:
        stops[station.code] = _stop(station, facts, stops)
    return Way(tuple(stops.values()), facts)


def _stop(station: Station, facts: Facts, before: Mapping[str, Stop]) -> Stop:
    asked = [_asked(one, facts) for one in station.criteria]
    if station.fast_track_skips and facts.case.fast_track:
        return Stop(station, "skipped", asked)
    waits_for = [BY_CODE[code] for code in station.after if before[code].state not in ("done", "skipped")]
    days = [one.met_on for one in asked if one.met_on]
    if waits_for:
        return Stop(station, "shut", asked, waits_for=waits_for)
    if len(days) == len(asked):
        return Stop(station, "done", asked, done_on=max(days))
    return Stop(station, "open", asked, due_on=due_on(station, _since(station, facts, before)))


def _asked(criterion: Criterion, facts: Facts) -> Asked:
    declaration = facts.declared.get(criterion.key)
    return Asked(
        criterion,
        criterion.met(facts),
        declared_by=declaration.person.name if declaration else "",
        declaration=declaration.public_id if declaration else "",
    )


def _since(station: Station, facts: Facts, before: Mapping[str, Stop]) -> date:
    days: list[Any] = [before[code].done_on for code in station.after]
    return max((one for one in days if one), default=day_of(facts.case.created_at))
