"""A factory from ``factory.toml``, each fault named with its line."""

import math
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import combinations, pairwise
from typing import Any

from simmitt.engine.factory import fields
from simmitt.engine.factory.checking import check
from simmitt.engine.factory.faults import FactoryFault
from simmitt.engine.factory.lines import Spot, TomlLines, Where, find_lines
from simmitt.engine.factory.model import (
    WEEKDAYS,
    Arrivals,
    Batch,
    Breakdown,
    Calendar,
    Crew,
    Distribution,
    Evidence,
    Factory,
    ListedOrder,
    Operation,
    Power,
    Product,
    Reporting,
    Routing,
    RunPlan,
    Setup,
    Shift,
    Station,
)  # fmt: skip
from simmitt.engine.factory.writing import HALF_HOURS_OF_A_WEEK, HOURS_OF_A_DAY
from simmitt.ground.errors import Place
from simmitt.ground.texts import Message, say
from simmitt.ground.toml import line_at_fault
from simmitt.ground.units import DAY_S, HOUR_S

_TOP = {
    "name", "wip_cap", "fitted_on", "run", "reporting", "arrivals", "calendar", "crew", "station",
    "operation", "product",
}  # fmt: skip
_AS_A_WAY = say('Write it as {{ product = "Arm", operations = ["Saw", "Mill"] }}.')
_CORNERS = 3  # of a triangle
FAMILIES = ("fixed", "exponential", "lognormal", "gamma", "weibull", "triangular", "empirical")


