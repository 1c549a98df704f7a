"""Today's state, drawn: where the hours went, what holds up the rest, how many orders lie around."""

from typing import Final

from simmitt.engine.kpi import AsIs, Bottleneck, Figure, Losses, Rank
from simmitt.engine.kpi.asis import Method
from simmitt.engine.quality import Diagnosis, Finding
from simmitt.engine.report.charts.bars import Bar, Bars, Reading, draw_bars
from simmitt.engine.report.charts.over_time import OverTime, Series, draw_over_time
from simmitt.engine.report.charts.waterfall import Loss, Waterfall, draw_waterfall
from simmitt.engine.report.document import Chart, Paragraph, Part, Table
from simmitt.engine.report.naming import name_of, spanned, unit_name, written
from simmitt.engine.report.words import Words
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S

_SHOWN_BARS = 5
_HOURS: Final[tuple[Method, ...]] = ("summed_hours", "union_hours")
_LOADS: Final[tuple[Method, ...]] = ("open_hours_load", "active_period")


def loss_chart(losses: Losses, words: Words) -> Chart:
    """Draw where the constraint's planned hours went; closed hours stand in the table alone."""
    calendar, closed, *lost, good = losses.steps()
    planned_s = calendar.seconds - closed.seconds
    planned = words(say("Open hours"))
    title = say("Where did the hours of {machine} go?", machine=losses.machine)
    alt = words(
        say(
            "A waterfall from {all:.0} open hours to {good:.0} good hours at {machine}.",
            all=planned_s / HOUR_S, good=good.seconds / HOUR_S, machine=losses.machine,
        )
    )  # fmt: skip
    waterfall = Waterfall(
        words(title),
        alt,
        planned,
        planned_s / HOUR_S,
        tuple(Loss(words(step.name), _exact(step.seconds / HOUR_S)) for step in lost),
        words(good.name),
        _exact(good.seconds / HOUR_S),
    )
    answer = say(
        "{good:.0%} of the open hours became good hours; setup took {setup:.0} hours and breakdowns"
        " {down:.0}.",
        good=good.seconds / planned_s, setup=losses.setup_s / HOUR_S, down=losses.breakdown_s / HOUR_S,
    )  # fmt: skip
    table = Table(
        words(title),
        (words(say("Part")), words(say("Hours")), words(say("Share of open hours"))),
        tuple(
            (words(step.name), words.number(step.seconds / HOUR_S), words.share(step.seconds / planned_s, 1))
            for step in losses.steps()
        ),
        ("left", "right", "right"),
    )
    return words.chart(title, answer, draw_waterfall(waterfall, words.language), alt, table)


def bottleneck_chart(as_is: AsIs, words: Words) -> Chart:
    """Draw the two readings that tell most beside each other, the others in the table.

    Hours added up and time counted once where they name different machines; else they would be the
    same bars twice, and how full the machines are stands beside who works longest without a pause.
    """
    found = {each.method: each for each in as_is.bottlenecks}
    hours, loads = _HOURS, _LOADS
    differ = len({found[name].machine for name in hours if name in found}) > 1
    per_cent = words.share(0.0).removeprefix("0")
    in_hours = differ or not found.keys() >= set(loads)
    shown, unit, scale = (hours, " h", 1.0) if in_hours else (loads, per_cent, 100.0)
    readings = tuple(_reading(found[name], words, scale) for name in shown if name in found)
    title = say("Which machine holds up the rest?")
    alt = words(
        say("Bars for the five fullest: {readings}.", readings=", ".join(each.heading for each in readings))
    )
    drawn = draw_bars(Bars(words(title), alt, readings, unit), words.language)
    rows = tuple(
        (words(METHOD_NAMES[each.method]), rank.machine, *_ranked(rank, words))
        for each in as_is.bottlenecks
        for rank in each.ranking[:_SHOWN_BARS]
    )
    headings = tuple(words(each) for each in (say("Reading"), say("Machine"), say("Value"), say("Unit")))
    table = Table(words(title), headings, rows, ("left", "left", "right", "left"))
    return words.chart(title, as_is.agreement, drawn, alt, table)


def wip_chart(as_is: AsIs, words: Words) -> Chart:
    """Draw how many orders were under way, day by day."""
    mean = as_is.figure("wip_mean_orders")
    series = as_is.wip_series
    title = say("How many orders were under way?")
    alt = words(say("A line: orders under way at the end of each day, with their mean dashed."))
    drawn = draw_over_time(
        OverTime(
            words(title), alt, series.dates,
            Series(words(say("orders")), tuple(map(float, series.counts))),
            Estimate(mean.value, mean.low, mean.high),
        ),
        words.language,
    )  # fmt: skip
    answer = say(
        "{mean:.0} orders on average ({low:.0} to {high:.0}, 95 % confidence). The first and last weeks are"
        " low because the log begins and ends there.",
        mean=mean.value, low=mean.low, high=mean.high,
    )  # fmt: skip
    weekly = list(zip(series.dates, series.counts, strict=True))[::7]
    table = Table(
        words(title),
        (words(say("Day")), words(say("Orders under way"))),
        tuple((words.day(day), words.number(count)) for day, count in weekly),
        ("left", "right"),
    )
    return words.chart(title, answer, drawn, alt, table)


