"""Figures of machines, setups, breakdowns and time."""

from simmitt.engine.kpi.definitions.definition import Definition
from simmitt.engine.kpi.definitions.energy import ENERGY
from simmitt.engine.kpi.definitions.oee import OEE
from simmitt.ground.texts import say

MACHINES: dict[str, Definition] = {
    "setup_share": Definition(
        "share",
        say("Setup, share of all hours"),
        say("Hours of setup rows, divided by all hours."),
        ("setups", "worked_time"),
    ),
    "setup_h": Definition("h", say("Setup hours"), say("Hours of setup rows together."), ("setups",)),
    "setup_rows": Definition("rows", say("Setups"), say("Rows that report a setup."), ("setups",)),
    "setup_time_median_h": Definition(
        "h", say("Setup time, median"), say("Length of a setup row; the middle one."), ("setups",)
    ),
    "breakdown_share": Definition(
        "share",
        say("Breakdown, share of all hours"),
        say("Hours of breakdown rows, divided by all hours."),
        ("breakdowns", "worked_time"),
    ),
    "breakdown_h": Definition(
        "h",
        say("Breakdown hours"),
        say("Hours of breakdown rows together; micro-stops, where a limit is told, are run."),
        ("breakdowns",),
    ),
    "breakdown_rows": Definition(
        "rows",
        say("Breakdowns"),
        say("Rows that report a breakdown, micro-stops left out where a limit is told."),
        ("breakdowns",),
    ),
    "busy_sum_h": Definition(
        "h",
        say("Hours added up"),
        say("Hours of all rows, jobs at the same time counted each."),
        ("machines", "worked_time"),
    ),
    "busy_union_h": Definition(
        "h",
        say("Hours at work, counted once"),
        say("Hours in which at least one job was going on."),
        ("machines", "worked_time"),
    ),
    "utilisation_sum_share": Definition(
        "share",
        say("Hours added up, share of the period"),
        say("Summed hours divided by the log's period; above 100 % where jobs lie side by side."),
        ("machines", "worked_time"),
    ),
    "utilisation_union_share": Definition(
        "share",
        say("Hours at work, share of the period"),
        say("Hours in which at least one job was going on, divided by the log's period."),
        ("machines", "worked_time"),
    ),
    "open_hours_load_share": Definition(
        "share",
        say("Load in open hours"),
        say("Work within the plant's open hours, divided by those hours and the places seen in the log."),
        ("machines", "worked_time"),
    ),
    "capacity_seen": Definition(
        "orders",
        say("Places seen"),
        say("Different orders at once, not exceeded in 95 % of the time in which it works."),
        ("machines",),
    ),
    "parallel_orders_max": Definition(
        "orders", say("Most orders at once"), say("Most different orders at once."), ("machines",)
    ),
    "waiting_before_h": Definition(
        "h",
        say("Waiting before it"),
        say("Hours that orders had stood since their previous work when work began here, summed."),
        ("orders", "machines"),
    ),
    "bottleneck_share": Definition(
        "share",
        say("Momentary bottleneck, share of the time"),
        say(
            "Of the machines at work in a moment, the one that has worked longest without a pause of a "
            "quarter of an hour (until that stretch ends) is the bottleneck. Its time as such, divided by "
            "the time in which any machine works."
        ),
        ("machines", "worked_time"),
    ),
    "bottleneck_sole_share": Definition(
        "share",
        say("Momentary bottleneck alone, share of the time"),
        say(
            "Time as momentary bottleneck, less the time in which the bottleneck before still works or the "
            "next one has begun, divided by the time in which any machine works."
        ),
        ("machines", "worked_time"),
    ),
    "mtbf_h": Definition(
        "h",
        say("MTBF"),
        say(
            "Hours in which the machine ran or was set up, divided by its failures. Reports of breakdown "
            "less than a quarter of an hour apart are one failure. Hours after the last failure count with "
            "the others; interval from the Poisson distribution."
        ),
        ("breakdowns", "machines", "worked_time"),
    ),
    "mttr_h": Definition(
        "h",
        say("MTTR"),
        say(
            "Mean clock time from the first report of a failure to the end of its last; reports less than a "
            "quarter of an hour apart are one failure."
        ),
        ("breakdowns", "machines"),
    ),
    "failures": Definition(
        "failures",
        say("Failures"),
        say(
            "Breakdowns reported by rows or stops; those less than a quarter of an hour apart count once, "
            "micro-stops, where a limit is told, not at all."
        ),
        ("breakdowns", "machines"),
    ),
    "availability_by_failures_share": Definition(
        "share",
        say("Availability by failures"),
        say("MTBF divided by MTBF and MTTR together; the limits are those of both at once."),
        ("breakdowns", "machines", "worked_time"),
    ),
    "failure_shape": Definition(
        "ratio",
        say("Course of the failure rate (Weibull shape)"),
        say(
            "Weibull shape of the hours worked between failures, by maximum likelihood; the hours since the "
            "last failure count as not over. Below 1 failures come soon after a repair, above 1 with wear. "
            "From seven failures on."
        ),
        ("breakdowns", "machines", "worked_time"),
    ),
    "repairs_ordered": Definition(
        "orders",
        say("Repairs ordered"),
        say(
            "Maintenance orders within the log's period whose type says repair; told for machines without "
            "reported breakdowns."
        ),
        ("machines",),
    ),
    **OEE,
    **ENERGY,
}
