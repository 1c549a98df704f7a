"""A log, or why there is none, as bytes that cross from one process to another.

Tables go as Arrow, everything else as JSON that names only the nouns listed here: whoever sends
can't make the receiver run anything, as pickles can.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from itertools import islice
from numbers import Integral, Real
from string import Formatter
from typing import Any

import polars as pl

from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.lean import filled_out, leaned
from simmitt.engine.eventlog.limits import Limits
from simmitt.engine.eventlog.log import SCHEMA, ColumnReading, EventLog, Part, Source
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.plain_cells import SheetCells
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message

_NOUNS: dict[str, type] = {
    noun.__name__: noun
    for noun in (
        ColumnReading,
        Companions,
        EventLog,
        Limits,
        Mapping,
        Message,
        Part,
        Place,
        SheetCells,
        Source,
    )
}
_SORT, _HOLDS = "sort", "holds"
_FORMAT = re.compile(r"(\.\d{1,2})?%?|date|datetime")
_SLICE_ROWS = 200_000
_LENGTH_BYTES = 8


class Garbled(Exception):
    """What came isn't what is sent; the other side is broken or hostile."""


def pack(value: object, *, lean: bool = False) -> Iterator[bytes]:
    """Give a noun in pieces to send; ``lean``: tables as ``leaned`` makes them, for them to weigh little."""
    frames: list[pl.DataFrame] = []
    told = json.dumps(_plain(value, frames), ensure_ascii=False).encode("utf-8", "backslashreplace")
    yield from _piece(told)
    for frame in frames:
        if not lean:
            yield from _sliced(frame)
            continue
        parts = leaned(frame)
        yield from _number(len(parts))
        for part in parts:
            yield from _sliced(part)


def unpack(received: bytes | bytearray, *, lean: bool = False) -> Any:
    """Give the noun that was packed in the same way.

    Raises
    ------
    Garbled
    """
    try:
        pieces = _pieces(received)
        told = json.loads(bytes(next(pieces)))
        return _noun(told, list(_frames(pieces, lean=lean)))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as fault:
        raise Garbled(str(fault)) from fault
    except (StopIteration, RuntimeError) as fault:
        raise Garbled(str(fault)) from fault
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as fault:
        raise Garbled(str(fault)) from fault


def told_fault(fault: InputFault) -> dict[str, Any]:
    """Give a fault as a noun that can be packed."""
    words = {name: getattr(fault, name) for name in ("found", "expected", "remedy", "place")}
    return {"kind": _name(type(fault)), **words}


def fault_of(told: Any) -> InputFault:
    """Give the fault that was told; only classes of faults that are known here are made.

    Raises
    ------
    Garbled
    """
    known = {_name(kind): kind for kind in _kinds(InputFault)}
    try:
        kind = known[told["kind"]]
        found, expected, remedy, place = (told[name] for name in ("found", "expected", "remedy", "place"))
        sound = isinstance(found, Message) and isinstance(place, Place)
        if not sound or not all(isinstance(one, Message | None) for one in (expected, remedy)):
            raise Garbled("a fault without words")
        return kind(found, expected=expected, remedy=remedy, place=place)
    except (KeyError, TypeError) as fault:
        raise Garbled(str(fault)) from fault


def check_log(log: object) -> EventLog:
    """Give the log back if its tables have the columns that every log has.

    Raises
    ------
    Garbled
    """
    if not (
        isinstance(log, EventLog)
        and isinstance(log.source, Source)
        and isinstance(log.companions, Companions)
    ):
        raise Garbled("no log")
    companions = {name: getattr(log.companions, name) for name in SCHEMAS}
    wanted = [
        (log.rows, SCHEMA),
        *((frame, SCHEMAS[name]) for name, frame in companions.items() if frame is not None),
    ]
    for frame, schema in wanted:
        if not isinstance(frame, pl.DataFrame) or dict(frame.schema) != schema:
            raise Garbled("a table with other columns")
    return log


def check_cells(sheets: object) -> tuple[SheetCells, ...]:
    """Give the sheets back if they are tables of texts.

    Raises
    ------
    Garbled
    """
    if not isinstance(sheets, tuple) or not all(isinstance(sheet, SheetCells) for sheet in sheets):
        raise Garbled("no sheets")
    for sheet in sheets:
        if not isinstance(sheet.name, str) or not isinstance(sheet.cells, pl.DataFrame):
            raise Garbled("a sheet without cells")
        if not all(kind == pl.String for kind in sheet.cells.dtypes):
            raise Garbled("cells that are no texts")
    return sheets


