"""The attributes of a XES file's events and traces, each with the number of what it belongs to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.faults import not_a_table
from simmitt.engine.eventlog.limits import Limits, check_columns, check_rows, too_deep
from simmitt.engine.eventlog.xml_tags import (
    Names,
    SilentParts,
    as_utf8,
    sound_blocks,
    tags_of,
    without_silent,
)
from simmitt.ground.errors import Place
from simmitt.ground.texts import say

_LOG, _TRACE, _EVENT, _TEXT, _NUMBER = range(1, 6)
_ELEMENTS = {
    "log": _LOG, "trace": _TRACE, "event": _EVENT, "string": _TEXT, "date": _TEXT, "boolean": _TEXT,
    "id": _TEXT, "int": _NUMBER, "float": _NUMBER,
}  # fmt: skip
_REFERENCE = re.compile(r"&(?:#(\d+)|#x([0-9a-fA-F]+)|lt|gt|quot|apos|amp);")
_WRITTEN = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}


@dataclass(frozen=True)
class Tags:
    """What stands in the tags of a XES file.

    Events and traces are numbered from 1 in the file's order. ``of_events`` and ``of_traces`` hold
    one row per attribute: owner, key (an index into ``keys``), value, numeric.
    """

    of_events: pl.DataFrame
    of_traces: pl.DataFrame
    keys: tuple[str, ...]
    trace_of: pl.Series  # of each event the number of its trace, 0 where it stands in none
    traces: int
    nested: int  # attributes of attributes, which are left out


@dataclass
class _State:
    """Where in the file's tree the next block begins, and what has been counted before it."""

    depth: int = 0
    second: int = 0  # the element open inside the log, and the one inside that
    third: int = 0
    events: int = 0
    traces: int = 0
    nested: int = 0


def scan(content: bytes, place: Place, limits: Limits) -> Tags:
    """Give all attributes of events and traces.

    Raises
    ------
    DamagedFile
        It isn't well-formed, or has a document type.
    NotATable
        It is another kind of XML.
    TooDeep, TooManyRows, TooManyColumns
    """
    kind = say("an event log (XES)")
    text = as_utf8(content, place, kind)
    try:
        return _scan(sound_blocks(text, place, kind), place, limits)
    except SilentParts:
        return _scan(sound_blocks(without_silent(text), place, kind), place, limits)


def _scan(blocks: Iterable[bytes], place: Place, limits: Limits) -> Tags:
    state, keys, names = _State(), _Keys(), Names(_ELEMENTS)
    traces, told = [], []
    for block in blocks:
        tags = _numbered(_placed(tags_of(block, names), state, place, limits), state)
        told.append(_attributes(tags, keys))
        begun = tags.select("is_event", trace=pl.when("in_trace").then("trace").otherwise(0))
        traces.append(begun.filter("is_event")["trace"])
        check_columns(len(keys.names), place, limits)
        check_rows(state.events, place, limits)
    attributes = _unescaped(pl.concat(told))
    return Tags(
        of_events=attributes.filter(pl.col("owner") > 0),
        of_traces=attributes.filter(pl.col("owner") < 0).with_columns(-pl.col("owner")),
        keys=tuple(keys.names),
        trace_of=pl.concat(traces),
        traces=state.traces,
        nested=state.nested,
    )


def _placed(tags: pl.DataFrame, state: _State, place: Place, limits: Limits) -> pl.DataFrame:
    """Tell for each tag how many elements stand above it, and what the second and third of them are."""
    opens, name = pl.col("step") == 1, pl.col("name")
    above = state.depth + pl.col("step").cum_sum() - opens.cast(pl.Int32)
    tags = tags.with_columns(above=above)
    if tags.is_empty():
        return tags.with_columns(second=name, third=name)
    if state.depth == 0 and tags["name"][0] != _LOG:
        raise not_a_table(place, say("XML, but no event log (XES)"))
    if tags["above"].to_numpy().max() >= limits.depth:
        raise too_deep(place, limits)
    tags = tags.with_columns(
        second=pl.when(opens & (pl.col("above") == 1)).then(name).forward_fill().fill_null(state.second),
        third=pl.when(opens & (pl.col("above") == 2)).then(name).forward_fill().fill_null(state.third),
    )
    state.depth += int(tags["step"].sum())
    state.second, state.third = tags["second"][-1], tags["third"][-1]
    return tags


