"""Pieces along an order's way: more than ordered, more than came in, fewer than ordered at the end."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.eventlog.log import RUN
from simmitt.engine.orders import cut_off
from simmitt.engine.quality.checking import PIECES, Check, Found, beyond
from simmitt.engine.quality.findings import Effect, Move
from simmitt.engine.quality.open_orders import real_times
from simmitt.engine.quality.quantities import pieces
from simmitt.engine.quality.reports import Reports
from simmitt.engine.quality.steps import Steps, steps_of
from simmitt.engine.spans import Bools, Floats, Ints, summed
from simmitt.ground.texts import Message, say, say_many

# Beyond this share of the order, and this many pieces, a step has made too many.
TOO_MANY_SHARE, TOO_MANY_PIECES = 0.2, 2.0
# A step that takes in so many more than the one before it gave has got them from nowhere.
GROWN_SHARE = 0.05
# Orders that end with less than this share, if they are this share of all.
REACHED_SHARE, SHORT_FROM = 0.8, 0.2
ORDERS_TO_JUDGE = 10


class _Made(NamedTuple):
    """What each step of each order reported in all its rows; rework aside; all (n_steps,)."""

    steps: Steps
    step_of: Ints  # (n_rows,) -1: part of no step
    good: Floats
    made: Floats  # good and rejected
    ordered: Floats  # by the order; 0 where not told


def _made(reports: Reports) -> _Made | None:
    good, rejected = pieces(reports, "good_pieces"), pieces(reports, "rejected_pieces")
    if not (good > 0).any():
        return None
    steps = steps_of(reports)
    n = max(reports.activity.n, 1)
    keys = steps.order * n + steps.activity
    ranked = np.argsort(keys)
    told = reports.ordered & (reports.activity.code >= 0)
    told &= ~reports.rows["rework"].fill_null(value=False).to_numpy()
    told &= (reports.rows["kind"] == RUN).fill_null(value=True).to_numpy()
    step_of = np.full(reports.n, -1, np.int64)
    own = reports.order.code[told] * n + reports.activity.code[told]
    step_of[told] = ranked[np.searchsorted(keys[ranked], own)]
    ordered = np.zeros(reports.order.n)
    np.maximum.at(ordered, reports.order.code[told], pieces(reports, "ordered_pieces")[told])
    per_step = [summed(step_of[told], each[told], len(keys)) for each in (good, good + rejected)]
    return _Made(steps, step_of, per_step[0], per_step[1], ordered[steps.order])


def _above_ordered(reports: Reports) -> Found[Reports] | None:
    made = _made(reports)
    if made is None:
        return None
    limit = made.ordered * (1 + TOO_MANY_SHARE) + TOO_MANY_PIECES
    over = (made.ordered > 0) & (made.made > limit)
    return _at_steps(reports, made, over, made.ordered)


def _grown(reports: Reports) -> Found[Reports] | None:
    """Look for steps that report more pieces than the step before them has given."""
    made = _made(reports)
    if made is None:
        return None
    told = np.flatnonzero(made.made > 0)
    order = made.steps.order[told]
    follows = np.flatnonzero(order[1:] == order[:-1])
    one, two = told[follows], told[follows + 1]
    before = np.zeros(len(made.made))
    before[two] = made.good[one]
    over = np.zeros(len(made.made), bool)
    over[two] = made.made[two] > np.maximum(before[two] * (1 + GROWN_SHARE), before[two] + TOO_MANY_PIECES)
    return _at_steps(reports, made, over, before)


def _at_steps(reports: Reports, made: _Made, over: Bools, allowed: Floats) -> Found[Reports] | None:
    """Tell of steps with more pieces than there can be, and of all rows they were reported in."""
    if not over.any():
        return None
    hit = (made.step_of >= 0) & over[made.step_of]
    reported, could = float(made.made[over].sum()), float(allowed[over].sum())
    codes, counts = np.unique(made.steps.activity[over], return_counts=True)
    ranked = sorted(zip((-counts).tolist(), codes.tolist(), strict=True))
    return Found(
        reports.numbers(hit),
        beyond(int(hit.sum()), reports.n, 0.05),
        Effect(
            say(
                "Steps with too many pieces: {steps}. They report {reported:.0} pieces where"
                " {could:.0} can have been.",
                steps=int(over.sum()),
                reported=reported,
                could=could,
            ),
            (Move("reported_pieces", "plant", reported, could, "pieces"),),
        ),
        details=tuple(
            say_many(
                "“{activity}”: {count} order",
                "“{activity}”: {count} orders",
                -n,
                activity=reports.activity.names[code],
            )
            for n, code in ranked[:10]
        ),
    )


def _short_of_ordered(reports: Reports) -> Found[Reports] | None:
    """Look for orders that end with far fewer good pieces than ordered, where many do."""
    made = _made(reports)
    if made is None:
        return None
    told = np.flatnonzero((made.made > 0) & (made.ordered > 0))
    order = made.steps.order[told]
    last = told[np.flatnonzero(np.r_[order[1:] != order[:-1], len(told) > 0])]
    last = last[~_still_open(reports)[made.steps.order[last]]]
    short = made.good[last] < REACHED_SHARE * made.ordered[last]
    if len(last) < ORDERS_TO_JUDGE or short.mean() < SHORT_FROM:
        return None
    over = np.zeros(len(made.made), bool)
    over[last[short]] = True
    good, ordered = float(made.good[last].sum()), float(made.ordered[last].sum())
    return Found(
        reports.numbers((made.step_of >= 0) & over[made.step_of]),
        "info",
        Effect(
            say(
                "At their last step orders report {good:.0} good pieces of {ordered:.0} ordered:"
                " sums over steps are not output.",
                good=good,
                ordered=ordered,
            ),
            (Move("output_pieces", "plant", ordered, good, "pieces"),),
        ),
        count=int(short.sum()),
        details=_reaching(reports, made),
    )


def _still_open(reports: Reports) -> Bools:
    times, numbers = real_times(reports)
    still_open = np.zeros(reports.order.n, bool)
    still_open[numbers[cut_off(times).still_open]] = True
    return still_open


def _reaching(reports: Reports, made: _Made) -> tuple[Message, ...]:
    """Say, for the operations that most orders have, how many reach the ordered pieces there."""
    told = made.ordered > 0
    codes, counts = np.unique(made.steps.activity[told], return_counts=True)
    ranked = sorted(zip((-counts).tolist(), codes.tolist(), strict=True))[:5]
    return tuple(
        say(
            "{reached} of {orders} orders reach the ordered quantity at “{activity}”",
            reached=int((made.good >= made.ordered)[told & (made.steps.activity == code)].sum()),
            orders=-n,
            activity=reports.activity.names[code],
        )
        for n, code in ranked
    )


ROUTE_PIECES: tuple[Check[Reports], ...] = (
    Check(
        "pieces_above_ordered",
        say("More pieces than ordered"),
        say("Steps whose rows together report a fifth more pieces than ordered, rework aside."),
        PIECES,
        say("Nothing done: overdelivery, a double report or a running count; the log doesn't tell which."),
        _above_ordered,
        doubtful=False,
    ),
    Check(
        "pieces_grow",
        say("Pieces that grow along the way"),
        say("Steps that report more pieces than the step before them gave as good."),
        PIECES,
        say("Nothing done: sums over steps are not output; use one step's count."),
        _grown,
        doubtful=False,
    ),
    Check(
        "short_of_ordered",
        say("Orders that don't reach their quantity"),
        say(
            "Orders whose last step reports less than four fifths of the ordered pieces, where a"
            " fifth of the orders do."
        ),
        PIECES,
        say("Nothing done: the rest may be unreported, split off or scrapped."),
        _short_of_ordered,
        doubtful=False,
    ),
)
