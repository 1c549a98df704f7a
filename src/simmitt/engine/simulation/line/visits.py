"""A part's visit to each stage: max and plus, failures where there are any, and what is counted.

A part starts when it is there and the part before it has left; it leaves when it is done and
there is room. This is all that an event list would find out (Dallery and Gershwin 1992).
"""

from simmitt.engine.simulation.kernel.compiled import compiled, merged
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.streams import REPAIR, TIME_TO_FAILURE, nth_uniform
from simmitt.engine.simulation.kernel.variates import draw, exponential
from simmitt.engine.simulation.line import rows as r
from simmitt.engine.simulation.line.rows import LANES, Rows, bits, put, put_whole, value, whole
from simmitt.engine.simulation.line.stages import Stage


@compiled
def copy(rows: Rows, width: int, source: int, target: int, plus: float) -> None:
    """Give a row the numbers of another one, each so much more."""
    for lane in range(width):
        put(rows, target * LANES + lane, value(rows, source * LANES + lane) + plus)


@compiled
def wear(rows: Rows, width: int, first: int) -> int:
    """Take the run from the time that is left to the next failure; tell whether any is due."""
    due = 0
    for lane in range(width):
        up_left_s = value(rows, r.UP_LEFT_S * LANES + first + lane)
        left_s = up_left_s - value(rows, r.RUN_S * LANES + lane)
        put(rows, r.UP_LEFT_AT_START_S * LANES + lane, up_left_s)
        put(rows, r.UP_LEFT_S * LANES + first + lane, left_s)
        due |= int(left_s < 0.0)
    return due


@merged
def time_to_failure(rows: Rows, stage: Stage, at: int, failure: int) -> float:
    """Give the running seconds between failures of these numbers, the one before included."""
    u = nth_uniform(bits(rows, r.PLACE_KEY * LANES + at), TIME_TO_FAILURE, failure)
    return stage.mtbf_s * exponential(u)


@merged
def repair_time(shop: Shop, rows: Rows, stage: Stage, at: int, failure: int) -> float:
    """Give the repair seconds of a failure."""
    u = nth_uniform(bits(rows, r.PLACE_KEY * LANES + at), REPAIR, failure)
    return draw(stage.repair, shop, u)


@compiled
def _repair(shop: Shop, rows: Rows, stage: Stage, lane: int) -> None:
    """Note the repairs that a run meets."""
    at = stage.first_row * LANES + lane
    left_s, up_left_s = value(rows, r.RUN_S * LANES + lane), value(rows, r.UP_LEFT_AT_START_S * LANES + lane)
    before = whole(rows, r.FAILURES * LANES + at)
    failure, down_s = before, 0.0
    while left_s > up_left_s:
        left_s -= up_left_s
        down_s += repair_time(shop, rows, stage, at, failure)
        failure += 1
        up_left_s = time_to_failure(rows, stage, at, failure)
    put(rows, r.DOWN_S * LANES + lane, down_s)
    put_whole(rows, r.FAILED * LANES + lane, failure - before)
    put_whole(rows, r.FAILURES * LANES + at, failure)
    put(rows, r.UP_LEFT_S * LANES + at, up_left_s - left_s)


@compiled
def repair_all(shop: Shop, rows: Rows, width: int, stage: Stage) -> None:
    """Note the repairs in the lanes where a failure is due."""
    for lane in range(width):
        if value(rows, (stage.first_row + r.UP_LEFT_S) * LANES + lane) < 0.0:
            _repair(shop, rows, stage, lane)


@compiled
def forget_repairs(rows: Rows, width: int) -> None:
    """Leave no repairs to the next visit."""
    for lane in range(width):
        put(rows, r.DOWN_S * LANES + lane, 0.0)
        put_whole(rows, r.FAILED * LANES + lane, 0)


@compiled
def move(rows: Rows, width: int, first: int) -> None:
    """Settle when the part at hand starts, is done and leaves."""
    for lane in range(width):
        left_s = value(rows, r.LEFT_S * LANES + first + lane)
        start_s = max(value(rows, r.SINCE_S * LANES + lane), left_s)
        run_s, down_s = value(rows, r.RUN_S * LANES + lane), value(rows, r.DOWN_S * LANES + lane)
        end_s = start_s + (run_s + down_s)
        put(rows, r.START_S * LANES + lane, start_s)
        put(rows, r.END_S * LANES + lane, end_s)
        put(rows, r.LEFT_S * LANES + first + lane, max(end_s, value(rows, r.ROOM_S * LANES + lane)))