def parse_factory(text: str, file: str = "factory.toml") -> Factory:
    """Give the factory that a TOML text describes."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FactoryFault(
            say("The line is not valid TOML."),
            remedy=say("Correct it, or start from a file that the command fit has written."),
            place=Place(file, row=line_at_fault(fault, text)),
        ) from None
    where = TomlLines(file, find_lines(text))
    factory = Reader(where).factory(raw)
    check(factory, where)
    return factory


class Reader:
    """Turns raw tables to nouns and knows where each value came from."""

    def __init__(self, where: Where) -> None:
        self.where = where

    def factory(self, raw: Mapping[str, Any]) -> Factory:
        """Give the factory of a whole file's tables."""
        self._known(raw, _TOP, ("", 0))
        return Factory(
            name=str(raw.get("name", "")),
            wip_cap=self._whole(raw["wip_cap"], ("", 0, "wip_cap"), 1) if "wip_cap" in raw else None,
            fitted_on={
                key: str(value)
                for key, value in self._told(raw.get("fitted_on", {}), ("fitted_on", 0)).items()
            },
            run=RunPlan(**self._values(raw.get("run", {}), fields.RUN, ("run", 0))),
            reporting=self._reporting(raw.get("reporting", {})),
            arrivals=self._arrivals(self._table(raw, "arrivals")),
            calendars=tuple(self._calendar(each, n) for n, each in enumerate(self._list(raw, "calendar"))),
            crews=tuple(
                Crew(**self._values(each, fields.CREW, ("crew", n)))
                for n, each in enumerate(self._list(raw, "crew"))
            ),
            stations=tuple(self._station(each, n) for n, each in enumerate(self._list(raw, "station"))),
            operations=tuple(
                Operation(**self._values(each, fields.OPERATION, ("operation", n)))
                for n, each in enumerate(self._list(raw, "operation"))
            ),
            products=tuple(
                Product(**self._values(each, fields.PRODUCT, ("product", n)))
                for n, each in enumerate(self._list(raw, "product"))
            ),
        )

    def _reporting(self, raw: Any) -> Reporting:
        reporting = Reporting(**self._values(raw, fields.REPORTING, ("reporting", 0)))
        if len(reporting.rhythm) not in (0, HALF_HOURS_OF_A_WEEK):
            raise self._fault(
                ("reporting", 0, "rhythm"),
                say("The rhythm of reports has {n} numbers.", n=len(reporting.rhythm)),
                say("Give 336, one for each half hour of the week from Monday 00:00."),
            )
        return reporting

    def _arrivals(self, raw: Any) -> Arrivals:
        plain = (
            {key: value for key, value in raw.items() if key != "order"} if isinstance(raw, Mapping) else raw
        )
        values = self._values(plain, fields.ARRIVALS, ("arrivals", 0))
        listed = self._sequence(raw.get("order", []), ("arrivals", 0, "order"))
        orders = (
            self._values(row, fields.LISTED_ORDER, ("arrivals.order", n)) for n, row in enumerate(listed)
        )
        return Arrivals(**values, orders=tuple(ListedOrder(**order) for order in orders))

    def _station(self, raw: Mapping[str, Any], number: int) -> Station:
        parts: dict[str, Callable[[Any, tuple[str, int]], Any]] = {
            "setup": lambda table, where: Setup(**self._values(table, fields.SETUP, where)),
            "breakdown": self._breakdown,
            "batch": lambda table, where: Batch(**self._values(table, fields.BATCH, where)),
            "power": lambda table, where: Power(**self._values(table, fields.POWER, where)),
        }
        plain = {
            key: value for key, value in self._told(raw, ("station", number)).items() if key not in parts
        }
        values = self._values(plain, fields.STATION, ("station", number))
        tables = {
            key: make(raw[key], (f"station.{key}", number)) for key, make in parts.items() if key in raw
        }
        return Station(**values, **tables)

    def _breakdown(self, raw: Any, table: tuple[str, int]) -> Breakdown:
        told = _evidence_keys("_h")
        plain = {key: value for key, value in self._told(raw, table).items() if key not in told}
        evidence = self._evidence(raw, (*table, "observations"), "_h")
        return Breakdown(**self._values(plain, fields.BREAKDOWN, table), evidence=evidence)

    def _calendar(self, raw: Mapping[str, Any], number: int) -> Calendar:
        known = {"name", "levels", *WEEKDAYS}
        self._known(self._told(raw, ("calendar", number)), known, ("calendar", number))
        self._needed(raw, "name", ("calendar", number))
        shifts = [
            self.shift(text, day, ("calendar", number, name))
            for day, name in enumerate(WEEKDAYS)
            for text in self._sequence(raw.get(name, []), ("calendar", number, name))
        ]
        return Calendar(str(raw["name"]), tuple(shifts), self._levels(raw, number))

    def _levels(self, raw: Mapping[str, Any], number: int) -> tuple[float, ...]:
        spot = ("calendar", number, "levels")
        rows = [self._sequence(row, spot) for row in self._sequence(raw.get("levels", ()), spot)]
        if rows and [len(row) for row in rows] != [HOURS_OF_A_DAY] * len(WEEKDAYS):
            raise self._fault(
                spot,
                say("A calendar's levels are seven rows of 24 shares, Monday first."),
                say("Give one share from 0 to 1 for each hour of the week."),
            )
        return tuple(self._number(each, spot, 0.0, 1.0) for row in rows for each in row)

    def shift(self, text: Any, day: int, spot: Spot) -> Shift:
        """Give the stretch of working time that a text such as 06:00-14:30 names on a weekday."""
        try:
            start, end = (_second_of_day(clock) for clock in str(text).split("-"))
        except ValueError:
            raise self._fault(
                spot,
                say("“{text}” is not a stretch of working time.", text=str(text)),
                say("Write it as 06:00-14:30; an end after midnight as 22:00-30:00."),
            ) from None
        if end <= start:
            end += DAY_S
        return Shift(day * DAY_S + start, day * DAY_S + end)

    def _values(self, raw: Any, table: Iterable[fields.Field], where: tuple[str, int]) -> dict[str, Any]:
        by_key = {field.key: field for field in table}
        self._known(self._told(raw, where), set(by_key), where)
        for field in by_key.values():
            if field.required:
                self._needed(raw, field.key, where)
        return {
            by_key[key].attribute: self.value(value, by_key[key], (*where, key)) for key, value in raw.items()
        }

    def _told(self, raw: Any, where: tuple[str, int]) -> Mapping[str, Any]:
        """Give a table back if it is one."""
        if isinstance(raw, Mapping):
            return raw
        raise self._fault(
            (*where, ""), say("Expected a table here."), say("Write it as [{name}].", name=where[0])
        )

    def value(self, value: Any, field: fields.Field, spot: Spot) -> Any:
        """Give the value of a parameter; raises ``FactoryFault`` with its place."""
        readers: dict[fields.Kind, Callable[[], Any]] = {
            "text": lambda: str(value),
            "texts": lambda: tuple(
                self._choice(str(each), field.choices, spot) if field.choices else str(each)
                for each in self._sequence(value, spot)
            ),
            "whole": lambda: self._whole(value, spot, field.minimum, field.maximum),
            "number": lambda: self._number(value, spot, field.minimum, field.maximum),
            "share": lambda: self._number(value, spot, 0.0, 1.0),
            "hours": lambda: seconds_of(self._number(value, spot, field.minimum, field.maximum)),
            "instant": lambda: self._instant(value, spot),
            "choice": lambda: self._choice(value, field.choices, spot),
            "hours_distribution": lambda: self._distribution(value, spot, unit="_h"),
            "pieces_distribution": lambda: self._distribution(value, spot, unit=""),
            "shares_by_name": lambda: self._shares(value, spot),
            "numbers": lambda: tuple(self._number(each, spot, 0.0) for each in self._sequence(value, spot)),
            "hours_matrix": lambda: tuple(self._hours_row(row, spot) for row in self._sequence(value, spot)),
            "ways": lambda: tuple(self._way(each, spot) for each in self._sequence(value, spot)),
            "ways_by_product": lambda: self._ways_by_product(value, spot),
        }
        return readers[field.kind]()

    def _shares(self, value: Any, spot: Spot) -> dict[str, float]:
        if not isinstance(value, Mapping):
            raise self._fault(spot, say("Expected names with numbers, as {{ Saw = 2 }}."))
        return {name: self._number(each, spot, 0.0) for name, each in value.items()}

    def _hours_row(self, row: Any, spot: Spot) -> tuple[float, ...]:
        return tuple(seconds_of(self._number(each, spot, 0.0)) for each in self._sequence(row, spot))

    def _distribution(self, raw: Any, spot: Spot, *, unit: str) -> Distribution:
        scale = seconds_of if unit else float
        if isinstance(raw, int | float):
            return Distribution("fixed", scale(self._number(raw, spot, 0.0)))
        if not isinstance(raw, Mapping):
            remedy = say('Write it as {{ family = "lognormal", mean{unit} = 1.5, cv = 0.5 }}.', unit=unit)
            raise self._fault(spot, say("Expected a number or a distribution."), remedy)
        mean_key, quantiles_key = f"mean{unit}", f"quantiles{unit}"
        allowed = {"family", mean_key, "cv", quantiles_key, *_evidence_keys(unit)}
        for key in raw:
            if key not in allowed:
                self._unknown(key, allowed, spot)
        family = self._choice(raw.get("family", "fixed"), FAMILIES, spot)
        quantiles = tuple(
            scale(self._number(each, spot, 0.0)) for each in self._sequence(raw.get(quantiles_key, ()), spot)
        )
        self._matching(family, unit, spot, has_quantiles=bool(quantiles))
        if quantiles:
            self._rising(family, quantiles, spot)
            mean, cv = _moments(family, quantiles)
        else:
            self._needed(raw, mean_key, (spot[0], spot[1]), spot)
            mean = scale(self._number(raw[mean_key], spot, 0.0))
            cv = self._number(raw.get("cv", 0.0), spot, 0.0)
            self._own_spread(family, cv, spot)
        return Distribution(family, mean, cv, quantiles, self._evidence(raw, spot, unit))

    def _evidence(self, raw: Mapping[str, Any], spot: Spot, unit: str) -> Evidence:
        """Give what a figure rests on; an interval's ends have the unit of the mean."""
        told = {
            field.attribute: self.value(raw[key], field, spot)
            for key, field in _evidence_keys(unit).items()
            if key in raw
        }
        if unit:
            told |= {end: seconds_of(told[end]) for end in ("mean_low", "mean_high") if end in told}
        return Evidence(**told)

    def _matching(self, family: str, unit: str, spot: Spot, *, has_quantiles: bool) -> None:
        if (family in ("empirical", "triangular")) == has_quantiles:
            return
        raise self._fault(
            spot,
            say("A distribution of the family {family} needs other values.", family=family),
            say(
                "Give quantiles{unit} for empirical and triangular ones, mean{unit} for the others.",
                unit=unit,
            ),
        )

    def _rising(self, family: str, quantiles: tuple[float, ...], spot: Spot) -> None:
        if family == "triangular" and len(quantiles) != _CORNERS:
            raise self._fault(
                spot,
                say("A triangular distribution has three values: the least, the most likely, the greatest."),
            )
        if any(high < low for low, high in pairwise(quantiles)):
            raise self._fault(
                spot, say("The values of a distribution must go from the least to the greatest.")
            )

    def _own_spread(self, family: str, cv: float, spot: Spot) -> None:
        """Refuse a spread that would be passed over: these families have one of their own."""
        own = {"fixed": 0.0, "exponential": 1.0}.get(family)
        if own is not None and cv not in (0.0, own):
            raise self._fault(
                spot,
                say("A distribution of the family {family} has no spread to choose.", family=family),
                say("Choose lognormal, gamma or weibull, or leave the spread out."),
            )

    def _way(self, raw: Any, spot: Spot) -> Routing:
        if isinstance(raw, list | tuple):
            return Routing(tuple(str(each) for each in raw))
        if not isinstance(raw, Mapping) or "operations" not in raw:
            raise self._fault(
                spot,
                say("Expected a way through the factory."),
                say('Write it as {{ weight = 1, operations = ["Saw", "Mill"] }}.'),
            )
        names = tuple(str(each) for each in self._sequence(raw["operations"], spot))
        return Routing(names, self._number(raw.get("weight", 1.0), spot, 0.0))

    def _ways_by_product(self, value: Any, spot: Spot) -> dict[str, tuple[Routing, ...]]:
        ways: dict[str, tuple[Routing, ...]] = {}
        for each in self._sequence(value, spot):
            if not isinstance(each, Mapping) or "product" not in each:
                raise self._fault(spot, say("Expected a way that names its product."), _AS_A_WAY)
            ways[str(each["product"])] = (*ways.get(str(each["product"]), ()), self._way(each, spot))
        return ways

    def _instant(self, value: Any, spot: Spot) -> datetime:
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        raise self._fault(spot, say("Expected a date and time."), say("Write it as 2026-01-05T06:00:00."))

    def _choice(self, value: Any, choices: tuple[str, ...], spot: Spot) -> Any:
        if value in choices:
            return value
        raise self._fault(
            spot,
            say("“{value}” is not a choice here.", value=str(value)),
            say("Choose one of: {choices}.", choices=", ".join(choices)),
        )

    def _whole(self, value: Any, spot: Spot, minimum: float, maximum: float = float("inf")) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and minimum <= value <= maximum:
            return value
        if maximum < float("inf"):
            limits = say(
                "Expected a whole number from {minimum} to {maximum}.",
                minimum=int(minimum),
                maximum=int(maximum),
            )
            raise self._fault(spot, limits)
        raise self._fault(spot, say("Expected a whole number of at least {minimum}.", minimum=int(minimum)))

    def _number(self, value: Any, spot: Spot, minimum: float, maximum: float = float("inf")) -> float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and minimum <= value <= maximum and value != float("inf"):
            return float(value)
        if maximum == 1.0:
            raise self._fault(spot, say("Expected a share between 0 and 1."))
        if maximum < float("inf"):
            found = say("Expected a number from {minimum} to {maximum}.", minimum=minimum, maximum=maximum)
            raise self._fault(spot, found)
        raise self._fault(spot, say("Expected a number of at least {minimum}.", minimum=minimum))

    def _sequence(self, value: Any, spot: Spot) -> list[Any]:
        if isinstance(value, list | tuple):
            return list(value)
        raise self._fault(spot, say("Expected a list in square brackets."))

    def _table(self, raw: Mapping[str, Any], name: str) -> Any:
        if name not in raw:
            raise self._fault(("", 0, ""), say("The table [{name}] is missing.", name=name), say("Add it."))
        return raw[name]

    def _list(self, raw: Mapping[str, Any], name: str) -> list[Any]:
        return self._sequence(raw.get(name, []), (name, 0, ""))

    def _known(self, raw: Mapping[str, Any], allowed: set[str], where: tuple[str, int]) -> None:
        for key in raw:
            if key not in allowed:
                self._unknown(key, allowed, (*where, key))

    def _unknown(self, key: str, allowed: set[str], spot: Spot) -> None:
        raise self._fault(
            spot,
            say("The key “{key}” means nothing here.", key=key),
            say("These keys are known: {keys}.", keys=", ".join(sorted(allowed))),
        )

    def _needed(
        self, raw: Mapping[str, Any], key: str, where: tuple[str, int], spot: Spot | None = None
    ) -> None:
        if key not in raw:
            raise self._fault(
                spot or (*where, ""), say("The key “{key}” is missing.", key=key), say("Add it.")
            )

    def _fault(self, spot: Spot, found: Message, remedy: Message | None = None) -> FactoryFault:
        return FactoryFault(found, remedy=remedy, place=self.where.place(spot))


