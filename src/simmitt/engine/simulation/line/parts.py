"""The parts of a line: when each comes, what it is, which keys its draws have."""

import math

from simmitt.engine.simulation.kernel.arrivals import next_of_sorted
from simmitt.engine.simulation.kernel.compiled import compiled, merged
from simmitt.engine.simulation.kernel.memory import operations, products, routings, steps
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.queues import size_factor
from simmitt.engine.simulation.kernel.records import NONE, REGULAR, SATURATED
from simmitt.engine.simulation.kernel.streams import (
    ARRIVAL,
    LOT,
    ORDER,
    PIECES,
    PRODUCT,
    ROUTING,
    key_of,
    nth_uniform,
    uniform,
)
from simmitt.engine.simulation.kernel.variates import draw, exponential
from simmitt.engine.simulation.line import rows as r
from simmitt.engine.simulation.line.rows import LANES, Rows, bits, put, put_bits, put_whole, value, whole
from simmitt.engine.simulation.line.stages import Line, Stage


@compiled
def _spread(shop: Shop, line: Line, rows: Rows, n: int) -> None:
    """Note when a part comes where the number of all is settled."""
    for lane in range(line.width):
        u = nth_uniform(bits(rows, r.SOURCE_KEY * LANES + lane), ARRIVAL, n)
        if shop.arrival_kind == REGULAR:
            position = (n + 0.5) / shop.arrivals
        else:
            position = next_of_sorted(value(rows, r.POSITION * LANES + lane), shop.arrivals - n, u)
        put(rows, r.POSITION * LANES + lane, position)
        put(rows, r.RELEASED_S * LANES + lane, position * line.horizon_s)


@compiled
def _regular(rows: Rows, width: int, at_s: float) -> None:
    for lane in range(width):
        put(rows, r.RELEASED_S * LANES + lane, at_s)


@compiled
def _at_random(rows: Rows, width: int, per_s: float, n: int) -> None:
    for lane in range(width):
        u = nth_uniform(bits(rows, r.SOURCE_KEY * LANES + lane), ARRIVAL, n)
        at_s = value(rows, r.POSITION * LANES + lane) + exponential(u) / per_s
        put(rows, r.POSITION * LANES + lane, at_s)
        put(rows, r.RELEASED_S * LANES + lane, at_s)


@compiled
def _when_first_is_free(rows: Rows, width: int) -> None:
    for lane in range(width):
        put(rows, r.RELEASED_S * LANES + lane, value(rows, r.LEFT_S * LANES + lane))


@merged
def release(shop: Shop, line: Line, rows: Rows, n: int) -> None:
    """Note when a part comes onto the floor."""
    if shop.arrival_kind == SATURATED:
        _when_first_is_free(rows, line.width)
    elif shop.wanted_orders != NONE:
        _spread(shop, line, rows, n)
    elif shop.arrival_kind == REGULAR:
        _regular(rows, line.width, (n + 0.5) / shop.arrivals_per_working_s)
    else:
        _at_random(rows, line.width, shop.arrivals_per_working_s, n)


@compiled
def _set_keys(rows: Rows, width: int, n: int) -> None:
    for lane in range(width):
        order = key_of(bits(rows, r.REPLICATION_KEY * LANES + lane), ORDER, n)
        put_bits(rows, r.ORDER_KEY * LANES + lane, order)
        put_bits(rows, r.LOT_KEY * LANES + lane, key_of(order, LOT, 0))


@merged
def _describe(shop: Shop, rows: Rows, lane: int) -> None:
    """Draw what a part is and which way it goes."""
    key = bits(rows, r.ORDER_KEY * LANES + lane)
    u, k = uniform(key, PRODUCT), 0
    while k < shop.n_products - 1 and u >= products(shop, k).share_up_to:
        k += 1
    product = products(shop, k)
    u, way = uniform(key, ROUTING), product.first_routing
    while way < product.first_routing + product.routings - 1 and u >= routings(shop, way).weight_up_to:
        way += 1
    pieces = max(1.0, math.floor(draw(product.pieces, shop, uniform(key, PIECES)) + 0.5))
    put(rows, r.PRODUCT * LANES + lane, float(k))
    put_whole(rows, r.FIRST_STEP * LANES + lane, routings(shop, way).first_step)
    put(rows, r.PIECES * LANES + lane, pieces)


@compiled
def _describe_all(shop: Shop, rows: Rows, width: int) -> None:
    for lane in range(width):
        _describe(shop, rows, lane)


@merged
def identify(shop: Shop, line: Line, rows: Rows, n: int) -> None:
    """Settle the keys of a part; what it is, where parts differ or it is the first."""
    _set_keys(rows, line.width, n)
    if line.varied or n == 0:
        _describe_all(shop, rows, line.width)


@compiled
def operation_of(shop: Shop, rows: Rows, j: int, lane: int) -> int:
    """Give the operation of a lane's part at a stage."""
    return steps(shop, whole(rows, r.FIRST_STEP * LANES + lane) + j).operation


@compiled
def set_parameters(shop: Shop, line: Line, rows: Rows, stage: Stage, j: int) -> None:
    """Note the parameters of the run times at a stage."""
    first = stage.first_row * LANES
    for lane in range(line.width):
        operation = operations(shop, operation_of(shop, rows, j, lane))
        at = first + lane
        put(rows, r.A * LANES + at, operation.run.a)
        put(rows, r.B * LANES + at, operation.run.b)
        factor = size_factor(operation, value(rows, r.PIECES * LANES + lane))
        put(rows, r.SIZE * LANES + at, factor)
