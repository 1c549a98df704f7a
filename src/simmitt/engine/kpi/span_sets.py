"""Sets of stretches of time: what one has without another, and what it covers.

The spans of a set are apart within their group, as ``merged`` gives them. Times count in whole
milliseconds.
"""

from typing import NamedTuple

import numpy as np

from simmitt.engine.spans import Bools, Floats, Ints, Spans


def without(spans: Spans, taken: Spans) -> Spans:
    """Give what is left of a set when another is taken out, group by group."""
    lanes = Lanes.of(spans, taken)
    parts = [(each, edge) for each in (spans, taken) for edge in (each.start_s, each.end_s)]
    key = np.concatenate([lanes.key(each.group, edge) for each, edge in parts])
    counts = np.repeat([len(spans.group), len(taken.group)], 2)
    inside, hidden = np.repeat([1, -1, 0, 0], counts), np.repeat([0, 0, 1, -1], counts)
    order = np.argsort(key, kind="stable")
    key = key[order]
    shown = (np.cumsum(inside[order]) > 0) & (np.cumsum(hidden[order]) == 0)
    keep = np.flatnonzero(shown[:-1] & (key[1:] > key[:-1]))
    return _joined(lanes, key[keep], key[keep + 1])


def _joined(lanes: "Lanes", begin: Ints, end: Ints) -> Spans:
    """Put pieces that touch into one; a lane is longer than any of its spans, so lanes never touch."""
    opens = np.r_[True, begin[1:] > end[:-1]] if len(begin) else np.zeros(0, bool)
    closes = np.r_[opens[1:], True] if len(begin) else opens
    group, start_s = lanes.place(begin[opens])
    return Spans(group, start_s, start_s + (end[closes] - begin[opens]) / 1000)


class Lanes(NamedTuple):
    """Groups laid behind each other on one line of milliseconds."""

    base_s: float
    length: int  # milliseconds, longer than any group's time

    @classmethod
    def of(cls, *sets: Spans) -> "Lanes":
        """Give lanes long enough for some sets of spans."""
        some = [each for each in sets if len(each.group)]
        base_s = min((float(each.start_s.min()) for each in some), default=0.0)
        until_s = max((float(each.end_s.max()) for each in some), default=0.0)
        return cls(base_s, int(np.ceil((until_s - base_s) * 1000)) + 2)

    def key(self, group: Ints, at_s: Floats) -> Ints:
        """Give the place of instants on the line, (n,)."""
        since: Ints = np.rint((at_s - self.base_s) * 1000).astype(np.int64)
        return group * self.length + since

    def place(self, key: Ints) -> tuple[Ints, Floats]:
        """Give group and instant of places on the line, (n,) each."""
        group, since = np.divmod(key, self.length)
        return group, since / 1000 + self.base_s


def covered_before(spans: Spans, group: Ints, at_s: Floats) -> Floats:
    """Give the seconds of all earlier groups' spans, and of the own before an instant, (n,).

    The difference between two instants of one group is what its spans cover between them.
    """
    if not len(spans.group):
        return np.zeros(len(group))
    span = Spans(np.r_[spans.group, group], np.r_[spans.start_s, at_s], np.r_[spans.end_s, at_s])
    lanes = Lanes.of(span)
    index = np.searchsorted(lanes.key(spans.group, spans.start_s), lanes.key(group, at_s), "right") - 1
    length = spans.seconds()
    whole = np.r_[0.0, np.cumsum(length)]
    here: Bools = (index >= 0) & (spans.group[index] == group)
    inside = np.minimum(np.maximum(at_s - spans.start_s[index], 0.0), length[index])
    return np.asarray(np.where(here, whole[index] + inside, whole[index + 1]))