def _numbered(tags: pl.DataFrame, state: _State) -> pl.DataFrame:
    """Give events and traces their numbers, and tell which of them each attribute belongs to."""
    name, above, second, begins = pl.col("name"), pl.col("above"), pl.col("second"), pl.col("step") >= 0
    is_attribute = name.is_in([_TEXT, _NUMBER]) & pl.col("key").is_not_null()
    deep = pl.when(second == _TRACE).then(above - 1).when(second == _EVENT).then(above).otherwise(0)
    tags = tags.with_columns(
        is_trace=begins & (name == _TRACE) & (above == 1),
        in_trace=(above == 2) & (second == _TRACE),
        of_event=is_attribute & (deep == 2) & ((second == _EVENT) | (pl.col("third") == _EVENT)),
        of_trace=is_attribute & (above == 2) & (second == _TRACE),
    )
    is_nested = is_attribute & (deep >= 2) & ~pl.col("of_event")
    is_event = begins & (name == _EVENT) & (pl.col("in_trace") | (above == 1))
    tags = tags.with_columns(
        is_event=is_event,
        is_nested=is_nested,
        event=(state.events + is_event.cum_sum()).cast(pl.Int32),
        trace=(state.traces + pl.col("is_trace").cum_sum()).cast(pl.Int32),
    )
    state.events += int(tags["is_event"].sum())
    state.traces += int(tags["is_trace"].sum())
    state.nested += int(tags["is_nested"].sum())
    return tags


class _Keys:
    """The attributes' names, each with its number; as written one name may have several forms."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self._written: dict[str, int] = {}

    def numbers(self, written: pl.Series) -> pl.Series:
        """Give the number of each name."""
        for key in written.unique(maintain_order=True):
            if key not in self._written:
                self._written[key] = self.names.setdefault(_unescape(key), len(self.names))
        if written.is_empty():
            return written.cast(pl.UInt32)
        return written.replace_strict(self._written, return_dtype=pl.UInt32)


def _attributes(tags: pl.DataFrame, keys: _Keys) -> pl.DataFrame:
    """Give the attributes, their owners as events' numbers, or as traces' numbers below nought."""
    owner = pl.when("of_event").then("event").when("of_trace").then(-pl.col("trace"))
    told = tags.select("key", "value", owner=owner, numeric=pl.col("name") == _NUMBER)
    told = told.filter(pl.col("owner").is_not_null())
    return told.select("owner", keys.numbers(told["key"]), "value", "numeric")


def _unescaped(told: pl.DataFrame) -> pl.DataFrame:
    """Put in the letters that XML writes as references; bare line ends count as blanks."""
    value = told["value"]
    if not value.str.contains(r"[&\t\r\n]").any():
        return told
    plain = value.str.replace_all(r"\r\n|[\t\r\n]", " ")
    letters = plain.str.replace_many(list(_WRITTEN), list(_WRITTEN.values()))
    # A number may stand for an ampersand: these few are read in one go, letter by letter.
    rows = plain.str.contains("&#", literal=True).fill_null(value=False).arg_true()
    numbers = pl.Series([_unescape(text) for text in plain.gather(rows)], dtype=pl.String)
    return told.with_columns(value=letters.scatter(rows, numbers))


def _unescape(text: str) -> str:
    return _REFERENCE.sub(_letter, text)


def _letter(reference: re.Match[str]) -> str:
    decimal, hexadecimal = reference[1], reference[2]
    if decimal or hexadecimal:
        return chr(int(decimal) if decimal else int(hexadecimal, 16))
    return _WRITTEN[reference[0]]
