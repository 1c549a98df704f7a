"""Rules on how long orders take."""

import numpy as np

from simmitt.engine.observations.observation import Found, Rule
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import orders
from simmitt.engine.observations.telling import lasting, shares
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S, WEEK_S

# Below this, three hours in four are waiting, and working faster can't change much.
LITTLE_TOUCH = 0.25
# Where lead times are spread by chance alone (exponentially), nine in ten lie below 3.3 medians.
LONG_TAIL = 3.3
# So much longer than nine orders in ten take, and more than a weekend, is not spread any more: the
# order was forgotten or held.
FAR_OUT = 2.0
FEWEST_FOR_FAR_OUT = 20
# Less than a tenth makes no other decision.
OPEN_ORDERS_MATTER = 1.1
# From this share on, more than a third of the lead time is nights and days off.
CLOSED_MATTERS = 0.35
# Of exponential lead times the slowest fifth take 52 per cent; more is more than chance.
FIFTH_TAKES_MOST = 0.6
# From here on a shorter wait can't halve the lead time.
MOSTLY_WORK = 0.6


def orders_mostly_wait(sight: Sight) -> Found | None:
    """Speak where orders are worked on for at most a quarter of their time in the shop."""
    touch = sight.figure("flow_efficiency_share")
    if touch is None or touch.high > LITTLE_TOUCH:
        return None
    return Found(
        say(
            "Orders are worked on for {share} of their time in the shop ({low} to {high}). The "
            "rest of the time they lie.",
            **shares(touch.value, touch.low, touch.high),
        ),
        orders(sight, (1 - touch.value) * sight.orders_h),
        (touch,),
        say("Look at what they lie and wait for, before anybody works faster."),
    )  # fmt: skip


def slow_tail(sight: Sight) -> Found | None:
    """Speak where one order in ten takes more than 3.3 times as long as the middle one."""
    median, p90 = sight.figure("lead_time_median_h"), sight.figure("lead_time_p90_h")
    if median is None or p90 is None or p90.low < LONG_TAIL * median.high:
        return None
    slow = sight.lead_h[sight.lead_h > p90.value]
    return Found(
        say(
            "One order in ten takes more than {p90}, and the middle one {median}.",
            p90=lasting(p90.value * HOUR_S), median=lasting(median.value * HOUR_S),
        ),
        orders(sight, float((slow - median.value).sum())),
        (p90, median),
        say("Look at what the slow ones have in common: product, machine, month or customer."),
    )  # fmt: skip


def order_left_behind(sight: Sight) -> Found | None:
    """Speak where the slowest order takes at least twice as long as nine in ten do."""
    longest, p90 = sight.figure("lead_time_max_h"), sight.figure("lead_time_p90_h")
    if longest is None or p90 is None or sight.orders < FEWEST_FOR_FAR_OUT:
        return None
    beyond_h = max(FAR_OUT * p90.high, p90.high + WEEK_S / HOUR_S)
    if longest.value < beyond_h:
        return None
    far = sight.lead_h[sight.lead_h >= beyond_h]
    return Found(
        say(
            "The slowest order took {longest}. Nine in ten take less than {p90}.",
            longest=lasting(longest.value * HOUR_S), p90=lasting(p90.value * HOUR_S),
        ),
        orders(sight, float((far - p90.value).sum())),
        (longest, p90),
        say("Ask what happened to it: was it forgotten, put on hold, or waiting for material?"),
    )  # fmt: skip


def open_orders_hide(sight: Sight) -> Found | None:
    """Speak where open orders counted in make the median lead time at least a tenth longer."""
    plain, honest = sight.figure("lead_time_median_h"), sight.figure("lead_time_km_median_h")
    if plain is None or honest is None or honest.value < OPEN_ORDERS_MATTER * plain.value:
        return None
    if honest.low <= plain.value:
        return None
    still_open = sight.as_is.closing.still_open if sight.as_is.closing else 0
    return Found(
        say(
            "With the orders still open counted in, half of the orders take more than {honest}. "
            "Without them it looks like {plain}.",
            honest=lasting(honest.value * HOUR_S), plain=lasting(plain.value * HOUR_S),
        ),
        orders(sight, still_open * (honest.value - plain.value)),
        (honest, plain),
        say("Use the longer figure in promises: the slow orders are the ones still open."),
    )  # fmt: skip


def lead_time_while_closed(sight: Sight) -> Found | None:
    """Speak where at least a third of the lead time passes while the plant is closed."""
    calendar = sight.figure("lead_time_median_h")
    working = sight.figure("lead_time_working_median_h")
    if calendar is None or working is None or calendar.value <= 0:
        return None
    closed = 1 - working.high / calendar.value
    if closed < CLOSED_MATTERS:
        return None
    return Found(
        say(
            "The middle order takes {calendar}. The plant is open for {working} of that time.",
            calendar=lasting(calendar.value * HOUR_S), working=lasting(working.value * HOUR_S),
        ),
        orders(sight, (1 - working.value / calendar.value) * sight.orders_h),
        (calendar, working),
        say("Compare with what you promise: in working days or in calendar days?"),
    )  # fmt: skip


def work_takes_the_time(sight: Sight) -> Found | None:
    """Speak where orders are worked on for at least 60 per cent of their time: little lies still."""
    touch = sight.figure("flow_efficiency_share")
    if touch is None or touch.low < MOSTLY_WORK:
        return None
    return Found(
        say(
            "Orders are worked on for {share:.0%} of their time in the shop. Little of it is waiting.",
            share=touch.value,
        ),
        orders(sight, touch.value * sight.orders_h),
        (touch,),
        say("Look at the work itself: which step takes most of the hours?"),
    )


def few_orders_take_the_room(sight: Sight) -> Found | None:
    """Speak where the slowest fifth of the orders take at least 60 per cent of all time in the shop."""
    lead, mean = sight.lead_h, sight.figure("lead_time_mean_h")
    if mean is None or len(lead) < FEWEST_FOR_FAR_OUT or lead.sum() <= 0:
        return None
    count = max(len(lead) // 5, 1)
    share = float(np.sort(lead)[-count:].sum() / lead.sum())
    if share < FIFTH_TAKES_MOST:
        return None
    return Found(
        say(
            "The slowest fifth of the orders take up {share:.0%} of all time that orders spend in the shop.",
            share=share,
        ),
        orders(sight, (share - 0.2) * sight.orders_h),
        (mean,),
        say("Look at those {count} orders one by one.", count=count),
    )


RULES = (
    Rule("orders_mostly_wait", orders_mostly_wait, ("flow_efficiency_share",)),
    Rule("work_takes_the_time", work_takes_the_time, ("flow_efficiency_share",)),
    Rule("slow_tail", slow_tail, ("lead_time_p90_h", "lead_time_median_h"), ("few_orders_take_the_room",)),
    Rule("order_left_behind", order_left_behind, ("lead_time_max_h", "lead_time_p90_h")),
    Rule("open_orders_hide", open_orders_hide, ("lead_time_km_median_h", "lead_time_median_h")),
    Rule(
        "lead_time_while_closed", lead_time_while_closed, ("lead_time_median_h", "lead_time_working_median_h")
    ),
    Rule("few_orders_take_the_room", few_orders_take_the_room, ("lead_time_mean_h",)),
)
