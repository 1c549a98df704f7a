"""Merge the rooms' Swedish texts into the catalogues that the program reads.

The rooms whose names begin with ``web`` make Django's catalogue, the others the engine's and the
command's. Run it by hand (``make texts``) or let the build do it; no system gettext is needed.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

TEXTS = Path(__file__).resolve().parents[1] / "src" / "simmitt" / "texts"
LANGUAGE = "sv"
# The catalogue that each room's texts go into, by how the room's name begins.
DOMAINS = {"web": "django", "": "simmitt"}
# A catalogue states when it was made; a fixed day lets the same texts give the same bytes.
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)


class ConflictError(Exception):
    """Two rooms translate the same sentence in different ways."""


def read_rooms(texts: Path, domain: str = "simmitt") -> dict[str, Catalog]:
    """Give each room's catalogue by the name of its file."""
    rooms = {}
    for path in sorted(texts.glob("*.po")):
        if domain_of(path.name) == domain:
            with path.open("rb") as stream:
                rooms[path.name] = read_po(stream, locale=LANGUAGE, abort_invalid=True)
    return rooms


def domain_of(room: str) -> str:
    """Say which catalogue a room's texts go into."""
    return next(domain for beginning, domain in DOMAINS.items() if room.startswith(beginning))


def merge(rooms: dict[str, Catalog]) -> Catalog:
    """Give one catalogue with every room's sentences; the same sentence must read the same."""
    merged = Catalog(
        locale=LANGUAGE, project="simmitt", fuzzy=False, creation_date=MADE_AT, revision_date=MADE_AT
    )
    known: dict[tuple[str, str], tuple[str, Message]] = {}
    for room, catalogue in rooms.items():
        for message in _sentences(catalogue):
            other, earlier = known.setdefault(_key(message), (room, message))
            if earlier.id != message.id or earlier.string != message.string:
                raise ConflictError(f"{room} and {other} differ on: {message.id!r}")
            merged.add(message.id, message.string, context=message.context)
    return merged


def write(catalogue: Catalog, target: Path) -> None:
    """Write the compiled catalogue in one move, so that nobody reads half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = target.with_suffix(f".{os.getpid()}")
    with staged.open("wb") as stream:
        write_mo(stream, catalogue)
    staged.replace(target)


def _sentences(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id and not message.fuzzy]


def _key(message: Message) -> tuple[str, str]:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def main() -> int:
    """Compile, and tell what stands in the way."""
    for domain in DOMAINS.values():
        try:
            rooms = read_rooms(TEXTS, domain)
            catalogue = merge(rooms)
        except (ConflictError, PoFileError) as fault:
            print(f"compile_texts: {fault}", file=sys.stderr)
            return 1
        write(catalogue, TEXTS / LANGUAGE / "LC_MESSAGES" / f"{domain}.mo")
        print(f"compile_texts: {len(catalogue)} texts from {len(rooms)} rooms for {domain}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
