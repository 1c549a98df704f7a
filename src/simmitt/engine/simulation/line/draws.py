"""Run times of a part at a stage, side by side."""

from simmitt.engine.simulation.kernel.beforehand import set_deviates
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.elementary import exp, log
from simmitt.engine.simulation.kernel.memory import operations
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.streams import RUN_TIME, nth_uniform
from simmitt.engine.simulation.kernel.variates import (
    EXPONENTIAL,
    FIXED,
    GAMMA,
    LOGNORMAL,
    WEIBULL,
    draw,
    exponential,
    gamma_logarithm,
    lognormal,
    normal,
    weibull,
)
from simmitt.engine.simulation.line import rows as r
from simmitt.engine.simulation.line.parts import operation_of, set_parameters
from simmitt.engine.simulation.line.rows import LANES, Rows, bits, put, value
from simmitt.engine.simulation.line.stages import Line, Stage

# Each does a little in each of several loops: what is short the processor overlaps from lane
# to lane (measured for the lognormal: 2.5 ns a draw against 5).


@compiled
def _draw_shares(rows: Rows, width: int, j: int) -> None:
    for lane in range(width):
        u = nth_uniform(bits(rows, r.LOT_KEY * LANES + lane), RUN_TIME, j)
        put(rows, r.SHARE * LANES + lane, u)


@inlined
def _put_run_time(rows: Rows, first: int, lane: int, run_s: float) -> None:
    """Note how long a lane's part runs, after its size."""
    put(rows, r.RUN_S * LANES + lane, value(rows, r.SIZE * LANES + first + lane) * run_s)


@inlined
def _parameters(rows: Rows, first: int, lane: int) -> tuple[float, float]:
    """Give the two parameters of a lane's distribution."""
    return value(rows, r.A * LANES + first + lane), value(rows, r.B * LANES + first + lane)


@compiled
def _fixed(rows: Rows, width: int, first: int) -> None:
    for lane in range(width):
        _put_run_time(rows, first, lane, value(rows, r.A * LANES + first + lane))


@compiled
def _exponential(rows: Rows, width: int, first: int) -> None:
    for lane in range(width):
        mean_s = value(rows, r.A * LANES + first + lane)
        run_s = mean_s * exponential(value(rows, r.SHARE * LANES + lane))
        _put_run_time(rows, first, lane, run_s)


@compiled
def _set_logarithms(rows: Rows, width: int) -> None:
    """Note the logarithms of exponential draws of mean 1, where a deviate else is."""
    for lane in range(width):
        put(rows, r.DEVIATE * LANES + lane, exponential(value(rows, r.SHARE * LANES + lane)))
    for lane in range(width):
        put(rows, r.DEVIATE * LANES + lane, log(value(rows, r.DEVIATE * LANES + lane)))


@compiled
def _weibull(rows: Rows, width: int, first: int) -> None:
    for lane in range(width):
        a, b = _parameters(rows, first, lane)
        run_s = weibull(a, b, value(rows, r.DEVIATE * LANES + lane))
        _put_run_time(rows, first, lane, run_s)


@compiled
def _set_deviates(rows: Rows, width: int) -> None:
    if set_deviates(rows, width, r.SHARE * LANES, r.DEVIATE * LANES):
        for lane in range(width):
            put(rows, r.DEVIATE * LANES + lane, normal(value(rows, r.SHARE * LANES + lane)))


@compiled
def _lognormal(rows: Rows, width: int, first: int) -> None:
    for lane in range(width):
        a, b = _parameters(rows, first, lane)
        run_s = lognormal(a, b, value(rows, r.DEVIATE * LANES + lane))
        _put_run_time(rows, first, lane, run_s)


@compiled
def _look_up_gamma(shop: Shop, line: Line, rows: Rows, j: int) -> None:
    """Put logarithms of gamma draws of mean 1 in the deviates' place."""
    for lane in range(line.width):
        operation = operations(shop, operation_of(shop, rows, j, lane))
        at = r.DEVIATE * LANES + lane
        put(rows, at, gamma_logarithm(operation.run, shop, value(rows, at)))


@compiled
def _gamma(rows: Rows, width: int, first: int) -> None:
    for lane in range(width):
        run_s = value(rows, r.A * LANES + first + lane) * exp(value(rows, r.DEVIATE * LANES + lane))
        _put_run_time(rows, first, lane, run_s)


@compiled
def _one_by_one(shop: Shop, line: Line, rows: Rows, stage: Stage, j: int) -> None:
    for lane in range(line.width):
        operation = operations(shop, operation_of(shop, rows, j, lane))
        run_s = draw(operation.run, shop, value(rows, r.SHARE * LANES + lane))
        _put_run_time(rows, stage.first_row * LANES, lane, run_s)


@merged
def draw_run_times(shop: Shop, line: Line, rows: Rows, stage: Stage, j: int, n: int) -> None:
    """Draw how long the part at hand runs at a stage."""
    if line.varied or n == 0:
        set_parameters(shop, line, rows, stage, j)
    width, first = line.width, stage.first_row * LANES
    if stage.family == FIXED:
        _fixed(rows, width, first)
        return
    _draw_shares(rows, width, j)
    if stage.family == LOGNORMAL:
        _set_deviates(rows, width)
        _lognormal(rows, width, first)
    elif stage.family == EXPONENTIAL:
        _exponential(rows, width, first)
    elif stage.family == WEIBULL:
        _set_logarithms(rows, width)
        _weibull(rows, width, first)
    elif stage.family == GAMMA:
        _set_deviates(rows, width)
        _look_up_gamma(shop, line, rows, j)
        _gamma(rows, width, first)
    else:
        _one_by_one(shop, line, rows, stage, j)
