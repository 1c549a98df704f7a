"""The mapping file: what the user says about a log where the data can't say it."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from simmitt.engine.eventlog.fields import BY_NAME
from simmitt.engine.eventlog.log import BREAKDOWN, RUN, SETUP
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say
from simmitt.ground.toml import line_at_fault

DateOrder = Literal["ymd", "dmy", "mdy"]
DATE_ORDERS: tuple[DateOrder, ...] = ("ymd", "dmy", "mdy")
UNITS_S = {"s": 1.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0}
NEITHER = "other"

# Section, key and what the key may hold; None: any text.
_ALLOWED: dict[str, dict[str, tuple[str, ...] | None]] = {
    "columns": dict.fromkeys(BY_NAME),
    "dates": {"order": DATE_ORDERS},
    "numbers": {"decimal": (",", ".")},
    "durations": {"unit": tuple(UNITS_S)},
    "file": {"sheet": None, "encoding": None, "separator": None},
    "kinds": dict.fromkeys((RUN, SETUP, BREAKDOWN, NEITHER)),
}


class UnreadableMapping(InputFault):
    """The mapping file is missing or no TOML."""


class UnknownMappingLine(InputFault):
    """The mapping says something that isn't understood."""


@dataclass(frozen=True)
class Mapping:
    """What the user decided; whatever is left out is found in the data.

    ``columns`` gives a heading for a field; an empty heading leaves the field unread.
    ``kinds`` gives the codes that mean run, setup, breakdown or something else.
    """

    columns: dict[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    decimal_sign: str = ""
    duration_unit: str = ""
    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)


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
    file = sections.get("file", {})
    return Mapping(
        columns=dict(sections.get("columns", {})),
        date_order=sections.get("dates", {}).get("order"),
        decimal_sign=sections.get("numbers", {}).get("decimal", ""),
        duration_unit=sections.get("durations", {}).get("unit", ""),
        sheet=file.get("sheet", ""),
        encoding=file.get("encoding", ""),
        separator=file.get("separator", ""),
        kinds={kind: tuple(codes) for kind, codes in sections.get("kinds", {}).items()},
    )


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
    if section not in _ALLOWED:
        raise _unknown(path, f"[{section}]", [f"[{name}]" for name in _ALLOWED])
    if not isinstance(lines, dict):
        raise _unknown(path, f"{section} = …", [f"[{section}]"])
    for key, value in lines.items():
        if key not in _ALLOWED[section]:
            raise _unknown(path, f"[{section}] {key}", list(_ALLOWED[section]))
        _check_value(path, section, key, value)


def _check_value(path: Path, section: str, key: str, value: object) -> None:
    if section == "kinds":
        if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
            raise _unknown(path, f"[{section}] {key}", [f'{key} = ["A", "B"]'])
        return
    choices = _ALLOWED[section][key]
    if not isinstance(value, str) or (choices is not None and value not in choices):
        allowed = choices or ("…",)
        raise _unknown(path, f"[{section}] {key}", [f'{key} = "{choice}"' for choice in allowed])


def _unknown(path: Path, line: str, known: list[str]) -> UnknownMappingLine:
    return UnknownMappingLine(
        say("The mapping file says {line}, which isn't understood.", line=line),
        expected=say("It may say: {known}.", known=", ".join(known)),
        remedy=say("Correct the line or take it away."),
        place=Place(file=str(path)),
    )
