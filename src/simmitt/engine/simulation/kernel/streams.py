"""Random numbers without state: each is a function of what it is for.

A key names a replication, then an order, its lot, a place or a source of orders within it; a draw is
the key, the purpose and two counts, mixed. So an order gets the same work content whatever
happens around it, and two scenarios meet the same luck (common random numbers).

The mixer is the finaliser of SplitMix64 (Steele, Lea and Flood 2014) with the constants of
Stafford's variant 13. Salmon et al. (2011) describe counter-based generators.
"""

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.kernel.compiled import cached, inlined

# What a draw is for. Here and nowhere else: two purposes never share a number.
(
    PRODUCT, PIECES, ROUTING, LOTS, DUE,  # of an order
    DELAY, SETUP_MADE, SETUP_TIME, RUN_TIME, SCRAP, REWORK,  # of a visit
    TIME_TO_FAILURE, REPAIR,  # of a place
    ARRIVAL, OPENING_TIME, OPENING_COUNT,  # of a source
    MEMBER, REPORTS, REPORT_CUT,  # of a row in the log
    # Added at the end, so that what was drawn before stays what it was: of an order, of a visit, of rows.
    PACE, AHEAD, REPORT_KEPT, REPORT_DATED, REPORT_BREAK,
    IS_THERE, FOUND_PACE, FOUND_DELAY, FOUND_RUN, FOUND_REPORT,  # of an order found on the floor
) = (np.uint64(purpose) for purpose in range(29))  # fmt: skip
ORDER, PLACE, SOURCE, LOT, ROW, COMPONENT = (np.uint64(kind) for kind in range(1, 7))

PURPOSES = np.uint64(32)  # more than there are

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
KIND_STEP = np.uint64(0xD1342543DE82EF95)
NUMBER_STEP = np.uint64(0xF1357AEA2E62A9C5)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
S27, S30, S31, S12 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(12)
# With 52 bits neither the half nor the distance to 1 is ever rounded.
UNIT = 2.0**-52


@inlined
def mix(x: np.uint64) -> np.uint64:
    """Give 64 bits that look random, one to one with ``x``."""
    x = (x ^ (x >> S30)) * FIRST
    x = (x ^ (x >> S27)) * SECOND
    return x ^ (x >> S31)


@inlined
def replication_key(seed: int, replication: int) -> np.uint64:
    """Give the key of a replication."""
    return mix(mix(np.uint64(seed) + GOLDEN) + np.uint64(replication) * GOLDEN)


@inlined
def key_of(parent: np.uint64, kind: np.uint64, number: int | np.int64) -> np.uint64:
    """Give the key of the order, lot, place or source of that number within its parent."""
    return mix(parent + kind * KIND_STEP + np.uint64(number) * NUMBER_STEP)


@inlined
def uniform(key: np.uint64, purpose: np.uint64) -> float:
    """Give the draw of that key for a purpose: strictly between 0 and 1."""
    return _unit(mix(key + purpose * GOLDEN))


@inlined
def nth_uniform(key: np.uint64, purpose: np.uint64, count: int) -> float:
    """Give the draw of that key for a purpose and a count of its own."""
    return _unit(mix(key + (np.uint64(count) * PURPOSES + purpose) * GOLDEN))


@inlined
def _unit(bits: np.uint64) -> float:
    return (float(bits >> S12) + 0.5) * UNIT


@cached
def _fill_by_content(
    start_bits: NDArray[np.uint64],
    order: NDArray[np.int64],
    count: NDArray[np.int64],
    purpose: np.uint64,
    u: NDArray[np.float64],
) -> None:
    for k in range(len(u)):
        u[k] = nth_uniform(key_of(start_bits[k], ROW, order[k]), purpose, count[k])


def draw_by_content(
    start_s: NDArray[np.float64], order: NDArray[np.int64], purpose: np.uint64, count: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Give draws that hang on what a row says, not on where it stands; all of shape (n_rows,)."""
    u = np.empty(len(start_s))
    _fill_by_content(np.ascontiguousarray(start_s).view(np.uint64), order, count, purpose, u)
    return u
