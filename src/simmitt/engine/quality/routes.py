"""What the orders' ways through the shop have in common, and rows that don't fit."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.orders import cut_off
from simmitt.engine.quality.checking import FLOW, Check, Found, beyond
from simmitt.engine.quality.effects import moved_without
from simmitt.engine.quality.open_orders import last_rows, real_times
from simmitt.engine.quality.reports import Reports
from simmitt.engine.quality.steps import steps_of, usual_neighbours
from simmitt.engine.spans import Bools, Ints
from simmitt.ground.texts import Message, say, say_many

# Of the orders that have two usual neighbours, so few make them the other way round.
RARE_SHARE = 0.05
# An operation opens (closes) orders when nearly all orders that have it begin (end) with it.
OPENS_FROM_SHARE = 0.9
OF_ALL_ORDERS = 0.2
ORDERS_TO_JUDGE = 20
SHOWN = 10


def _out_of_order(reports: Reports) -> Found[Reports] | None:
    """Look for orders that make two steps the other way round than nearly all others."""
    pairs, visits = usual_neighbours(reports), reports.visits
    turned = visits.start_s[pairs.after] < visits.start_s[pairs.before]
    kinds, place, often = np.unique(pairs.kind, return_inverse=True, return_counts=True)
    rare = turned & (np.bincount(place, turned, len(kinds)) <= RARE_SHARE * often)[place]
    if not rare.any():
        return None
    early = np.zeros(len(visits.order) + 1, bool)
    early[pairs.after[rare]] = True
    hit = early[visits.visit_of]
    n, names = max(reports.activity.n, 1), reports.activity.names
    kinds, counts = np.unique(pairs.kind[rare], return_counts=True)
    ranked = sorted(zip((-counts).tolist(), kinds.tolist(), strict=True))
    return Found(
        reports.numbers(hit),
        beyond(int(hit.sum()), reports.n, 0.01),
        moved_without(
            reports, hit, say("Waiting before and after these steps can't be right, if the order isn't.")
        ),
        details=tuple(
            say_many(
                "{count} order has “{first}” before “{second}”",
                "{count} orders have “{first}” before “{second}”",
                -count,
                first=names[kind % n],
                second=names[kind // n],
            )
            for count, kind in ranked[:SHOWN]
        ),
    )


def _without_start(reports: Reports) -> Found[Reports] | None:
    index = reports.by_order
    order = reports.order.code[index]
    first = index[np.flatnonzero(np.r_[len(index) > 0, order[1:] != order[:-1]])]
    times, _ = real_times(reports)
    return _without_border(reports, first, cut_off(times).began_before, _BEGIN)


def _without_finish(reports: Reports) -> Found[Reports] | None:
    times, _ = real_times(reports)
    return _without_border(reports, last_rows(reports), cut_off(times).still_open, _END)


class _Words(NamedTuple):
    usual: Message
    effect: Message


_BEGIN = _Words(
    say("{count} of {orders} orders begin with “{activity}”"),
    say("Lead time is too short for orders whose beginning is missing."),
)
_END = _Words(
    say("{count} of {orders} orders end with “{activity}”"),
    say("Lead time is too short for orders whose end is missing, and they seem finished."),
)


def _without_border(reports: Reports, border: Ints, cut: Bools, words: _Words) -> Found[Reports] | None:
    """Look for orders that don't begin (end) as orders do, those aside that the log's ends cut off.

    Parameters
    ----------
    border : (n_orders,)
        First (last) row of each order that has rows.
    cut : (n_orders,)
        Whether the log's ends cut the order off.
    """
    if len(border) < ORDERS_TO_JUDGE:
        return None
    at_border = reports.activity.code[border]
    usual = _openers(reports, at_border)
    odd = ~np.isin(at_border, usual) & ~cut
    if not len(usual) or not odd.any():
        return None
    hit = np.zeros(reports.n, bool)
    hit[border[odd]] = True
    whole = np.isin(reports.order.code, reports.order.code[border[odd]])
    return Found(
        reports.numbers(hit),
        beyond(int(odd.sum()), len(border), 0.1),
        moved_without(reports, whole, words.effect),
        details=tuple(
            words.usual.filled(
                count=int((at_border == code).sum()),
                orders=len(border),
                activity=reports.activity.names[code],
            )
            for code in usual
        ),
    )


def _openers(reports: Reports, at_border: Ints) -> Ints:
    """Give the activities that, where an order has them, nearly always stand at the border."""
    steps = steps_of(reports)
    having = np.bincount(steps.activity, minlength=reports.activity.n)
    standing = np.bincount(at_border[at_border >= 0], minlength=reports.activity.n)
    often = standing >= OF_ALL_ORDERS * len(at_border)
    return np.flatnonzero(often & (standing >= OPENS_FROM_SHARE * having))


ROUTES: tuple[Check[Reports], ...] = (
    Check(
        "out_of_order",
        say("Steps in another order than usual"),
        say("Orders that make two steps the other way round than nineteen of twenty others."),
        FLOW,
        say("Nothing done: it may be true. If not, a time is wrong."),
        _out_of_order,
    ),
    Check(
        "orders_without_start",
        say("Orders whose beginning is missing"),
        say("Orders that lack the operation that orders begin with, though the log had begun."),
        FLOW,
        say("Nothing done: ask whether the first step is always reported."),
        _without_start,
        doubtful=False,
    ),
    Check(
        "orders_without_finish",
        say("Orders whose end is missing"),
        say("Orders that lack the operation that orders end with, though they have been quiet for long."),
        FLOW,
        say("Nothing done: ask whether the last step is always reported, or the order was stopped."),
        _without_finish,
        doubtful=False,
    ),
)
