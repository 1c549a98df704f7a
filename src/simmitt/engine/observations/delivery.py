"""Rules on promises and how they are kept."""

import polars as pl

from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import orders
from simmitt.engine.observations.telling import lasting, shares
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, HOUR_S

# One promise in ten broken; nobody calls that on time.
ON_TIME = 0.9
# Orders past their date and not finished, of all that are open.
LATE_OPEN, FEWEST_LATE = 0.1, 5
# Ready three days early is work done before it was needed.
EARLY_H = 3 * DAY_S / HOUR_S
ORDERS_TO_JUDGE = 20


def promises_are_broken(sight: Sight) -> Found | None:
    """Speak where at least one order in ten comes after its promised date."""
    kept, late = sight.figure("on_time_share"), sight.figure("lateness_mean_h")
    if kept is None or kept.high > ON_TIME:
        return None
    return Found(
        say(
            "{share} of the orders come after their promised date ({low} to {high}).",
            **shares(1 - kept.value, 1 - kept.high, 1 - kept.low),
        ),
        orders(sight, (1 - kept.value) * sight.orders * max(late.value if late else 0.0, DAY_S / HOUR_S)),
        tuple(each for each in (kept, late) if each),
        say("Sort the late orders by product, customer and machine. Were they late at once, or on the way?"),
    )  # fmt: skip


def late_orders_lie_open(sight: Sight) -> Found | None:
    """Speak where at least a tenth of the open orders are past their date, and at least five."""
    late, still_open = sight.figure("late_orders_open"), sight.figure("orders_open")
    if late is None or still_open is None or late.value < FEWEST_LATE:
        return None
    if late.value < LATE_OPEN * still_open.value:
        return None
    return Found(
        say(
            "{late} of the {open} open orders are past their date when the log ends.",
            late=int(late.value), open=int(still_open.value),
        ),
        orders(sight, late.value * DAY_S / HOUR_S),
        (late, still_open),
        say("Ask for each of them: what does it wait for, and who has told the customer?"),
    )  # fmt: skip


def orders_are_early(sight: Sight) -> Found | None:
    """Speak where orders are ready at least three days before their date on average."""
    late = sight.figure("lateness_mean_h")
    if late is None or late.high > -EARLY_H:
        return None
    return Found(
        say(
            "On average orders are ready {time} before their promised date.",
            time=lasting(-late.value * HOUR_S),
        ),
        orders(
            sight, 0.0
        ),  # a finished order has left the shop; how long it lies in store the log can't tell
        (late,),
        say("Ask which orders waited meanwhile for the same machines."),
    )


def promises_are_shorter_than_work(sight: Sight) -> Found | None:
    """Speak where the usual promise is shorter than what half of the orders take."""
    lead, kept = sight.figure("lead_time_median_h"), sight.figure("on_time_share")
    promised = sight.rows.drop_nulls(["due_at", "released_at"]).group_by("order").agg(
        hours=(pl.col("due_at").min() - pl.col("released_at").min()).dt.total_seconds() / HOUR_S
    )  # fmt: skip
    if lead is None or kept is None or promised.height < ORDERS_TO_JUDGE:
        return None
    usual_h = float(promised.select(pl.col("hours").median()).item())
    if usual_h <= 0 or lead.low < usual_h:
        return None
    return Found(
        say(
            "The usual promise is {promise} from release. Half of the orders take more than {lead}.",
            promise=lasting(usual_h * HOUR_S), lead=lasting(lead.value * HOUR_S),
        ),
        orders(sight, (lead.value - usual_h) * sight.orders),
        (lead, kept, shape("log")),
        say("Ask how a date is chosen, and whether the queue is known to the one who promises."),
    )  # fmt: skip


RULES = (
    Rule("promises_are_broken", promises_are_broken, ("on_time_share", "lateness_mean_h")),
    Rule("late_orders_lie_open", late_orders_lie_open, ("late_orders_open", "orders_open")),
    Rule("orders_are_early", orders_are_early, ("lateness_mean_h",)),
    Rule("promises_are_shorter_than_work", promises_are_shorter_than_work,
         ("lead_time_median_h", "on_time_share", "log")),
)  # fmt: skip
