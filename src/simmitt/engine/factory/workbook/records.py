"""A factory as rows of its workbook's sheets, by column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from simmitt.engine.factory import fields
from simmitt.engine.factory.model import Calendar, Distribution, Evidence, Factory, Routing, Setup, Station
from simmitt.engine.factory.workbook.sheets import (
    BY_TABLE,
    FACTORY,
    FITTED,
    MATRIX,
    OPENING,
    REPORTING,
    WAYS,
    Column,
    Sheet,
)
from simmitt.engine.factory.writing import encoded_parameters, evidence_of, hours_text, shifts_by_day

Record = dict[str, Any]  # by the column's id, as ``factory.toml`` has it
_FAMILY = "to."  # before the name of a family that has a column of its own


def records_of(factory: Factory) -> Mapping[str, list[Record]]:
    """Give the rows of every sheet, by table."""
    parts: Mapping[str, list[tuple[Station, Any, Sequence[fields.Field]]]] = {
        "station.setup": [(station, station.setup, fields.SETUP) for station in factory.stations],
        "station.breakdown": [(station, station.breakdown, fields.BREAKDOWN) for station in factory.stations],
        "station.batch": [(station, station.batch, fields.BATCH) for station in factory.stations],
        "station.power": [(station, station.power, fields.POWER) for station in factory.stations],
    }
    plain: Mapping[str, tuple[Sequence[object], Sequence[fields.Field]]] = {
        "crew": (factory.crews, fields.CREW),
        "station": (factory.stations, fields.STATION),
        "operation": (factory.operations, fields.OPERATION),
        "product": (factory.products, fields.PRODUCT),
        "arrivals.order": (factory.arrivals.orders, fields.LISTED_ORDER),
    }
    described = {name: [_record(BY_TABLE[name], one, table) for one in nouns]
                 for name, (nouns, table) in plain.items()}  # fmt: skip
    return {
        FACTORY: [_form(factory)],
        "calendar": [_calendar(each) for each in factory.calendars],
        **described,
        **{name: [_of_station(name, station, part, table) for station, part, table in each if part]
           for name, each in parts.items()},
        MATRIX: [row for station in factory.stations for row in _matrix(station.name, station.setup)],
        WAYS: _ways({product.name: product.routings for product in factory.products}),
        OPENING: _ways(factory.arrivals.opening_routings),
        REPORTING: [each for each in (_reporting(factory),) if each],
        FITTED: [{"key": key, "value": value} for key, value in factory.fitted_on.items()],
    }  # fmt: skip


def families_of(records: Iterable[Record]) -> list[str]:
    """Name the families that the matrices have columns for."""
    found = (key.removeprefix(_FAMILY) for each in records for key in each if key.startswith(_FAMILY))
    return list(dict.fromkeys(found))


def family_id(family: str) -> str:
    """Give the id of a family's column in the matrix."""
    return _FAMILY + family


def _reporting(factory: Factory) -> Record:
    return _record(BY_TABLE[REPORTING], factory.reporting, fields.REPORTING)


def _calendar(calendar: Calendar) -> Record:
    levels = {"levels": list(calendar.levels)} if calendar.levels else {}
    edges = {"edges_worked": list(calendar.edges_worked)} if calendar.edges_worked else {}
    return {"name": calendar.name, **shifts_by_day(calendar), **levels, **edges}


def _form(factory: Factory) -> Record:
    top = {"name": factory.name or None, "wip_cap": factory.wip_cap}
    run = encoded_parameters(factory.run, fields.RUN)
    arrivals = encoded_parameters(factory.arrivals, fields.ARRIVALS)
    return {key: value for key, value in (top | run | arrivals).items() if value is not None}


def _record(sheet: Sheet, noun: object, table: Iterable[fields.Field]) -> Record:
    values = encoded_parameters(noun, table)
    record: Record = {}
    for column in sheet.columns:
        value = getattr(noun, column.field.attribute) if column.field else None
        if column.part or column.key not in values:
            continue
        if column.is_distribution and isinstance(value, Distribution):
            record |= _distribution(column, value)
        else:
            record[column.id] = values[column.key]
    return record


def _distribution(column: Column, told: Distribution) -> Record:
    scale = hours_text if column.holds == "hours_distribution" else float
    key = column.key
    record: Record = {}
    if told.quantiles:
        record[f"{key}.values"] = [scale(each) for each in told.quantiles]
    else:
        record[key] = scale(told.mean)
        if told.family not in ("fixed", "exponential"):
            record[f"{key}.cv"] = told.cv
    if told.family != "fixed":
        record[f"{key}.family"] = told.family
    return record | _evidence(key, told.evidence, hours=column.holds == "hours_distribution")


def _evidence(key: str, evidence: Evidence, *, hours: bool) -> Record:
    told = evidence_of(evidence, hours=hours)
    return {f"{key}.{part.removesuffix('_h')}": value for part, value in told.items()}


def _of_station(name: str, station: Station, part: Any, table: Iterable[fields.Field]) -> Record:
    own = _evidence("breakdown", part.evidence, hours=True) if name == "station.breakdown" else {}
    return {"station": station.name, **_record(BY_TABLE[name], part, table), **own}


def _matrix(station: str, setup: Setup | None) -> Iterator[Record]:
    if setup is None:
        return
    for family, row in zip(setup.families, setup.matrix_s, strict=True):
        to = {
            family_id(other): hours_text(seconds) for other, seconds in zip(setup.families, row, strict=True)
        }
        yield {"station": station, "family": family, **to}


def _ways(ways: Mapping[str, tuple[Routing, ...]]) -> list[Record]:
    return [
        {"product": product, "way": way, "weight": routing.weight, "step": 10 * step, "operation": operation}
        for product, routings in ways.items()
        for way, routing in enumerate(routings, start=1)
        for step, operation in enumerate(routing.operations, start=1)
    ]
