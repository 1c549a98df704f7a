"""The signals in words: what each is called, and how its value is written."""

from collections.abc import Mapping
from typing import Literal

from simmitt.engine.measures.triggers import Verdict
from simmitt.ground.texts import Message, say

Kind = Literal["share", "hours", "days", "number", "fact"]

FINDINGS: Mapping[str, tuple[Kind, Message]] = {
    "attended_repetitive_hours": ("hours", say("hours a year of repetitive tending")),
    "batch_hours": ("hours", say("run time of a lot at one station")),
    "bottleneck_is_machine": ("fact", say("a machine sets the pace")),
    "bottleneck_util": ("share", say("busy share of the open time at the station")),
    "break_stop_share_bottleneck": ("share", say("breaks as a share of the working day at the station")),
    "customer_open_to_change": ("fact", say("the customer is open to changes of the design")),
    "cycle_time_cv": ("number", say("spread of the run times at the station over their mean")),
    "data_gap_share": ("share", say("share of the stops that have no cause")),
    "down_share": ("share", say("breakdowns as a share of the working time at the station")),
    "down_share_bottleneck": ("share", say("breakdowns as a share of the working time at the station")),
    "inspection_share": ("share", say("inspection as a share of all work")),
    "late_detection": ("fact", say("faults are found late")),
    "late_share": ("share", say("share of the orders that are late")),
    "layout_crossings": ("number", say("crossings of the flow in the layout")),
    "lead_to_touch": ("number", say("lead time over time worked on the order")),
    "load_cv_week": ("number", say("variation of the load from week to week")),
    "machining_bottleneck": ("fact", say("a cutting machine sets the pace")),
    "manual_station_is_bottleneck": ("fact", say("a manual station sets the pace")),
    "minor_stop_share": ("share", say("minor stops as a share of the working time")),
    "mttr_h": ("hours", say("mean time to repair at the station")),
    "new_staff_share": ("share", say("share of the staff that is new")),
    "one_cause_share": ("share", say("share of the faults that has one cause")),
    "own_design": ("fact", say("the company designs the product itself")),
    "programming_at_machine_share": ("share", say("share of programming done at the machine")),
    "reactive_share": ("share", say("share of maintenance done after a breakdown")),
    "rework_rate": ("share", say("share of the visits made again")),
    "scrap_rate": ("share", say("share of the pieces scrapped")),
    "search_time_share": ("share", say("share of the time spent searching")),
    "setup_matrix_spread": ("share", say("share of the setups that the right order of jobs would avoid")),
    "setup_share_bottleneck": ("share", say("setup as a share of the working time at the station")),
    "skill_coverage_min": ("number", say("fewest people who know a station")),
    "transport_labour_h_week": ("hours", say("hours a week spent on transport")),
    "transport_share": ("share", say("transport as a share of the lead time")),
    "unmet_demand": ("fact", say("more could be sold than is made")),
    "utilisation_bottleneck": ("share", say("busy share of the open time at the station")),
    "wait_operator_share": ("share", say("waiting for an operator as a share of the lead time")),
    "weld_hours": ("hours", say("hours a year of welding")),
    "wip_days": ("days", say("days that orders lie on the floor")),
}


def why_proposed(verdict: Verdict) -> Message:
    """Tell which finding made a measure worth suggesting, with its value."""
    kind, finding = FINDINGS[verdict.signal]
    if kind == "fact":
        return say("Found: {finding}.", finding=finding)
    return say(
        "Found: {finding} {value}; the limit for suggesting the measure is {limit}.",
        finding=finding, value=_written(kind, verdict.value), limit=_written(kind, verdict.limit),
    )  # fmt: skip


def why_not(verdict: Verdict) -> Message:
    """Tell why a measure isn't suggested: the finding is absent, or nobody knows."""
    kind, finding = FINDINGS[verdict.signal]
    if verdict.answer == "unknown":
        return say("The log doesn't tell this: {finding}. The measure can't be ruled out.", finding=finding)
    if kind == "fact":
        return say("Not the case: {finding}.", finding=finding)
    return say(
        "No need seen: {finding} {value}, the limit is {limit}.",
        finding=finding, value=_written(kind, verdict.value), limit=_written(kind, verdict.limit),
    )  # fmt: skip


def _written(kind: Kind, value: float) -> Message:
    if kind == "share":
        return say("{value:.1%}", value=value)
    if kind == "hours":
        return say("{value:.1} h", value=value)
    if kind == "days":
        return say("{value:.1} days", value=value)
    return say("{value:.1}", value=value)
