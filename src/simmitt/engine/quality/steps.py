"""The steps of orders: which operation follows which, and how usual that is."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Ints

# Two activities have a usual order when so many orders make them so, and so few the other way
# round, and most orders that have both make one right after the other.
USUAL_FROM_ORDERS = 20
USUAL_SHARE = 0.75
MAIN_SHARE = 0.5


class Steps(NamedTuple):
    """The first visit of each order to each activity, by order and start; all (n_steps,)."""

    visit: Ints
    order: Ints
    activity: Ints


def steps_of(reports: Reports) -> Steps:
    """Give the first visit of each order to each activity."""
    visits = reports.visits
    named = np.flatnonzero(visits.activity >= 0)
    key = visits.order[named] * max(reports.activity.n, 1) + visits.activity[named]
    _, first = np.unique(key, return_index=True)
    visit = named[np.sort(first)]
    return Steps(visit, visits.order[visit], visits.activity[visit])


class Pairs(NamedTuple):
    """Steps that follow each other in an order; all (n_pairs,)."""

    before: Ints  # visit
    after: Ints  # visit
    kind: Ints  # number of the pair of activities


def pairs_of(reports: Reports) -> Pairs:
    """Give each order's neighbouring steps."""
    steps, n = steps_of(reports), max(reports.activity.n, 1)
    follow = np.flatnonzero(steps.order[1:] == steps.order[:-1])
    kind = steps.activity[follow] * n + steps.activity[follow + 1]
    return Pairs(steps.visit[follow], steps.visit[follow + 1], kind)


def usual_neighbours(reports: Reports) -> Pairs:
    """Give each order's steps that as a rule follow each other, in their usual order.

    A pair of activities is usual when enough orders make it, few the other way round, and most
    orders that have both make one right after the other.
    """
    steps, n, kinds = steps_of(reports), max(reports.activity.n, 1), pairs_of(reports).kind
    each, counts = np.unique(kinds, return_counts=True)
    often = dict(zip(each.tolist(), counts.tolist(), strict=True))
    key = steps.order * n + steps.activity
    ranked = np.argsort(key)
    found = [(np.zeros(0, np.int64),) * 3]
    for kind, count in often.items():
        before, after = divmod(kind, n)
        if count < USUAL_FROM_ORDERS or count < USUAL_SHARE * (count + often.get(after * n + before, 0)):
            continue
        own = np.flatnonzero(steps.activity == before)
        wanted = steps.order[own] * n + after
        place = ranked[np.minimum(np.searchsorted(key[ranked], wanted), len(key) - 1)]
        both = key[place] == wanted
        if count >= MAIN_SHARE * int(both.sum()):
            found.append((own[both], place[both], np.full(int(both.sum()), kind)))
    one, two, kind_of = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Pairs(steps.visit[one], steps.visit[two], kind_of)
