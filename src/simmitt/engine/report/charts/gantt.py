"""The timetable: filled bars are decided, dashed ones wait for a decision, diamonds are follow-up."""

from dataclasses import dataclass
from datetime import date, timedelta

from simmitt.engine.report.charts.labels import in_lanes
from simmitt.engine.report.charts.pen import (
    NARROW,
    WIDE,
    Drawing,
    Sheet,
    block,
    diamond,
    frame,
    stroke,
    write,
)
from simmitt.engine.report.charts.rows import Rows, lay_rows
from simmitt.engine.report.charts.scale import Scale, scale_over
from simmitt.engine.report.charts.time_frame import month_names
from simmitt.engine.report.lettering import BOLD, shorten
from simmitt.ground.texts import Language, say, write_number


@dataclass(frozen=True)
class Task:
    """A piece of work from its first to its last day; ``after`` are rows that must be done first."""

    name: str
    first: date
    last: date
    hours: float | None = None
    decided: bool = False
    after: tuple[int, ...] = ()


@dataclass(frozen=True)
class Milestone:
    """A day to keep, such as the follow-up after 90 days."""

    name: str
    day: date


@dataclass(frozen=True)
class Gantt:
    """Tasks in the order they are shown, and the days below them."""

    title: str
    alt: str
    tasks: tuple[Task, ...]
    milestones_name: str = ""
    milestones: tuple[Milestone, ...] = ()


def draw_gantt(gantt: Gantt, language: Language) -> Drawing:
    """Give the timetable over months, hours written at the bars' ends."""
    assert gantt.tasks or gantt.milestones, "a timetable needs a day"
    return Drawing(_draw(gantt, language, WIDE), _draw(gantt, language, NARROW))


def _draw(gantt: Gantt, language: Language, sheet: Sheet) -> str:
    hours = [_hours(task, language) for task in gantt.tasks]
    room = max((sheet.width_of(text) for text in hours), default=0.0) + 12
    least = sheet.width_of(gantt.milestones_name, bold=True)
    rows = lay_rows(sheet, [task.name for task in gantt.tasks], above=sheet.leading + 12, least=least)
    scale = scale_over(_days(gantt), rows.left, rows.right - room, snug=True)
    shapes = _months(scale, rows, language)
    for row, task in enumerate(gantt.tasks):
        shapes += [*_bar(task, scale, rows, row), *rows.write_name(row)]
        end = (scale.at(_end(task)) + 7, rows.middle(row) + sheet.size * 0.35)
        shapes.append(write(end, hours[row], muted=True))
    shapes += _dependencies(gantt, scale, rows)
    followed, height = _milestones(gantt, scale, rows)
    return frame(sheet, height, gantt.title, gantt.alt, [*shapes, *followed])


def _hours(task: Task, language: Language) -> str:
    if task.hours is None:
        return ""
    return say("{hours} h", hours=write_number(task.hours, language)).in_language(language)


def _end(task: Task) -> int:
    """Give the day after the last: a task of one day is a day wide."""
    assert task.first <= task.last, f"{task.name} ends before it begins"
    return (task.last + timedelta(days=1)).toordinal()


def _days(gantt: Gantt) -> list[int]:
    tasks = [day for task in gantt.tasks for day in (task.first.toordinal(), _end(task))]
    return [*tasks, *(milestone.day.toordinal() for milestone in gantt.milestones)]


def _months(scale: Scale, rows: Rows, language: Language) -> list[str]:
    sheet, shapes, free = rows.sheet, [], -1.0
    first, last = date.fromordinal(round(scale.low)), date.fromordinal(round(scale.high))
    for day, name in month_names(first, last, language):
        x, width = scale.at(day.toordinal()), sheet.width_of(name)
        foot = rows.above if sheet.narrow else rows.bottom
        shapes.append(stroke([(x, sheet.leading), (x, foot)], "l", 1))
        start = min(x + 4, sheet.width - width)
        if start >= free:
            free = start + width + 12
            shapes.append(write((start, sheet.size - 2), name, muted=True))
    return shapes


def _bar(task: Task, scale: Scale, rows: Rows, row: int) -> list[str]:
    x, width = scale.at(task.first.toordinal()), scale.at(_end(task)) - scale.at(task.first.toordinal())
    if task.decided:
        return [block(x, rows.bar_top(row), max(width, 3), rows.bar, "f1")]
    return [block(x + 1, rows.bar_top(row) + 1, max(width - 2, 3), rows.bar - 2, "fs", "l1", dashed=True)]


def _dependencies(gantt: Gantt, scale: Scale, rows: Rows) -> list[str]:
    """Draw from the end of what comes first to the beginning of what waits for it."""
    if rows.sheet.narrow:  # names lie between the bars there
        return []
    lines = []
    for row, task in enumerate(gantt.tasks):
        for before in task.after:
            x = scale.at(_end(gantt.tasks[before])) - 2
            foot, y = rows.bar_top(before) + (rows.bar if before < row else 0), rows.middle(row)
            lines.append(
                stroke([(x, foot), (x, y), (max(scale.at(task.first.toordinal()), x), y)], "li", 1.5)
            )
    return lines


def _milestones(gantt: Gantt, scale: Scale, rows: Rows) -> tuple[list[str], float]:
    """Draw the days to keep on a line of their own; give the drawing's height too."""
    sheet = rows.sheet
    if not gantt.milestones:
        return [], rows.bottom
    y = rows.bottom + (sheet.leading + 18 if sheet.narrow else 18)
    places = [scale.at(milestone.day.toordinal()) for milestone in gantt.milestones]
    labels = in_lanes(
        sheet, list(zip((milestone.name for milestone in gantt.milestones), places, strict=True))
    )
    shapes = [stroke([(rows.left, y), (sheet.width, y)], "li", 1.5), *(diamond((x, y), "fi") for x in places)]
    shapes += [
        write((label.x, y + 16 + sheet.size + label.lane * sheet.leading), label.text, anchor="middle")
        for label in labels
    ]
    shapes += _milestones_name(gantt, rows, y)
    return shapes, y + 24 + sheet.leading * (1 + max(label.lane for label in labels))


def _milestones_name(gantt: Gantt, rows: Rows, y: float) -> list[str]:
    sheet = rows.sheet
    if sheet.narrow:
        name = shorten(gantt.milestones_name, sheet.width, sheet.size, BOLD)
        return [write((0, y - 18), name, bold=True)]
    return [write((rows.names_width, y + sheet.size * 0.35), gantt.milestones_name, anchor="end", bold=True)]
