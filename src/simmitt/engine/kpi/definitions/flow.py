"""Figures of orders and of the plant's flow."""

from simmitt.engine.kpi.definitions.definition import Definition
from simmitt.engine.kpi.definitions.quality import QUALITY
from simmitt.engine.kpi.definitions.stations import STATIONS
from simmitt.ground.texts import say

LITTLE_FAR_OFF = say(
    "WARNING: Little's law is {share:.0%} off. Orders in the shop, finished orders per week and lead time "
    "do not fit together: the log cuts many orders off, or the shop fills up or empties. Read the three "
    "with care. Reckoned as the time all orders spend in the shop, less the lead times of the finished "
    "orders, divided by the former; the log's last quiet days are left out of both."
)

FLOW: dict[str, Definition] = {
    **QUALITY,
    **STATIONS,
    "orders": Definition(
        "orders", say("Orders in the log"), say("Different order numbers in the log."), ("orders",)
    ),
    "orders_open": Definition(
        "orders",
        say("Orders still open"),
        say("Orders that count as not finished when the log ends; what ends an order is told beside it."),
        ("orders",),
    ),
    "orders_begun_before": Definition(
        "orders",
        say("Orders begun before the log"),
        say(
            "Orders with their first report so soon after the log's start that they were likely under way "
            "before: within the days of silence that count as long. Their real start isn't known."
        ),
        ("orders",),
    ),
    "lead_time_median_h": Definition(
        "h",
        say("Lead time, median"),
        say("Per order from first start to last end, calendar time; the middle order."),
        ("orders",),
    ),
    "lead_time_mean_h": Definition(
        "h",
        say("Lead time, mean"),
        say("Per order from first start to last end, calendar time; mean."),
        ("orders",),
    ),
    "lead_time_p90_h": Definition(
        "h",
        say("Lead time, nine of ten below"),
        say("Per order from first start to last end, calendar time; nine orders in ten are quicker."),
        ("orders",),
    ),
    "lead_time_max_h": Definition(
        "h",
        say("Lead time, longest"),
        say("Per order from first start to last end; the slowest order."),
        ("orders",),
    ),
    "lead_time_km_median_h": Definition(
        "h",
        say("Lead time, median with open orders"),
        say(
            "Median lead time by Kaplan–Meier, calendar time: orders still open count as having taken "
            "longer than seen so far ({open} orders), where the plain median takes them for finished. "
            "{reason} Orders likely under way when the log opens ({early}) count from their first report "
            "in the log, so that no order is left out."
        ),
        ("orders", "closed_orders"),
    ),
    "lead_time_km_entered_median_h": Definition(
        "h",
        say("Lead time, median with open orders, begun in the log"),
        say(
            "Median lead time by Kaplan–Meier, calendar time, without the {early} orders that have their "
            "first report in the log's first {days:.1} days: they were likely under way before, and how "
            "long isn't known. Leaving out by start favours neither quick nor slow orders. Orders still "
            "open ({open} in all) count as having taken longer than seen so far."
        ),
        ("orders", "closed_orders"),
    ),
    "lead_time_working_median_h": Definition(
        "h",
        say("Lead time in working hours, median"),
        say("Per order the plant's open hours between first start and last end; the middle order."),
        ("orders", "working_hours"),
    ),
    "lead_time_working_mean_h": Definition(
        "h",
        say("Lead time in working hours, mean"),
        say("Per order the plant's open hours between first start and last end; mean."),
        ("orders", "working_hours"),
    ),
    "lead_time_working_p90_h": Definition(
        "h",
        say("Lead time in working hours, nine of ten below"),
        say(
            "Per order the plant's open hours between first start and last end; nine orders in ten have "
            "fewer."
        ),
        ("orders", "working_hours"),
    ),
    "lead_time_working_max_h": Definition(
        "h",
        say("Lead time in working hours, longest"),
        say("Per order the plant's open hours between first start and last end; the slowest order."),
        ("orders", "working_hours"),
    ),
    "lead_time_working_km_median_h": Definition(
        "h",
        say("Lead time in working hours, median with open orders"),
        say(
            "Median by Kaplan–Meier of the plant's open hours between first start and last end: orders "
            "still open count as having taken longer than seen so far ({open} orders). {reason} No order "
            "is left out, also not the {early} that were likely under way when the log opens."
        ),
        ("orders", "working_hours", "closed_orders"),
    ),
    "lead_time_working_km_entered_median_h": Definition(
        "h",
        say("Lead time in working hours, median with open orders, begun in the log"),
        say(
            "Median by Kaplan–Meier of the plant's open hours between first start and last end, without "
            "the {early} orders that have their first report in the log's first {days:.1} days. Orders "
            "still open ({open} in all) count as having taken longer than seen so far."
        ),
        ("orders", "working_hours", "closed_orders"),
    ),
    "touch_time_median_h": Definition(
        "h",
        say("Touch time, median"),
        say("Per order the time in which something was done to it, overlaps counted once; the middle order."),
        ("orders", "worked_time"),
    ),
    "flow_efficiency_share": Definition(
        "share",
        say("Flow efficiency"),
        say("Touch time of all orders divided by the lead time of all orders."),
        ("orders", "worked_time"),
    ),
    "flow_efficiency_working_share": Definition(
        "share",
        say("Flow efficiency in working hours"),
        say(
            "Touch time of all orders that lies in the plant's open hours, divided by the open hours "
            "between first start and last end of all orders."
        ),
        ("orders", "working_hours", "worked_time"),
    ),
    "order_pieces_median": Definition(
        "pieces",
        say("Order size, median"),
        say("Ordered pieces per order; the middle order."),
        ("ordered_pieces",),
    ),
    "wip_mean_orders": Definition(
        "orders",
        say("Orders under way, mean"),
        say("Orders in the shop, mean over time: the sum of lead times divided by the log's period."),
        ("orders",),
    ),
    "wip_max_orders": Definition(
        "orders", say("Orders under way, most"), say("Most orders in the shop at one moment."), ("orders",)
    ),
    "throughput_orders_per_week": Definition(
        "orders/week",
        say("Orders started a week"),
        say("Orders per week of the log; those cut off at its ends count as whole ones."),
        ("orders",),
    ),
    "throughput_finished_orders_per_week": Definition(
        "orders/week",
        say("Orders finished a week"),
        say(
            "Orders likely finished, per week; the log's last days, in which nobody knows what is "
            "finished, are left out."
        ),
        ("orders",),
    ),
    "littles_law_residual_share": Definition(
        "share",
        say("Little's law, what is left over"),
        say(
            "Check: the time all orders spend in the shop, less the lead times of the finished orders, "
            "divided by the former; the log's last quiet days are left out of both. Near zero, orders in "
            "the shop equal finished orders per week times their mean lead time (Little's law)."
        ),
        ("orders",),
    ),
}
