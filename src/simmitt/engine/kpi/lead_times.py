"""How long orders take: in calendar time and in working hours, finished and open ones, and at work."""

import numpy as np

from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.definitions import DEFINITIONS
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.making import counted, figure, known
from simmitt.engine.kpi.open_time import open_between
from simmitt.engine.kpi.resampling import (
    Interval,
    Resamples,
    Scale,
    censored_median,
    certain,
    quantile,
    ratio,
)
from simmitt.engine.orders import Closing
from simmitt.engine.spans import Bools, Floats, summed
from simmitt.ground.texts import Message
from simmitt.ground.units import DAY_S, HOUR_S

# From so many open orders on the plain median is no headline.
OPEN_MATTERS_FROM = 0.05
PLAIN, CENSORED, ENTERED = "lead_time_median_h", "lead_time_km_median_h", "lead_time_km_entered_median_h"


def headline_lead_time(closing: Closing) -> str:
    """Give the id of the lead time to show first: where many orders are open, the one that heeds them."""
    return CENSORED if closing.open_share > OPEN_MATTERS_FROM else PLAIN


def order_figures(facts: Facts, hours: WorkingHours, drawn: Resamples) -> list[Figure]:
    """Give number, lead time, touch time, flow efficiency and size of orders; orders are resampled."""
    if not facts.n_orders:
        return [counted("orders", 0.0)]
    closing = facts.closing
    return [
        counted("orders", float(facts.n_orders)),
        counted("orders_open", float(closing.still_open)),
        counted("orders_begun_before", float(closing.began_before)),
        *_lead_times(facts, "lead_time", facts.times.lead_s() / HOUR_S, drawn),
        *_lead_times(facts, "lead_time_working", working_lead_s(facts, hours) / HOUR_S, drawn),
        *_touch(facts, hours, drawn),
        *_sizes(facts, drawn),
    ]


def working_lead_s(facts: Facts, hours: WorkingHours) -> Floats:
    """Give the plant's open hours between each order's first start and last end, (n_orders,)."""
    return open_between(hours, None, facts.first_s + facts.times.start_s, facts.first_s + facts.times.end_s)


def _lead_times(facts: Facts, name: str, lead_h: Floats, drawn: Resamples) -> list[Figure]:
    cell, weights = facts.order_cell, drawn.orders
    everyone, entered = np.ones(facts.n_orders, bool), ~facts.ends.began_before
    return known(
        [
            figure(f"{name}_median_h", quantile(lead_h, cell, weights)),
            figure(f"{name}_mean_h", _of_orders(facts, lead_h, np.ones(len(lead_h)), drawn, "inverse")),
            figure(f"{name}_p90_h", quantile(lead_h, cell, weights, 0.9)),
            figure(f"{name}_max_h", certain(float(lead_h.max()))),
            _censored(facts, f"{name}_km_median_h", lead_h, everyone, weights),
            _censored(facts, f"{name}_km_entered_median_h", lead_h, entered, weights),
        ]
    )


def _censored(facts: Facts, name: str, lead_h: Floats, which: Bools, weights: Floats) -> Figure:
    """Give a Kaplan-Meier median of some of the orders; nan where fewer than half of them end."""
    interval = (
        censored_median(lead_h[which], facts.closed[which], facts.order_cell[which], weights)
        if which.any()
        else certain(np.nan)
    )
    return figure(name, interval, definition=_as_closed(name, facts.closing))


def _as_closed(name: str, closing: Closing) -> Message:
    """Say in the definition how many orders count as open and why."""
    return DEFINITIONS[name].text.filled(
        open=closing.still_open,
        early=closing.began_before,
        days=closing.quiet_s / DAY_S,
        reason=closing.reason,
    )


def _of_orders(facts: Facts, above: Floats, below: Floats, drawn: Resamples, scale: Scale) -> Interval:
    """Give a ratio of sums over orders.

    Parameters
    ----------
    above, below : (n_orders,)
    """
    cells = facts.order_cells
    over, under = (summed(facts.order_cell, amount, cells) for amount in (above, below))
    return ratio(over, under, drawn.orders, scale)


def _touch(facts: Facts, hours: WorkingHours, drawn: Resamples) -> list[Figure]:
    """Give touch time, and its share of the lead time in calendar time and in working hours."""
    touched, lead_s = facts.touched, facts.times.lead_s()
    begin, end = facts.first_s + touched.start_s, facts.first_s + touched.end_s
    in_hours_s = summed(touched.group, open_between(hours, None, begin, end), facts.n_orders)
    working_s = working_lead_s(facts, hours)
    touch_s = facts.times.touch_s
    return known(
        [
            figure("touch_time_median_h", quantile(touch_s / HOUR_S, facts.order_cell, drawn.orders)),
            figure("flow_efficiency_share", _of_orders(facts, touch_s, lead_s, drawn, "plain")),
            figure("flow_efficiency_working_share", _of_orders(facts, in_hours_s, working_s, drawn, "plain")),
        ]
    )


def _sizes(facts: Facts, drawn: Resamples) -> list[Figure]:
    pieces = facts.order_pieces
    told = np.isfinite(pieces)
    if not told.any():
        return []
    interval = quantile(pieces[told], facts.order_cell[told], drawn.orders)
    return [figure("order_pieces_median", interval)]
