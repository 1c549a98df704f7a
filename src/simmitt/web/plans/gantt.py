"""The timetable as a drawing: where bars, months and follow-ups stand, at two widths."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from simmitt.web.look.geometry import plain
from simmitt.web.nouns.words import spoken
from simmitt.web.plans.models import FOLLOW_UP_DAYS, PlanMeasure
from simmitt.web.plans.words import Decision

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
HEAD = 22.0
MOST_MONTHS_NAMED = {880: 13, 340: 7}


@dataclass(frozen=True)
class Bar:
    """A measure in the timetable."""

    measure: PlanMeasure
    number: int
    y: str
    text_y: str
    below_y: str
    x: str
    width: str
    end_x: str
    hours_y: str
    is_decided: bool


@dataclass(frozen=True)
class Tick:
    """A month that begins, or a follow-up."""

    x: str
    text: str


@dataclass(frozen=True)
class Link:
    """What a measure needs, drawn to it."""

    path: str


@dataclass(frozen=True)
class Gantt:
    """A drawing of one width."""

    width: int
    height: str
    months: list[Tick]
    bars: list[Bar]
    links: list[Link]
    marks: list[Tick]
    line_y: str
    mark_y: str
    left: str
    right: str
    kind: str  # the class that shows it on wide screens or narrow ones


@dataclass(frozen=True)
class _Frame:
    """A drawing's measures: where its scale begins and ends, and how high a row is."""

    width: int
    left: float
    row: float
    bar: float  # from a row's top to its bar
    first: date
    last: date

    def at(self, when: date) -> float:
        span = max((self.last - self.first).days, 1)
        return self.left + (when - self.first).days / span * (self.width - self.left - 44)


def drawings(measures: list[PlanMeasure]) -> list[Gantt]:
    """Draw the measures that have their days, wide and narrow; nothing where none has."""
    dated = [one for one in measures if one.starts_on and one.ready_on and one.starts_on <= one.ready_on]
    if not dated:
        return []
    first, last = _period(dated)
    wide = _Frame(880, 300.0, 44.0, 12.0, first, last)
    narrow = _Frame(340, 2.0, 54.0, 28.0, first, last)
    return [_draw(dated, wide, "wide-c"), _draw(dated, narrow, "narrow-c")]


def _period(measures: list[PlanMeasure]) -> tuple[date, date]:
    first = min(one.starts_on for one in measures if one.starts_on).replace(day=1)
    last = max(one.ready_on for one in measures if one.ready_on)
    # Half a year after the last is ready, so that its third follow-up stands there too.
    return first, last + timedelta(days=FOLLOW_UP_DAYS[2] + 6)


def _draw(measures: list[PlanMeasure], frame: _Frame, kind: str) -> Gantt:
    bars = [_bar(one, number, frame) for number, one in enumerate(measures, start=1)]
    below = HEAD + len(measures) * frame.row + 34
    return Gantt(
        width=frame.width,
        height=plain(below + 40),
        months=list(_months(frame)),
        bars=bars,
        links=list(_links(measures, frame)),
        marks=_marks(measures, frame),
        line_y=plain(below),
        mark_y=plain(below + 24),
        left=plain(frame.left),
        right=plain(frame.width - 6),
        kind=kind,
    )


def _bar(one: PlanMeasure, number: int, frame: _Frame) -> Bar:
    assert one.starts_on
    assert one.ready_on
    top = HEAD + (number - 1) * frame.row
    begin, end = frame.at(one.starts_on), frame.at(one.ready_on)
    is_wide = frame.width > 400
    return Bar(
        measure=one,
        number=number,
        y=plain(top + frame.bar),
        text_y=plain(top + 22),
        below_y=plain(top + 39) if is_wide else "",
        x=plain(begin),
        width=plain(max(end - begin, 3.0)),
        end_x=plain(end + 8),
        hours_y=plain(top + frame.bar + 16),
        is_decided=one.decision == Decision.YES,
    )


def _months(frame: _Frame) -> Iterator[Tick]:
    begins: list[date] = []
    when = frame.first
    while when <= frame.last:
        begins.append(when)
        when = (when + timedelta(days=32)).replace(day=1)
    every = -(-len(begins) // MOST_MONTHS_NAMED[frame.width])
    for place, month in enumerate(begins):
        named = format_date(month, "MMM", locale=LOCALES[spoken()]).rstrip(".") if place % every == 0 else ""
        yield Tick(plain(frame.at(month)), named)


def _links(measures: list[PlanMeasure], frame: _Frame) -> Iterator[Link]:
    rows = {one.candidate: (place, one) for place, one in enumerate(measures)}
    for place, one in enumerate(measures):
        for name in one.facts.get("requires", ()):
            if name in rows:
                yield Link(_elbow(rows[name], (place, one), frame))


def _elbow(needed: tuple[int, Any], needing: tuple[int, Any], frame: _Frame) -> str:
    middle = frame.bar + 11
    x, y = frame.at(needed[1].ready_on), HEAD + needed[0] * frame.row + middle
    to_x, to_y = frame.at(needing[1].starts_on), HEAD + needing[0] * frame.row + middle
    return f"M{plain(x)} {plain(y)}V{plain(to_y)}H{plain(to_x)}"


def _marks(measures: list[PlanMeasure], frame: _Frame) -> list[Tick]:
    """Mark the follow-ups of the measure that is ready last, as far as the drawing reaches."""
    last = max(one.ready_on for one in measures if one.ready_on)
    marks = [Tick(plain(frame.at(last)), _("ready"))]
    return marks + [
        Tick(plain(frame.at(last + timedelta(days=days))), _("{days} d").format(days=days))
        for days in FOLLOW_UP_DAYS[:3]
    ]
