"""Numbers that lie one behind the other, reached by a pointer to the first.

What is handed from function to function is a pointer: with an address in a record's field the
compiler would have to fear for its own tables of constants and would not work on several numbers
at once (measured: the exponential at 2.3 ns a number instead of 0.7).
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numba import types
from numba.core.cgutils import alloca_once
from numba.extending import intrinsic
from numpy.typing import NDArray

POINTER: Any = types.CPointer(types.float64)


class Rows:
    """Where numbers begin: a pointer, known to compiled code only."""


def _first_of(_: Any, rows: Any) -> Any:
    """Give where an array's numbers begin."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return context.make_array(signature.args[0])(context, builder, arguments[0]).data

    return POINTER(rows), generate


def _scratch(_: Any, count: Any) -> Any:
    """Give room for so many numbers, a constant, on the stack of the function that asks."""

    def generate(context: Any, builder: Any, _: Any, __: Any) -> Any:
        wanted = context.get_value_type(types.float64)
        return alloca_once(builder, wanted, size=count.literal_value)

    return POINTER(count), generate


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
scratch = cast("Callable[[int], Rows]", intrinsic(prefer_literal=True)(_scratch))
value = cast("Callable[[Rows, int], float]", _loads(types.float64))
put = cast("Callable[[Rows, int, float], None]", _stores(types.float64))
bits = cast("Callable[[Rows, int], np.uint64]", _loads(types.uint64))
put_bits = cast("Callable[[Rows, int, np.uint64], None]", _stores(types.uint64))
whole = cast("Callable[[Rows, int], int]", _loads(types.int64))
put_whole = cast("Callable[[Rows, int, int], None]", _stores(types.int64))
