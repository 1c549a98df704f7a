"""Where the numbers of a portion of replications stand: rows of one number a replication.

A row has as many places as there may be replications side by side, its lanes. All rows lie one
behind the other, so that the compiler knows that two rows of a loop don't overlap and works on
several lanes at once. What is handed from function to function is a pointer to the first: with
an address in a record's field the compiler would have to fear for its own tables of constants
(measured: the exponential at 2.3 ns a lane instead of 0.7).
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

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


POINTER: Any = types.CPointer(types.float64)


class Rows:
    """Where the rows begin: a pointer, known to compiled code only."""


def _first_of(_: Any, rows: Any) -> Any:
    """Give where an array's numbers begin."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return context.make_array(signature.args[0])(context, builder, arguments[0]).data

    return POINTER(rows), generate


def _there(context: Any, builder: Any, arguments: Any, as_type: Any) -> Any:
    # An array's own index would be tested for being negative, which keeps lanes from going together.
    rows, index = arguments[:2]
    first = builder.bitcast(rows, context.get_value_type(as_type).as_pointer())
    return builder.gep(first, [index])


def _loads(as_type: Any) -> Any:
    """Give the function of rows and an index that gives the number there."""

    def load(_: Any, rows: Any, index: Any) -> Any:
        def generate(context: Any, builder: Any, _: Any, arguments: Any) -> Any:
            return builder.load(_there(context, builder, arguments, as_type))

        return as_type(rows, index), generate

    return intrinsic(load)


def _stores(as_type: Any) -> Any:
    """Give the procedure of rows, an index and a number that puts it there."""

    def store(_: Any, rows: Any, index: Any, number: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            held = context.cast(builder, arguments[2], signature.args[2], as_type)
            builder.store(held, _there(context, builder, arguments, as_type))
            return context.get_dummy_value()

        return types.void(rows, index, number), generate

    return intrinsic(store)


first_of = cast("Callable[[NDArray[np.float64]], Rows]", intrinsic(_first_of))
value = cast("Callable[[Rows, int], float]", _loads(types.float64))
put = cast("Callable[[Rows, int, float], None]", _stores(types.float64))
bits = cast("Callable[[Rows, int], np.uint64]", _loads(types.uint64))
put_bits = cast("Callable[[Rows, int, np.uint64], None]", _stores(types.uint64))
whole = cast("Callable[[Rows, int], int]", _loads(types.int64))
put_whole = cast("Callable[[Rows, int, int], None]", _stores(types.int64))