def figures_table(as_is: AsIs, words: Words) -> Table:
    """Give the plant's main figures with interval and definition."""
    told = [as_is.figure(name) for name in MAIN_FIGURES if as_is.has(name)]
    headings = (say("Figure"), say("Value"), say("95 % confidence"), say("Definition"))
    return Table(
        words(say("The figures as they are")),
        tuple(words(each) for each in headings),
        tuple(
            (words(name_of(each.id)), written(each, words), spanned(each, words), words(each.definition))
            for each in told
        ),
        ("left", "right", "right", "left"),
        (2.2, 1.2, 1.6, 4.0),
    )


def by_severity(diagnosis: Diagnosis) -> list[Finding]:
    """Give the findings, the gravest first."""
    order = ("serious", "warning", "info")
    return sorted(diagnosis.findings, key=lambda each: order.index(each.severity))


def findings_table(diagnosis: Diagnosis, words: Words) -> Table:
    """Give what was found in the log, its effect and what was done about it."""
    headings = (say("Found"), say("Rows"), say("Effect on the figures"), say("What was done"))
    return Table(
        words(say("What the log had wrong")),
        tuple(words(each) for each in headings),
        tuple(
            (words(f.title), words.number(f.count), words(f.effect.text), words(f.repair))
            for f in by_severity(diagnosis)
        ),
        ("left", "right", "left", "left"),
        (2.0, 0.8, 3.0, 3.0),
    )


def repairs_table(
    diagnosis: Diagnosis, as_is: AsIs, as_logged: AsIs, words: Words, *, by_command: bool = True
) -> list[Part]:
    """Give what the repairs did to the main figures, and which they were; nothing without repairs."""
    rows = [
        (words(name_of(name)), written(before, words), written(after, words))
        for name, before, after in changed_figures(as_is, as_logged)
        if name in MAIN_FIGURES and written(before, words) != written(after, words)
    ]
    if not rows:
        return []
    causes = ", ".join(words(each.title) for each in diagnosis.findings if each.repaired)
    return [
        Table(
            words(say("What the repairs changed")),
            tuple(words(each) for each in (say("Figure"), say("As the log stands"), say("Repaired"))),
            tuple(rows),
            ("left", "right", "right"),
            folded=True,
        ),
        Paragraph(words((_BECAUSE_AND_HOW if by_command else _BECAUSE).filled(causes=causes)), "small"),
    ]


_BECAUSE = say("Because of: {causes}.")
_BECAUSE_AND_HOW = say("Because of: {causes}. --no-repair leaves the log as it stands.")


def changed_figures(as_is: AsIs, as_logged: AsIs) -> list[tuple[str, Figure, Figure]]:
    """Give the plant's figures that the repairs moved: id, before and after."""
    pairs = [
        (each.id, as_logged.figure(each.id), each)
        for each in as_is.figures
        if each.scope == "plant" and as_logged.has(each.id)
    ]
    return [(name, before, after) for name, before, after in pairs if before.value != after.value]


def _exact(value: float) -> Estimate:
    return Estimate(value, value, value)


def _ranked(rank: Rank, words: Words) -> tuple[str, str]:
    """Give a rank's value and unit."""
    if rank.unit == "share":
        return words.share(rank.value, 1), ""
    unit = unit_name(rank.unit)
    return words.number(rank.value), words(unit) if unit else ""


def _reading(bottleneck: Bottleneck, words: Words, scale: float) -> Reading:
    bars = tuple(
        Bar(rank.machine, rank.value * scale, point=number == 0)
        for number, rank in enumerate(bottleneck.ranking[:_SHOWN_BARS])
    )
    return Reading(words(METHOD_NAMES[bottleneck.method]), bars)


METHOD_NAMES: dict[str, Message] = {
    "summed_hours": say("Hours added up"),
    "union_hours": say("Time at work, counted once"),
    "waiting_before": say("Waiting before it"),
    "active_period": say("Longest at work without a pause"),
    "open_hours_load": say("Load in open hours"),
    "blocked_starved": say("Rarely without work while others wait for it"),
    "simulated_gain": say("What the plant gains when it is relieved"),
}
# The figures that a plan shows beside each other, in this order.
MAIN_FIGURES = (
    "lead_time_median_h", "lead_time_mean_h", "lead_time_p90_h", "lead_time_km_median_h",
    "touch_time_median_h", "flow_efficiency_share", "wip_mean_orders", "throughput_orders_per_week",
    "on_time_share", "scrap_share", "setup_share", "breakdown_share", "rework_share", "order_pieces_median",
)  # fmt: skip
