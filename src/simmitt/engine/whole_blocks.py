"""Spans over blocks of time without a piece for each block that a span fills: spans may last for decades."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.spans import Floats, Ints, Parts, summed


class Covered(NamedTuple):
    """Which blocks spans fill, and what of others they reach into."""

    parts: Parts  # of blocks that a span begins or ends in
    filled: Ints  # (groups, n_blocks) spans that begin before a block and end after it


def covered(start_s: Floats, end_s: Floats, edges_s: Floats, group: Ints, groups: int = 1) -> Covered:
    """Give the pieces of spans in the blocks where they begin and end, and how many fill each block between.

    Memory grows with spans plus blocks, where ``spans.cut`` takes one piece for each span and block.

    Parameters
    ----------
    start_s, end_s : (n,)
    edges_s : (n_blocks + 1,)
        Increasing.
    group : (n,)
        From 0 to ``groups`` - 1.
    """
    blocks = len(edges_s) - 1
    first = np.clip(np.searchsorted(edges_s, start_s, "right") - 1, 0, blocks - 1)
    last = np.clip(np.searchsorted(edges_s, end_s, "left") - 1, first, blocks - 1)
    torn = np.flatnonzero(first != last)
    span = np.concatenate([np.arange(len(start_s)), torn])
    block = np.concatenate([first, last[torn]])
    begin = np.maximum(start_s[span], edges_s[block])
    parts = Parts(span, block, begin, np.maximum(np.minimum(end_s[span], edges_s[block + 1]), begin))
    steps = np.zeros((groups, blocks + 1), np.int64)
    np.add.at(steps, (group[torn], first[torn] + 1), 1)
    np.add.at(steps, (group[torn], last[torn]), -1)
    return Covered(parts, np.cumsum(steps, axis=1)[:, :-1])


def seconds_in_blocks(start_s: Floats, end_s: Floats, edges_s: Floats) -> Floats:
    """Give the seconds of all spans that fall in each block, (n_blocks,)."""
    told = covered(start_s, end_s, edges_s, np.zeros(len(start_s), np.int64))
    reached = summed(told.parts.block, told.parts.seconds(), len(edges_s) - 1)
    return np.asarray(reached + told.filled[0] * np.diff(edges_s))
