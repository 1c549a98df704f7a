"""Exponential and logarithm in straight lines of arithmetic.

The compiler can't work on several numbers at once where the C library is called, nor where there
is a branch. These have neither, so that one instruction of the processor does four or eight of
them (measured in lanes of 64: 0.8 and 0.5 ns; called one by one in the library: 4 to 5). Nothing
is fused or reordered: the bits are the same alone, side by side and on every processor.
Coefficients of polynomials are Chebyshev interpolants, reckoned with 60 digits.
"""

from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any, cast

import numpy as np
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from simmitt.engine.simulation.kernel.compiled import inlined

Floats = NDArray[np.float64]

# Adding this to a number below 2**51 leaves its nearest whole number in the lowest bits.
WHOLE = 1.5 * 2.0**52
EXPONENT = np.uint64(52)  # where a number's exponent begins
BIAS = np.uint64(1023)

# The exponential: x is k log(2) / 128 + r.
PARTS = 128
PART_BITS, PART = np.uint64(7), np.uint64(PARTS - 1)
PARTS_BY_LN2 = 184.6649652337873
LN2_PART_HIGH, LN2_PART_LOW = 0.00541521234663378, 1.4907929134926466e-12
LEAST, MOST = -708.0, 709.0


def _powers() -> tuple[list[float], list[float]]:
    """Give 2**(k/128), and what rounding took from each, as a share of it."""
    exact = Context(prec=50)
    powers = [exact.power(Decimal(2), Decimal(k) / PARTS) for k in range(PARTS)]
    rounded = [float(power) for power in powers]
    taken = [exact.divide(power - Decimal(near), power) for power, near in zip(powers, rounded, strict=True)]
    return rounded, [float(share) for share in taken]


_POWERS, _TAKEN = _powers()
POWERS: Floats = np.array(_POWERS)
TAKEN: Floats = np.array(_TAKEN)

# The logarithm: x is 2**k (1 + f) with 1 + f between the roots of 1/2 and 2.
LN2_HIGH, LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
FRACTION = np.uint64(2**52 - 1)
ONE_BITS, ROOT_HALF_BITS = 0x3FF0000000000000, 0x3FE6A09E667F3BCD
TO_ONE, FROM_ONE = np.uint64(ONE_BITS - ROOT_HALF_BITS), np.uint64(ROOT_HALF_BITS)
# A number with these bits and a whole number in the lowest ones is 2**52 more than that.
TWO_TO_52_BITS, TWO_TO_52 = np.uint64(0x4330000000000000), 2.0**52


def _reinterpret(as_type: Any) -> Any:
    """Give the function that takes a number's 64 bits for a number of another type."""

    def reinterpret(_: Any, number: Any) -> Any:
        def generate(context: Any, builder: Any, _: Any, arguments: Any) -> Any:
            return builder.bitcast(arguments[0], context.get_value_type(as_type))

        return as_type(number), generate

    return intrinsic(reinterpret)


bits_of = cast("Callable[[float], np.uint64]", _reinterpret(types.uint64))
number_of = cast("Callable[[np.uint64], float]", _reinterpret(types.float64))
# The same with a sign, in which bits of numbers not below 0 are in the numbers' order.
signed_bits_of = cast("Callable[[float], int]", _reinterpret(types.int64))
instant_of = cast("Callable[[int], float]", _reinterpret(types.float64))


@inlined
def exp(x: float) -> float:
    """Give the exponential to about one unit in the last place, held between 3e-308 and 8e307.

    By a table of the powers of 2 and a polynomial for the rest (Tang 1989).
    """
    x = min(max(x, LEAST), MOST)
    whole = x * PARTS_BY_LN2 + WHOLE
    k = whole - WHOLE
    r = (x - k * LN2_PART_HIGH) - k * LN2_PART_LOW
    bits = bits_of(whole)
    i = bits & PART
    r2 = r * r
    low = 0.4999999999999907 + r * 0.16666666666666533
    high = 0.041666676850831016 + r * 0.008333334788213917
    more = (float(TAKEN[i]) + r) + r2 * (low + r2 * high)
    power = float(POWERS[i])
    return (power + power * more) * number_of(((bits >> PART_BITS) + BIAS) << EXPONENT)


@inlined
def log(x: float) -> float:
    """Give the natural logarithm of a positive normal number to about one unit in the last place.

    log(1 + f) is 2 artanh(f / (2 + f)), put together as in Ng's log (Sun's fdlibm).
    """
    bits = bits_of(x) + TO_ONE
    k = number_of((bits >> EXPONENT) | TWO_TO_52_BITS) - (TWO_TO_52 + 1023.0)
    f = number_of((bits & FRACTION) + FROM_ONE) - 1.0
    s = f / (f + 2.0)
    z = s * s
    z2 = z * z
    low = (0.666666666666667 + z * 0.3999999999989889) + z2 * (0.28571428626253836 + z * 0.22222211089379496)
    high = 0.1818289243253687 + z * 0.15331611722055008 + z2 * 0.14617807153417325
    half = 0.5 * f * f
    rest = s * (half + z * (low + (z2 * z2) * high))
    return k * LN2_HIGH - ((half - (rest + k * LN2_LOW)) - f)
