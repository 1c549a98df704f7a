"""Where each table and key of a factory stands in its file, so that a fault can name it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from simmitt.ground.errors import Place
from simmitt.ground.texts import Message

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\"-]+)\s*\]")
_KEY = re.compile(r"^([A-Za-z0-9_-]+|\"[^\"]*\")\s*=")

Spot = tuple[str, int, str]  # table, its number among those of that name, key ("" for the header)


class Where(Protocol):
    """A file that a factory was read from, and can be pointed into."""

    @property
    def file(self) -> str:
        """Give the file's name."""

    def place(self, spot: Spot) -> Place:
        """Give the place of a key, or of its table where the key does not stand there."""

    def table(self, name: str) -> str | Message:
        """Give what the file calls a table."""


@dataclass(frozen=True)
class TomlLines:
    """The lines of a TOML file; without any, only the file can be named."""

    file: str = ""
    lines: Mapping[Spot, int] = field(default_factory=dict)

    def place(self, spot: Spot) -> Place:
        """Give the line of a key, or of its table's heading."""
        return Place(self.file, row=self.lines.get(spot, self.lines.get((spot[0], spot[1], ""))))

    def table(self, name: str) -> str:
        """Give the heading of a table of which there may be several."""
        return f"[[{name}]]"


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
