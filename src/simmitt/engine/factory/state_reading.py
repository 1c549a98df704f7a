"""A state from ``state.json``, each fault named with its order and key."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from simmitt.engine.factory.faults import StateFault
from simmitt.engine.factory.state import MachineState, OpenOrder, State
from simmitt.engine.factory.state_values import MOST_CHARACTERS, STATE, Told, values_of
from simmitt.ground.errors import Place
from simmitt.ground.texts import say

VERSION = 1
MOST_BYTES = 16 * 2**20
_TOLERANCE_S = 60.0


def read_state(path: Path) -> State:
    """Read a file of open orders.

    Raises
    ------
    StateFault
        With the order and the key at fault.
    """
    place = Place(file=path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise StateFault(
                say("The file is larger than {most} MB.", most=MOST_BYTES // 2**20),
                remedy=say("Give the open orders alone."),
                place=place,
            )
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        remedy = say("Check the name and the folder.")
        raise StateFault(say("There is no such file."), remedy=remedy, place=place) from None
    except (OSError, UnicodeDecodeError):
        raise StateFault(
            say("The file can't be read as text."),
            expected=say("Expected a file of open orders in JSON, encoded as UTF-8."),
            place=place,
        ) from None
    return parse_state(text, path.name)


def parse_state(text: str, file: str = "state.json") -> State:
    """Give the state that a JSON text describes; raises ``StateFault`` as ``read_state`` does."""
    place = Place(file=file)
    try:
        raw = json.loads(text, parse_constant=_refuse, object_pairs_hook=_once)
    except _Twice as twice:
        raise StateFault(
            say("The key “{key}” stands twice in one place.", key=str(twice)[:MOST_CHARACTERS]),
            remedy=say("Keep one of them."),
            place=place,
        ) from None
    except (ValueError, RecursionError) as fault:
        row = fault.lineno if isinstance(fault, json.JSONDecodeError) else None
        raise StateFault(
            say("The file is not valid JSON."),
            remedy=say("Correct it, or start from a file that the command fit has written."),
            place=Place(file=file, row=row),
        ) from None
    return _state(raw, place)


class _Twice(Exception):
    """An object gives a key twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return found


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _state(raw: Any, place: Place) -> State:
    _check_version(raw, place)
    values = values_of(raw, STATE, place)
    values.pop("version")
    orders = tuple(_with_last_instant(told, values["at"], place) for told in values.pop("orders"))
    state = State(**values, orders=orders)
    names = [order.name for order in state.orders]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise StateFault(
            say("The order stands twice in the file."),
            remedy=say("Keep one of them."),
            place=Place(file=place.file, order=twice),
        )
    for order in state.orders:
        _check_times(order, state.at, Place(file=place.file, order=order.name))
    for machine in state.machines:
        _check_machine(machine, state.at, place)
    return state


def _with_last_instant(told: Told, at: datetime, place: Place) -> OpenOrder:
    """Give an order with its last instant, from how long it has waited if that alone is told."""
    if told.waited_s is None:
        return told.order
    by_wait_at = at - timedelta(seconds=round(told.waited_s))
    last_at = told.order.last_at or by_wait_at
    if abs((last_at - by_wait_at).total_seconds()) > _TOLERANCE_S:
        raise StateFault(
            say("How long it has waited contradicts when it was last at work."),
            remedy=say("Correct one of them, or leave out “waited_h”."),
            place=Place(place.file, order=told.order.name, key="waited_h"),
        )
    return replace(told.order, last_at=last_at)


def _check_version(raw: Any, place: Place) -> None:
    """Tell first of all what sort of file this is."""
    version = raw.get("version") if isinstance(raw, Mapping) else None
    if version != VERSION or isinstance(version, bool):
        raise StateFault(
            say("This is no file of open orders that this version of simmitt reads."),
            expected=say("Expected an object with “version”: {version}.", version=VERSION),
            remedy=say("Let the command fit write it again."),
            place=Place(file=place.file, key="version"),
        )


def _check_times(order: OpenOrder, at: datetime, place: Place) -> None:
    for key, instant in (("begun_at", order.begun_at), ("last_at", order.last_at)):
        _not_later(instant, at, Place(file=place.file, order=place.order, key=key))


def _check_machine(machine: MachineState, at: datetime, place: Place) -> None:
    for name, instant in (("last_at", machine.last_at), ("queue_since", machine.queue_since)):
        _not_later(instant, at, Place(file=place.file, key=f"machines.{machine.machine}.{name}"))


def _not_later(instant: datetime | None, at: datetime, place: Place) -> None:
    if instant is not None and instant > at:
        raise StateFault(
            say("{instant} is later than the instant of the state, {at}.",
                instant=instant.isoformat(), at=at.isoformat()),
            remedy=say("Correct one of the two instants."),
            place=place,
        )  # fmt: skip
