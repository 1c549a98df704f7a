"""A factory from ``factory.toml``, each fault named with its line."""

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from simmitt.engine.factory import fields
from simmitt.engine.factory.checking import check
from simmitt.engine.factory.faults import FactoryFault
from simmitt.engine.factory.lines import Spot, TomlLines, find_lines
from simmitt.engine.factory.model import (
    WEEKDAYS,
    Arrivals,
    Batch,
    Breakdown,
    Calendar,
    Crew,
    Factory,
    ListedOrder,
    Operation,
    Power,
    Product,
    Reporting,
    RunPlan,
    Setup,
    Shift,
    Station,
)  # fmt: skip
from simmitt.engine.factory.told_distributions import evidence_keys, read_evidence
from simmitt.engine.factory.told_values import ToldValues
from simmitt.engine.factory.writing import HALF_HOURS_OF_A_WEEK, HOURS_OF_A_DAY
from simmitt.ground.errors import Place
from simmitt.ground.texts import say
from simmitt.ground.toml import line_at_fault
from simmitt.ground.units import DAY_S, HOUR_S

_TOP = {
    "name", "wip_cap", "fitted_on", "run", "reporting", "arrivals", "calendar", "crew", "station",
    "operation", "product", "short_names",
}  # fmt: skip


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


class Reader(ToldValues):
    """Turns raw tables to nouns and knows where each value came from."""

    def factory(self, raw: Mapping[str, Any]) -> Factory:
        """Give the factory of a whole file's tables."""
        self.known(raw, _TOP, ("", 0))
        self.short_names = self.told(raw.get("short_names", {}), ("short_names", 0))
        return Factory(
            name=str(raw.get("name", "")),
            wip_cap=self.whole(raw["wip_cap"], ("", 0, "wip_cap"), 1) if "wip_cap" in raw else None,
            fitted_on={
                key: str(value)
                for key, value in self.told(raw.get("fitted_on", {}), ("fitted_on", 0)).items()
            },
            run=RunPlan(**self.values(raw.get("run", {}), fields.RUN, ("run", 0))),
            reporting=self._reporting(raw.get("reporting", {})),
            arrivals=self._arrivals(self.table(raw, "arrivals")),
            calendars=tuple(self._calendar(each, n) for n, each in enumerate(self.list(raw, "calendar"))),
            crews=tuple(
                Crew(**self.values(each, fields.CREW, ("crew", n)))
                for n, each in enumerate(self.list(raw, "crew"))
            ),
            stations=tuple(self._station(each, n) for n, each in enumerate(self.list(raw, "station"))),
            operations=tuple(
                Operation(**self.values(each, fields.OPERATION, ("operation", n)))
                for n, each in enumerate(self.list(raw, "operation"))
            ),
            products=tuple(
                Product(**self.values(each, fields.PRODUCT, ("product", n)))
                for n, each in enumerate(self.list(raw, "product"))
            ),
        )

    def _reporting(self, raw: Any) -> Reporting:
        reporting = Reporting(**self.values(raw, fields.REPORTING, ("reporting", 0)))
        if len(reporting.rhythm) not in (0, HALF_HOURS_OF_A_WEEK):
            raise self.fault(
                ("reporting", 0, "rhythm"),
                say("The rhythm of reports has {n} numbers.", n=len(reporting.rhythm)),
                say("Give 336, one for each half hour of the week from Monday 00:00."),
            )
        return reporting

    def _arrivals(self, raw: Any) -> Arrivals:
        plain = (
            {key: value for key, value in raw.items() if key != "order"} if isinstance(raw, Mapping) else raw
        )
        values = self.values(plain, fields.ARRIVALS, ("arrivals", 0))
        listed = self.sequence(raw.get("order", []), ("arrivals", 0, "order"))
        orders = (
            self.values(row, fields.LISTED_ORDER, ("arrivals.order", n)) for n, row in enumerate(listed)
        )
        return Arrivals(**values, orders=tuple(ListedOrder(**order) for order in orders))

    def _station(self, raw: Mapping[str, Any], number: int) -> Station:
        parts: dict[str, Callable[[Any, tuple[str, int]], Any]] = {
            "setup": lambda table, where: Setup(**self.values(table, fields.SETUP, where)),
            "breakdown": self._breakdown,
            "batch": lambda table, where: Batch(**self.values(table, fields.BATCH, where)),
            "power": lambda table, where: Power(**self.values(table, fields.POWER, where)),
        }
        plain = {key: value for key, value in self.told(raw, ("station", number)).items() if key not in parts}
        values = self.values(plain, fields.STATION, ("station", number))
        tables = {
            key: make(raw[key], (f"station.{key}", number)) for key, make in parts.items() if key in raw
        }
        return Station(**values, **tables)

    def _breakdown(self, raw: Any, table: tuple[str, int]) -> Breakdown:
        told = evidence_keys("_h")
        plain = {key: value for key, value in self.told(raw, table).items() if key not in told}
        evidence = read_evidence(self, raw, (*table, "observations"), "_h")
        return Breakdown(**self.values(plain, fields.BREAKDOWN, table), evidence=evidence)

    def _calendar(self, raw: Mapping[str, Any], number: int) -> Calendar:
        known = {"name", "levels", "edges_worked", *WEEKDAYS}
        self.known(self.told(raw, ("calendar", number)), known, ("calendar", number))
        self.needed(raw, "name", ("calendar", number))
        shifts = [
            self.shift(text, day, ("calendar", number, name))
            for day, name in enumerate(WEEKDAYS)
            for text in self.sequence(raw.get(name, []), ("calendar", number, name))
        ]
        edges = self._edges(raw, number)
        # Evidence on other shifts than these is none.
        told = edges if len(edges) == 2 * len(shifts) else ()
        return Calendar(str(raw["name"]), tuple(shifts), self._levels(raw, number), told)

    def _edges(self, raw: Mapping[str, Any], number: int) -> tuple[float, ...]:
        spot = ("calendar", number, "edges_worked")
        return tuple(
            self.number(each, spot, 0.0, 1.0) for each in self.sequence(raw.get("edges_worked", ()), spot)
        )

    def _levels(self, raw: Mapping[str, Any], number: int) -> tuple[float, ...]:
        spot = ("calendar", number, "levels")
        rows = [self.sequence(row, spot) for row in self.sequence(raw.get("levels", ()), spot)]
        if rows and [len(row) for row in rows] != [HOURS_OF_A_DAY] * len(WEEKDAYS):
            raise self.fault(
                spot,
                say("A calendar's levels are seven rows of 24 shares, Monday first."),
                say("Give one share from 0 to 1 for each hour of the week."),
            )
        return tuple(self.number(each, spot, 0.0, 1.0) for row in rows for each in row)

    def shift(self, text: Any, day: int, spot: Spot) -> Shift:
        """Give the stretch of working time that a text such as 06:00-14:30 names on a weekday."""
        try:
            start, end = (_second_of_day(clock) for clock in str(text).split("-"))
        except ValueError:
            raise self.fault(
                spot,
                say("“{text}” is not a stretch of working time.", text=str(text)),
                say("Write it as 06:00-14:30; an end after midnight as 22:00-30:00."),
            ) from None
        if end <= start:
            end += DAY_S
        return Shift(day * DAY_S + start, day * DAY_S + end)


def _second_of_day(clock: str) -> float:
    hour, minute = clock.strip().split(":")
    if not (0 <= int(hour) <= 48 and 0 <= int(minute) < 60):
        raise ValueError(clock)
    return int(hour) * HOUR_S + int(minute) * 60.0
