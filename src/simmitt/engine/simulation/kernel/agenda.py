"""What happens next: a tournament between the sources of events, and a heap of delays.

Every source (a place, the orders, the delays, a calendar) has one next instant. The leaves of
the tournament are the sources; each inner node knows the earlier of its two, so that a change
is played upwards once and the winner stands at the root. Of two sources with the same
instant the one with the lower number comes first.
"""

import math

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.kernel.compiled import compiled, inlined
from simmitt.engine.simulation.kernel.records import Desk, Job, Records, Shop

ROOT = 1
NEVER = math.inf

# Sources beyond the places.
ARRIVALS, OPENINGS, DELAYS, CALENDARS = range(4)


def leaves_for(sources: int) -> int:
    """Give the number of leaves for so many sources: a power of two."""
    return max(2, 1 << (sources - 1).bit_length())


@compiled
def clear(due_s: NDArray[np.float64], winner: NDArray[np.int64]) -> None:
    """Leave an agenda without anything to do."""
    leaves = len(winner) // 2
    for node in range(len(winner) - 1, 0, -1):
        due_s[node] = NEVER
        winner[node] = node - leaves if node >= leaves else winner[2 * node]


@inlined
def schedule(due_s: NDArray[np.float64], winner: NDArray[np.int64], source: int, at_s: float) -> None:
    """Set a source's next instant and play the tournament again from there."""
    node = len(winner) // 2 + source
    due_s[node] = at_s
    champion = source
    while node > ROOT:
        rival = node ^ 1
        rival_s = due_s[rival]
        # An odd node is a right one: its rival has the lower numbers and wins a tie.
        beaten = rival_s < at_s or (rival_s == at_s and (node & 1) == 1)
        champion = winner[rival] if beaten else champion
        at_s = rival_s if beaten else at_s
        node >>= 1
        due_s[node] = at_s
        winner[node] = champion


@inlined
def plan(shop: Shop, source: int, at_s: float) -> None:
    """Put a source's next instant on the shop's agenda."""
    schedule(shop.due_s, shop.winner, source, at_s)


@inlined
def planned(shop: Shop, source: int) -> float:
    """Give a source's next instant."""
    return shop.due_s[len(shop.winner) // 2 + source]


@inlined
def _sooner(one: Job, other: Job) -> bool:
    return one.since_s < other.since_s or (one.since_s == other.since_s and one.ticket < other.ticket)


@compiled
def push_delayed(delayed: NDArray[np.int64], desk: Desk, jobs: Records[Job], j: int) -> None:
    """Add a job whose delay ends at its ``since_s``."""
    at = desk.delayed
    desk.delayed += 1
    while at > 0:
        parent = (at - 1) // 2
        if not _sooner(jobs[j], jobs[delayed[parent]]):
            break
        delayed[at] = delayed[parent]
        at = parent
    delayed[at] = j


@compiled
def pop_delayed(delayed: NDArray[np.int64], desk: Desk, jobs: Records[Job]) -> int:
    """Take out the job whose delay ends first."""
    top = delayed[0]
    desk.delayed -= 1
    size = desk.delayed
    j = delayed[size]
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and _sooner(jobs[delayed[child + 1]], jobs[delayed[child]]):
            child += 1
        if not _sooner(jobs[delayed[child]], jobs[j]):
            break
        delayed[at] = delayed[child]
        at = child
    delayed[at] = j
    return top
