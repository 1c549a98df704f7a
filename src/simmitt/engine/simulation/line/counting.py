"""What is counted of a visit and of a part: what lies after warm-up and before the horizon."""

from simmitt.engine.simulation.kernel.compiled import compiled, inlined
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.line import rows as r
from simmitt.engine.simulation.line.rows import LANES, Rows, put, value, whole
from simmitt.engine.simulation.line.stages import Line, Stage
from simmitt.engine.simulation.line.visits import repair_time, time_to_failure


@inlined
def counted(line: Line, from_s: float, to_s: float) -> float:
    """Give the seconds between two instants that lie in the counted part of the window."""
    return max(0.0, min(to_s, line.horizon_s) - max(from_s, line.warm_up_s))


@inlined
def _add(rows: Rows, at: int, more: float) -> None:
    put(rows, at, value(rows, at) + more)


@compiled
def count_visits(rows: Rows, width: int, first: int, warm_up_s: float, horizon_s: float) -> int:
    """Count the visits that lie inside; tell whether one lies only partly there."""
    crossing = 0
    for lane in range(width):
        start_s, end_s = value(rows, r.START_S * LANES + lane), value(rows, r.END_S * LANES + lane)
        inside = (start_s >= warm_up_s) & (end_s <= horizon_s)
        _add(rows, r.RUN_SUM_S * LANES + first + lane, value(rows, r.RUN_S * LANES + lane) if inside else 0.0)
        ended = (end_s >= warm_up_s) & (end_s <= horizon_s)
        _add(rows, r.VISITS * LANES + first + lane, 1.0 if ended else 0.0)
        touched = (start_s < horizon_s) & (end_s > warm_up_s)
        crossing |= int(touched) & (1 - int(inside))
    return crossing


@compiled
def count_waits(rows: Rows, width: int, first: int, warm_up_s: float, horizon_s: float) -> None:
    """Count the wait before a visit and the time that the part is held after it."""
    for lane in range(width):
        start_s = min(value(rows, r.START_S * LANES + lane), horizon_s)
        since_s = max(value(rows, r.SINCE_S * LANES + lane), warm_up_s)
        _add(rows, r.QUEUE_SUM_S * LANES + first + lane, max(0.0, start_s - since_s))
        left_s = min(value(rows, r.LEFT_S * LANES + first + lane), horizon_s)
        end_s = max(value(rows, r.END_S * LANES + lane), warm_up_s)
        _add(rows, r.BLOCKED_SUM_S * LANES + first + lane, max(0.0, left_s - end_s))


@compiled
def count_repairs(line: Line, rows: Rows, stage: Stage) -> None:
    """Count the repairs of visits that lie inside."""
    for lane in range(line.width):
        start_s, end_s = value(rows, r.START_S * LANES + lane), value(rows, r.END_S * LANES + lane)
        if start_s >= line.warm_up_s and end_s <= line.horizon_s:
            at = (stage.first_row + r.DOWN_SUM_S) * LANES + lane
            _add(rows, at, value(rows, r.DOWN_S * LANES + lane))


@compiled
def _count_part(shop: Shop, rows: Rows, stage: Stage, lane: int, sign: float, worked_s: float) -> None:
    """Count (or take back) the first so many seconds of a visit."""
    at = stage.first_row * LANES + lane
    run_s, down_s, left_s = 0.0, 0.0, value(rows, r.RUN_S * LANES + lane)
    failure = whole(rows, r.FAILURES * LANES + at) - whole(rows, r.FAILED * LANES + lane)
    up_left_s = value(rows, r.UP_LEFT_AT_START_S * LANES + lane) if stage.fails else left_s
    while worked_s > 0.0 and left_s > 0.0:
        part_s = min(left_s, up_left_s, worked_s)
        run_s, left_s, worked_s = run_s + part_s, left_s - part_s, worked_s - part_s
        if worked_s <= 0.0 or left_s <= 0.0:
            break
        part_s = min(repair_time(shop, rows, stage, at, failure), worked_s)
        down_s, worked_s = down_s + part_s, worked_s - part_s
        failure += 1
        up_left_s = time_to_failure(rows, stage, at, failure)
    _add(rows, r.RUN_SUM_S * LANES + at, sign * run_s)
    _add(rows, r.DOWN_SUM_S * LANES + at, sign * down_s)


@compiled
def _count_crossing(shop: Shop, line: Line, rows: Rows, stage: Stage, lane: int) -> None:
    start_s = value(rows, r.START_S * LANES + lane)
    end_s = value(rows, r.END_S * LANES + lane)
    if start_s >= line.warm_up_s and end_s <= line.horizon_s:
        return
    if end_s > line.warm_up_s and start_s < line.horizon_s:
        _count_part(shop, rows, stage, lane, 1.0, min(end_s, line.horizon_s) - start_s)
        if start_s < line.warm_up_s:
            _count_part(shop, rows, stage, lane, -1.0, line.warm_up_s - start_s)


@compiled
def count_crossings(shop: Shop, line: Line, rows: Rows, stage: Stage) -> None:
    """Count what lies inside of visits that begin before it or end after it."""
    for lane in range(line.width):
        _count_crossing(shop, line, rows, stage, lane)


@compiled
def count_delays(line: Line, rows: Rows, from_row: int, delay_s: float) -> None:
    """Count a delay that began at the times of a row."""
    for lane in range(line.width):
        from_s = value(rows, from_row * LANES + lane)
        _add(rows, r.DELAY_SUM_S * LANES + lane, counted(line, from_s, from_s + delay_s))


@compiled
def _count_finished(rows: Rows, width: int, left: int, warm_up_s: float, horizon_s: float) -> None:
    for lane in range(width):
        finished_s = value(rows, left * LANES + lane)
        inside = (finished_s >= warm_up_s) & (finished_s <= horizon_s)
        lead_s = finished_s - value(rows, r.RELEASED_S * LANES + lane)
        _add(rows, r.PARTS * LANES + lane, 1.0 if inside else 0.0)
        _add(rows, r.LEAD_SUM_S * LANES + lane, lead_s if inside else 0.0)


@compiled
def _count_floor(rows: Rows, width: int, left: int, warm_up_s: float, horizon_s: float) -> None:
    for lane in range(width):
        from_s = max(value(rows, r.RELEASED_S * LANES + lane), warm_up_s)
        to_s = min(value(rows, left * LANES + lane), horizon_s)
        _add(rows, r.WIP_SUM_S * LANES + lane, max(0.0, to_s - from_s))


@compiled
def count_part(line: Line, rows: Rows, left: int) -> None:
    """Count a part that has gone through the line; ``left`` is the row of when it left."""
    _count_finished(rows, line.width, left, line.warm_up_s, line.horizon_s)
    if line.keeps_all:
        _count_floor(rows, line.width, left, line.warm_up_s, line.horizon_s)
