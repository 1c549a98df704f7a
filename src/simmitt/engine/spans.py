"""Stretches of time as arrays: what they cover together, how deep they lie, in which block.

Everywhere ``group`` is a number per span (an order, a machine), times are seconds and a span
is half open: one that starts where another ends does not overlap it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

DIGIT_BITS = 16
NARROW_BITS = 32


class Spans(NamedTuple):
    """Spans sorted by group and start."""

    group: Ints  # (n_spans,)
    start_s: Floats  # (n_spans,)
    end_s: Floats  # (n_spans,)

    def seconds(self) -> Floats:
        """Give the length of each span, (n_spans,)."""
        return self.end_s - self.start_s

    def per_group(self, groups: int) -> Floats:
        """Give the summed length of each group's spans, (groups,)."""
        return summed(self.group, self.seconds(), groups)


class Line(NamedTuple):
    """Spans by group and start, however they stood."""

    rows: Ints  # (n_chosen,) the number under which each stood
    group: Ints  # (n_chosen,)
    start_s: Floats  # (n_chosen,)
    end_s: Floats  # (n_chosen,)


class Depths(NamedTuple):
    """How many spans of a group lie over each other, piece by piece."""

    group: Ints  # (n_pieces,)
    depth: Ints  # (n_pieces,)
    start_s: Floats  # (n_pieces,)
    seconds: Floats  # (n_pieces,)


class Parts(NamedTuple):
    """Spans cut at the edges of blocks."""

    span: Ints  # (n_parts,) which span the part was cut from
    block: Ints  # (n_parts,)
    start_s: Floats  # (n_parts,)
    end_s: Floats  # (n_parts,)

    def seconds(self) -> Floats:
        """Give the length of each part, (n_parts,)."""
        return self.end_s - self.start_s


def summed(group: Ints, amount: Floats, groups: int) -> Floats:
    """Give the sum of each group's amounts, (groups,)."""
    return np.asarray(np.bincount(group, amount, minlength=groups), np.float64)


def by_time(start_s: Floats, end_s: Floats) -> Ints:
    """Give the numbers of spans by start, then by end, then as they stand, (n,)."""
    same = np.diff(start_s)
    order = np.arange(len(start_s)) if (same >= 0).all() else np.argsort(start_s, kind="stable")
    same = np.diff(start_s[order]) == 0
    tied = np.flatnonzero(np.append(same, False) | np.insert(same, 0, False))
    some = order[tied]
    order[tied] = some[np.lexsort((end_s[some], start_s[some]))]
    return order


def regrouped(group: Ints, order: Ints) -> Ints:
    """Give the same numbers by group; within a group they keep their order.

    Parameters
    ----------
    group : (n,)
        Of each span, from 0.
    order : (n_chosen,)
        Numbers of spans, all of them or some.

    Notes
    -----
    Sorts sixteen bits at a time, the lowest first: numpy does so in linear time.
    """
    codes: NDArray[np.integer] = group[order]
    bits = int(codes.max(initial=0)).bit_length()
    if bits <= NARROW_BITS:
        codes = codes.astype(np.uint32)  # half the memory to move
    for shift in range(0, bits, DIGIT_BITS):
        digit = (codes >> shift).astype(np.uint16)
        turn = np.argsort(digit, kind="stable")
        order = order[turn]
        if shift + DIGIT_BITS < bits:
            codes = codes[turn]
    return order


def among(order: Ints, which: Bools) -> Ints:
    """Give the numbers of marked spans in the same order.

    Parameters
    ----------
    order : (n_chosen,)
    which : (n,)
    """
    return order if which.all() else order[which[order]]


def merged(
    group: Ints, start_s: Floats, end_s: Floats, gap_s: float = 0.0, order: Ints | None = None
) -> Spans:
    """Give the union of each group's spans.

    Parameters
    ----------
    group, start_s, end_s : (n,)
        Spans in any order; one that ends before it starts counts as having no length.
    gap_s
        Spans at most this far apart are one.
    order : (n_chosen,)
        Numbers of the spans to look at by group and start, where they are known already.
    """
    line = lined_up(group, start_s, end_s, order)
    return _joined(line, _swept(line), gap_s)


def lengths_merged(group: Ints, start_s: Floats, end_s: Floats) -> Floats:
    """Give, for each span, how long the union of its group's spans is that it lies in, (n,)."""
    order = regrouped(group, by_time(start_s, end_s))
    opens = start_s[order] > reached_before(group, start_s, end_s, order)[order] + 5e-4
    first = np.flatnonzero(opens)
    ends = np.maximum.reduceat(end_s[order], first) if len(first) else np.zeros(0)
    length_s = np.empty(len(order))
    length_s[order] = (ends - start_s[order][first])[np.cumsum(opens) - 1]
    return length_s


def reached_before(group: Ints, start_s: Floats, end_s: Floats, order: Ints | None = None) -> Floats:
    """Give, for each span, when the latest of its group's earlier spans ends.

    Earlier means: starts before, or starts at the same time and ends before. The first span
    of a group has none and gets minus infinity; so do spans that are not in ``order``.

    Returns
    -------
    reached_s : (n,)
    """
    line = lined_up(group, start_s, end_s, order)
    return _reached(line, _swept(line), len(group))


