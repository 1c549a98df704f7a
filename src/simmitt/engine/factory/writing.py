"""A factory as text: ``factory.toml``, made to be read, compared and edited by hand."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields as dataclass_fields
from datetime import datetime
from typing import Any

from simmitt.engine.factory import fields
from simmitt.engine.factory.model import (
    WEEKDAYS,
    Breakdown,
    Calendar,
    Distribution,
    Evidence,
    Factory,
    Routing,
    Station,
)
from simmitt.engine.factory.short_names import short_names, shortened
from simmitt.ground.units import DAY_S, HOUR_S

HOURS_OF_A_DAY, HALF_HOURS_OF_A_WEEK = 24, 336


def write_factory(factory: Factory) -> str:
    """Give the factory as TOML; times in hours, one table a station, operation and product."""
    head = {"name": factory.name, "wip_cap": factory.wip_cap}
    short = short_names(factory)
    blocks = [_lines(head), _table("[fitted_on]", factory.fitted_on)]
    blocks.append(_described("[run]", factory.run, fields.RUN))
    blocks.append(_described("[reporting]", factory.reporting, fields.REPORTING))
    blocks.append(_table("[short_names]", {letters: name for name, letters in short.items()}))
    arrivals = encoded_parameters(factory.arrivals, fields.ARRIVALS)
    blocks.append(_table("[arrivals]", shortened(arrivals, "opening", short)))
    blocks += [
        _described("[[arrivals.order]]", each, fields.LISTED_ORDER) for each in factory.arrivals.orders
    ]
    blocks += [_calendar(calendar) for calendar in factory.calendars]
    blocks += [_described("[[crew]]", crew, fields.CREW) for crew in factory.crews]
    blocks += [_station(station) for station in factory.stations]
    blocks += [_described("[[operation]]", each, fields.OPERATION) for each in factory.operations]
    products = [encoded_parameters(each, fields.PRODUCT) for each in factory.products]
    blocks += [_table("[[product]]", shortened(each, "routings", short)) for each in products]
    return "\n\n".join(block for block in blocks if block) + "\n"


def hours_text(seconds: float) -> float:
    """Give hours to a millionth, so that seconds to a hundredth come back as they were."""
    return round(seconds / HOUR_S, 6) + 0.0


def _station(station: Station) -> str:
    parts = [_described("[[station]]", station, fields.STATION)]
    if station.setup:
        parts.append(_described("[station.setup]", station.setup, fields.SETUP))
    if station.breakdown:
        parts.append(_breakdown(station.breakdown))
    if station.batch:
        parts.append(_described("[station.batch]", station.batch, fields.BATCH))
    if station.power:
        parts.append(_described("[station.power]", station.power, fields.POWER) or "[station.power]")
    return "\n".join(parts)


def _breakdown(breakdown: Breakdown) -> str:
    told = [field for field in fields.BREAKDOWN if field.key != "evidence"]
    text = _described("[station.breakdown]", breakdown, told)
    evidence = _lines(evidence_of(breakdown.evidence, hours=True))
    return f"{text}\n{evidence}" if evidence else text


def _calendar(calendar: Calendar) -> str:
    levels = {"levels": levels_by_weekday(calendar)} if calendar.levels else {}
    edges = {"edges_worked": calendar.edges_worked} if calendar.edges_worked else {}
    return _table("[[calendar]]", {"name": calendar.name, **shifts_by_day(calendar), **levels, **edges})


def shifts_by_day(calendar: Calendar) -> dict[str, list[str]]:
    """Give a calendar's shifts by the weekday they begin on, as 06:00-14:30."""
    by_day: dict[str, list[str]] = {}
    for shift in calendar.shifts:
        day = int(shift.start_s // DAY_S)
        by_day.setdefault(WEEKDAYS[day], []).append(
            f"{_clock(shift.start_s - day * DAY_S)}-{_clock(shift.end_s - day * DAY_S)}"
        )
    return by_day


def levels_by_weekday(calendar: Calendar) -> list[list[float]]:
    """Give a calendar's levels as a row of hours for each weekday, Monday first."""
    levels = calendar.levels
    return [list(levels[at : at + HOURS_OF_A_DAY]) for at in range(0, len(levels), HOURS_OF_A_DAY)]


def _clock(second_of_day: float) -> str:
    minutes = round(second_of_day / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _described(title: str, thing: Any, table: Iterable[fields.Field]) -> str:
    return _table(title, encoded_parameters(thing, table))


def encoded_parameters(thing: Any, table: Iterable[fields.Field]) -> dict[str, Any]:
    """Give what differs from the default, and everything that is required, by key."""
    defaults = {each.name: each.default for each in dataclass_fields(thing)}
    return {
        field.key: _encoded(getattr(thing, field.attribute), field)
        for field in table
        if field.required or _worth_writing(getattr(thing, field.attribute), defaults[field.attribute])
    }


def _worth_writing(value: Any, default: Any) -> bool:
    empty = value is None or (isinstance(value, tuple | Mapping | str) and not value)
    return not empty and value != default


def _encoded(value: Any, field: fields.Field) -> Any:
    match field.kind:
        case "hours":
            return hours_text(value)
        case "hours_distribution":
            return _distribution(value, hours=True)
        case "pieces_distribution":
            return _distribution(value, hours=False)
        case "ways":
            return [_way(routing) for routing in value]
        case "ways_by_product":
            return [
                {"product": name, **_way(routing)} for name, routings in value.items() for routing in routings
            ]
        case "shares_by_name":
            return dict(value)
        case "hours_matrix":
            return [[hours_text(each) for each in row] for row in value]
        case _:
            return value


def _distribution(distribution: Distribution, *, hours: bool) -> dict[str, Any]:
    unit, scale = ("_h", hours_text) if hours else ("", float)
    values: dict[str, Any] = {"family": distribution.family}
    if not distribution.quantiles:
        values |= {f"mean{unit}": scale(distribution.mean)}
        if distribution.family not in ("fixed", "exponential"):
            values |= {"cv": distribution.cv}
    else:
        values |= {f"quantiles{unit}": [scale(value) for value in distribution.quantiles]}
    return values | evidence_of(distribution.evidence, hours=hours)


def evidence_of(evidence: Evidence, *, hours: bool) -> dict[str, Any]:
    """Give what a parameter rests on, as far as told; an interval's ends have the unit of the mean."""
    told: dict[str, Any] = {}
    for field in fields.EVIDENCE:
        value = getattr(evidence, field.attribute)
        if value is None or (value in ("", 0) and field.kind != "number"):
            continue
        if field.kind != "number":
            told[field.key] = value
        else:
            told |= {f"{field.key}_h": _about(hours_text(value))} if hours else {field.key: _about(value)}
    return told


def _about(value: float) -> float:
    """Give four digits: the end of an interval is no more exact than that."""
    return float(f"{value:.4g}")


def _way(routing: Routing) -> dict[str, Any]:
    return {"weight": routing.weight, "operations": list(routing.operations)}


def _table(title: str, values: Mapping[str, Any]) -> str:
    return f"{title}\n{_lines(values)}" if values else ""


def _lines(values: Mapping[str, Any]) -> str:
    return "\n".join(f"{_key(key)} = {_value(value)}" for key, value in values.items() if value is not None)


def _key(key: str) -> str:
    return (
        key
        if key.replace("_", "").replace("-", "").isalnum() and key.isascii()
        else json.dumps(key, ensure_ascii=False)
    )


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        if value and isinstance(value[0], Mapping):
            return "[\n" + "".join(f"  {_value(each)},\n" for each in value) + "]"
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, datetime):
        return value.isoformat()
    # JSON's escapes of strings are TOML's, and its numbers too.
    return json.dumps(value, ensure_ascii=False)
