"""Reads ``economy.toml``: every line checked, every fault with its line."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from simmitt.engine.portfolio.economy import ENTRIES, OVERTIME, SOLD, UNUSED, Economy, Entry, FreedTime
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say
from simmitt.ground.toml import line_at_fault

USES = {"sold": SOLD, "overtime": OVERTIME, "unused": UNUSED}
HIGHEST = 1e9  # SEK or hours; no small company has more of either
WHOLE = 1e-6  # how far shares of freed time may be from adding up to one


class EconomyFault(InputFault):
    """The economy file can't be used as it is."""


def read_economy(path: Path) -> Economy:
    """Give the economy that a TOML file states; what it leaves out keeps its default.

    Raises
    ------
    EconomyFault
        For a file that isn't TOML, an unknown name, or a value out of its range.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise _unreadable(path, None) from None
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise _unreadable(path, line_at_fault(fault, text)) from None
    values: dict[str, Any] = {name: _value(name, value, text, path) for name, value in stated.items()}
    return replace(Economy(), **values, given=frozenset(values))


def with_lines(economy: Economy, stated: Mapping[str, Any]) -> Economy:
    """Give an economy with some of its lines told anew, as a file would tell them.

    Raises
    ------
    EconomyFault
        For an unknown name, or a value out of its range.
    """
    values: dict[str, Any] = {name: _value(name, value, "", Path()) for name, value in stated.items()}
    return replace(economy, **values, given=economy.given | frozenset(values))


def _unreadable(path: Path, line: int | None) -> EconomyFault:
    return EconomyFault(
        say("The economy file can't be read."),
        expected=say("Expected a text file of lines like “hourly_cost_sek = 385”."),
        remedy=say("Correct the file, or leave the option out."),
        place=Place(file=path.name, row=line),
    )


def _value(name: str, value: Any, text: str, path: Path) -> float | FreedTime:
    place = Place(file=path.name, row=_line(name, text), column=name)
    if name not in ENTRIES:
        raise _unknown(name, place)
    if ENTRIES[name].kind == "use":
        return _use(value, place)
    return _number(value, ENTRIES[name], place)


def _unknown(name: str, place: Place) -> EconomyFault:
    near = get_close_matches(name, ENTRIES, n=1)
    guess = say("Did you mean “{name}”?", name=near[0]) if near else None
    return EconomyFault(
        say("“{name}” isn't known here.", name=name),
        expected=say("Expected one of: {names}.", names=", ".join(ENTRIES)),
        remedy=guess,
        place=place,
    )


def _number(value: Any, entry: Entry, place: Place) -> float:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not entry.least <= value <= min(entry.most, HIGHEST)
        or (entry.kind == "years" and value != int(value))
    ):
        raise EconomyFault(
            say("The value is {value}.", value=str(value)),
            expected=_expected(entry),
            remedy=say("Write a number with a decimal point; a share of 10 % is 0.10."),
            place=place,
        )
    return float(value)


def _expected(entry: Entry) -> Message:
    if entry.most == float("inf"):
        return say(
            "Expected a number of at least {least}. {meaning}", least=entry.least, meaning=entry.meaning
        )
    return say(
        "Expected a number from {least} to {most}. {meaning}",
        least=entry.least, most=entry.most, meaning=entry.meaning,
    )  # fmt: skip


def _use(value: Any, place: Place) -> FreedTime:
    if isinstance(value, str) and value in USES:
        return USES[value]
    if isinstance(value, Mapping) and _are_shares(value):
        return FreedTime(float(value.get("sold", 0)), float(value.get("overtime", 0)))
    raise EconomyFault(
        say("The value is {value}.", value=str(value)),
        expected=say("Expected “sold”, “overtime” or “unused”, or shares of them that add up to 1."),
        remedy=say("Write for instance: use_of_freed_time = {{ sold = 0.5, overtime = 0.3, unused = 0.2 }}"),
        place=place,
    )


def _are_shares(value: Mapping[str, Any]) -> bool:
    numbers = [
        share for share in value.values() if isinstance(share, int | float) and not isinstance(share, bool)
    ]
    complete = len(numbers) == len(value) and set(value) <= set(USES)
    return complete and all(0 <= n <= 1 for n in numbers) and abs(sum(numbers) - 1) < WHOLE


def _line(name: str, text: str) -> int | None:
    lines = enumerate(text.splitlines(), start=1)
    return next((k for k, line in lines if line.split("=")[0].strip(" []\"'") == name), None)
