"""The keys of ``state.json``: how the value of each is read, and what is refused."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from simmitt.engine.factory.faults import StateFault
from simmitt.engine.factory.state import MachineState, OpenOrder, Rest
from simmitt.ground.errors import Place
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S

# More than a workshop has; what is beyond is refused before it can do harm.
MOST_ORDERS, MOST_MACHINES = 10_000, 10_000
MOST_RESTS, MOST_OPERATIONS, MOST_CHARACTERS = 100, 1_000, 500
MOST_PIECES, MOST_HOURS = 1e9, 20 * 8_784.0
_FIRST_YEAR, _LAST_YEAR = 1990, 2200


class Told(NamedTuple):
    """An order as the file tells it; ``waited_s`` says the same as its last instant, or stands for it."""

    order: OpenOrder
    waited_s: float | None


class _Key(NamedTuple):
    """One key of the file: the attribute it fills, how it is read, whether it has to be there."""

    attribute: str
    read: Callable[[Any, Place], Any]
    required: bool = False


def values_of(raw: Any, keys: Mapping[str, _Key], place: Place) -> dict[str, Any]:
    """Give the values of an object by attribute; raises ``StateFault`` with order and key."""
    if not isinstance(raw, Mapping):
        raise StateFault(say("Expected an object in curly brackets."), place=place)
    place = _named(raw, place)
    for key in raw:
        if key not in keys:
            raise StateFault(
                say("The key “{key}” means nothing here.", key=key[:MOST_CHARACTERS]),
                remedy=say("These keys are known: {keys}.", keys=", ".join(sorted(keys))),
                place=place,
            )
    for key, each in keys.items():
        if each.required and raw.get(key) is None:
            raise StateFault(say("The key “{key}” is missing.", key=key), remedy=say("Add it."), place=place)
    return {
        keys[key].attribute: keys[key].read(value, Place(place.file, order=place.order, key=key))
        for key, value in raw.items()
        if value is not None
    }


def _named(raw: Mapping[str, Any], place: Place) -> Place:
    """Give the place with the order's name, as soon as that is known."""
    name = raw.get("order")
    return Place(place.file, order=name[:MOST_CHARACTERS]) if isinstance(name, str) else place


def _whole(value: Any, place: Place) -> int:
    return int(_number(value, place, 0.0, MOST_PIECES))


def _number(value: Any, place: Place, minimum: float, maximum: float) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not minimum <= value <= maximum:
        found = say("Expected a number from {minimum} to {maximum}.", minimum=minimum, maximum=maximum)
        raise StateFault(found, place=place)
    return float(value)


def _between(minimum: float, maximum: float, factor: float = 1.0) -> Callable[[Any, Place], float]:
    return lambda value, place: factor * _number(value, place, minimum, maximum)


def _text(value: Any, place: Place) -> str:
    if isinstance(value, str) and len(value) <= MOST_CHARACTERS:
        return value
    raise StateFault(say("Expected a text of at most {most} characters.", most=MOST_CHARACTERS), place=place)


def _instant(value: Any, place: Place) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        instant = None
    if instant is None or instant.tzinfo is not None or not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        raise StateFault(
            say("Expected a date and time by the plant's own clock, without a time zone."),
            remedy=say("Write it as 2026-01-05T06:00:00."),
            place=place,
        )
    return instant


def _each(
    read: Callable[[Any, Place], Any], most: int, least: int = 0
) -> Callable[[Any, Place], tuple[Any, ...]]:
    def read_all(value: Any, place: Place) -> tuple[Any, ...]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            found = say("Expected a list of {least} to {most} entries.", least=least, most=most)
            raise StateFault(found, place=place)
        return tuple(read(each, place) for each in value)

    return read_all


def _rest(value: Any, place: Place) -> Rest:
    rest = Rest(**values_of(value, _REST, place))
    if rest.weight <= 0.0:
        raise StateFault(say("Expected a weight above 0."), place=place)
    return rest


def _order(value: Any, place: Place) -> Told:
    values = values_of(value, _ORDER, place)
    waited_s, factor = values.pop("waited_s", None), values.pop("delay_factor", {})
    return Told(OpenOrder(**values, **factor), waited_s)


def _factor(value: Any, place: Place) -> dict[str, float]:
    return values_of(value, _FACTOR, place)


def _machine(value: Any, place: Place) -> MachineState:
    return MachineState(**values_of(value, _MACHINE, place))


_REST = {
    "operations": _Key("operations", _each(_text, MOST_OPERATIONS, 1), required=True),
    "weight": _Key("weight", _between(0.0, MOST_PIECES)),
}
_FACTOR = {
    "mean": _Key("delay_mean", _between(0.001, 1_000.0), required=True),
    "cv": _Key("delay_cv", _between(0.0, 10.0)),
}
_ORDER = {
    "order": _Key("name", _text, required=True),
    "product": _Key("product", _text, required=True),
    "pieces": _Key("pieces", _between(1.0, MOST_PIECES), required=True),
    "chance_open": _Key("chance", _between(0.0, 1.0)),
    "begun_at": _Key("begun_at", _instant),
    "last_operation": _Key("last_operation", _text),
    "last_at": _Key("last_at", _instant),
    "waited_h": _Key("waited_s", _between(0.0, MOST_HOURS, HOUR_S)),
    "due_at": _Key("due_at", _instant),
    "priority": _Key("priority", _between(-1e9, 1e9)),
    "under_way_h": _Key("worked_s", _between(0.0, MOST_HOURS, HOUR_S)),
    "delay_factor": _Key("delay_factor", _factor),
    "ahead": _Key("rests", _each(_rest, MOST_RESTS, 1), required=True),
}
_MACHINE = {
    "station": _Key("station", _text, required=True),
    "machine": _Key("machine", _text, required=True),
    "last_at": _Key("last_at", _instant, required=True),
    "queue_since": _Key("queue_since", _instant),
    "product": _Key("product", _text),
}
STATE = {
    "version": _Key("version", _whole, required=True),
    "at": _Key("at", _instant, required=True),
    "orders": _Key("orders", _each(_order, MOST_ORDERS), required=True),
    "machines": _Key("machines", _each(_machine, MOST_MACHINES)),
}
