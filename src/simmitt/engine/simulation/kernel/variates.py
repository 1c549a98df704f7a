"""Draws from distributions by inversion: one uniform number in, one value out.

Inversion is monotone: with the same uniform number a shorter distribution gives a shorter
time, which is what makes common random numbers work.
"""

import math

from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.elementary import exp, log
from simmitt.engine.simulation.kernel.memory import points
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.records import Distribution

FIXED, EXPONENTIAL, LOGNORMAL, WEIBULL, TRIANGULAR, EMPIRICAL, GAMMA = range(7)

# Tables of the gamma family hold logarithms of quantiles at even steps of the normal deviate
# between these ends, beyond which no uniform number of 52 bits leads.
DEVIATE_END = 8.3
GAMMA_POINTS = 513
# Where the middle of the normal distribution ends, and where its near tails do.
MIDDLE, FAR = 0.425, 5.0
# Numerators and denominators of Wichura's routine, by the power of r.
Coefficients = tuple[float, float, float, float, float, float, float, float]
MIDDLE_ABOVE: Coefficients = (
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
    4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
)  # fmt: skip
MIDDLE_BELOW: Coefficients = (
    1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
    2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
)  # fmt: skip
NEAR_TAIL_ABOVE: Coefficients = (
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
)  # fmt: skip
NEAR_TAIL_BELOW: Coefficients = (
    1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2,
    5.47593808499534494600e-4, 1.05075007164441684324e-9,
)  # fmt: skip
FAR_TAIL_ABOVE: Coefficients = (
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7,
)  # fmt: skip
FAR_TAIL_BELOW: Coefficients = (
    1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5,
    1.42151175831644588870e-7, 2.04426310338993978564e-15,
)  # fmt: skip


@inlined
def cubic(x: float, x2: float, c0: float, c1: float, c2: float, c3: float) -> float:
    """Give c0 + c1 x + c2 x² + c3 x³, in halves that the processor reckons at the same time."""
    return (c0 + c1 * x) + (c2 + c3 * x) * x2


@inlined
def septic(x: float, c: Coefficients) -> float:
    """Give the polynomial of degree 7 with these coefficients, that of the lowest power first."""
    x2 = x * x
    return cubic(x, x2, c[0], c[1], c[2], c[3]) + (x2 * x2) * cubic(x, x2, c[4], c[5], c[6], c[7])


@inlined
def exponential(u: float) -> float:
    """Give the exponential quantile of mean 1; of a draw ``1 - u`` is exact."""
    return -log(1.0 - u)


@inlined
def _middle(q: float) -> float:
    r = 0.180625 - q * q
    return q * septic(r, MIDDLE_ABOVE) / septic(r, MIDDLE_BELOW)


@inlined
def remoteness(u: float) -> float:
    """Give how far in a tail a share lies: the root of the logarithm of one over the share."""
    return math.sqrt(-log(min(u, 1.0 - u)))


@inlined
def _near_tail(r: float) -> float:
    r -= 1.6
    return septic(r, NEAR_TAIL_ABOVE) / septic(r, NEAR_TAIL_BELOW)


@merged
def _far_tail(r: float) -> float:
    r -= 5.0
    return septic(r, FAR_TAIL_ABOVE) / septic(r, FAR_TAIL_BELOW)


@inlined
def _mirrored(u: float, deviate: float) -> float:
    """Give the deviate of a tail on the side of a share."""
    return -deviate if u < 0.5 else deviate


@compiled
def _tail(u: float) -> float:
    r = remoteness(u)
    return _mirrored(u, _near_tail(r) if r <= FAR else _far_tail(r))


@inlined
def normal(u: float) -> float:
    """Give the normal deviate below which the share ``u`` lies.

    Wichura (1988), algorithm AS 241, routine PPND16: about 16 decimals.
    """
    q = u - 0.5
    return _tail(u) if abs(q) > MIDDLE else _middle(q)


@inlined
def normal_without_branch(u: float, r: float) -> float:
    """Give the same for a share whose remoteness is known and not beyond ``FAR``: tail and all.

    For use side by side, where a branch costs more than both its sides.
    """
    q = u - 0.5
    tail, middle = _mirrored(u, _near_tail(r)), _middle(q)
    return tail if abs(q) > MIDDLE else middle


@inlined
def lognormal(a: float, b: float, deviate: float) -> float:
    """Give the lognormal quantile for a normal deviate."""
    return exp(a + b * deviate)


@inlined
def weibull(a: float, b: float, logarithm: float) -> float:
    """Give the Weibull quantile for the logarithm of an exponential one: scale a, b one over the shape."""
    return a * exp(b * logarithm)


@merged
def triangular(low: float, mode: float, high: float, u: float) -> float:
    """Give the quantile of a triangular distribution."""
    span = high - low
    if u * span < mode - low:
        return low + math.sqrt(u * span * (mode - low))
    return high - math.sqrt((1.0 - u) * span * (high - mode))


@compiled
def between(shop: Shop, first: int, count: int, share: float) -> float:
    """Give the value at a share (0..1) of a table's length, by straight lines."""
    at = share * (count - 1)
    i = min(int(at), count - 2)
    low = points(shop, first + i).value
    return low + (at - i) * (points(shop, first + i + 1).value - low)


@inlined
def gamma_logarithm(distribution: Distribution, shop: Shop, deviate: float) -> float:
    """Give the logarithm of the gamma quantile of mean 1 for a normal deviate."""
    share = 0.5 + deviate / (2.0 * DEVIATE_END)
    return between(shop, distribution.table, distribution.points, share)


@compiled
def _rarer(distribution: Distribution, shop: Shop, u: float) -> float:
    family = distribution.family
    if family == WEIBULL:
        return weibull(distribution.a, distribution.b, log(exponential(u)))
    if family == TRIANGULAR:
        return triangular(distribution.a, distribution.b, distribution.c, u)
    if family == EMPIRICAL:
        return between(shop, distribution.table, distribution.points, u)
    return distribution.a * exp(gamma_logarithm(distribution, shop, normal(u)))


@compiled
def draw(distribution: Distribution, shop: Shop, u: float) -> float:
    """Give the value below which the share ``u`` of a distribution lies."""
    family = distribution.family
    if family == FIXED:
        return distribution.a
    if family == LOGNORMAL:
        return lognormal(distribution.a, distribution.b, normal(u))
    if family == EXPONENTIAL:
        return distribution.a * exponential(u)
    return _rarer(distribution, shop, u)
