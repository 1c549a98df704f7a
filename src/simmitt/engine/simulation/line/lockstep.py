"""A block of parts through the whole line, replications side by side, one part after the other.

Nothing is sought and nothing waits in a list: where a part begins and leaves follows from when
the part before it did. All lanes make the same moves, so that the processor makes several
at once; only a failure is looked after lane by lane.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.kernel.arrivals import ARRIVING
from simmitt.engine.simulation.kernel.compiled import FINGERPRINT, cached, compiled, merged
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.records import NONE
from simmitt.engine.simulation.kernel.streams import PLACE, SOURCE, key_of, replication_key
from simmitt.engine.simulation.line import counting
from simmitt.engine.simulation.line import rows as r
from simmitt.engine.simulation.line.draws import draw_run_times
from simmitt.engine.simulation.line.parts import identify, release
from simmitt.engine.simulation.line.rows import LANES, Rows, first_of, put, put_bits, value
from simmitt.engine.simulation.line.stages import Line, Stage
from simmitt.engine.simulation.line.visits import (
    copy,
    forget_repairs,
    move,
    repair_all,
    time_to_failure,
    wear,
)

Records = NDArray[np.void]


@merged
def _set_up_stage(rows: Rows, stage: Stage, lane: int, key: np.uint64) -> None:
    at = stage.first_row * LANES + lane
    put_bits(rows, r.PLACE_KEY * LANES + at, key_of(key, PLACE, stage.place))
    if stage.fails:
        put(rows, r.UP_LEFT_S * LANES + at, time_to_failure(rows, stage, at, 0))


@merged
def _set_up(line: Line, rows: Rows, stages: Records, seed: int, replications: NDArray[np.int64]) -> None:
    """Give each lane the keys of its replication and each of its places a first failure."""
    for lane in range(line.width):
        key = replication_key(seed, replications[lane])
        put_bits(rows, r.REPLICATION_KEY * LANES + lane, key)
        put_bits(rows, r.SOURCE_KEY * LANES + lane, key_of(key, SOURCE, ARRIVING))
        for j in range(line.stages):
            _set_up_stage(rows, stages[j], lane, key)


@merged
def _find_room(line: Line, rows: Rows, stages: Records, j: int, n: int) -> None:
    """Note when the part so far ahead has left the next stage that there is room for this one."""
    row = r.NOTHING
    if j + 1 < line.stages and stages[j + 1].ring != NONE:
        row = stages[j + 1].ring + n % stages[j + 1].ring_size
    copy(rows, line.width, row, r.ROOM_S, 0.0)


@merged
def _count_visit(shop: Shop, line: Line, rows: Rows, stage: Stage, failed: int) -> None:
    first = stage.first_row * LANES
    crossing = counting.count_visits(rows, line.width, first, line.warm_up_s, line.horizon_s)
    counting.count_waits(rows, line.width, first, line.warm_up_s, line.horizon_s)
    if failed:
        counting.count_repairs(line, rows, stage)
    if crossing:
        counting.count_crossings(shop, line, rows, stage)


@merged
def _send(line: Line, rows: Rows, row: int, stage: Stage) -> None:
    """Send the part at hand to the queue of a stage; a row says when it set out."""
    copy(rows, line.width, row, r.SINCE_S, stage.delay_s)
    if stage.delay_s > 0.0:
        counting.count_delays(line, rows, row, stage.delay_s)


@merged
def _visit(shop: Shop, line: Line, rows: Rows, stages: Records, j: int, n: int) -> None:
    """Let the part at hand go through a stage."""
    stage, failed = stages[j], 0
    draw_run_times(shop, line, rows, stage, j, n)
    if stage.fails:
        failed = wear(rows, line.width, stage.first_row * LANES)
        if failed:
            repair_all(shop, rows, line.width, stage)
    _find_room(line, rows, stages, j, n)
    move(rows, line.width, stage.first_row * LANES)
    if line.keeps_all:
        _count_visit(shop, line, rows, stage, failed)
    if failed:
        forget_repairs(rows, line.width)
    if stage.ring != NONE:
        row = stage.ring + n % stage.ring_size
        copy(rows, line.width, r.LEFT_S + stage.first_row, row, 0.0)


@compiled
def _all_closed(line: Line, rows: Rows) -> bool:
    """Tell whether the part at hand comes too late in all lanes."""
    in_time = 0
    for lane in range(line.width):
        in_time |= int(value(rows, r.RELEASED_S * LANES + lane) <= line.horizon_s)
    return in_time == 0


@merged
def _keep(line: Line, rows: Rows, left: int, k: int) -> None:
    """Keep what is kept of each part."""
    for section, row in enumerate((r.RELEASED_S, left, r.PIECES, r.PRODUCT)):
        if section < 2 or line.varied:
            copy(rows, line.width, row, line.block + section * line.block_parts + k, 0.0)


@merged
def _pass(shop: Shop, line: Line, rows: Rows, stages: Records, n: int, k: int) -> None:
    """Let the part at hand, the k-th of its block, go through the line."""
    identify(shop, line, rows, n)
    _send(line, rows, r.RELEASED_S, stages[0])
    for j in range(line.stages):
        if j > 0:
            _send(line, rows, r.LEFT_S + stages[j - 1].first_row, stages[j])
        _visit(shop, line, rows, stages, j, n)
    left = r.LEFT_S + stages[line.stages - 1].first_row
    counting.count_part(line, rows, left)
    if line.keeps_all:
        _keep(line, rows, left, k)


def _fingerprint() -> str:
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _stored(fingerprint: str) -> Callable[..., int]:
    @cached
    def run_block(
        shop: Shop,
        line: Line,
        numbers: NDArray[np.float64],
        stages: Records,
        seed: int,
        replications: NDArray[np.int64],
        first: int,
    ) -> int:
        """Simulate the next block of parts; give how many of them come in time in any lane."""
        _ = fingerprint
        rows = first_of(numbers)
        if first == 0:
            _set_up(line, rows, stages, seed, replications)
        for k in range(line.block_parts):
            n = first + k
            if n >= shop.arrivals:
                return k
            release(shop, line, rows, n)
            if _all_closed(line, rows):
                return k
            _pass(shop, line, rows, stages, n, k)
        return line.block_parts

    return run_block


run_block = _stored(FINGERPRINT + _fingerprint())


@cached
def unfold(block: NDArray[np.float64], parts: int, first: int, out: NDArray[np.float64]) -> None:
    """Write a block (n_parts, LANES) into the parts' places of (n_lanes, n_orders)."""
    for lane in range(out.shape[0]):
        for k in range(parts):
            out[lane, first + k] = block[k, lane]
