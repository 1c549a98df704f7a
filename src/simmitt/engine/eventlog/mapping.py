"""The mapping file: what the user says about a log where the data can't say it."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from simmitt.engine.eventlog.companions import SCHEMAS
from simmitt.engine.eventlog.fields import BY_NAME
from simmitt.engine.eventlog.log import BREAKDOWN, RUN, SETUP
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say
from simmitt.ground.toml import line_at_fault
from simmitt.ground.units import MINUTE_S

DateOrder = Literal["ymd", "dmy", "mdy"]
DATE_ORDERS: tuple[DateOrder, ...] = ("ymd", "dmy", "mdy")
UNITS_S = {"s": 1.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0}
# Hours and minutes with a comma or a point between: 2,45 for 2:45.
HOURS_MINUTES = "h:min"
NEITHER = "other"

TABLE_SORTS = ("log", *SCHEMAS, "nothing")
STATES = (RUN, SETUP, BREAKDOWN, "planned", "material", "operator", "idle", "off")


@dataclass(frozen=True)
class _Rule:
    """What the lines of a section may hold; ``keys`` None: any key, it is a name in the file."""

    kind: type
    keys: tuple[str, ...] | None
    choices: tuple[str, ...] | None = None  # None: any value of the kind
    example: str = "…"


_LIST, _NUMBER = '["A", "B"]', "7"
_RULES: dict[str, tuple[_Rule, ...]] = {
    "columns": (_Rule(str, tuple(BY_NAME)),),
    "dates": (_Rule(str, ("order",), DATE_ORDERS), _Rule(str, ("time_zone",), example="Europe/Stockholm")),
    "numbers": (_Rule(str, ("decimal",), (",", ".")), _Rule(str, ("pieces",), ("each", "running"))),
    "durations": (_Rule(str, ("unit",), (*UNITS_S, HOURS_MINUTES)),),
    "file": (_Rule(str, ("sheet", "encoding", "separator")),),
    "tables": (_Rule(str, None, TABLE_SORTS),),
    "kinds": (_Rule(list, (RUN, SETUP, BREAKDOWN, NEITHER), example=_LIST),),
    "states": (_Rule(list, STATES, example=_LIST),),
    "closing": (
        _Rule(list, ("operations",), example='["Packing"]'),
        _Rule(float, ("quiet_days",), example=_NUMBER),
    ),
    "quality": (_Rule(list, ("leave",), example='["padded_times"]'),),
    "stops": (_Rule(float, ("micro_minutes",), example="5"),),
    "ideal_cycle_s": (_Rule(float, None, example="12.5"),),
    "workers": (_Rule(bool, ("keep",), example="true"),),
}


class UnreadableMapping(InputFault):
    """The mapping file is missing or no TOML."""


class UnknownMappingLine(InputFault):
    """The mapping says something that isn't understood."""


@dataclass(frozen=True)
class Mapping:
    """What the user decided; whatever is left out is found in the data.

    ``columns`` gives a heading for a field; an empty heading leaves the field unread.
    ``kinds`` gives the codes that mean run, setup, breakdown or something else, ``states`` those
    of a log of machine states. ``tables`` says what a file or a sheet holds. ``leave`` names the
    findings that shall not be repaired.
    """

    columns: dict[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    time_zone: str = ""
    decimal_sign: str = ""
    pieces: str = ""  # "each" or "running": what the report adds, or the total up to it
    duration_unit: str = ""
    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    tables: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    states: dict[str, tuple[str, ...]] = field(default_factory=dict)
    closing_operations: tuple[str, ...] = ()
    quiet_days: float | None = None
    leave: tuple[str, ...] = ()
    ideal_cycle_s: dict[str, float] = field(default_factory=dict)
    micro_stop_s: float = 0.0  # shorter stops are no stops but slow production
    keep_workers: bool = False


def load_mapping(path: Path) -> Mapping:
    """Give the mapping that a TOML file holds.

    Raises
    ------
    UnreadableMapping
        The file is missing or is no TOML.
    UnknownMappingLine
        A section, a key or a value isn't among those that exist.
    """
    sections = _sections(path)
    for section, lines in sections.items():
        _check_section(path, section, lines)
    dates, file, closing = (sections.get(name, {}) for name in ("dates", "file", "closing"))
    return Mapping(
        columns=dict(sections.get("columns", {})),
        date_order=dates.get("order"),
        time_zone=dates.get("time_zone", ""),
        decimal_sign=sections.get("numbers", {}).get("decimal", ""),
        pieces=sections.get("numbers", {}).get("pieces", ""),
        duration_unit=sections.get("durations", {}).get("unit", ""),
        sheet=file.get("sheet", ""),
        encoding=file.get("encoding", ""),
        separator=file.get("separator", ""),
        tables=dict(sections.get("tables", {})),
        kinds=_lists(sections, "kinds"),
        states=_lists(sections, "states"),
        closing_operations=tuple(closing.get("operations", ())),
        quiet_days=closing.get("quiet_days"),
        leave=tuple(sections.get("quality", {}).get("leave", ())),
        ideal_cycle_s={name: float(value) for name, value in sections.get("ideal_cycle_s", {}).items()},
        micro_stop_s=sections.get("stops", {}).get("micro_minutes", 0.0) * MINUTE_S,
        keep_workers=sections.get("workers", {}).get("keep", False),
    )


def _lists(sections: dict[str, Any], section: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(codes) for name, codes in sections.get(section, {}).items()}


def _sections(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise UnreadableMapping(
            say("The mapping file can't be read."),
            remedy=say("Check its name and place; it is a text file in UTF-8."),
            place=Place(file=str(path)),
        ) from fault
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise UnreadableMapping(
            say("The mapping file isn't written as TOML."),
            expected=say('A line in it looks like this: order = "Order number".'),
            place=Place(file=str(path), row=line_at_fault(fault, text)),
        ) from fault


def _check_section(path: Path, section: str, lines: object) -> None:
    if section not in _RULES:
        raise _unknown(path, f"[{section}]", [f"[{name}]" for name in _RULES])
    if not isinstance(lines, dict):
        raise _unknown(path, f"{section} = …", [f"[{section}]"])
    for key, value in lines.items():
        rules = [rule for rule in _RULES[section] if rule.keys is None or key in rule.keys]
        if not rules:
            known = [name for rule in _RULES[section] for name in rule.keys or ()]
            raise _unknown(path, f"[{section}] {key}", known)
        if not _holds(rules[0], value):
            raise _unknown(path, f"[{section}] {key}", _examples(rules[0], key))


def _holds(rule: _Rule, value: object) -> bool:
    if rule.kind is list:
        return isinstance(value, list) and all(isinstance(code, str) for code in value)
    if rule.kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < float("inf")
    return isinstance(value, rule.kind) and (rule.choices is None or value in rule.choices)


def _examples(rule: _Rule, key: str) -> list[str]:
    if rule.choices:
        return [f'{key} = "{choice}"' for choice in rule.choices]
    return [f'{key} = "{rule.example}"' if rule.kind is str else f"{key} = {rule.example}"]


def _unknown(path: Path, line: str, known: list[str]) -> UnknownMappingLine:
    return UnknownMappingLine(
        say("The mapping file says {line}, which isn't understood.", line=line),
        expected=say("It may say: {known}.", known=", ".join(known)),
        remedy=say("Correct the line or take it away."),
        place=Place(file=str(path)),
    )
