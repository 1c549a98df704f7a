"""How much a Parquet file unfolds to, told by its footer before any of it is read.

The footer is a structure of Thrift's compact protocol: fields numbered by their difference from the
one before, integers in sevens of bits, zigzag. Only the few fields that tell sizes are kept.
Source: parquet.thrift and thrift-compact-protocol.md of the two Apache projects.
"""

from dataclasses import dataclass
from typing import Any

from simmitt.engine.eventlog.faults import damaged
from simmitt.engine.eventlog.forms import PARQUET
from simmitt.engine.eventlog.limits import (
    Limits,
    TooManyCells,
    check_columns,
    check_rows,
    split_it,
    too_large_unpacked,
)
from simmitt.ground.errors import Place
from simmitt.ground.texts import say

_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)
_ROWS, _ROW_GROUPS, _COLUMNS, _GROUP_ROWS, _COLUMN = 3, 4, 1, 3, 3  # of FileMetaData, RowGroup, ColumnChunk
_VALUES, _UNPACKED_BYTES = 5, 6  # of ColumnMetaData
_DEEPEST = 16
_MOST_FOOTER_BYTES = 16 * 2**20


@dataclass(frozen=True)
class ParquetExtent:
    """What a footer promises."""

    rows: int
    columns: int  # leaves of nested ones counted each
    cells: int  # values of nested columns counted each
    unpacked_bytes: int


def check_parquet(content: bytes, place: Place, limits: Limits) -> None:
    """Stop where a Parquet file unfolds to more than is read.

    Raises
    ------
    TooManyRows, TooManyColumns, TooManyCells, TooLarge, DamagedFile
    """
    try:
        extent = extent_of_parquet(content)
    except (ValueError, IndexError, TypeError, KeyError, AttributeError) as fault:
        raise damaged(place, say("a Parquet file")) from fault
    check_rows(extent.rows, place, limits)
    check_columns(extent.columns, place, limits)
    if extent.unpacked_bytes > limits.expanded_bytes:
        raise too_large_unpacked(place, limits.expanded_bytes)
    if extent.cells > limits.parquet_cells:
        raise TooManyCells(
            say(
                "The table has {cells} cells; at most {limit} are read.",
                cells=extent.cells,
                limit=limits.parquet_cells,
            ),
            remedy=split_it(),
            place=place,
        )


def extent_of_parquet(content: bytes) -> ParquetExtent:
    """Give what the footer of a Parquet file promises.

    Raises
    ------
    ValueError, IndexError, TypeError, KeyError, AttributeError
        The footer is damaged.
    """
    if not content.endswith(PARQUET) or len(content) < 12:
        raise ValueError("no footer")
    length = int.from_bytes(content[-8:-4], "little")
    if not 0 < length <= min(len(content) - 12, _MOST_FOOTER_BYTES):
        raise ValueError("no such footer")
    footer = _Compact(content[-8 - length : -8]).struct(0)
    groups = footer.get(_ROW_GROUPS, [])
    leaves = [leaf[_COLUMN] for group in groups for leaf in group[_COLUMNS]]
    return ParquetExtent(
        # Readers differ in which of the two they trust.
        rows=max(_size(footer[_ROWS]), sum(_size(group[_GROUP_ROWS]) for group in groups)),
        columns=max((len(group[_COLUMNS]) for group in groups), default=0),
        cells=sum(_size(leaf[_VALUES]) for leaf in leaves),
        unpacked_bytes=sum(_size(leaf[_UNPACKED_BYTES]) for leaf in leaves),
    )


def _size(number: int) -> int:
    if number < 0:
        raise ValueError("a negative size")
    return number


class _Compact:
    """A reader of Thrift's compact protocol; it moves on through its text."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._at = 0

    def struct(self, depth: int) -> dict[int, Any]:
        """Give a structure's fields by their number."""
        if depth > _DEEPEST:
            raise ValueError("nested too deep")
        fields: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._zigzag()
            kind = head & 0x0F
            # In a structure a boolean is told by its kind alone.
            fields[number] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if kind in (_I16, _I32, _I64):
            return self._zigzag()
        if kind == _STRUCT:
            return self.struct(depth + 1)
        if kind in (_LIST, _SET):
            return self._list(depth)
        if kind == _BINARY:
            return self._skip(self._varint())
        if kind in (_BYTE, _TRUE, _FALSE):
            return self._byte()
        if kind == _DOUBLE:
            return self._skip(8)
        raise ValueError("no kind of value that a footer has")

    def _list(self, depth: int) -> list[Any]:
        head = self._byte()
        length = head >> 4 if head >> 4 < 15 else self._varint()
        return [self._value(head & 0x0F, depth) for _ in range(length)]

    def _skip(self, length: int) -> None:
        self._at += length
        if self._at > len(self._text):
            raise IndexError("the footer breaks off")

    def _byte(self) -> int:
        self._at += 1
        return self._text[self._at - 1]

    def _varint(self) -> int:
        number = shift = 0
        while (byte := self._byte()) & 0x80:
            number |= (byte & 0x7F) << shift
            shift += 7
            if shift > 63:
                raise ValueError("a number too long")
        return number | byte << shift

    def _zigzag(self) -> int:
        number = self._varint()
        return number >> 1 ^ -(number & 1)
