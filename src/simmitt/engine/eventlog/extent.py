"""How large a workbook becomes when read, found without keeping any of it."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

# A reader lays out the whole rectangle up to the farthest cell; beyond this it fills the memory.
MOST_CELLS = 40_000_000
_PART = 2**20
_CARRIED = 64
_CELL = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")


@dataclass(frozen=True)
class Extent:
    """What a packed workbook unpacks to."""

    unpacked_bytes: int
    cells: int  # of the largest sheet, up to its farthest cell


def extent_of(archive: zipfile.ZipFile, most_bytes: int) -> Extent:
    """Give what a workbook unpacks to, counted while unpacking: a stated size is only a promise.

    Counting stops soon after ``most_bytes``.
    """
    unpacked, cells = 0, 0
    for member in archive.infolist():
        columns, rows = 0, 0
        for part, size in _parts(archive, member):
            unpacked += size
            if unpacked > most_bytes:
                return Extent(unpacked, cells)
            found = _CELL.findall(part)
            columns = max(columns, max(map(_number, {letters for letters, _ in found}), default=0))
            rows = max(rows, max((int(digits) for _, digits in found), default=0))
        cells = max(cells, columns * rows)
    return Extent(unpacked, cells)


def _parts(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Give the content in parts that overlap a little, and how much of each is new."""
    carried = b""
    with archive.open(member) as stream:
        while part := stream.read(_PART):
            yield carried + part, len(part)
            carried = part[-_CARRIED:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
