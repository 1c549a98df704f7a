"""Which line of a TOML file each table and key stands on, so that a fault can name it."""

import re
from collections import Counter

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\"-]+)\s*\]")
_KEY = re.compile(r"^([A-Za-z0-9_-]+|\"[^\"]*\")\s*=")

Spot = tuple[str, int, str]  # table, its number among those of that name, key ("" for the header)


def find_lines(text: str) -> dict[Spot, int]:
    """Give the line (from 1) of every table header and of every key below it."""
    seen: Counter[str] = Counter()
    table, number = "", 0
    spots: dict[Spot, int] = {}
    for line, content in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(content):
            table = header[2]
            parent = table.split(".")[0]
            number = seen[table] if header[1] == "[[" else max(0, seen[parent] - 1)
            seen[table] += 1
            spots[(table, number, "")] = line
        elif key := _KEY.match(content):
            spots[(table, number, key[1].strip('"'))] = line
    return spots
