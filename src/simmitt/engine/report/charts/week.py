"""A week on the machines: what ran, what was set up, what stood broken, and when all was closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from babel.dates import format_date

from simmitt.engine.report.charts.legend import Pattern, legend_height, write_legend
from simmitt.engine.report.charts.nothing import draw_nothing
from simmitt.engine.report.charts.pen import (
    NARROW,
    WIDE,
    Drawing,
    Sheet,
    block,
    frame,
    stroke,
    write,
    write_lines,
)
from simmitt.engine.report.charts.scale import Scale, scale_over
from simmitt.engine.report.lettering import wrap
from simmitt.ground.texts import Language

Kind = Literal["run", "setup", "breakdown"]
KINDS: tuple[Kind, ...] = ("run", "setup", "breakdown")
PATTERNS: Mapping[Kind, Pattern] = {
    "run": Pattern("fband", "l1", thin="f1"),
    "setup": Pattern("fs", "li", "li", thin="fe"),
    "breakdown": Pattern("fi"),
}
_CLOSED = Pattern("fm", "l")
_WEEK_H, _DAY_H = 168.0, 24.0
_NAMES_SHARE = 0.24
_MOST_LANES = 12  # what goes on beyond so many side by side lies on the last line
_NEAR = 0.7  # bars of one kind closer than this on the sheet become one
_LABEL_FROM = 18.0  # height of a bar that can hold an order's name


@dataclass(frozen=True)
class Job:
    """Something that went on at a machine, in hours since Monday 00:00."""

    start_h: float
    end_h: float
    kind: Kind
    name: str = ""  # written in the bar where it fits


@dataclass(frozen=True)
class MachineRow:
    """A machine's week; ``note`` stands at its end, such as the hours at work."""

    name: str
    jobs: tuple[Job, ...]
    note: str = ""
    closed: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Week:
    """The machines in a week that begins on a Monday; ``kind_names`` are the words for the patterns."""

    title: str
    alt: str
    monday: date
    machines: tuple[MachineRow, ...]
    kind_names: Mapping[Kind, str]
    closed_name: str
    below: str = ""
    nothing: str = ""


@dataclass(frozen=True)
class _Laid:
    row: MachineRow
    name: tuple[str, ...]
    lanes: tuple[tuple[Job, ...], ...]
    top: float
    lane: float  # height of one lane
    height: float


def draw_week(week: Week, language: Language) -> Drawing:
    """Give the week with a row for each machine; jobs side by side lie below each other."""
    assert week.monday.weekday() == 0, "a week begins on a Monday"
    if not week.machines:
        return draw_nothing(week.title, week.alt, week.nothing)
    return Drawing(_draw(week, language, WIDE), _draw(week, language, NARROW))


def _draw(week: Week, language: Language, sheet: Sheet) -> str:
    entries = [(week.kind_names[kind], PATTERNS[kind]) for kind in KINDS]
    if any(row.closed for row in week.machines):
        entries.append((week.closed_name, _CLOSED))
    legend = legend_height(sheet, [word for word, _ in entries])
    notes = max((sheet.width_of(row.note) for row in week.machines), default=0.0)
    names = 0.0 if sheet.narrow else _names_width(week, sheet)
    right = sheet.width - (0 if sheet.narrow or not notes else notes + 10) - 1
    scale = scale_over([0.0, _WEEK_H], names + (0 if sheet.narrow else 12), right, snug=True)
    days = _day_names(week, language, sheet, scale)
    top = legend + sheet.leading * len(days[0]) + 16
    rows = _lay(week, sheet, scale, top, names)
    foot = rows[-1].top + rows[-1].height + 8
    shapes = [*write_legend(sheet, 0, entries), *_closed(rows, scale, sheet)]
    shapes += _days(days, sheet, scale, (legend + 4, foot))
    for row in rows:
        shapes += [*_jobs(row, scale, sheet), *_words(row, sheet, names)]
    lines = wrap(week.below, sheet.width, sheet.size, lines=4) if week.below else []
    shapes += write_lines(sheet, (0, foot + sheet.size + 4), lines)
    return frame(sheet, foot + len(lines) * sheet.leading + 10, week.title, week.alt, shapes)


def _names_width(week: Week, sheet: Sheet) -> float:
    lines = [line for row in week.machines for line in _name(row, sheet, sheet.width * _NAMES_SHARE)]
    return max(sheet.width_of(line) for line in lines)


def _name(row: MachineRow, sheet: Sheet, room: float) -> list[str]:
    return wrap(row.name, room, sheet.size)


def _lay(week: Week, sheet: Sheet, scale: Scale, top: float, names: float) -> list[_Laid]:
    rows, y = [], top
    for row in week.machines:
        lanes = _lanes(row.jobs, scale)
        lane = {1: 20.0, 2: 11.0, 3: 8.0}.get(len(lanes), 6.0) * (0.75 if sheet.narrow else 1)
        room = sheet.width - (sheet.width_of(row.note) + 12 if row.note else 0) if sheet.narrow else names + 1
        name = tuple(_name(row, sheet, room))
        bars, words = lane * max(len(lanes), 1), len(name) * sheet.leading
        height = words + bars + 14 if sheet.narrow else max(bars, words) + 10
        rows.append(_Laid(row, name, lanes, y, lane, height))
        y += height
    return rows


