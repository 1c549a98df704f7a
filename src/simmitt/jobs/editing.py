"""Which parameters of a factory can be edited on a page, within which bounds, and how."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from simmitt.engine.factory.model import Calendar, Factory, Station
from simmitt.engine.measures import alterations as alter
from simmitt.engine.measures.calendars import open_s
from simmitt.engine.simulation.output import STATES, Output
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S, WEEK_S
from simmitt.jobs.both import both

_WEEK_H = WEEK_S / HOUR_S
_MOST_PLACES = 50


class BadEdit(InputFault):
    """A parameter can't be edited so."""


@dataclass(frozen=True)
class Edit:
    """One parameter of one station, and what it shall be."""

    station: str
    parameter: str
    value: float


@dataclass(frozen=True)
class Parameter:
    """What can be edited: how it is told of an edit, and how the factory becomes another by it."""

    name: Message
    told: Message
    alter: Callable[[Factory, Station, float], Factory]


@dataclass(frozen=True)
class Bounds:
    """What a parameter of a station is now, and what it may be."""

    value: float  # as a factor, a number or hours
    now: float | None  # the quantity itself, in ``unit``
    unit: str
    least: float
    most: float


def _factor(alteration: alter.Alteration) -> Callable[[Factory, Station, float], Factory]:
    return lambda factory, station, value: alteration(factory, station.name, value)


PARAMETERS: Mapping[str, Parameter] = {
    "run_factor": Parameter(
        say("Run times"), say("{station}: run times {value:.2} times as long"), _factor(alter.cycle_time)
    ),
    "setup_factor": Parameter(
        say("Setup times"), say("{station}: setup times {value:.2} times as long"), _factor(alter.setup_time)
    ),
    "mtbf_factor": Parameter(
        say("Time between failures"),
        say("{station}: time between failures {value:.2} times as long"),
        _factor(alter.mtbf),
    ),
    "repair_factor": Parameter(
        say("Repair times"), say("{station}: repair times {value:.2} times as long"), _factor(alter.mttr)
    ),
    "scrap_factor": Parameter(
        say("Scrap"), say("{station}: scrap {value:.2} times as much"), _factor(alter.scrap_rate)
    ),
    "capacity": Parameter(
        say("Like machines"),
        say("{station}: {value:.0} like machines"),
        lambda factory, station, value: alter.pool_capacity(factory, station.name, value - station.capacity),
    ),
    "extra_hours": Parameter(
        say("More open hours a week"),
        say("{station}: {value:.1} more open hours a week"),
        _factor(alter.shift_hours),
    ),
}


def edits_of(asked: Iterable[Mapping[str, Any]], factory: Factory) -> tuple[Edit, ...]:
    """Give the edits that were asked for.

    Raises
    ------
    BadEdit
        There is no such station, it has no such parameter, or the value is out of bounds.
    """
    edits = []
    for told in asked:
        edit = Edit(str(told["station"]), str(told["parameter"]), float(told["value"]))
        _check(edit, factory)
        edits.append(edit)
    return tuple(edits)


def edited(factory: Factory, edits: Iterable[Edit]) -> Factory:
    """Give the factory with all edits made."""
    for edit in edits:
        factory = PARAMETERS[edit.parameter].alter(factory, factory.station(edit.station), edit.value)
    return factory


def told_edit(edit: Edit) -> Message:
    """Say what an edit does."""
    return PARAMETERS[edit.parameter].told.filled(station=edit.station, value=edit.value)


def stations_told(factory: Factory, today: Output) -> list[dict[str, Any]]:
    """Give every station with what can be edited there."""
    return [
        {
            "name": station.name,
            "capacity": station.capacity,
            "open_h_per_week": _open_h(factory, station),
            "parameters": [
                {"parameter": name, "text": both(PARAMETERS[name].name), **vars(bounds)}
                for name, bounds in bounds_of(factory, station, _run_h(today, number)).items()
            ],
        }
        for number, station in enumerate(factory.stations)
    ]


def bounds_of(factory: Factory, station: Station, run_h: float | None = None) -> dict[str, Bounds]:
    """Give what can be edited at a station; ``run_h`` is how long a visit runs there."""
    own = [each for each in factory.operations if each.station == station.name]
    found = {"run_factor": Bounds(1.0, run_h, "h", 0.1, 5.0)} if own else {}
    if station.setup is not None:
        found["setup_factor"] = Bounds(1.0, station.setup.time_s.mean / HOUR_S, "h", 0.0, 5.0)
    if station.breakdown is not None:
        found["mtbf_factor"] = Bounds(1.0, station.breakdown.mtbf_s / HOUR_S, "h", 0.1, 10.0)
        found["repair_factor"] = Bounds(1.0, station.breakdown.repair_s.mean / HOUR_S, "h", 0.0, 5.0)
    if scrap := max((each.scrap_share for each in own), default=0.0):
        found["scrap_factor"] = Bounds(1.0, None, "", 0.0, min(5.0, 0.99 / scrap))
    places = float(station.capacity)
    found["capacity"] = Bounds(places, places, "", 1.0, max(places, float(_MOST_PLACES)))
    calendar = _calendar(factory, station)
    if calendar is not None and calendar.shifts:
        open_h = open_s(calendar) / HOUR_S
        found["extra_hours"] = Bounds(0.0, open_h, "h", -open_h / 2, _WEEK_H - open_h)
    return found


def _check(edit: Edit, factory: Factory) -> None:
    names = [each.name for each in factory.stations]
    if edit.station not in names:
        raise BadEdit(
            say("The factory has no station “{name}”.", name=edit.station),
            expected=say("It has: {names}.", names=", ".join(names)),
        )
    bounds = bounds_of(factory, factory.station(edit.station))
    if edit.parameter not in bounds:
        raise BadEdit(
            say("“{name}” can't be edited at {station}.", name=edit.parameter, station=edit.station),
            expected=say("What can be edited there: {names}.", names=", ".join(bounds)),
        )
    within = bounds[edit.parameter]
    whole = edit.parameter != "capacity" or edit.value == int(edit.value)
    if not (isfinite(edit.value) and within.least <= edit.value <= within.most and whole):
        raise BadEdit(
            say("The value is {value}.", value=str(edit.value)),
            expected=say(
                "Expected a number from {least:.1} to {most:.1}.", least=within.least, most=within.most
            ),
            place=Place(key=f"{edit.station}, {edit.parameter}"),
        )


def _calendar(factory: Factory, station: Station) -> Calendar | None:
    return next((each for each in factory.calendars if each.name == station.calendar), None)


def _open_h(factory: Factory, station: Station) -> float:
    calendar = _calendar(factory, station)
    stretches: Sequence[Any] = calendar.stretches() if calendar else ()
    return sum(each.end_s - each.start_s for each in stretches) / HOUR_S if stretches else _WEEK_H


def _run_h(today: Output, number: int) -> float | None:
    visits = float(today.visits[:, number].sum())
    run_s = float(today.state_s[:, number, STATES.index("run")].sum())
    return run_s / HOUR_S / visits if visits else None
