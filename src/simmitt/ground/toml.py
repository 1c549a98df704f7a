"""Where a TOML file is at fault: its reader says so in English, our messages in two languages."""

import re
import tomllib

_LINE = re.compile(r"at line (\d+)")


def line_at_fault(fault: tomllib.TOMLDecodeError, text: str) -> int:
    """Give the line, from 1, that could not be read; the last one where the file just ends."""
    found = _LINE.search(str(fault))
    return int(found[1]) if found else max(1, len(text.splitlines()))
