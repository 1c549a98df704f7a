"""The pictures in the order that a reader asks: how orders go, what sets the pace, how many, when."""

from collections.abc import Callable
from dataclasses import replace

from simmitt.engine.kpi.facts import gather
from simmitt.engine.report.analysis_document.material import Material
from simmitt.engine.report.as_is_charts import (
    calendar_chart,
    changeover_chart,
    flow_chart,
    fullest_week,
    lead_time_curve_chart,
    strip_chart,
    time_account_chart,
    value_stream_chart,
    waiting_chart,
    week_gantt_chart,
)
from simmitt.engine.report.current_state import bottleneck_chart, loss_chart, wip_chart
from simmitt.engine.report.document import Chart, Heading, Part
from simmitt.ground.texts import Message, say
from simmitt.ground.units import DAY_S

Picture = Callable[[Material], Chart | None]


def pictures(material: Material) -> list[Part]:
    """Give all pictures that the log has something for, under their headings."""
    parts: list[Part] = []
    for heading, drawers in SECTIONS:
        drawn = [
            replace(chart, anchor=anchor, tallest_mm=TALLEST_MM.get(anchor, chart.tallest_mm))
            for anchor, draw in drawers.items()
            if (chart := draw(material))
        ]
        parts += [Heading(material.words(heading), 1), *drawn] if drawn else []
    return parts


def _stream(material: Material) -> Chart | None:
    streams = material.as_is.streams
    return value_stream_chart(streams[0], material.words) if streams else None


def _waiting(material: Material) -> Chart | None:
    split = material.as_is.waiting
    return waiting_chart(split, material.words) if split and split.total_s > 0 else None


def _account(material: Material) -> Chart | None:
    """Draw where the constraint's hours went; where none is known, the plant's."""
    constraint = material.as_is.constraint
    accounts = {each.scope: each for each in material.as_is.accounts}
    account = accounts.get(constraint.machine if constraint else "plant")
    if account:
        return time_account_chart(account, material.words)
    return loss_chart(material.losses, material.words) if material.losses else None


def _strip(material: Material) -> Chart | None:
    strip = material.as_is.strip
    return strip_chart(strip, material.words) if strip and len(strip.machines) > 1 else None


def _bottlenecks(material: Material) -> Chart | None:
    return bottleneck_chart(material.as_is, material.words) if material.as_is.bottlenecks else None


def _wip(material: Material) -> Chart | None:
    known = material.figure("wip_mean_orders") and len(material.as_is.wip_series.dates) > 1
    return wip_chart(material.as_is, material.words) if known else None


def _lead_time(material: Material) -> Chart | None:
    closing = material.as_is.closing
    if closing is None or not material.figure("lead_time_median_h"):
        return None
    facts = gather(material.log, closing_operations=closing.operations, quiet_days=closing.quiet_s / DAY_S)
    return lead_time_curve_chart(facts.times, facts.ends, material.words)


def _changeovers(material: Material) -> Chart | None:
    """Draw the machine with most time between different products."""
    matrices = [each for each in material.as_is.changeovers if len(each.products) > 1 and each.counts.sum()]
    if not matrices:
        return None
    return changeover_chart(
        max(matrices, key=lambda each: each.overall_s * each.counts.sum()), material.words
    )


def _hours(material: Material) -> Chart | None:
    hours = material.hours
    return calendar_chart(hours, material.words) if hours and hours.plant.shifts else None


def _flow(material: Material) -> Chart | None:
    flow = material.as_is.flow
    return flow_chart(flow, material.words) if flow and flow.arcs else None


def _week(material: Material) -> Chart | None:
    rows = material.log.rows
    if (
        not material.log.tells_events
        or not material.log.tells_worked_time
        or rows["machine"].drop_nulls().is_empty()
    ):
        return None
    return week_gantt_chart(material.log, fullest_week(material.log), material.words, material.hours)


# How tall the larger pictures stand on paper, so that two share a page.
TALLEST_MM = {
    "streams": 195.0, "waiting": 110.0, "changeovers": 114.0, "hours": 68.0, "flow": 160.0, "week": 120.0,
}  # fmt: skip
SECTIONS: tuple[tuple[Message, dict[str, Picture]], ...] = (
    (say("How an order goes through the shop"), {"streams": _stream, "waiting": _waiting}),
    (
        say("What sets the pace"),
        {"accounts": _account, "strip": _strip, "bottlenecks": _bottlenecks},
    ),
    (say("How many and how long"), {"wip_series": _wip, "lead_time": _lead_time}),
    (say("Setups and working hours"), {"changeovers": _changeovers, "hours": _hours}),
    (say("The ways and the fullest week"), {"flow": _flow, "week": _week}),
)
