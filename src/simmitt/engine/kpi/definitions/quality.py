"""Figures of delivery, yield and rework."""

from simmitt.engine.kpi.definitions.definition import Definition
from simmitt.ground.texts import say

QUALITY: dict[str, Definition] = {
    "on_time_share": Definition(
        "share",
        say("On time"),
        say(
            "Orders done by their due date, divided by the orders with a due date that are done or past "
            "due. Done is the delivery where it is told, else the last end of a finished order; an open "
            "order counts as late once it is past due when the log ends. A due date without a clock time "
            "lasts the whole day; where rows differ, the earliest counts."
        ),
        ("orders", "due_dates", "closed_orders"),
    ),
    "lateness_mean_h": Definition(
        "h",
        say("Lateness, mean"),
        say(
            "Hours from due date until done, negative where early, mean over the orders that the on-time "
            "share counts; an open order past due counts as late as it is when the log ends, so far."
        ),
        ("orders", "due_dates", "closed_orders"),
    ),
    "late_orders_open": Definition(
        "orders",
        say("Orders open and past due"),
        say("Orders that count as not finished and whose due date has passed when the log ends."),
        ("orders", "due_dates", "closed_orders"),
    ),
    "scrap_share": Definition(
        "share",
        say("Scrap"),
        say("Rejected pieces divided by good and rejected ones, over all rows."),
        ("rejected",),
    ),
    "first_pass_yield_share": Definition(
        "share",
        say("First-pass yield"),
        say(
            "Good pieces divided by good, rejected and held ones, over the rows of each order's first time "
            "at an activity that are not marked as rework; rows that tell no rejected pieces are left out."
        ),
        ("good", "rejected"),
    ),
    "rolled_yield_share": Definition(
        "share",
        say("Rolled yield"),
        say(
            "Chance of a piece to come through all activities of its order good the first time: per order "
            "the product of the first-pass yields of the activities it passes, the geometric mean over "
            "orders. Activities without pieces told are left out."
        ),
        ("orders", "good", "rejected"),
    ),
    "rework_share": Definition(
        "share",
        say("Rework, share of hours"),
        say("Hours of the rows marked as rework, divided by all hours."),
        ("rework",),
    ),
    "rework_loop_share": Definition(
        "share",
        say("Orders that come back"),
        say(
            "Orders that return to an activity, divided by the orders that pass it (for the plant: return "
            "to any, divided by all). An order returns when the row before, by start, is another "
            "activity's, began after the order's earlier work in this activity had ended, and has ended "
            "itself. Where the routing passes an activity twice, that is no fault."
        ),
        ("orders", "activities"),
    ),
    "rework_loops_per_order": Definition(
        "1/order",
        say("Returns per order"),
        say("How often orders return to an activity, divided by the orders that pass it."),
        ("orders", "activities"),
    ),
}
