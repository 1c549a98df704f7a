"""Some replications of a line, from the plant's records to the rows of an output."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.assembly import Row
from simmitt.engine.simulation.kernel.arrivals import UNBOUNDED
from simmitt.engine.simulation.kernel.moving import Stretch
from simmitt.engine.simulation.kernel.records import NONE, SATURATED, dtype_of
from simmitt.engine.simulation.kernel.run import PLACE_NUMBERS
from simmitt.engine.simulation.kernel.shop import Plant, Records, Room, Span, set_up
from simmitt.engine.simulation.kernel.variates import EXPONENTIAL, FIXED, GAMMA, LOGNORMAL, WEIBULL
from simmitt.engine.simulation.line import rows as r
from simmitt.engine.simulation.line.lockstep import run_block, unfold
from simmitt.engine.simulation.line.orders import LaneOrders, Times
from simmitt.engine.simulation.line.stages import Line, Stage

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SIDE_BY_SIDE = (FIXED, EXPONENTIAL, LOGNORMAL, WEIBULL, GAMMA)
# Parts between two returns to Python: few enough that their times stay in the processor's cache.
BLOCK_PARTS = 256
# Times of parts, one row each: released, finished and, where parts differ, pieces and product.
SECTIONS = 4
CACHE_LINE = 64  # bytes
GROWTH = 1.5


class Setting(NamedTuple):
    """A line made ready for a number of lanes."""

    shop: Records  # (1,)
    line: Records  # (1,)
    stages: Records  # (n_stages,)
    rows: Floats  # (n_rows, LANES)
    held: tuple[object, ...]  # what these point at


def _steps_of(plant: Plant) -> Ints:
    """(n_routings, n_stages) operations, in the order of the line."""
    routings = int(plant.products["routings"].sum())
    stages = int(plant.routings["steps"][0])
    steps: Ints = plant.steps["operation"][: routings * stages].reshape(routings, stages)
    return steps


def stages_of(plant: Plant) -> Records:
    """Give what the recursion knows of each station, in the order of the line."""
    steps = _steps_of(plant)
    stages = np.zeros(steps.shape[1], dtype_of(Stage))
    ring = r.STAGES + len(stages) * r.STAGE_ROWS
    for j, stage in enumerate(stages):
        operations = plant.operations[steps[:, j]]
        number = int(operations["station"][0])
        station = plant.stations[number]
        families = set(operations["run"]["family"].tolist())
        only = families.pop() if len(families) == 1 else NONE
        stage["first_row"], stage["place"] = j * r.STAGE_ROWS, number * PLACE_NUMBERS
        stage["family"] = only if only in SIDE_BY_SIDE else NONE
        stage["fails"], stage["mtbf_s"] = station["fails"], station["up"]["a"]
        stage["repair"], stage["delay_s"] = station["repair"], operations["delay"]["a"][0]
        stage["ring"] = NONE
        if j > 0 and station["buffer"] < UNBOUNDED:
            stage["ring"], stage["ring_size"] = ring, station["buffer"] + 1
            ring += int(stage["ring_size"])
    return stages


def _is_varied(plant: Plant) -> bool:
    return len(_steps_of(plant)) > 1 or plant.products["pieces"]["family"][0] != FIXED


def _blank_rows(count: int) -> Floats:
    """Give rows that begin where a line of the processor's cache does."""
    spare = CACHE_LINE // 8
    numbers = np.zeros(count * r.LANES + spare)
    skip = -(numbers.ctypes.data // 8) % spare
    return numbers[skip : skip + count * r.LANES].reshape(count, r.LANES)


def _arrivals(shop: Records, span: Span) -> int:
    """Give how many parts come at most."""
    if span.orders != NONE:
        return span.orders
    comes = shop["arrival_kind"][0] == SATURATED or shop["arrivals_per_working_s"][0] > 0.0
    return UNBOUNDED if comes else 0


def _width(lanes: int) -> int:
    """Give how many lanes are worked on: a few one by one, more in whole groups."""
    return lanes if lanes <= r.FEW else -(-lanes // r.GROUP) * r.GROUP


def make_setting(plant: Plant, span: Span, lanes: int, *, keeps_all: bool) -> Setting:
    """Make a line ready for so many replications side by side."""
    stages = stages_of(plant)
    rings = int(stages["ring_size"].sum())
    block = r.STAGES + len(stages) * r.STAGE_ROWS + rings
    rows = _blank_rows(block + SECTIONS * BLOCK_PARTS)
    hall = set_up(plant, span, Room(0, 0, 0))
    hall.shop["arrivals"] = _arrivals(hall.shop, span)
    line = np.zeros(1, dtype_of(Line))
    line["block"], line["block_parts"] = block, BLOCK_PARTS
    line["width"], line["stages"] = _width(lanes), len(stages)
    line["varied"], line["keeps_all"] = _is_varied(plant), keeps_all
    line["horizon_s"], line["warm_up_s"] = span.horizon_s, span.warm_up_s
    return Setting(hall.shop, line, stages, rows, (hall,))


def _lane_replications(setting: Setting, replications: Sequence[int]) -> Ints:
    """(width,) the lanes that are left over repeat the first replication."""
    lanes = np.full(int(setting.line["width"][0]), replications[0], np.int64)
    lanes[: len(replications)] = replications
    return lanes


def _grown(numbers: Floats, parts: int) -> Floats:
    """Give the same numbers with room for so many parts at least."""
    lanes, room = numbers.shape
    if room >= parts:
        return numbers
    larger = np.empty((lanes, max(parts, int(GROWTH * room))))
    larger[:, :room] = numbers
    return larger


def _run(
    setting: Setting, seed: int, replications: Sequence[int], parts_hint: int, beat: Callable[[], None]
) -> tuple[Times, int]:
    """Simulate block after block; give the parts' times and how many parts there are at most."""
    lanes, sections = len(replications), SECTIONS if setting.line["varied"][0] else 2
    kept = [np.empty((lanes, parts_hint if k < sections else 0)) for k in range(SECTIONS)]
    block, first = int(setting.line["block"][0]), 0
    numbers = _lane_replications(setting, replications)
    while True:
        parts = run_block(
            setting.shop[0], setting.line[0], setting.rows.ravel(), setting.stages, seed, numbers, first
        )
        for k in range(sections if setting.line["keeps_all"][0] else 0):
            kept[k] = _grown(kept[k], first + parts)
            unfold(setting.rows[block + k * BLOCK_PARTS :], parts, first, kept[k])
        first += parts
        beat()
        if parts < BLOCK_PARTS:
            return Times(*kept), first


def _counted_stations(plant: Plant, setting: Setting, lane: int, span: Span) -> Records:
    """Give the stations with what was counted of them."""
    stations = plant.stations.copy()
    order = setting.stages["place"] // PLACE_NUMBERS
    for name, row in _SUMS.items():
        stations[name][order] = setting.rows[row + setting.stages["first_row"], lane]
    spent_s = stations["run_s"] + stations["setup_s"] + stations["down_s"] + stations["blocked_s"]
    stations["idle_s"] = np.maximum(0.0, (span.horizon_s - span.warm_up_s) - spent_s)
    return stations


_SUMS = {
    "run_s": r.RUN_SUM_S,
    "down_s": r.DOWN_SUM_S,
    "blocked_s": r.BLOCKED_SUM_S,
    "queue_s": r.QUEUE_SUM_S,
    "visits": r.VISITS,
}


def run_line(
    plant: Plant,
    span: Span,
    seed: int,
    replications: Sequence[int],
    parts_hint: int,
    beat: Callable[[], None],
) -> list[Row]:
    """Give what replications of a line give, with all statistics; at most ``LANES`` of them.

    ``beat`` is called now and then and may raise.
    """
    setting = make_setting(plant, span, len(replications), keeps_all=True)
    times, parts = _run(setting, seed, replications, parts_hint, beat)
    same_pieces = float(setting.rows[r.PIECES, 0])
    return [
        _row(plant, setting, span, lane, LaneOrders.of(times, parts, lane, span, same_pieces))
        for lane in range(len(replications))
    ]


def _row(plant: Plant, setting: Setting, span: Span, lane: int, orders: LaneOrders) -> Row:
    return Row(
        stations=_counted_stations(plant, setting, lane, span),
        orders=orders,
        stretches=np.zeros(0, dtype_of(Stretch)),
        wip_daily=orders.floor_by_day(span),
        delay_s=float(setting.rows[r.DELAY_SUM_S, lane]),
        kit_wait_s=0.0,
        wip_s=float(setting.rows[r.WIP_SUM_S, lane]),
        locked=False,
    )


def count_parts(plant: Plant, span: Span, seed: int, replications: Sequence[int]) -> tuple[Floats, Floats]:
    """Give no more than the parts finished and the sum of their lead times, of shape (n_lanes,)."""
    setting = make_setting(plant, span, len(replications), keeps_all=False)
    _run(setting, seed, replications, 0, lambda: None)
    lanes = len(replications)
    return setting.rows[r.PARTS, :lanes].copy(), setting.rows[r.LEAD_SUM_S, :lanes].copy()