def lined_up(group: Ints, start_s: Floats, end_s: Floats, order: Ints | None = None) -> Line:
    """Give the spans (those in ``order``, where it is known) by group and start."""
    order = regrouped(group, by_time(start_s, end_s)) if order is None else order
    return Line(order, group[order], start_s[order], end_s[order])


def merged_and_reached(line: Line, n: int) -> tuple[Spans, Floats]:
    """Give the union of each group's spans and, for all n spans, what earlier ones had reached."""
    sweep = _swept(line)
    return _joined(line, sweep), _reached(line, sweep, n)


def overlapping(group: Ints, start_s: Floats, end_s: Floats) -> Bools:
    """Tell which spans start before an earlier one of their group has ended, (n,)."""
    return start_s < reached_before(group, start_s, end_s) - 5e-4


def depths(group: Ints, start_s: Floats, end_s: Floats) -> Depths:
    """Cut each group's time where a span opens or closes and count the open ones."""
    real = end_s > start_s
    n = int(real.sum())
    groups = np.concatenate([group[real], group[real]])
    times = np.concatenate([start_s[real], end_s[real]])
    step = np.concatenate([np.ones(n, np.int64), -np.ones(n, np.int64)])
    order = np.lexsort((step, times, groups))
    groups, times = groups[order], times[order]
    level = np.cumsum(step[order])
    seconds = np.append(np.diff(times), 0.0)
    keep = (level > 0) & (seconds > 0)
    return Depths(groups[keep], level[keep], times[keep], seconds[keep])


def cut(start_s: Floats, end_s: Floats, edges_s: Floats) -> Parts:
    """Cut spans at the edges of blocks and drop what lies outside the first and last edge.

    Parameters
    ----------
    start_s, end_s : (n,)
    edges_s : (n_blocks + 1,)
        Increasing.

    Returns
    -------
    Parts
        First those of spans within one block, then the others'.
    """
    blocks = len(edges_s) - 1
    first = np.clip(np.searchsorted(edges_s, start_s, "right") - 1, 0, blocks - 1)
    last = np.clip(np.searchsorted(edges_s, end_s, "left") - 1, first, blocks - 1)
    whole, torn = np.flatnonzero(first == last), np.flatnonzero(first != last)
    counts = (last - first)[torn] + 1
    pieces = np.repeat(torn, counts)
    step = np.arange(len(pieces)) - np.repeat(np.cumsum(counts) - counts, counts)
    span = np.concatenate([whole, pieces])
    block = np.concatenate([first[whole], first[pieces] + step])
    begin = np.maximum(start_s[span], edges_s[block])
    return Parts(span, block, begin, np.maximum(np.minimum(end_s[span], edges_s[block + 1]), begin))


def _milliseconds(seconds: Floats | float) -> Ints:
    milliseconds: Ints = np.rint(np.asarray(seconds) * 1000).astype(np.int64)
    return milliseconds


class _Sweep(NamedTuple):
    """Spans by group and start, with what each group has reached so far."""

    begin_ms: Ints  # (n,) since the earliest start
    reach_ms: Ints  # (n,) latest end of the group up to here
    turns: Bools  # (n - 1,) whether the next one belongs to another group
    base_s: float  # the earliest start


def _swept(line: Line) -> _Sweep:
    """Follow each group's running end.

    Whole milliseconds, so that the sums that lay one group behind the other stay exact.
    """
    base = float(line.start_s.min()) if len(line.rows) else 0.0
    begin_ms = _milliseconds(line.start_s - base)
    stop_ms = np.maximum(_milliseconds(line.end_s - base), begin_ms)
    turns = line.group[1:] != line.group[:-1]
    return _Sweep(begin_ms, _running_most(stop_ms, turns), turns, base)


def _joined(line: Line, sweep: _Sweep, gap_s: float = 0.0) -> Spans:
    late = sweep.begin_ms[1:] > sweep.reach_ms[:-1] + _milliseconds(gap_s)
    opens = np.ones(len(line.rows), bool)
    opens[1:] = late | sweep.turns
    first = np.flatnonzero(opens)
    begin = line.start_s[first]
    end = np.maximum.reduceat(line.end_s, first) if len(first) else np.zeros(0)
    return Spans(line.group[first], begin, np.maximum(end, begin))


def _reached(line: Line, sweep: _Sweep, n: int) -> Floats:
    reached = np.full(n, -np.inf)
    within = sweep.reach_ms[:-1] / 1000 + sweep.base_s
    within[sweep.turns] = -np.inf
    reached[line.rows[1:]] = within
    return reached


def _running_most(values: Ints, turns: Bools) -> Ints:
    """Give the largest value so far, anew after each turn; values are 0 or more.

    The groups are laid behind each other. Where so many groups over so long a time would not
    fit in 64 bits (one year misread as 9999), ranks take the place of the values.
    """
    if not len(values):
        return values
    lane = np.zeros(len(values), np.int64)
    np.cumsum(turns, out=lane[1:])
    width = int(values.max()) + 1
    if int(lane[-1]) < 2**62 // width:
        return np.asarray(np.maximum.accumulate(values + lane * width) - lane * width)
    levels, rank = np.unique(values, return_inverse=True)
    most = np.maximum.accumulate(rank + lane * len(levels)) - lane * len(levels)
    return np.asarray(levels[most])
