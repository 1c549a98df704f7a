"""One part of a factory as a record, and the tables of its distributions beside those of the others."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.kernel.records import dtype_of
from simmitt.engine.simulation.kernel.shop import Records
from simmitt.engine.simulation.plant.remembering import Memory
from simmitt.engine.simulation.variates import Ready

Points = NDArray[np.float64]


class Part(NamedTuple):
    """One record of the plant and the tables of its distributions, in the order of its fields."""

    record: bytes
    tables: tuple[Points, ...]


class Shelf:
    """Tables of distributions, one behind the other; each stands there once."""

    def __init__(self, first: Points) -> None:
        self._tables = [first]
        self._length = len(first)
        self._starts: dict[int, int] = {}

    def place(self, table: Points) -> int:
        """Give where a table begins; any number for one without points."""
        start = self._starts.get(id(table))
        if start is None:
            start = self._starts[id(table)] = self._length
            self._tables.append(table)
            self._length += len(table)
        return start

    def place_all(self, records: Records, fields: tuple[str, ...], parts: Sequence[Part]) -> None:
        """Note in the records of some parts where the tables of these fields begin."""
        for k, field in enumerate(fields):
            records[field]["table"] = [self.place(part.tables[k]) for part in parts]

    def points(self) -> Points:
        """Give all tables together."""
        return np.concatenate(self._tables)


PARTS = Memory(20_000)


def record_of(kind: type, **fields: Any) -> bytes:
    """Give one record of a kind as bytes; fields that are not named are 0."""
    row = np.zeros(1, dtype_of(kind))
    for name, value in fields.items():
        row[name] = _nested(value) if isinstance(value, Ready) else value
    return row.tobytes()


def _nested(ready: Ready) -> tuple[float, ...]:
    return (ready.family, ready.mean, ready.a, ready.b, ready.c, 0, len(ready.table))


def records_of(parts: Sequence[Part], kind: type) -> Records:
    """Give the records of some parts of a kind."""
    return np.frombuffer(bytearray().join(part.record for part in parts), dtype_of(kind))