def seconds_of(hours: float) -> float:
    """Give seconds to a hundredth, so that what is written again equals what was read."""
    return round(hours * HOUR_S, 2)


def _moments(family: str, quantiles: tuple[float, ...]) -> tuple[float, float]:
    """Give mean and cv: of a triangle, or of values spread evenly between neighbouring quantiles."""
    if family == "triangular":
        mean = sum(quantiles) / 3
        pairs = sum(first * second for first, second in combinations(quantiles, 2))
        variance = (sum(value**2 for value in quantiles) - pairs) / 18
    else:
        steps = list(pairwise(quantiles)) or [(quantiles[0], quantiles[0])]
        mean = sum(low + high for low, high in steps) / (2 * len(steps))
        square = sum(low**2 + low * high + high**2 for low, high in steps) / (3 * len(steps))
        variance = max(0.0, square - mean**2)
    return mean, round(math.sqrt(variance) / mean, 4) if mean > 0 else 0.0


def _evidence_keys(unit: str) -> dict[str, fields.Field]:
    """Give the fields of the evidence by their keys beside a mean of that unit."""
    return {field.key + unit * (field.kind == "number"): field for field in fields.EVIDENCE}


def _second_of_day(clock: str) -> float:
    hour, minute = clock.strip().split(":")
    if not (0 <= int(hour) <= 48 and 0 <= int(minute) < 60):
        raise ValueError(clock)
    return int(hour) * HOUR_S + int(minute) * 60.0
