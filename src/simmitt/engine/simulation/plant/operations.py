"""Operations as records, and the stations that can do each."""

from functools import partial

import numpy as np

from simmitt.engine.factory.model import Factory, Operation
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.records import NONE, dtype_of
from simmitt.engine.simulation.kernel.shop import Records
from simmitt.engine.simulation.plant.parts import PARTS, Part, Shelf, record_of, records_of
from simmitt.engine.simulation.variates import make_ready
from simmitt.engine.simulation.weeks import Weeks
from simmitt.ground.units import HOUR_S


def operation_records(
    factory: Factory, stations: Records, weeks: Weeks, shelf: Shelf
) -> tuple[Records, Records]:
    """Give the operations and the stations that can do each; mark the stations where skills differ."""
    parts: list[Part] = [
        PARTS.recall((operation,), partial(_operation_part, operation)) for operation in factory.operations
    ]
    operations = records_of(parts, r.Operation)
    number = {station.name: k for k, station in enumerate(factory.stations)}
    operations["station"] = [number[operation.station] for operation in factory.operations]
    operations["delay_calendar"] = [
        weeks.number[operation.delay_calendar] for operation in factory.operations
    ]
    shelf.place_all(operations, ("run", "delay"), parts)
    # Which operation follows is the order's; if any may go ahead, none is plain.
    operations["is_plain"] &= int(operations["ahead_chance"].max() <= 0.0)
    choices = [options_of(operation) for operation in factory.operations]
    operations["options"] = [len(names) for names in choices]
    operations["first_option"] = np.cumsum(operations["options"]) - operations["options"]
    wanted = operations["options"] * operations["links"]
    operations["first_link"] = np.cumsum(wanted) - wanted + int(stations["links"].sum())
    operation_number = {operation.name: k for k, operation in enumerate(factory.operations)} | {"": NONE}
    operations["rework_to"] = [operation_number[operation.rework_to] for operation in factory.operations]
    skilled = [number[name] for k, names in enumerate(choices) if operations["links"][k] for name in names]
    stations["has_skills"][skilled] = True
    choosing = sum(stations[name] for name in ("is_batch", "has_setup", "links", "has_skills"))
    stations["is_plain"] = (stations["capacity"] == 1) & (choosing == 0)
    stations["is_simple"] = sum(stations[name] for name in ("is_batch", "by_event", "attended_setup")) == 0
    options = np.array([number[name] for names in choices for name in names], np.int64)
    return operations, options.view(dtype_of(r.Option))


def options_of(operation: Operation) -> tuple[str, ...]:
    """Give the stations that can do an operation, its own first."""
    return (operation.station, *operation.alternatives)


def _operation_part(operation: Operation) -> Part:
    run, delay = make_ready(operation.run_s), make_ready(operation.delay_s)
    record = record_of(
        r.Operation,
        run=run,
        has_delay=operation.delay_s is not None,
        delay=delay,
        typical_pieces=operation.typical_pieces,
        size_exponent=operation.size_exponent,
        scrap_share=operation.scrap_share,
        rework_share=operation.rework_share,
        transfer_share=operation.transfer_share,
        ahead_chance=operation.ahead_chance,
        ahead_share=operation.ahead_share,
        reports_per_s=operation.reports_per_hour / HOUR_S,
        links=len(operation.crews),
        is_plain=operation.scrap_share <= 0.0
        and operation.rework_share <= 0.0
        and operation.transfer_share >= 1.0,
    )
    return Part(record, (run.table, delay.table))
