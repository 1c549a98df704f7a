"""The cells of a row as a record, each checked as the factory file's reader would."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simmitt.engine.factory.faults import FactoryFault
from simmitt.engine.factory.lines import Spot
from simmitt.engine.factory.model import WEEKDAYS
from simmitt.engine.factory.reading import Reader
from simmitt.engine.factory.workbook.cells import Unreadable, read_cell
from simmitt.engine.factory.workbook.faults import wrong_cell
from simmitt.engine.factory.workbook.rows import Cell, Row
from simmitt.engine.factory.workbook.sheets import Column
from simmitt.ground.errors import Place
from simmitt.ground.texts import Message, say

_NUMERIC = ("whole", "number", "share", "hours", "hours_distribution", "pieces_distribution")
_WITH_VALUES = ("triangular", "empirical")
_OWN_SPREAD = ("fixed", "exponential")


class Fillings:
    """Reads rows, and keeps where every value stands and what is wrong."""

    def __init__(self, places: dict[Spot, Place], reader: Reader) -> None:
        self.places = places
        self.reader = reader
        self.faults: list[FactoryFault] = []

    def record(self, row: Row, columns: Iterable[Column], table: tuple[str, int]) -> dict[str, Any]:
        """Give a row as a table of ``factory.toml``; faults are kept, not raised."""
        self.places[*table, ""] = row.place
        listed = list(columns)
        means = [column for column in listed if column.is_distribution]
        in_distribution = {column.key for column in means}
        record: dict[str, Any] = {}
        for column in listed:
            if column.key not in in_distribution and (value := self.value(row, column)) is not None:
                key = column.id if column.part else column.key
                record[key] = value
                self._check(row, column, value, (*table, key))
        for mean in means:
            parts = [column for column in listed if column.key == mean.key]
            told = self._distribution(row, mean, parts)
            if told is not None:
                record[mean.key] = told
                self._check(row, mean, told, (*table, mean.key))
        return record

    def value(self, row: Row, column: Column) -> Any:
        """Give what a cell holds, none where it is empty or wrong."""
        cell = row.cells.get(column.id)
        if cell is None or not cell.text:
            if column.required and cell is not None and not column.is_distribution:
                self.refuse(row, column.id, say("It has to be filled in."))
            return None
        try:
            _refuse_two_ways(cell, column)
            return read_cell(cell.text, column)
        except Unreadable as fault:
            self.refuse(row, column.id, fault.expected)
            return None

    def refuse(self, row: Row, column: str, expected: Message, remedy: Message | None = None) -> None:
        """Keep the fault of a cell."""
        self.faults.append(wrong_cell(row.text(column), row.place_of(column), expected, remedy))

    def check_shifts(self, record: Mapping[str, Any], row: Row, table: tuple[str, int]) -> None:
        """Look at every shift of a week."""
        for day, name in enumerate(WEEKDAYS):
            for text in record.get(name, []):
                try:
                    self.reader.shift(text, day, (*table, name))
                except FactoryFault as fault:
                    self.refuse(row, name, fault.found, fault.remedy)

    def _check(self, row: Row, column: Column, value: Any, spot: Spot) -> None:
        self.places[spot] = row.place_of(column.id)
        if column.field is None:
            return
        try:
            self.reader.value(value, column.field, spot)
        except FactoryFault as fault:
            told = next((c for c in _cells_of(column) if row.text(c)), column.id)
            self.refuse(row, told, fault.found, fault.remedy)

    def _distribution(self, row: Row, mean: Column, parts: Iterable[Column]) -> dict[str, Any] | None:
        """Give a distribution's table out of its cells; none where nothing is told, or it is wrong."""
        before = len(self.faults)
        told: dict[str, Any] = {column.part: self.value(row, column) for column in parts}
        if len(self.faults) > before:
            return None
        if all(value is None for value in told.values()):
            if mean.required and mean.id in row.cells:
                self.refuse(row, mean.id, say("It has to be filled in."))
            return None
        for part, expected in _conflicts(told):
            self.refuse(row, f"{mean.key}.{part}" if part else mean.key, expected)
        return None if len(self.faults) > before else _table(mean, told)


def _table(mean: Column, told: Mapping[str, Any]) -> dict[str, Any]:
    unit = "_h" if mean.holds == "hours_distribution" else ""
    family = told["family"] or ("lognormal" if told["cv"] else "fixed")
    values = {
        "family": family,
        f"mean{unit}": told[""],
        f"quantiles{unit}": told["values"],
        "cv": None if family in _OWN_SPREAD else told["cv"],
        "observations": told.get("observations"),
        "pooled_with": told.get("pooled_with"),
        "follows": told.get("follows"),
        f"mean_low{unit}": told.get("mean_low"),
        f"mean_high{unit}": told.get("mean_high"),
    }
    return {key: value for key, value in values.items() if value is not None}


def _conflicts(told: Mapping[str, Any]) -> Iterator[tuple[str, Message]]:
    """Find cells of a distribution that contradict each other, each with what was expected."""
    family, cv, values = told["family"], told["cv"], told["values"]
    if family in _WITH_VALUES and values is None:
        yield "values", say("This shape needs values with ; between.")
    if values is not None and family not in _WITH_VALUES:
        yield "family", say("With values, the shape must be chosen: triangular or measured values.")
    if values is not None and told[""] is not None:
        yield "", say("Either the mean or values are expected, not both.")
    if values is None and family not in _WITH_VALUES and told[""] is None:
        yield "", say("The mean has to be filled in.")
    if cv and (family in _OWN_SPREAD or values is not None):
        yield "cv", say("No spread is expected beside this shape or beside values.")
    if family in ("lognormal", "gamma", "weibull") and cv is None:
        yield "cv", say("This shape needs a spread, such as 0.5.")


def _cells_of(column: Column) -> tuple[str, ...]:
    """Give the cells that a fault of a distribution may lie in, the likeliest first."""
    if not column.is_distribution:
        return (column.id,)
    return (f"{column.key}.values", column.key, f"{column.key}.cv")


def _refuse_two_ways(cell: Cell, column: Column) -> None:
    if cell.in_two_ways and column.holds in _NUMERIC:
        raise Unreadable(say("This text can be read in two ways; a number is expected, such as 1200 or 1,2."))
