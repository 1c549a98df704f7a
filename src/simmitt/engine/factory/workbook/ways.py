"""Ways through the factory and matrices of changeovers, which take several rows each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simmitt.engine.factory.workbook.fillings import Fillings
from simmitt.engine.factory.workbook.records import family_id
from simmitt.engine.factory.workbook.rows import Row
from simmitt.engine.factory.workbook.sheets import BY_TABLE, WAYS, Column
from simmitt.ground.errors import Place
from simmitt.ground.texts import say

_FAMILY = family_id("")


@dataclass(frozen=True)
class Names:
    """The names on a sheet, with the number of the first row that bears each."""

    table: str
    numbers: Mapping[str, int]


@dataclass
class Way:
    """One way of a product, its steps not yet in order."""

    place: Place
    steps: dict[float, str] = field(default_factory=dict)
    weight: float | None = None

    def raw(self) -> dict[str, Any]:
        """Give it as ``factory.toml`` has it."""
        weight = 1.0 if self.weight is None else self.weight
        return {"weight": weight, "operations": [self.steps[step] for step in sorted(self.steps)]}


@dataclass(frozen=True)
class Matrix:
    """Mean hours from each family (row) to each (column)."""

    place: Place
    families: list[str]
    hours: list[list[float]]


def ways_of(rows: Iterable[Row], fillings: Fillings) -> dict[str, list[Way]]:
    """Give every product's ways, in the order in which they begin."""
    columns = {column.key: column for column in BY_TABLE[WAYS].columns}
    found: dict[str, dict[str, Way]] = {}
    for row in rows:
        own = found.setdefault(row.text("product"), {})
        way = own.setdefault(row.text("way") or "1", Way(row.place))
        step = fillings.value(row, columns["step"])
        if step in way.steps:
            fillings.refuse(row, "step", say("Each step of a way has a number of its own."))
        elif step is not None:
            way.steps[step] = row.text("operation")
        _weigh(way, row, columns["weight"], fillings)
    return {product: list(own.values()) for product, own in found.items()}


def _weigh(way: Way, row: Row, column: Column, fillings: Fillings) -> None:
    """Take the weight of a way; it may stand at one of its steps or at all."""
    weight = fillings.value(row, column)
    if weight is None:
        return
    if weight < 0:
        fillings.refuse(row, "weight", say("Expected a number of at least {minimum}.", minimum=0))
    elif way.weight is not None and weight != way.weight:
        fillings.refuse(row, "weight", say("All steps of a way have the same weight, or none but the first."))
    way.weight = weight


def matrices_of(rows: Iterable[Row], fillings: Fillings) -> dict[str, Matrix]:
    """Give every station's matrix: a column is needed for each family that has a row."""
    by_station: dict[str, list[Row]] = {}
    for row in rows:
        if row.text("family"):
            by_station.setdefault(row.text("station"), []).append(row)
        else:
            fillings.refuse(row, "family", say("It has to be filled in."))
    return {station: _matrix(own, fillings) for station, own in by_station.items()}


def _matrix(rows: list[Row], fillings: Fillings) -> Matrix:
    families: list[str] = []
    for row in rows:
        if row.text("family") in families:
            fillings.refuse(row, "family", say("Each family has one row for a station."))
        else:
            families.append(row.text("family"))
    return Matrix(rows[0].place, families, [_hours(row, families, fillings) for row in rows])


def _hours(row: Row, families: list[str], fillings: Fillings) -> list[float]:
    hours: list[float] = []
    for family in families:
        column = Column(family_id(family), say("{name}", name=family), "hours", say("Hours"), required=True)
        if column.id not in row.cells:
            expected = say("A column with the heading {name} is expected.", name=family)
            fillings.refuse(row, "family", expected, say("Add it."))
        value = fillings.value(row, column)
        if value is not None and value < 0:
            fillings.refuse(row, column.id, say("Expected a number of at least {minimum}.", minimum=0))
        hours.append(value or 0.0)
    for name, cell in row.cells.items():
        if name.startswith(_FAMILY) and cell.text and name.removeprefix(_FAMILY) not in families:
            fillings.refuse(row, name, say("A row from that family is expected for this station as well."))
    return hours
