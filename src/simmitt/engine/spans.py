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
    return np.bincount(group, amount, minlength=groups).astype(np.float64)


def merged(group: Ints, start_s: Floats, end_s: Floats, gap_s: float = 0.0) -> Spans:
    """Give the union of each group's spans.

    Parameters
    ----------
    group, start_s, end_s : (n,)
        Spans in any order; one that ends before it starts counts as having no length.
    gap_s
        Spans at most this far apart are one.
    """
    if not len(group):
        return Spans(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    order, reach, begin = _swept(group, start_s, end_s)
    opens = np.r_[True, begin[1:] > reach[:-1] + _milliseconds(gap_s)]
    first = np.flatnonzero(opens)
    ends = np.maximum.reduceat(np.maximum(start_s, end_s)[order], first)
    return Spans(group[order][first], start_s[order][first], ends)


def reached_before(group: Ints, start_s: Floats, end_s: Floats) -> Floats:
    """Give, for each span, when the latest of its group's earlier spans ends.

    Earlier means: starts before, or starts at the same time and ends before. The first span
    of a group has none and gets minus infinity.

    Returns
    -------
    reached_s : (n,)
    """
    reached = np.full(len(group), -np.inf)
    if not len(group):
        return reached
    order, reach, _ = _swept(group, start_s, end_s)
    same = group[order][1:] == group[order][:-1]
    base = start_s.min()
    within = (reach - group[order] * _stride(start_s, end_s)) / 1000 + base
    reached[order[1:]] = np.where(same, within[:-1], -np.inf)
    return reached


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
    """
    blocks = len(edges_s) - 1
    first = np.clip(np.searchsorted(edges_s, start_s, "right") - 1, 0, blocks - 1)
    last = np.clip(np.searchsorted(edges_s, end_s, "left") - 1, first, blocks - 1)
    counts = last - first + 1
    span = np.repeat(np.arange(len(start_s)), counts)
    block = np.arange(len(span)) - np.repeat(np.cumsum(counts) - counts, counts) + first[span]
    begin = np.maximum(start_s[span], edges_s[block])
    return Parts(span, block, begin, np.maximum(np.minimum(end_s[span], edges_s[block + 1]), begin))


def _milliseconds(seconds: Floats | float) -> Ints:
    milliseconds: Ints = np.rint(np.asarray(seconds) * 1000).astype(np.int64)
    return milliseconds


def _stride(start_s: Floats, end_s: Floats) -> int:
    """Give a number of milliseconds longer than all spans together reach."""
    return int(_milliseconds(float(max(start_s.max(), end_s.max()) - start_s.min()))) + 604_800_001


def _swept(group: Ints, start_s: Floats, end_s: Floats) -> tuple[Ints, Ints, Ints]:
    """Sort by group, start and end; lay the groups behind each other; give the running end.

    Whole milliseconds, so that the stacked times stay exact however many groups there are.
    """
    stop = np.maximum(start_s, end_s)
    order = np.lexsort((stop, start_s, group))
    stack = group[order] * _stride(start_s, end_s)
    base = start_s.min()
    begin = _milliseconds(start_s[order] - base) + stack
    reach = np.maximum.accumulate(_milliseconds(stop[order] - base) + stack)
    return order, reach, begin
