"""The plan's figure over time as a drawing: what was, what is foretold, what came."""

from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from simmitt.web.look.geometry import plain
from simmitt.web.look.templatetags.writing import number
from simmitt.web.nouns.words import spoken
from simmitt.web.plans.gantt import LOCALES
from simmitt.web.plans.telling import Indicator

HEIGHT, TOP, BOTTOM = 240.0, 24.0, 34.0


@dataclass(frozen=True)
class Mark:
    """A place on the drawing with a word beside it."""

    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Course:
    """The drawing at one width."""

    width: int
    height: str
    left: str
    right: str
    now_y: str
    now_text_y: str
    band_x: str
    band_y: str
    band_width: str
    band_height: str
    band_end_y: str
    middle_y: str
    points: list[Mark]
    path: str
    levels: list[Mark]
    days: list[Mark]
    kind: str


@dataclass(frozen=True)
class _Frame:
    width: int
    left: float
    first: date
    last: date
    low: float
    high: float

    def x(self, when: date) -> float:
        span = max((self.last - self.first).days, 1)
        return self.left + (when - self.first).days / span * (self.width - self.left - 12)

    def y(self, value: float) -> float:
        return TOP + (self.high - value) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM)


def course_of(goal: Indicator, readings: list[tuple[date, float]]) -> list[Course]:
    """Draw it wide and narrow: baseline, forecast from its day on, readings."""
    begun, aimed = (date.fromisoformat(one[:10]) for one in (goal.baseline_to, goal.target_date))
    days = [begun, aimed, *(day for day, _value in readings)]
    values = [value for _day, value in readings]
    known = [one for one in (*goal.ends, *values) if one is not None]
    # Bars start at zero; a line need not, but it says so by its levels.
    first, last = min(days), max(days) + timedelta(days=30)
    frames = ((880, 56.0, "wide-c"), (340, 40.0, "narrow-c"))
    return [
        _draw(goal, readings, aimed, _Frame(width, left, first, last, min(known), max(known)), kind)
        for width, left, kind in frames
    ]


def _draw(
    goal: Indicator, readings: list[tuple[date, float]], aimed: date, frame: _Frame, kind: str
) -> Course:
    low = goal.then.low if goal.then.low is not None else goal.then.value
    high = goal.then.high if goal.then.high is not None else goal.then.value
    points = [
        Mark(plain(frame.x(day)), plain(frame.y(value)), number(value, 1)) for day, value in sorted(readings)
    ]
    return Course(
        width=frame.width,
        height=plain(HEIGHT),
        left=plain(frame.left),
        right=plain(frame.width - 12),
        now_y=plain(frame.y(goal.now.value)),
        now_text_y=plain(frame.y(goal.now.value) - 6),
        band_x=plain(frame.x(aimed)),
        band_y=plain(frame.y(high)),
        band_width=plain(frame.width - 12 - frame.x(aimed)),
        band_height=plain(max(frame.y(low) - frame.y(high), 2.0)),
        band_end_y=plain(frame.y(low)),
        middle_y=plain(frame.y(goal.then.value)),
        points=points,
        path="M" + "L".join(f"{one.x} {one.y}" for one in points) if len(points) > 1 else "",
        levels=_levels(frame),
        days=_days(frame),
        kind=kind,
    )


def _levels(frame: _Frame) -> list[Mark]:
    steps = 3
    values = [frame.low + (frame.high - frame.low) * step / steps for step in range(steps + 1)]
    decimals = 0 if frame.high - frame.low >= 10 else 1
    return [Mark(plain(frame.left - 6), plain(frame.y(one)), number(one, decimals)) for one in values]


def _days(frame: _Frame) -> list[Mark]:
    parts = 4 if frame.width > 400 else 2
    span = (frame.last - frame.first).days
    days = [frame.first + timedelta(days=span * part // parts) for part in range(parts)]
    return [
        Mark(plain(frame.x(one)), plain(HEIGHT - 10), format_date(one, "d MMM y", locale=LOCALES[spoken()]))
        for one in days
    ]
