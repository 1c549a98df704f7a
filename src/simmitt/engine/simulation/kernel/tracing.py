"""Stretches of work as they are noted for a log."""

import numpy as np

from simmitt.engine.simulation.kernel.compiled import compiled
from simmitt.engine.simulation.kernel.hours import STROKE_S, opens_at, shift_end
from simmitt.engine.simulation.kernel.memory import jobs, stretches
from simmitt.engine.simulation.kernel.moving import Place, Shop
from simmitt.engine.simulation.kernel.records import NONE, Station

FULL_TRACE = 3


@compiled
def trace_work(
    shop: Shop, station: Station, place: Place, p: int, kind: np.int64, at_s: float, work_s: float
) -> float:
    """Note work of one kind, cut where the calendar cuts it; give its end."""
    while work_s > STROKE_S:
        end_s = min(at_s + work_s, shift_end(shop, place.calendar, at_s))
        if end_s <= at_s:
            at_s = opens_at(shop, place.calendar, at_s)
            continue
        note(shop, place, p - station.first_place, kind, at_s, end_s)
        work_s -= end_s - at_s
        at_s = end_s
    return at_s


@compiled
def note(shop: Shop, place: Place, number: int, kind: np.int64, start_s: float, end_s: float) -> None:
    """Note a stretch of work on a place for its job, and for the others of its batch."""
    if start_s >= shop.horizon_s or end_s < shop.warm_up_s:
        return
    j, following = place.job, place.rest
    while j != NONE:
        if shop.used_stretches == shop.n_stretches:
            shop.full = FULL_TRACE
            return
        stretch = stretches(shop, shop.used_stretches)
        shop.used_stretches += 1
        stretch.order, stretch.operation = jobs(shop, j).order, jobs(shop, j).operation
        stretch.place, stretch.kind = number, int(kind)
        stretch.start_s, stretch.end_s = start_s, end_s
        j = following
        if j != NONE:
            following = jobs(shop, j).next
