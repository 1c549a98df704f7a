"""What packed files unpack to, counted while unpacking and never written anywhere."""

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from simmitt.engine.eventlog.faults import damaged, locked, other_packing
from simmitt.engine.eventlog.limits import Limits, TooManyFiles, too_dense, too_large_unpacked
from simmitt.ground.errors import Place
from simmitt.ground.texts import Message, say

_PART = 2**20
_LISTED = b"PK\x01\x02"  # begins each file's line in an archive's list
# An archive may hold workbooks as they are, whose own lists count too.
_MOST_LISTED = 20
_PASSWORD = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HIDDEN = ("thumbs.db", "desktop.ini", "__macosx")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError, struct.error,
    IndexError, KeyError, OverflowError,
)  # fmt: skip


class Readable(Protocol):
    """Something that gives its content in parts."""

    def read(self, size: int, /) -> bytes:
        """Give at most ``size`` bytes, and none at the end."""


@dataclass
class Unpacking:
    """What one received file has unpacked to so far; it changes as parts are read."""

    packed_bytes: int
    limit_bytes: int
    place: Place
    limits: Limits
    unpacked_bytes: int = field(default=0, init=False)

    def parts(self, stream: Readable) -> Iterator[bytes]:
        """Give a stream's content in parts, and stop where it becomes too much.

        Raises
        ------
        TooLarge, TooDense
        """
        while part := stream.read(_PART):
            self.unpacked_bytes += len(part)
            if self.unpacked_bytes > self.limit_bytes:
                raise too_large_unpacked(self.place, self.limit_bytes)
            if self.unpacked_bytes > max(
                self.limits.ratio_floor_bytes, self.limits.ratio * self.packed_bytes
            ):
                raise too_dense(self.place, self.limits)
            yield part


def gunzip(packed: bytes, unpacking: Unpacking, place: Place) -> bytes:
    """Give what a gzipped file holds.

    Raises
    ------
    DamagedFile, TooLarge, TooDense
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
            return b"".join(unpacking.parts(stream))
    except (OSError, EOFError, zlib.error) as fault:
        raise damaged(place, say("a packed file (gzip)")) from fault


def open_zip(packed: bytes, place: Place, kind: Message, limits: Limits) -> zipfile.ZipFile:
    """Open an archive.

    Raises
    ------
    DamagedFile, TooManyFiles
    """
    # Listing the files takes memory for each; no real archive has so many.
    if packed.count(_LISTED) > _MOST_LISTED * max(limits.archive_files, limits.workbook_parts):
        raise too_many_files(place, limits)
    try:
        return zipfile.ZipFile(io.BytesIO(packed))
    except _BROKEN as fault:
        raise damaged(place, kind) from fault


def parts_of(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, unpacking: Unpacking, kind: Message
) -> Generator[bytes]:
    """Give one packed file's content in parts.

    Raises
    ------
    DamagedFile, TooLarge, TooDense
    """
    try:
        with archive.open(member) as stream:
            yield from unpacking.parts(stream)
    except _BROKEN as fault:
        raise damaged(unpacking.place, kind) from fault


def files_in(archive: zipfile.ZipFile, place: Place, limits: Limits) -> list[zipfile.ZipInfo]:
    """Give an archive's files without folders and what systems hide in it.

    Raises
    ------
    TooManyFiles, LockedFile, OtherPacking
    """
    shown = [
        member for member in archive.infolist() if not member.is_dir() and not _is_hidden(member.filename)
    ]
    if len(shown) > limits.archive_files:
        raise too_many_files(place, limits)
    for member in shown:
        if member.flag_bits & _PASSWORD:
            raise locked(place)
        if member.compress_type not in _METHODS:
            raise other_packing(place)
    return shown


def shown_name(archive: str, member: str) -> str:
    """Give the name under which an archive's file is spoken of; it leads nowhere on the disk."""
    steps = [step for step in _steps(member) if step not in ("", ".", "..")]
    name = "/".join(steps)
    return f"{archive}/{''.join(letter if letter.isprintable() else '?' for letter in name)[-200:]}"


def too_many_files(place: Place, limits: Limits) -> TooManyFiles:
    """Make the fault of an archive with more files than any real one."""
    return TooManyFiles(
        say("The archive holds more than {limit} files.", limit=limits.archive_files),
        remedy=say("Pack only the tables that belong to the log."),
        place=place,
    )


def _is_hidden(name: str) -> bool:
    return any(
        (step.startswith((".", "~$")) and step not in (".", "..")) or step.lower() in _HIDDEN
        for step in _steps(name)
    )


def _steps(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")
