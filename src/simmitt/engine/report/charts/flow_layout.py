"""Where the places of a flow lie: in columns by their usual turn, with few crossings.

After Sugiyama, Tagawa and Toda (1981), save that columns follow from the usual turn and not
from the longest way: real shops have ways between almost all places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simmitt.engine.report.charts.flow import Flow, Way

_LEAK = 0.01  # of what comes in, as if it began here: places nobody begins at get a turn too
_CROWD = 0.02  # what a column costs by the square of its places, beside the share of ways inside it
_SWEEPS = 12
_GRAVITY = 0.7  # a place follows its neighbours so far from the middle line: nothing drifts away

Columns = list[list[int]]
Links = list[tuple[int, int, float]]


@dataclass(frozen=True)
class Layers:
    """Columns of items: places, then (from ``places`` on) the bends of ways that pass columns.

    ``bends`` has for each long way (by number) its items from left to right.
    """

    columns: Columns
    bends: Mapping[int, tuple[int, ...]]
    links: Links  # between neighbouring columns: left item, right item, weight
    column_of: tuple[int, ...]  # of the places
    backward: frozenset[int]  # ways that lead back
    places: int


def usual_turns(flow: Flow) -> list[float]:
    """Give how many steps an order has usually taken when it is at each place.

    Where ``p`` is the share of what comes to a place from each other place, the turns ``t``
    solve ``t = 1 + p t``; what begins at a place has taken none before it.
    """
    n = len(flow.places)
    came = np.zeros((n, n))
    for way in flow.ways:
        if way.source != way.target:
            came[way.target, way.source] += way.count
    begun = np.array([max(place.starts, 0) for place in flow.places], dtype=np.float64)
    begun += _LEAK * (came.sum(axis=1) + 1.0)
    share = came / (came.sum(axis=1) + begun)[:, None]
    turns: list[float] = np.linalg.solve(np.eye(n) - share, np.ones(n)).tolist()
    return turns


def in_turn(flow: Flow) -> list[int]:
    """Give the places in their usual order."""
    turns = usual_turns(flow)
    return sorted(range(len(turns)), key=lambda place: (round(turns[place], 9), place))


def lay_columns(flow: Flow, most: int) -> Layers:
    """Give places and bends in at most so many columns, ordered so that few ways cross."""
    order = in_turn(flow)
    columns = _cut(order, flow.ways, min(most, len(order)))
    column_of = {place: number for number, column in enumerate(columns) for place in column}
    turn_of = {place: number for number, place in enumerate(order)}
    backward = frozenset(
        number for number, way in enumerate(flow.ways) if turn_of[way.target] < turn_of[way.source]
    )
    forward = [(number, way) for number, way in enumerate(flow.ways) if number not in backward]
    bends, links, items = {}, [], len(order)
    for number, way in forward:
        first, last = column_of[way.source], column_of[way.target]
        bent = tuple(range(items, items + max(last - first - 1, 0)))
        items += len(bent)
        if bent:
            bends[number] = bent
        for offset, item in enumerate(bent, start=1):
            columns[first + offset].append(item)
        if last > first:
            path = (way.source, *bent, way.target)
            links += [(left, right, float(max(way.count, 1))) for left, right in pairwise(path)]
    ordered = _uncrossed(columns, links)
    return Layers(ordered, bends, links, tuple(column_of[place] for place in range(len(order))),
                  backward, len(order))  # fmt: skip


def _cut(order: Sequence[int], ways: Sequence[Way], count: int) -> Columns:
    """Cut the order into columns so that few ways lie within one and none is crowded."""
    n = len(order)
    cost = _column_costs(order, ways)
    best = np.full((count + 1, n + 1), np.inf)
    before = np.zeros((count + 1, n + 1), dtype=np.int64)
    best[0, 0] = 0.0
    for used in range(1, count + 1):
        for end in range(used, n + 1):
            totals = best[used - 1, :end] + cost[:end, end]
            before[used, end] = int(totals.argmin())
            best[used, end] = totals[before[used, end]]
    columns, end = [], n
    for used in range(count, 0, -1):
        start = int(before[used, end])
        columns.append(list(order[start:end]))
        end = start
    return columns[::-1]


def _column_costs(order: Sequence[int], ways: Sequence[Way]) -> np.ndarray:
    """Give the cost of a column from each place to each later one, (n + 1, n + 1)."""
    n, turn = len(order), {place: number for number, place in enumerate(order)}
    between = np.zeros((n, n))
    for way in ways:
        if way.source != way.target:
            low, high = sorted((turn[way.source], turn[way.target]))
            between[low, high] += way.count
    between /= max(between.sum(), 1.0)
    cost = np.zeros((n + 1, n + 1))
    for start in range(n):
        for end in range(start + 1, n + 1):
            cost[start, end] = between[start:end, start:end].sum() + _CROWD * (end - start) ** 2
    return cost


def _uncrossed(columns: Columns, links: Links) -> Columns:
    """Order each column by the middle of its neighbours, to and fro, and keep the best order found."""
    best, fewest = columns, crossings(columns, links)
    for sweep in range(_SWEEPS):
        columns = _swept(columns, links, forward=sweep % 2 == 0)
        found = crossings(columns, links)
        if found < fewest:
            best, fewest = columns, found
    return best


def _swept(columns: Columns, links: Links, *, forward: bool) -> Columns:
    swept = [list(column) for column in columns]
    numbers = range(1, len(swept)) if forward else range(len(swept) - 2, -1, -1)
    for number in numbers:
        fixed = swept[number - 1] if forward else swept[number + 1]
        at = {item: place / max(len(fixed) - 1, 1) for place, item in enumerate(fixed)}
        pulls: dict[int, list[tuple[float, float]]] = {}
        for left, right, weight in links:
            here, there = (right, left) if forward else (left, right)
            if there in at:
                pulls.setdefault(here, []).append((at[there], weight))
        column = swept[number]
        now = {item: place / max(len(column) - 1, 1) for place, item in enumerate(column)}
        middles = {item: _middle(pulls.get(item, [(now[item], 1.0)])) for item in column}
        swept[number] = sorted(column, key=lambda item: (round(middles[item], 9), now[item]))
    return swept


def _middle(pulls: Sequence[tuple[float, float]]) -> float:
    return sum(place * weight for place, weight in pulls) / sum(weight for _, weight in pulls)


def crossings(columns: Columns, links: Links) -> float:
    """Give how much crosses between neighbouring columns, the thinner of two ways counting."""
    at = {item: (number, place) for number, column in enumerate(columns) for place, item in enumerate(column)}
    total = 0.0
    for first, (a, b, weight) in enumerate(links):
        for c, d, other in links[first + 1 :]:
            if at[a][0] == at[c][0] and (at[a][1] - at[c][1]) * (at[b][1] - at[d][1]) < 0:
                total += min(weight, other)
    return total


def heights(layers: Layers, tall: Sequence[float], gap: float) -> list[float]:
    """Give each item's middle, near its neighbours' and none on another; the topmost begins at 0.

    Parameters
    ----------
    tall : (n_items,)
        The height of each place and each bend.
    """
    middle = [0.0] * len(tall)
    for column in layers.columns:
        _stack(column, {item: middle[item] for item in column}, tall, gap, middle)
    pulls: dict[int, list[tuple[int, float]]] = {}
    for left, right, weight in layers.links:
        pulls.setdefault(left, []).append((right, weight))
        pulls.setdefault(right, []).append((left, weight))
    for _ in range(_SWEEPS):
        for column in layers.columns:
            _stack(column, _wished(column, pulls, middle), tall, gap, middle)
    top = min((middle[item] - tall[item] / 2 for column in layers.columns for item in column), default=0.0)
    return [each - top for each in middle]


def _wished(
    column: Sequence[int], pulls: Mapping[int, Sequence[tuple[int, float]]], middle: Sequence[float]
) -> dict[int, float]:
    """Give where a column's items would lie: at their neighbours' height, or beside one that has some."""
    wished = {
        item: _GRAVITY * _middle([(middle[other], weight) for other, weight in pulls[item]])
        for item in column
        if item in pulls
    }
    linked = [place for place, item in enumerate(column) if item in pulls]
    for place, item in enumerate(column):
        if item not in wished:
            near = min(linked, key=lambda other: (abs(other - place), other), default=place)
            wished[item] = wished.get(column[near], middle[item])
    return wished


def _stack(
    column: Sequence[int], wished: Mapping[int, float], tall: Sequence[float], gap: float, middle: list[float]
) -> None:
    """Put a column's items as near their wishes as their order allows (pooling those that collide)."""
    offset, offsets = 0.0, []
    for item in column:
        offsets.append(offset + tall[item] / 2)
        offset += tall[item] + gap
    pools: list[list[float]] = []
    for wish, shift in zip((wished[item] for item in column), offsets, strict=True):
        pools.append([wish - shift])
        while len(pools) > 1 and np.mean(pools[-2]) >= np.mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    starts = [float(np.mean(pool)) for pool in pools for _ in pool]
    for item, start, shift in zip(column, starts, offsets, strict=True):
        middle[item] = start + shift