def _name(kind: type[InputFault]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _kinds(kind: type[InputFault]) -> Iterator[type[InputFault]]:
    yield kind
    for inner in kind.__subclasses__():
        yield from _kinds(inner)


def _piece(content: bytes) -> Iterator[bytes]:
    yield len(content).to_bytes(_LENGTH_BYTES, "little")
    yield content


def _number(number: int) -> Iterator[bytes]:
    yield from _piece(number.to_bytes(_LENGTH_BYTES, "little"))


def _sliced(frame: pl.DataFrame) -> Iterator[bytes]:
    slices = [frame.slice(at, _SLICE_ROWS) for at in range(0, frame.height or 1, _SLICE_ROWS)]
    yield from _number(len(slices))
    for one in slices:
        target = io.BytesIO()
        one.write_ipc_stream(target, compression="uncompressed")
        yield from _piece(target.getvalue())


def _pieces(received: bytes | bytearray) -> Iterator[memoryview]:
    view, at = memoryview(received), 0
    while at < len(view):
        length = int.from_bytes(view[at : at + _LENGTH_BYTES], "little")
        at += _LENGTH_BYTES
        if at + length > len(view):
            raise Garbled("it breaks off")
        yield view[at : at + length]
        at += length


def _frames(pieces: Iterator[memoryview], *, lean: bool) -> Iterator[pl.DataFrame]:
    for number in pieces:
        count = int.from_bytes(number, "little")
        if lean:
            yield filled_out([_frame(pieces, int.from_bytes(next(pieces), "little")) for _ in range(count)])
        else:
            yield _frame(pieces, count)


def _frame(pieces: Iterator[memoryview], count: int) -> pl.DataFrame:
    slices = [pl.read_ipc_stream(io.BytesIO(piece)) for piece in islice(pieces, count)]
    if len(slices) < count:
        raise Garbled("it breaks off")
    return pl.concat(slices)


def _plain(value: Any, frames: list[pl.DataFrame]) -> Any:
    """Give a value in JSON's own words; what JSON lacks goes with its sort."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value)
    if isinstance(value, pl.DataFrame):
        frames.append(value)
        return {_SORT: "frame", _HOLDS: len(frames) - 1}
    if isinstance(value, datetime | date):
        return {_SORT: type(value).__name__, _HOLDS: value.isoformat()}
    if isinstance(value, dict):
        return {
            _SORT: "dict",
            _HOLDS: [[_plain(key, frames), _plain(one, frames)] for key, one in value.items()],
        }
    if isinstance(value, tuple | list | frozenset | set):
        return {_SORT: type(value).__name__, _HOLDS: [_plain(one, frames) for one in value]}
    if is_dataclass(value) and type(value) in _NOUNS.values():
        told = {one.name: _plain(getattr(value, one.name), frames) for one in fields(value)}
        return {_SORT: type(value).__name__, _HOLDS: told}
    raise TypeError(f"{type(value)} can't be sent")


_COLLECTIONS: dict[str, type] = {"tuple": tuple, "list": list, "frozenset": frozenset, "set": set}
_DAYS: dict[str, type[date]] = {"date": date, "datetime": datetime}


def _noun(told: Any, frames: list[pl.DataFrame]) -> Any:
    if not isinstance(told, dict):
        if isinstance(told, list):
            raise Garbled("a list without its sort")
        return told
    sort, holds = told[_SORT], told[_HOLDS]
    if sort == "frame":
        return frames[holds]
    if sort == "dict":
        return {_noun(key, frames): _noun(one, frames) for key, one in holds}
    if sort in _COLLECTIONS:
        return _COLLECTIONS[sort](_noun(one, frames) for one in holds)
    if sort in _DAYS:
        return _DAYS[sort].fromisoformat(holds)
    noun = _NOUNS[sort](**{name: _noun(one, frames) for name, one in holds.items()})
    if isinstance(noun, Message):
        _check_message(noun)
    return noun


def _check_message(message: Message) -> None:
    """Stop where a sentence reaches into what it is given: a placeholder is a name and no more."""
    for text in (message.text, message.plural or ""):
        for _, name, form, conversion in Formatter().parse(text):
            if name is not None and (
                not name.isidentifier() or conversion or not _FORMAT.fullmatch(form or "")
            ):
                raise Garbled("a sentence with other placeholders")
