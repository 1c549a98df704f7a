"""Plain values of a factory's tables, each fault named with its place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from simmitt.engine.factory.faults import FactoryFault
from simmitt.engine.factory.lines import Spot, Where
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S


class PlainValues:
    """Gives what a table holds, or raises ``FactoryFault`` with the place that it came from."""

    def __init__(self, where: Where) -> None:
        self.where = where

    def told(self, raw: Any, where: tuple[str, int]) -> Mapping[str, Any]:
        """Give a table back if it is one."""
        if isinstance(raw, Mapping):
            return raw
        raise self.fault(
            (*where, ""), say("Expected a table here."), say("Write it as [{name}].", name=where[0])
        )

    def instant(self, value: Any, spot: Spot) -> datetime:
        """Give a date and time."""
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        raise self.fault(spot, say("Expected a date and time."), say("Write it as 2026-01-05T06:00:00."))

    def choice(self, value: Any, choices: tuple[str, ...], spot: Spot) -> Any:
        """Give one of the words that may be chosen."""
        if value in choices:
            return value
        raise self.fault(
            spot,
            say("“{value}” is not a choice here.", value=str(value)),
            say("Choose one of: {choices}.", choices=", ".join(choices)),
        )

    def whole(self, value: Any, spot: Spot, minimum: float, maximum: float = float("inf")) -> int:
        """Give a whole number within limits."""
        if isinstance(value, int) and not isinstance(value, bool) and minimum <= value <= maximum:
            return value
        if maximum < float("inf"):
            limits = say(
                "Expected a whole number from {minimum} to {maximum}.",
                minimum=int(minimum),
                maximum=int(maximum),
            )
            raise self.fault(spot, limits)
        raise self.fault(spot, say("Expected a whole number of at least {minimum}.", minimum=int(minimum)))

    def number(self, value: Any, spot: Spot, minimum: float, maximum: float = float("inf")) -> float:
        """Give a number within limits."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and minimum <= value <= maximum and value != float("inf"):
            return float(value)
        if maximum == 1.0:
            raise self.fault(spot, say("Expected a share between 0 and 1."))
        if maximum < float("inf"):
            found = say("Expected a number from {minimum} to {maximum}.", minimum=minimum, maximum=maximum)
            raise self.fault(spot, found)
        raise self.fault(spot, say("Expected a number of at least {minimum}.", minimum=minimum))

    def sequence(self, value: Any, spot: Spot) -> list[Any]:
        """Give a list."""
        if isinstance(value, list | tuple):
            return list(value)
        raise self.fault(spot, say("Expected a list in square brackets."))

    def table(self, raw: Mapping[str, Any], name: str) -> Any:
        """Give a table that has to be there."""
        if name not in raw:
            raise self.fault(("", 0, ""), say("The table [{name}] is missing.", name=name), say("Add it."))
        return raw[name]

    def list(self, raw: Mapping[str, Any], name: str) -> list[Any]:
        """Give a list of tables; none where it is left out."""
        return self.sequence(raw.get(name, []), (name, 0, ""))

    def known(self, raw: Mapping[str, Any], allowed: set[str], where: tuple[str, int]) -> None:
        """Refuse keys that mean nothing."""
        for key in raw:
            if key not in allowed:
                self.unknown(key, allowed, (*where, key))

    def unknown(self, key: str, allowed: set[str], spot: Spot) -> None:
        """Refuse a key, and name those that are known."""
        raise self.fault(
            spot,
            say("The key “{key}” means nothing here.", key=key),
            say("These keys are known: {keys}.", keys=", ".join(sorted(allowed))),
        )

    def needed(
        self, raw: Mapping[str, Any], key: str, where: tuple[str, int], spot: Spot | None = None
    ) -> None:
        """Refuse a table without a key that it has to have."""
        if key not in raw:
            raise self.fault(
                spot or (*where, ""), say("The key “{key}” is missing.", key=key), say("Add it.")
            )

    def fault(self, spot: Spot, found: Message, remedy: Message | None = None) -> FactoryFault:
        """Give the fault of a place."""
        return FactoryFault(found, remedy=remedy, place=self.where.place(spot))


def seconds_of(hours: float) -> float:
    """Give seconds to a hundredth, so that what is written again equals what was read."""
    return round(hours * HOUR_S, 2)
