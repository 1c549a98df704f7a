"""What happens next: a tournament between the sources of events, and a heap of delays.

Every source (a place, the orders, the delays, a calendar) has one next instant. The leaves of
the tournament are the sources; each inner node knows the earlier of its two, so that a change
is played upwards once and the winner stands at the root. Of two sources with the same
instant the one with the lower number comes first.
"""

import math

from simmitt.engine.simulation.kernel.compiled import inlined, merged
from simmitt.engine.simulation.kernel.elementary import instant_of, signed_bits_of
from simmitt.engine.simulation.kernel.memory import delays, jobs, nodes
from simmitt.engine.simulation.kernel.moving import Job, Shop

ROOT = 1
NEVER = math.inf
# Shifted right by so much, a number is -1 if it is negative, else 0.
SIGN = 63

# Sources beyond the places.
ARRIVALS, OPENINGS, DELAYS, CALENDARS = range(4)


def leaves_for(sources: int) -> int:
    """Give the number of leaves for so many sources: a power of two."""
    return max(2, 1 << (sources - 1).bit_length())


@merged
def clear(shop: Shop) -> None:
    """Leave an agenda without anything to do."""
    leaves = shop.n_nodes // 2
    for i in range(shop.n_nodes - 1, 0, -1):
        node = nodes(shop, i)
        node.due_s = NEVER
        node.source = i - leaves if i >= leaves else nodes(shop, 2 * i).source


@inlined
def plan(shop: Shop, source: int, at_s: float) -> None:
    """Set a source's next instant and play the tournament again from there.

    Who wins can't be foretold, so it is reckoned rather than branched on, and with whole numbers,
    which is quicker: instants are not before 0, so that their bits are in the same order.
    """
    i = (shop.n_nodes >> 1) + source
    nodes(shop, i).due_s = at_s
    champion, due_bits = source, signed_bits_of(at_s)
    while i > ROOT:
        rival = nodes(shop, i ^ 1)
        rival_bits = signed_bits_of(rival.due_s)
        # An odd node is a right one: its rival has the lower numbers and wins a tie.
        beaten = (rival_bits - due_bits - (i & 1)) >> SIGN
        champion ^= (champion ^ rival.source) & beaten
        due_bits ^= (due_bits ^ rival_bits) & beaten
        i >>= 1
        node = nodes(shop, i)
        node.due_s, node.source = instant_of(due_bits), champion


@merged
def planned(shop: Shop, source: int) -> float:
    """Give a source's next instant."""
    return nodes(shop, shop.n_nodes // 2 + source).due_s


@inlined
def _sooner(one: Job, other: Job) -> bool:
    return one.since_s < other.since_s or (one.since_s == other.since_s and one.ticket < other.ticket)


@merged
def push_delayed(shop: Shop, j: int) -> None:
    """Add a job whose delay ends at its ``since_s``."""
    at = shop.delayed
    shop.delayed += 1
    while at > 0:
        parent = (at - 1) // 2
        if not _sooner(jobs(shop, j), jobs(shop, delays(shop, parent).index)):
            break
        delays(shop, at).index = delays(shop, parent).index
        at = parent
    delays(shop, at).index = j


@merged
def pop_delayed(shop: Shop) -> int:
    """Take out the job whose delay ends first."""
    top = delays(shop, 0).index
    shop.delayed -= 1
    size = shop.delayed
    j = delays(shop, size).index
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and _sooner(
            jobs(shop, delays(shop, child + 1).index), jobs(shop, delays(shop, child).index)
        ):
            child += 1
        if not _sooner(jobs(shop, delays(shop, child).index), jobs(shop, j)):
            break
        delays(shop, at).index = delays(shop, child).index
        at = child
    delays(shop, at).index = j
    return top
