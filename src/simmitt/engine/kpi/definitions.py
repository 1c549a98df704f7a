"""What each figure means, in words and unit: one table for code, report and glossary."""

from typing import NamedTuple

from simmitt.ground.texts import Message, say


class Definition(NamedTuple):
    """Unit and meaning of a figure."""

    unit: str
    text: Message


DEFINITIONS: dict[str, Definition] = {
    "orders": Definition("orders", say("Different order numbers in the log.")),
    "lead_time_median_h": Definition(
        "h", say("Per order from first start to last end, calendar time; the middle order.")
    ),
    "lead_time_mean_h": Definition("h", say("Per order from first start to last end, calendar time; mean.")),
    "lead_time_p90_h": Definition(
        "h", say("Per order from first start to last end, calendar time; nine orders in ten are quicker.")
    ),
    "lead_time_max_h": Definition("h", say("Per order from first start to last end; the slowest order.")),
    "lead_time_median_censored_h": Definition(
        "h",
        say(
            "Median lead time by Kaplan–Meier. Orders with their first report in the log's first "
            "{days:.1} days are left out (likely under way before), those with their last report in "
            "the last {days:.1} days count as not yet finished.",
            days=7.0,
        ),
    ),
    "touch_time_median_h": Definition(
        "h",
        say("Per order the time in which something was done to it, overlaps counted once; the middle order."),
    ),
    "flow_efficiency_share": Definition(
        "share", say("Touch time of all orders divided by the lead time of all orders.")
    ),
    "order_pieces_median": Definition("pieces", say("Ordered pieces per order; the middle order.")),
    "wip_mean_orders": Definition(
        "orders",
        say("Orders in the shop, mean over time: the sum of lead times divided by the log's period."),
    ),
    "wip_max_orders": Definition("orders", say("Most orders in the shop at one moment.")),
    "throughput_orders_per_week": Definition(
        "orders/week", say("Orders per week of the log; those cut off at its ends count as whole ones.")
    ),
    "throughput_finished_orders_per_week": Definition(
        "orders/week",
        say(
            "Orders likely finished, per week; the log's last days, in which nobody knows what is "
            "finished, are left out."
        ),
    ),
    "littles_law_residual_share": Definition(
        "share",
        say(
            "Check: how far orders in the shop lie above finished orders per week times their mean lead "
            "time (Little's law). Far from zero means that the log cuts many orders off or the shop fills up."
        ),
    ),
    "scrap_share": Definition(
        "share", say("Rejected pieces divided by good and rejected ones, over all rows.")
    ),
    "rework_share": Definition("share", say("Hours of the rows marked as rework, divided by all hours.")),
    "setup_share": Definition("share", say("Hours of setup rows, divided by all hours.")),
    "setup_h": Definition("h", say("Hours of setup rows together.")),
    "setup_rows": Definition("rows", say("Rows that report a setup.")),
    "setup_time_median_h": Definition("h", say("Length of a setup row; the middle one.")),
    "breakdown_share": Definition("share", say("Hours of breakdown rows, divided by all hours.")),
    "breakdown_h": Definition("h", say("Hours of breakdown rows together.")),
    "breakdown_rows": Definition("rows", say("Rows that report a breakdown.")),
    "busy_sum_h": Definition("h", say("Hours of all rows, jobs at the same time counted each.")),
    "busy_union_h": Definition("h", say("Hours in which at least one job was going on.")),
    "utilisation_sum_share": Definition(
        "share", say("Summed hours divided by the log's period; above 100 % where jobs lie side by side.")
    ),
    "utilisation_union_share": Definition(
        "share", say("Hours in which at least one job was going on, divided by the log's period.")
    ),
    "open_hours_load_share": Definition(
        "share",
        say("Work within the plant's open hours, divided by those hours and the places seen in the log."),
    ),
    "capacity_seen": Definition(
        "orders", say("Different orders at once, not exceeded in 95 % of the time in which it works.")
    ),
    "parallel_orders_max": Definition("orders", say("Most different orders at once.")),
    "waiting_before_h": Definition(
        "h", say("Hours that orders had stood since their previous work when work began here, summed.")
    ),
    "mtbf_h": Definition(
        "h",
        say(
            "Hours of run and setup divided by the number of breakdowns; interval from the "
            "Poisson distribution."
        ),
    ),
    "mttr_h": Definition("h", say("Mean length of a breakdown row.")),
}
