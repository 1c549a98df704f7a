"""Which way orders take through the plant, with volumes and waits."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.medians import medians
from simmitt.engine.kpi.nouns import FlowArc, FlowMap, FlowNode
from simmitt.engine.kpi.steps import steps_of
from simmitt.engine.spans import Floats, Ints, among, summed

Words = NDArray[np.uint64]

MOST_VARIANTS = 20
_HASH_SEED = 2_718
# So many ways are numbered together: few enough for their rows to take little memory.
_WAYS_AT_ONCE = 200_000
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
    arrives = begins.copy()
    arrives[1:] |= way.place[1:] != way.place[:-1]
    if arrives.all():
        return way
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
    n = len(way.names)
    arc = way.place[here] * n + way.place[here + 1]
    count = np.bincount(arc, minlength=n * n)
    wait_s, between_s = _between(facts, way.rows[here], way.rows[here + 1])
    between_mean = summed(arc, between_s, n * n) / np.maximum(count, 1)
    del here, between_s  # as long as the log: ten million reports are many
    wait_mean = summed(arc, wait_s, n * n) / np.maximum(count, 1)
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


def _between(facts: Facts, source: Ints, target: Ints) -> tuple[Floats, Floats]:
    """Give the waits and the times between the ends of rows that follow each other, (n_arcs,) each."""
    ended_s = facts.end_s[source]
    wait_s = facts.start_s[target]
    wait_s -= ended_s
    between_s = facts.end_s[target]
    between_s -= ended_s
    return np.maximum(wait_s, 0.0, out=wait_s), between_s


def _tally(places: Ints, names: list[str]) -> Mapping[str, int]:
    """Count places, the most frequent first."""
    count = np.bincount(places, minlength=len(names))
    return {names[i]: int(count[i]) for i in np.argsort(-count, kind="stable") if count[i]}


def _numbers(place: Ints, first: Ints, of_place: Words, of_step: Words) -> Words:
    """Give the number by which each way is known, (n_ways,)."""
    step = np.arange(len(place)) - np.repeat(first, np.diff(np.append(first, len(place))))
    word = of_step[step]
    marks: Words = (of_place[place] ^ (word >> np.uint64(7))) * word
    return np.add.reduceat(marks, first)


def _variants(way: _Way) -> tuple[tuple[tuple[tuple[str, ...], int], ...], int]:
    """Give the most frequent ways with how many orders take them, and how many ways there are.

    Each way is known by a number: the sum of a random 64-bit number per place and step.
    """
    last = _last(way)
    rng = np.random.default_rng(_HASH_SEED)
    of_step = rng.integers(1, 2**63, int((last - way.first).max()) + 1, dtype=np.uint64) | np.uint64(1)
    of_place = rng.integers(1, 2**63, len(way.names), dtype=np.uint64)
    number = np.empty(len(way.first), np.uint64)
    for at in range(0, len(way.first), _WAYS_AT_ONCE):
        some = slice(at, at + _WAYS_AT_ONCE)
        begin, end = int(way.first[at]), int(last[some][-1]) + 1
        number[some] = _numbers(way.place[begin:end], way.first[some] - begin, of_place, of_step)
    _, example, count = np.unique(number, return_index=True, return_counts=True)
    # As many orders, then the one whose first order comes first.
    top = np.lexsort((example, -count))[:MOST_VARIANTS]
    ways = tuple(
        (tuple(way.names[code] for code in way.place[way.first[i] : last[i] + 1]), int(count[rank]))
        for rank in top
        for i in [example[rank]]
    )
    return ways, len(count)