def _lanes(jobs: Sequence[Job], scale: Scale) -> tuple[tuple[Job, ...], ...]:
    """Give jobs lanes in which none lies on another; what is one on the sheet is made one."""
    near = _NEAR / (scale.at(1) - scale.at(0))
    lanes: list[list[Job]] = []
    for job in sorted(jobs, key=lambda each: (each.start_h, each.end_h, each.kind, each.name)):
        start, end = max(job.start_h, 0.0), min(job.end_h, _WEEK_H)
        if end < start or start >= _WEEK_H or end <= 0:
            continue
        lane = next((each for each in lanes if each[-1].end_h <= start + 1e-9), None)
        if lane is None and len(lanes) < _MOST_LANES:
            lanes.append([Job(start, end, job.kind, job.name)])
        elif lane is None:
            _crowd(lanes[-1], Job(start, end, job.kind))
        elif lane[-1].kind == job.kind and start - lane[-1].end_h < near and end - start < 4 * near:
            lane[-1] = Job(lane[-1].start_h, max(end, lane[-1].end_h), job.kind, lane[-1].name)
        else:
            lane.append(Job(start, end, job.kind, job.name))
    return tuple(tuple(lane) for lane in lanes)


def _crowd(lane: list[Job], job: Job) -> None:
    """Put one more job on the last line, over what goes on there already."""
    last = lane[-1]
    lane[-1] = Job(last.start_h, max(last.end_h, job.end_h), last.kind)


def _bars_top(row: _Laid, sheet: Sheet) -> float:
    if sheet.narrow:
        return row.top + len(row.name) * sheet.leading + 4
    return row.top + (row.height - row.lane * max(len(row.lanes), 1)) / 2


def _closed(rows: Sequence[_Laid], scale: Scale, sheet: Sheet) -> list[str]:
    shapes = []
    for row in rows:
        top = row.top if not sheet.narrow else _bars_top(row, sheet) - 2
        height = row.height if not sheet.narrow else row.lane * max(len(row.lanes), 1) + 4
        for start_h, end_h in row.row.closed:
            x = scale.at(max(start_h, 0.0))
            shapes.append(block(x, top, scale.at(min(end_h, _WEEK_H)) - x, height, "fm"))
    return shapes


def _day_names(week: Week, language: Language, sheet: Sheet, scale: Scale) -> list[list[str]]:
    """Give each day's name with its date, on two lines where one would be too wide."""
    days = [week.monday + timedelta(days=number) for number in range(7)]
    parts = [
        [format_date(day, form, locale=language).replace(".", "") for form in ("EEE", "d", "MMM")]
        for day in days
    ]
    room = scale.at(_DAY_H) - scale.at(0) - 8
    fits = all(sheet.width_of(" ".join(texts)) <= room for texts in parts)
    return [[" ".join(texts)] if fits else texts[:2] for texts in parts]


def _days(days: Sequence[Sequence[str]], sheet: Sheet, scale: Scale, ends: tuple[float, float]) -> list[str]:
    """Write the days above and draw where they begin."""
    head, foot = ends
    shapes = []
    for number, texts in enumerate(days):
        middle = scale.at((number + 0.5) * _DAY_H)
        for row, text in enumerate(texts):
            at = (middle, head + sheet.size + row * sheet.leading)
            shapes.append(write(at, text, anchor="middle", muted=True))
    edges = [scale.at(number * _DAY_H) for number in range(8)]
    return [*shapes, *(stroke([(x, head + 2), (x, foot - 4)], "l", 1) for x in edges)]


def _jobs(row: _Laid, scale: Scale, sheet: Sheet) -> list[str]:
    shapes, top = [], _bars_top(row, sheet)
    for number, lane in enumerate(row.lanes):
        y = top + number * row.lane
        for job in lane:
            x, width = scale.at(job.start_h), max(scale.at(job.end_h) - scale.at(job.start_h), 1.2)
            shapes += PATTERNS[job.kind].draw(x, y, width, row.lane - 1)
            fits = row.lane >= _LABEL_FROM and sheet.width_of(job.name) + 8 <= width
            if job.name and job.kind == "run" and fits:
                shapes.append(write((x + width / 2, y + row.lane / 2 + 5), job.name, anchor="middle"))
    return shapes


def _words(row: _Laid, sheet: Sheet, names: float) -> list[str]:
    if sheet.narrow:
        foot = row.top + sheet.size
        note = [write((sheet.width, foot), row.row.note, anchor="end", muted=True)] if row.row.note else []
        return [*write_lines(sheet, (0, foot), row.name), *note]
    middle = row.top + row.height / 2 + sheet.size * 0.35
    first = middle - (len(row.name) - 1) * sheet.leading / 2
    note = [write((sheet.width, middle), row.row.note, anchor="end", muted=True)] if row.row.note else []
    return [*write_lines(sheet, (names, first), row.name, anchor="end"), *note]
