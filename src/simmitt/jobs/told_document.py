"""A document as another program tells it: a tree in JSON, read by the types of its parts, strictly."""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from simmitt.engine.report.charts.gantt import Gantt, Milestone, Task, draw_gantt
from simmitt.engine.report.charts.measure_line import Mark, MeasureLine, draw_measure_line
from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.document import (
    Bullets,
    Callout,
    Chart,
    Document,
    Fields,
    Heading,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Part,
    Points,
    Table,
)
from simmitt.engine.report.words import key_figure
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Language
from simmitt.jobs.job import BadJob


@dataclass(frozen=True)
class _Told:
    """The document's own words; its parts are read one by one."""

    title: str
    subtitle: str
    language: Language
    dated: date
    header: str = ""
    status: str = ""
    footer: str = ""


@dataclass(frozen=True)
class _Figure:
    """A key figure; with an estimate it gets its small measure line."""

    caption: str
    value: str
    note: str = ""
    estimate: Estimate | None = None


@dataclass(frozen=True)
class _Figures:
    figures: tuple[_Figure, ...]


@dataclass(frozen=True)
class _Line:
    """Today and the plan on one line."""

    title: str
    answer: str
    alt: str
    table: Table
    plan: str
    estimate: Estimate
    today: Mark | None = None
    decimals: int = 1


@dataclass(frozen=True)
class _Timetable:
    """Work over weeks."""

    title: str
    answer: str
    alt: str
    table: Table
    tasks: tuple[Task, ...]
    milestones_name: str = ""
    milestones: tuple[Milestone, ...] = ()


_AS_THEY_ARE: Mapping[str, type] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "bullets": Bullets,
    "points": Points,
    "table": Table,
    "callout": Callout,
    "fields": Fields,
    "page_break": PageBreak,
}


def document_told(told: Any) -> Document:
    """Give the document that a tree in JSON tells; its drawings are drawn here.

    Raises
    ------
    BadJob
        Where something is missing, unknown or of the wrong kind; the place is named.
    """
    if not isinstance(told, dict) or not isinstance(told.get("parts"), list):
        raise BadJob("document.json: no document with parts")
    own = _read(_Told, {name: value for name, value in told.items() if name != "parts"}, "document")
    parts = tuple(_part(one, f"parts[{place}]", own.language) for place, one in enumerate(told["parts"]))
    return Document(parts=parts, **vars(own))


def _part(told: Any, at: str, language: Language) -> Part:
    if not isinstance(told, dict):
        raise _bad(at, "a part", told)
    kind, rest = str(told.get("part")), {name: value for name, value in told.items() if name != "part"}
    if kind in _AS_THEY_ARE:
        part: Part = _read(_AS_THEY_ARE[kind], rest, at)
        return part
    if kind == "key_figures":
        return KeyFigures(tuple(_figure(one) for one in _read(_Figures, rest, at).figures))
    if kind == "measure_line":
        return _line(_read(_Line, rest, at), language)
    if kind == "timetable":
        return _timetable(_read(_Timetable, rest, at), language)
    raise _bad(f"{at}.part", "a known kind of part", kind)


def _figure(one: _Figure) -> KeyFigure:
    if one.estimate is None:
        return KeyFigure(one.caption, one.value, one.note)
    return key_figure(one.caption, one.value, one.note, one.estimate)


def _line(one: _Line, language: Language) -> Chart:
    line = MeasureLine(one.title, one.alt, one.plan, one.estimate, one.today, decimals=one.decimals)
    return _chart(one, draw_measure_line(line, language))


def _timetable(one: _Timetable, language: Language) -> Chart:
    gantt = Gantt(one.title, one.alt, one.tasks, one.milestones_name, one.milestones)
    return _chart(one, draw_gantt(gantt, language))


def _chart(one: _Line | _Timetable, drawing: Drawing) -> Chart:
    return Chart(one.title, one.answer, drawing.svg, one.alt, one.table, drawing.narrow_svg)


def _read(kind: Any, told: Any, at: str) -> Any:
    """Read a value by its type."""
    if get_origin(kind) is tuple:
        if not isinstance(told, list):
            raise _bad(at, "a list", told)
        return tuple(_read(get_args(kind)[0], one, f"{at}[{place}]") for place, one in enumerate(told))
    if get_origin(kind) in (Union, types.UnionType):
        return None if told is None else _read(get_args(kind)[0], told, at)
    if get_origin(kind) is Literal:
        if told not in get_args(kind):
            raise _bad(at, f"one of {get_args(kind)}", told)
        return told
    if is_dataclass(kind):
        return _record(kind, told, at)
    return _plain(kind, told, at)


def _record(kind: Any, told: Any, at: str) -> Any:
    known = {one.name: one for one in fields(kind)}
    if not isinstance(told, dict) or set(told) - set(known):
        raise _bad(at, f"{sorted(known)}", told)
    missing = {name for name, one in known.items() if _is_needed(one)} - set(told)
    if missing:
        raise BadJob(f"document.json, {at}: lacks {sorted(missing)}")
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], value, f"{at}.{name}") for name, value in told.items()})


def _is_needed(one: "Field[Any]") -> bool:
    return one.default is MISSING and one.default_factory is MISSING


_PLAIN: Mapping[Any, Callable[[Any], bool]] = {
    str: lambda told: isinstance(told, str),
    bool: lambda told: isinstance(told, bool),
    int: lambda told: isinstance(told, int) and not isinstance(told, bool),
    float: lambda told: isinstance(told, int | float) and not isinstance(told, bool),
}


def _plain(kind: Any, told: Any, at: str) -> Any:
    if kind is date:
        try:
            return date.fromisoformat(told)
        except (TypeError, ValueError):
            raise _bad(at, "a day", told) from None
    if not _PLAIN[kind](told):
        raise _bad(at, kind.__name__, told)
    return told


def _bad(at: str, expected: str, told: object) -> BadJob:
    return BadJob(f"document.json, {at}: expected {expected}, found {str(told)[:80]!r}")
