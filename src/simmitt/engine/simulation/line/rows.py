"""Where the numbers of a portion of replications stand: rows of one number a replication.

A row has as many places as there may be replications side by side, its lanes. All rows lie one
behind the other, so that the compiler knows that two rows of a loop don't overlap and works on
several lanes at once. What is handed from function to function is a pointer to the first.
"""

from simmitt.engine.simulation.kernel.pointers import (
    Rows,
    bits,
    first_of,
    put,
    put_bits,
    put_whole,
    value,
    whole,
)

__all__ = ["Rows", "bits", "first_of", "put", "put_bits", "put_whole", "value", "whole"]

LANES = 64
# Lanes are worked on in groups of so many, the vector of the widest processors; a few cost less
# one by one.
GROUP, FEW = 8, 4

# Rows for the part at hand.
(
    NOTHING,  # stays 0
    REPLICATION_KEY, SOURCE_KEY, ORDER_KEY, LOT_KEY,  # bits
    FIRST_STEP,  # a whole number
    PRODUCT, PIECES,
    POSITION,  # of the arrivals, as in the event kernel: seconds so far, or a share of the window
    RELEASED_S,
    SINCE_S,  # in the queue of the stage at hand
    ROOM_S,  # when there is room behind it
    SHARE, DEVIATE,  # of the draw at hand
    RUN_S, DOWN_S, FAILED,  # of the visit at hand
    UP_LEFT_AT_START_S, START_S, END_S,
    PARTS, LEAD_SUM_S, WIP_SUM_S, DELAY_SUM_S,  # so far
) = range(24)  # fmt: skip
# The rows of the first stage begin here, those of the next one behind them.
STAGES = 24
(
    LEFT_S,  # when the part before has left it
    UP_LEFT_S, FAILURES, PLACE_KEY,
    A, B, SIZE,  # of the distribution at hand, and the factor for the order's size
    RUN_SUM_S, DOWN_SUM_S, BLOCKED_SUM_S, QUEUE_SUM_S, VISITS,  # so far
) = range(STAGES, STAGES + 12)  # fmt: skip
STAGE_ROWS = 12
