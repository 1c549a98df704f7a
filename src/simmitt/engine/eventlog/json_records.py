"""The objects of a JSON text, one after another, without holding them all.

Three ways of writing are read: one object a line; a list of objects; an object that holds such a
list under a usual name, as web services answer.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from simmitt.engine.eventlog.faults import DamagedFile, NotATable, damaged, not_a_table
from simmitt.engine.eventlog.limits import Limits, too_deep
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say

Record = tuple[int, dict[str, Any]]

_LISTS = ("rows", "data", "value", "results", "items", "records", "d")
# Where a service says that its answer goes on; the names are OData's.
_GOES_ON = ("@odata.nextLink", "odata.nextLink", "@nextLink", "__next")
_BLANK = re.compile(r"[ \t\r\n]*")
_DEEPEST_LIST = 2


class RepeatedName(InputFault):
    """An object gives the same name twice."""


class Number(str):
    """A number exactly as it is written."""

    __slots__ = ()


class _Twice(Exception):
    """An object gives a name twice; where it stands is known further up."""


class Records:
    """The objects of a text, read once from front to back.

    Each comes with its number: that of its line, or its place in the list. ``goes_on`` and
    ``other_lists`` are known when all have been read.
    """

    def __init__(self, text: str, place: Place, limits: Limits) -> None:
        self.goes_on = False  # the text says that there is more elsewhere
        self.other_lists = 0  # lists of objects beside the one that was read
        self._text, self._place, self._limits = text, place, limits
        self._decode = json.JSONDecoder(
            parse_float=Number, parse_int=Number, parse_constant=_nothing, object_pairs_hook=_object
        ).raw_decode
        self._at = 0
        self._row = 0
        self._found = False

    def __iter__(self) -> Iterator[Record]:
        """Give each object with its number.

        Raises
        ------
        DamagedFile, NotATable, TooDeep, RepeatedName
        """
        self._skip()
        if self._text.startswith("[", self._at):
            yield from self._list()
        elif self._has_object_a_line():
            yield from self._lines()
            return
        else:
            yield from self._answer(0)
            if not self._found:
                raise self._no_list()
        self._skip()
        if self._at < len(self._text):
            raise self._damaged()

    def _has_object_a_line(self) -> bool:
        """Tell lines that are objects from one object over several lines, or over one."""
        end = self._text.find("\n", self._at)
        if end < 0 or _end_of_blank(self._text, end) == len(self._text):
            return False
        return self._text[self._at : end].rstrip().endswith("}")

    def _lines(self) -> Iterator[Record]:
        line, counted = 1, 0
        while self._at < len(self._text):
            line += self._text.count("\n", counted, self._at)
            counted = self._at
            self._row = max(self._row + 1, line)
            yield self._row, self._record()
            self._skip()

    def _list(self) -> Iterator[Record]:
        self._found = True
        self._at += 1
        self._skip()
        while not self._text.startswith("]", self._at):
            self._row += 1
            if not self._text.startswith("{", self._at):
                raise self._no_list()
            yield self._row, self._record()
            self._separated("]")
        self._at += 1

    def _answer(self, depth: int) -> Iterator[Record]:
        """Give the objects of the first list among an object's members, and read the rest of them."""
        self._at += 1
        self._skip()
        while not self._text.startswith("}", self._at):
            name = self._name()
            if name in _LISTS and self._begins("[", "{") and not self._found:
                yield from self._list()
            elif name in _LISTS and self._begins("{", '"') and depth < _DEEPEST_LIST:
                yield from self._answer(depth + 1)
            else:
                self.other_lists += self._begins("[", "{")
                value = self._value()
                self.goes_on = self.goes_on or (name in _GOES_ON and bool(value))
            self._separated("}")
        self._at += 1

    def _begins(self, outer: str, inner: str) -> bool:
        """Tell whether a list of objects begins here, or an object; it may be empty."""
        if not self._text.startswith(outer, self._at):
            return False
        at = _end_of_blank(self._text, self._at + 1)
        return self._text.startswith((inner, "]" if outer == "[" else "}"), at)

    def _name(self) -> str:
        if not self._text.startswith('"', self._at):
            raise self._damaged()
        name = str(self._value())
        self._skip()
        if not self._text.startswith(":", self._at):
            raise self._damaged()
        self._at += 1
        self._skip()
        return name

    def _record(self) -> dict[str, Any]:
        value = self._value()
        if not isinstance(value, dict):
            raise self._no_list()
        return value

    def _value(self) -> Any:
        try:
            value, self._at = self._decode(self._text, self._at)
        except RecursionError as fault:
            raise too_deep(self._here(), self._limits) from fault
        except _Twice as fault:
            raise twice(str(fault), self._here()) from fault
        except ValueError as fault:
            raise self._damaged() from fault
        return value

    def _separated(self, end: str) -> None:
        """Go on to the next member, or to the end."""
        self._skip()
        if self._text.startswith(",", self._at):
            self._at += 1
            self._skip()
            if not self._text.startswith(end, self._at):
                return
        if not self._text.startswith(end, self._at) or self._text[self._at - 1] == ",":
            raise self._damaged()

    def _skip(self) -> None:
        self._at = _end_of_blank(self._text, self._at)

    def _here(self) -> Place:
        return Place(self._place.file, row=self._row or None)

    def _damaged(self) -> DamagedFile:
        return damaged(self._here(), say("JSON"))

    def _no_list(self) -> NotATable:
        return not_a_table(self._here(), say("JSON that holds no list of objects"))


def twice(name: str, place: Place) -> RepeatedName:
    """Make the fault of a name that an object gives twice."""
    return RepeatedName(
        say("An object names {name} twice, and it isn't clear which of them counts.", name=name),
        remedy=say("Export it again with each name once, or as CSV."),
        place=place,
    )


def _end_of_blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _nothing(_: str) -> None:
    """Read NaN and Infinity, which JSON doesn't have, as nothing."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return found
