"""How much work was begun out of turn: an order that came later was taken first."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.spans import Floats, Ints

# Lines of so many places are halved one by one: their numbers stay in the processor's cache.
CACHED_BITS = 16


class _Line(NamedTuple):
    """A line, the latest to come first within each part that it has been cut into."""

    place: NDArray[np.int32]  # (n,)
    worth: Floats  # (n,)
    found: Floats  # (n,) sum of what overtook it in the halvings so far


def begun_out_of_turn(came: Ints, amount: Floats) -> Floats:
    """Give, for each place in a line, the amounts of earlier places that came later.

    Parameters
    ----------
    came : (n,)
        When (or as which) each came, in the order in which they were begun.
    amount : (n,)
        What each is worth.

    Returns
    -------
    overtaken : (n,)
        Sum of ``amount[j]`` over all j < i with ``came[j] > came[i]``.

    Notes
    -----
    Sorted by ``came``, the latest first, the line is halved again and again: in each half-line
    the running sum over its left half is what the right half was overtaken by. n log n, with
    every halving done at once by reshaping.
    """
    result = np.zeros(len(came))
    involved = np.flatnonzero(_out_of_turn(came))
    if len(involved):
        result[involved] = _summed_by_halving(came[involved], amount[involved])
    return result


def _out_of_turn(came: Ints) -> np.ndarray:
    """Tell who overtook or was overtaken at all, (n,)."""
    if len(came) < 2:
        return np.zeros(len(came), bool)
    latest_before = np.maximum.accumulate(came)
    earliest_after = np.minimum.accumulate(came[::-1])[::-1]
    was = np.r_[False, latest_before[:-1] > came[1:]]
    did = np.r_[came[:-1] > earliest_after[1:], False]
    return np.asarray(was | did)


def _summed_by_halving(came: Ints, amount: Floats) -> Floats:
    n = len(came)
    bits = int(n - 1).bit_length()
    size = 1 << bits
    latest_first = np.argsort(came, kind="stable")[::-1]
    place = np.r_[latest_first, np.arange(n, size)].astype(np.int32)
    worth = np.r_[amount[latest_first], np.zeros(size - n)]
    line = _halved(_Line(place, worth, np.zeros(size)), bits, min(bits, CACHED_BITS))
    for first in range(0, size, 1 << CACHED_BITS):
        part = slice(first, first + (1 << CACHED_BITS))
        short = _Line(line.place[part], line.worth[part], line.found[part])
        line.found[part] = _halved(short, min(bits, CACHED_BITS), 0).found
    return line.found[:n]


def _halved(line: _Line, bits: int, until: int) -> _Line:
    """Halve lines of 2^bits places each until they are 2^until places long.

    Multiplying by nought and one, and taking without a check of bounds, halves the time.
    """
    place, worth, found = line
    for bit in range(bits - 1, until - 1, -1):
        right = (place >> bit) & 1
        shape = (len(place) >> (bit + 1), -1)
        found = found + np.cumsum((worth * (1 - right)).reshape(shape), axis=1).ravel() * right
        is_right = right.astype(bool)
        halves = [np.flatnonzero(~is_right).reshape(shape), np.flatnonzero(is_right).reshape(shape)]
        order = np.concatenate(halves, axis=1).ravel()
        place, worth = place.take(order, mode="clip"), worth.take(order, mode="clip")
        found = found.take(order, mode="clip")
    return _Line(place, worth, found)
