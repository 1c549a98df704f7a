"""Stations as records: what each part of one gives, and what ties it to the others."""

import math
from functools import partial
from typing import Any

import numpy as np

from simmitt.engine.factory.model import Batch, Breakdown, Factory, Setup, Station
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.arrivals import UNBOUNDED
from simmitt.engine.simulation.kernel.records import NONE
from simmitt.engine.simulation.kernel.shop import Records
from simmitt.engine.simulation.kernel.variates import EXPONENTIAL, WEIBULL
from simmitt.engine.simulation.plant.parts import PARTS, Part, Shelf, record_of, records_of
from simmitt.engine.simulation.plant.products import family_numbers
from simmitt.engine.simulation.variates import NOTHING, Ready, make_ready
from simmitt.engine.simulation.weeks import Weeks

DISPATCH = {
    "fifo": r.FIFO,
    "shortest": r.SHORTEST,
    "due_date": r.DUE_DATE,
    "priority": r.PRIORITY,
    "setup_saving": r.SETUP_SAVING,
}
ALIKE = {"any": r.ANY, "operation": r.SAME_OPERATION, "product": r.SAME_PRODUCT, "family": r.SAME_FAMILY}


def station_records(factory: Factory, weeks: Weeks, shelf: Shelf) -> Records:
    """Give the stations, with their tables placed on the shelf."""
    parts: list[Part] = [
        PARTS.recall((station,), partial(_station_part, station)) for station in factory.stations
    ]
    stations = records_of(parts, r.Station)
    stations["first_place"] = np.cumsum(stations["capacity"]) - stations["capacity"]
    stations["first_link"] = np.cumsum(stations["links"]) - stations["links"]
    stations["calendar"] = [weeks.number[station.calendar] for station in factory.stations]
    crew_number = {crew.name: k for k, crew in enumerate(factory.crews)} | {"": NONE}
    repairing = [station.breakdown.repair_crew if station.breakdown else "" for station in factory.stations]
    stations["repair_crew"] = [crew_number[name] for name in repairing]
    stations["batch_timer"] = np.cumsum(stations["is_batch"]) - 1
    stations["matrix"] = [_place_matrix(factory, station.setup, shelf) for station in factory.stations]
    shelf.place_all(stations, ("setup", "up", "repair"), parts)
    return stations


def _place_matrix(factory: Factory, setup: Setup | None, shelf: Shelf) -> int:
    """Give where a station's mean changeovers stand: a row for each family, NaN where not told."""
    if setup is None or not setup.matrix_s:
        return NONE
    number = family_numbers(factory)
    table = np.full((len(number), len(number)), np.nan)
    known = [name for name in setup.families if name in number]
    for row in known:
        for column in known:
            told_s = setup.matrix_s[setup.families.index(row)][setup.families.index(column)]
            table[number[row], number[column]] = told_s
    return shelf.place(table.ravel())


def _station_part(station: Station) -> Part:
    setup = make_ready(station.setup.time_s if station.setup else None)
    repair = make_ready(station.breakdown.repair_s if station.breakdown else None)
    up = _time_between_failures(station.breakdown)
    record = record_of(
        r.Station,
        capacity=station.capacity,
        dispatch=DISPATCH[station.dispatch],
        buffer=UNBOUNDED if station.buffer is None else station.buffer,
        links=len(station.crews),
        attended_setup=station.attended == "setup",
        look_ahead=station.look_ahead,
        speed=station.speed,
        has_setup=station.setup is not None,
        setup=setup,
        setup_if_changed=station.setup.share_when_product_changes if station.setup else 0.0,
        setup_if_same=station.setup.share_when_product_stays if station.setup else 0.0,
        **_failing(station.breakdown),
        up=up,
        repair=repair,
        **_batching(station.batch),
        free=station.capacity,
        head=NONE,
        tail=NONE,
        blocked_head=NONE,
        blocked_tail=NONE,
    )
    return Part(record, (setup.table, up.table, repair.table))


def _time_between_failures(breakdown: Breakdown | None) -> Ready:
    """Give the Weibull time between failures; of shape 1 it is the exponential one."""
    if breakdown is None:
        return NOTHING
    if breakdown.shape == 1.0:
        return Ready(EXPONENTIAL, breakdown.mtbf_s, breakdown.mtbf_s)
    power = 1.0 / breakdown.shape
    return Ready(WEIBULL, breakdown.mtbf_s, breakdown.mtbf_s / math.gamma(1.0 + power), power)


def _failing(breakdown: Breakdown | None) -> dict[str, Any]:
    if breakdown is None:
        return {"fails": False}
    clocked = breakdown.comes_with == "open_time"
    return {"fails": True, "clocked": clocked, "by_event": clocked or bool(breakdown.repair_crew)}


def _batching(batch: Batch | None) -> dict[str, Any]:
    if batch is None:
        return {"is_batch": False, "lots_each": 1}
    return {
        "is_batch": True,
        "batch_most": batch.most,
        "batch_least": batch.least,
        "batch_by_pieces": batch.unit == "pieces",
        "batch_alike": ALIKE[batch.alike],
        "batch_wait_s": math.inf if batch.longest_wait_s is None else batch.longest_wait_s,
        "lots_each": int(batch.most) if batch.unit == "lots" else 1,
    }
