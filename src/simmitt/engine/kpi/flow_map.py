"""Which way orders take through the plant, with volumes and waits."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.medians import medians
from simmitt.engine.kpi.nouns import FlowArc, FlowMap, FlowNode
from simmitt.engine.kpi.steps import steps_of
from simmitt.engine.spans import Ints, among, summed

MOST_VARIANTS = 20
_HASH_SEED = 2_718
_MOST_PAIRS_PER_ROW = 16


class _Way(NamedTuple):
    """The rows of all orders, order after order, each by end."""

    rows: Ints  # (n_way,) numbers of rows
    place: Ints  # (n_way,) activity, or machine where no activities are told
    first: Ints  # (n_ways,) where each order begins
    names: list[str]


def flow_of(facts: Facts) -> FlowMap:
    """Give the flow of orders from activity to activity, or from machine to machine.

    One row is one event: an order's rows follow each other by their ends (those that end
    together as they stand in the log), as process mining counts what directly follows what.
    Ways are told apart by the places alone: setup, run and the next day's row at one place are
    one stay, or every order that is reported in more rows would seem to take a way of its own.
    """
    way = _way(facts)
    if not len(way.rows):
        return FlowMap((), (), {}, {}, (), 0)
    last = _last(way)
    variants, count = _variants(_stays(way))
    return FlowMap(
        _nodes(facts, way),
        _arcs(facts, way, last),
        _tally(way.place[way.first], way.names),
        _tally(way.place[last], way.names),
        variants,
        count,
    )


def _way(facts: Facts) -> _Way:
    told = bool(((facts.activity >= 0) & (facts.order >= 0)).any())
    place, names = (facts.activity, facts.activities) if told else (facts.machine, facts.machines)
    rows = among(facts.by_end, place >= 0)
    order = facts.order[rows]
    return _Way(rows, place[rows], np.flatnonzero(np.diff(order, prepend=-1)), names)


def _last(way: _Way) -> Ints:
    """Give where each order ends, (n_ways,)."""
    return np.append(way.first[1:], len(way.rows)) - 1


def _stays(way: _Way) -> _Way:
    """Leave out the rows that stay where the order was already."""
    begins = np.zeros(len(way.rows), bool)
    begins[way.first] = True
    arrives = begins | (np.diff(way.place, prepend=-1) != 0)
    return _Way(way.rows[arrives], way.place[arrives], np.flatnonzero(begins[arrives]), way.names)


def _nodes(facts: Facts, way: _Way) -> tuple[FlowNode, ...]:
    """Give each place with what passes it, those with most rows first."""
    n = len(way.names)
    rows = np.bincount(way.place, minlength=n)
    work_s = summed(way.place, facts.work_s[way.rows], n)
    waiting_s = summed(way.place, facts.waited_s[way.rows], n)
    orders = _orders_at(facts, way, n)
    return tuple(
        FlowNode(way.names[i], int(rows[i]), int(orders[i]), float(work_s[i]), float(waiting_s[i]))
        for i in np.argsort(-rows, kind="stable")
        if rows[i]
    )


def _orders_at(facts: Facts, way: _Way, places: int) -> Ints:
    """Count the different orders at each place."""
    if places * facts.n_orders > _MOST_PAIRS_PER_ROW * len(way.rows):
        steps = steps_of(facts.order, facts.machine if way.names is facts.machines else facts.activity,
                         facts.by_order)  # fmt: skip
        return np.bincount(steps.activity, minlength=places)
    # Marking who was where is quicker than sorting it.
    been = np.zeros((facts.n_orders, places), bool)
    been[facts.order[way.rows], way.place] = True
    count: Ints = been.sum(axis=0, dtype=np.int64)
    return count


def _arcs(facts: Facts, way: _Way, last: Ints) -> tuple[FlowArc, ...]:
    """Give what directly followed what, the most frequent first."""
    goes_on = np.ones(len(way.rows), bool)
    goes_on[last] = False
    here = np.flatnonzero(goes_on)
    if not len(here):
        return ()
    source, target = way.rows[here], way.rows[here + 1]
    n = len(way.names)
    arc = way.place[here] * n + way.place[here + 1]
    wait_s = np.maximum(facts.start_s[target] - facts.end_s[source], 0.0)
    between_s = facts.end_s[target] - facts.end_s[source]
    count = np.bincount(arc, minlength=n * n)
    wait_mean = summed(arc, wait_s, n * n) / np.maximum(count, 1)
    between_mean = summed(arc, between_s, n * n) / np.maximum(count, 1)
    some = np.flatnonzero(count)
    median = medians(arc, wait_s, n * n)
    return tuple(
        FlowArc(
            way.names[i // n],
            way.names[i % n],
            int(count[i]),
            float(wait_mean[i]),
            float(median[i]),
            float(between_mean[i]),
        )
        for i in some[np.argsort(-count[some], kind="stable")]
    )


def _tally(places: Ints, names: list[str]) -> Mapping[str, int]:
    """Count places, the most frequent first."""
    count = np.bincount(places, minlength=len(names))
    return {names[i]: int(count[i]) for i in np.argsort(-count, kind="stable") if count[i]}


def _variants(way: _Way) -> tuple[tuple[tuple[tuple[str, ...], int], ...], int]:
    """Give the most frequent ways with how many orders take them, and how many ways there are.

    Each way is known by a number: the sum of a random 64-bit number per place and step.
    """
    last = _last(way)
    length = last - way.first + 1
    step = np.arange(len(way.rows)) - np.repeat(way.first, length)
    rng = np.random.default_rng(_HASH_SEED)
    of_step = rng.integers(1, 2**63, int(length.max()), dtype=np.uint64) | np.uint64(1)
    of_place = rng.integers(1, 2**63, len(way.names), dtype=np.uint64)
    marks = (of_place[way.place] ^ (of_step[step] >> np.uint64(7))) * of_step[step]
    number = np.add.reduceat(marks, way.first)
    _, example, count = np.unique(number, return_index=True, return_counts=True)
    # As many orders, then the one whose first order comes first.
    top = np.lexsort((example, -count))[:MOST_VARIANTS]
    ways = tuple(
        (tuple(way.names[code] for code in way.place[way.first[i] : last[i] + 1]), int(count[rank]))
        for rank in top
        for i in [example[rank]]
    )
    return ways, len(count)
