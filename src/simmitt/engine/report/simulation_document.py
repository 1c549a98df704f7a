"""The page on a simulation: what came out, how it was simulated, and whether it had settled."""

from math import isfinite

import numpy as np

from simmitt.engine.report.charts.settling import Panel, Settling, draw_settling
from simmitt.engine.report.document import Align, Chart, Document, Heading, Paragraph, Part, Table
from simmitt.engine.report.results_summary import open_orders_of, outcome_of
from simmitt.engine.report.words import Words
from simmitt.engine.simulation.course import WEEK_DAYS, SmoothCourse, smooth
from simmitt.engine.simulation.figures import figures_of, station_figures
from simmitt.engine.simulation.log import SOME_MONDAY
from simmitt.engine.simulation.output import STATES, Floats
from simmitt.engine.simulation.precision import mean_of
from simmitt.engine.simulation.study import Simulated
from simmitt.ground.texts import Language, Message, say
from simmitt.ground.units import WEEK_S

PICTURE = "welch"
_POINTS, _ROWS = 400, 26  # that a drawing and a table have room for
_NAMES: tuple[tuple[str, Message], ...] = (
    ("wip_mean_orders", say("Orders on the floor")),
    ("throughput_orders_per_week", say("Finished orders a week")),
    ("lead_time_mean_h", say("Lead time, hours")),
)
_ALIGN: tuple[Align, ...] = ("left", "right", "right", "right", "right", "right", "right", "right")
_STATES: dict[str, Message] = {
    "run": say("Running"), "setup": say("Being set up"), "down": say("Broken down"),
    "blocked": say("Blocked"),
    "idle": say("Waiting"), "closed": say("Closed"),
}  # fmt: skip


def compose_simulation(simulated: Simulated, language: Language) -> Document:
    """Give the page of a simulation."""
    words = Words(language)
    lead = " ".join(words(line) for line in outcome_of(simulated))
    opening = simulated.factory.run.starts_at or SOME_MONDAY
    parts: list[Part] = [Paragraph(lead, "lead"), *_open_orders(simulated, words)]
    if simulated.course is not None and simulated.course.days:
        parts += [
            Heading(words(say("From the beginning to ordinary days")), 1),
            settling_chart(simulated, words),
        ]
    parts += [Heading(words(say("Where the machines' time went")), 1), _stations(simulated, words)]
    return Document(
        title=words(say("The simulated factory")),
        subtitle=simulated.factory.name,
        language=language,
        dated=opening.date(),
        parts=tuple(parts),
        footer=words(say("{count} replications", count=simulated.output.replications)),
    )


def _open_orders(simulated: Simulated, words: Words) -> list[Part]:
    told = [Paragraph(words(line)) for line in open_orders_of(simulated)]
    return [Heading(words(say("Open orders")), 1), *told] if told else []


def settling_chart(simulated: Simulated, words: Words) -> Chart:
    """Give Welch's picture: moving means from the opening of the window on, and where counting begins."""
    course = simulated.course
    assert course is not None, "a picture of the course needs one"
    smoothed = smooth(course)
    cut_week = simulated.output.warm_up_s / WEEK_S
    title, answer = _title(simulated), simulated.stay.reason
    alt = words(say("Three lines over the weeks: orders on the floor, finished orders a week and lead time."))
    drawing = draw_settling(
        Settling(
            words(title), f"{words(answer)} {alt}", *_panels(simulated, smoothed, words),
            until_week=course.days / WEEK_DAYS, time_name=words(say("weeks from the opening of the window")),
            cut_week=cut_week,
            cut_name=words(say("counted from week {week:.1}", week=cut_week)) if cut_week else "",
            below=words(_how(smoothed, course.replications)),
            nothing=words(say("The window is too short to show days.")),
        ),
        words.language,
    )  # fmt: skip
    table = _course_table(smoothed, words)
    return Chart(words(title), words(answer), drawing.svg, alt, table, drawing.narrow_svg, anchor=PICTURE)


def _title(simulated: Simulated) -> Message:
    if simulated.stay.kind == "terminating":
        return say("How does the window go?")
    return say("When has the beginning died away?")


def _how(smoothed: SmoothCourse, count: int) -> Message:
    days = 2 * smoothed.half_width + 1
    return say(
        "Moving means over {days} days and {count} replications; dashed, the mean of what is counted. Orders "
        "that were not finished have no lead time yet.",
        days=days,
        count=count,
    )


def _lines(smoothed: SmoothCourse) -> tuple[Floats, Floats, Floats]:
    return smoothed.wip_orders, smoothed.throughput_orders_per_week, smoothed.lead_time_h


def _panels(
    simulated: Simulated, smoothed: SmoothCourse, words: Words
) -> tuple[tuple[float, ...], tuple[Panel, ...]]:
    shown = _evenly(len(smoothed.wip_orders), _POINTS)
    figures = figures_of(simulated.output, simulated.factory)
    panels = []
    for (figure, name), line in zip(_NAMES, _lines(smoothed), strict=True):
        level = mean_of(figures[figure]).value
        title = words(say("{name} – mean {mean}", name=words(name), mean=words.number(level, 1)))
        panels.append(Panel(title, tuple(line[shown].tolist()), level if isfinite(level) else None))
    weeks = (shown + 1) / WEEK_DAYS
    return tuple(weeks.tolist()), tuple(panels)


def _evenly(count: int, most: int) -> np.ndarray:
    """Give at most so many of the places 0 to count - 1, at even steps, the last one among them."""
    return np.unique(np.linspace(0, max(count - 1, 0), min(count, most)).round().astype(np.int64))


def _course_table(smoothed: SmoothCourse, words: Words) -> Table:
    rows = [
        (
            words.number((day + 1) / WEEK_DAYS, 1),
            *(words.number(float(line[day]), 1) for line in _lines(smoothed)),
        )
        for day in _evenly(len(smoothed.wip_orders), _ROWS)
    ]
    headings = (words(say("Week")), *(words(name) for _, name in _NAMES))
    return Table(words(say("The course in figures")), headings, tuple(rows), ("right",) * 4)


def _stations(simulated: Simulated, words: Words) -> Table:
    rows = []
    for name, figures in station_figures(simulated.output, simulated.factory).items():
        shares = (words.share(float(figures[f"{state}_share"].mean()), 1) for state in STATES)
        rows.append((name, *shares, words.number(float(figures["queue_mean_orders"].mean()), 1)))
    headings = (
        words(say("Station")),
        *(words(_STATES[state]) for state in STATES),
        words(say("Queue, orders")),
    )
    caption = words(say("Shares of the machines' time, means of the replications"))
    return Table(caption, headings, tuple(rows), _ALIGN, row_heading=0)
