"""What a fault asks the company, so that a page can put the question and write the answer down."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from simmitt.engine.eventlog.coding import UnknownKinds
from simmitt.engine.eventlog.dating import AmbiguousDates, AmbiguousDayNumbers
from simmitt.engine.eventlog.mapping import STATES
from simmitt.engine.eventlog.quantities import AmbiguousNumbers
from simmitt.engine.eventlog.reported import HoursOrMinutes, UnknownDurationUnit
from simmitt.engine.eventlog.states import UnknownStates
from simmitt.engine.eventlog.unmistakable import AmbiguousColumns
from simmitt.engine.eventlog.zones import MixedOffsets
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say
from simmitt.jobs.both import both

Asked = dict[str, Any]
_ORDERS = {
    "ymd": say("year, month, day"),
    "dmy": say("day, month, year"),
    "mdy": say("month, day, year"),
}
_SIGNS = {",": say("a comma: 12,5"), ".": say("a point: 12.5")}
_UNITS = {
    "h": say("hours"),
    "min": say("minutes"),
    "s": say("seconds"),
    "h:min": say("hours and minutes: 2,45 is 2:45"),
}
_KINDS = {
    "run": say("run"),
    "setup": say("setup"),
    "breakdown": say("breakdown"),
    "other": say("something else"),
}
_STATES = {
    "run": say("run"),
    "setup": say("setup"),
    "breakdown": say("breakdown"),
    "planned": say("stands as planned"),
    "material": say("waits for material"),
    "operator": say("waits for an operator"),
    "idle": say("has nothing to do"),
    "off": say("is off"),
}
_ZONES = ("Europe/Stockholm", "Europe/Helsinki", "Europe/London", "UTC")


def question_of(fault: InputFault) -> Asked | None:
    """Give the question behind a fault; None where the company can't answer it with a line."""
    ask = _ASKS.get(type(fault))
    if ask is None:
        return None
    columns = [fault.place.column] if fault.place.column else []
    return {"columns": columns, "values": [], **ask(fault)}


def _dates(fault: InputFault) -> Asked:
    possible = _told(fault.remedy) or tuple(_ORDERS)
    return _line("dates", "dates", "order", {name: _ORDERS[name] for name in possible})


def _decimal(_fault: InputFault) -> Asked:
    return _line("decimal", "numbers", "decimal", _SIGNS)


def _unit(_fault: InputFault) -> Asked:
    units = {name: text for name, text in _UNITS.items() if name != "h:min"}
    return _line("duration", "durations", "unit", units)


def _hours(_fault: InputFault) -> Asked:
    return _line("duration", "durations", "unit", {name: _UNITS[name] for name in ("h", "h:min")})


def _columns(fault: InputFault) -> Asked:
    headings = _told(fault.found)
    field = str(fault.remedy.values["field"]) if fault.remedy else "order"
    asked = _line("columns", "columns", field, {name: say("{name}", name=name) for name in headings})
    return {**asked, "columns": list(headings)}


def _kinds(fault: InputFault) -> Asked:
    return {**_line("kinds", "kinds", "", _KINDS), "values": list(_told(fault.found))}


def _states(fault: InputFault) -> Asked:
    assert set(_STATES) == set(STATES)
    return {**_line("states", "states", "", _STATES), "values": list(_told(fault.found))}


def _zone(_fault: InputFault) -> Asked:
    return _line("zone", "dates", "time_zone", {name: say("{name}", name=name) for name in _ZONES})


def _day_numbers(fault: InputFault) -> Asked:
    field = str(fault.remedy.values["field"]) if fault.remedy else ""
    return _line("day_numbers", "columns", field, {"": say("Leave the column unread")})


def _line(name: str, section: str, key: str, choices: Mapping[str, Message]) -> Asked:
    told = [{"value": value, "text": both(text)} for value, text in choices.items()]
    return {"id": name, "section": section, "key": key, "choices": told}


def _told(message: Message | None) -> Sequence[str]:
    """Give the choices that a sentence was made with."""
    return tuple(message.values.get("choices", ())) if message else ()


_ASKS: Mapping[type[InputFault], Callable[[InputFault], Asked]] = {
    AmbiguousDates: _dates,
    AmbiguousDayNumbers: _day_numbers,
    AmbiguousNumbers: _decimal,
    UnknownDurationUnit: _unit,
    HoursOrMinutes: _hours,
    AmbiguousColumns: _columns,
    UnknownKinds: _kinds,
    UnknownStates: _states,
    MixedOffsets: _zone,
}
