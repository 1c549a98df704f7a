"""The bytes of a file and what they are: plain or packed, one table or an archive of several."""

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simmitt.engine.eventlog.archives import Unpacking, files_in, gunzip, open_zip, parts_of, shown_name
from simmitt.engine.eventlog.extent import check_workbook
from simmitt.engine.eventlog.faults import (
    DamagedFile,
    EmptyFile,
    LockedFile,
    MissingFile,
    NestedArchive,
    NotATable,
    OtherPacking,
    damaged,
    empty,
    missing,
    nested,
    not_a_table,
)
from simmitt.engine.eventlog.forms import EMPTY_ZIP, GZIP, START_BYTES, ZIP, Form, form_of, holds_nothing
from simmitt.engine.eventlog.limits import (
    LIMITS,
    FarCells,
    Limits,
    TooDense,
    TooLarge,
    TooManyFiles,
    too_large,
)
from simmitt.engine.eventlog.parquet_extent import check_parquet
from simmitt.engine.eventlog.text_extent import check_text
from simmitt.engine.eventlog.unlike import unlike
from simmitt.ground.errors import Place
from simmitt.ground.texts import Message, say, say_many

__all__ = [
    "DamagedFile", "EmptyFile", "FarCells", "Form", "LockedFile", "MissingFile", "NestedArchive", "NotATable",
    "Opened", "OtherPacking", "TooDense", "TooLarge", "TooManyFiles", "bytes_of", "damaged", "open_file",
    "open_files",
]  # fmt: skip

# What a file packed as a ZIP is when it holds all of these.
_OFFICE: tuple[tuple[frozenset[str], Message], ...] = (
    (frozenset({"xl/workbook.bin"}), say("a binary workbook (xlsb)")),
    (frozenset({"word/document.xml"}), say("a text document (Word)")),
    (frozenset({"ppt/presentation.xml"}), say("a presentation (PowerPoint)")),
    (frozenset({"mimetype", "content.xml"}), say("an OpenDocument file")),
)
_NAMED = 5


@dataclass(frozen=True)
class Opened:
    """A table's content, unpacked, and what it is.

    Of an archive ``file`` names the archive and the file in it, ``archive.zip/march.csv``.
    ``sha256`` is that of the bytes as received: of an archive those of the file in it, so that
    the same file packed and unpacked is known to be the same.
    """

    file: str
    sha256: str
    form: Form
    content: bytes
    notes: tuple[Message, ...] = ()


def open_files(path: Path, limits: Limits = LIMITS) -> Iterator[Opened]:
    """Give the tables that a file holds: one, or as many as there are in an archive.

    A file is told by its content. Nothing is written, run or fetched.

    Raises
    ------
    MissingFile, EmptyFile, NotATable, DamagedFile, LockedFile, NestedArchive, OtherPacking
    OverLimit
        One of the subclasses in ``limits``; its message names the limit and the way round.
    """
    place = Place(file=path.name)
    received = bytes_of(path, place, limits)
    unpacking = Unpacking(len(received), limits.expanded_bytes, place, limits)
    if received.startswith(ZIP):
        with open_zip(received, place, say("a packed archive (ZIP)"), limits) as archive:
            if _office_form(archive) is None:
                yield from _tables_in(archive, unpacking)
                return
    yield _table(path.name, received, unpacking)


def open_file(path: Path, limits: Limits = LIMITS) -> Opened:
    """Give the only table that a file holds.

    Raises
    ------
    NotATable
        There are several; and all that ``open_files`` raises.
    """
    first, *others = open_files(path, limits)
    if others:
        raise not_a_table(Place(file=path.name), say("a packed archive (ZIP)"))
    return first


def bytes_of(path: Path, place: Place, limits: Limits) -> bytes:
    """Give a file's bytes.

    Raises
    ------
    MissingFile, TooLarge
    """
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            raise missing(str(path))
        if told.st_size > limits.file_bytes:
            raise too_large(place, limits)
        return path.read_bytes()
    except OSError as fault:
        raise missing(str(path)) from fault


def _table(file: str, received: bytes, unpacking: Unpacking, notes: tuple[Message, ...] = ()) -> Opened:
    place, limits = Place(file=file), unpacking.limits
    content = gunzip(received, unpacking, place) if received.startswith(GZIP) else received
    if holds_nothing(content) or content.startswith(EMPTY_ZIP):
        raise empty(place)
    if content.startswith(ZIP):
        form, more = _workbook(content, place, limits)
    elif content is not received and content.startswith(GZIP):
        raise nested(place)
    else:
        form, more = _form(content, place), ()
    _check_size(form, content, place, limits)
    return Opened(file, hashlib.sha256(received).hexdigest(), form, content, (*notes, *more))


def _form(content: bytes, place: Place) -> Form:
    told = form_of(content[:START_BYTES])
    if isinstance(told, Message):
        raise not_a_table(place, told)
    return told


def _check_size(form: Form, content: bytes, place: Place, limits: Limits) -> None:
    if form == "parquet":
        check_parquet(content, place, limits)
    elif form == "csv":
        check_text(content, place, limits)


def _workbook(content: bytes, place: Place, limits: Limits) -> tuple[Form, tuple[Message, ...]]:
    with open_zip(content, place, say("a workbook (xlsx)"), limits) as archive:
        form = _office_form(archive)
        if form is None:
            raise nested(place)
        if isinstance(form, Message):
            raise not_a_table(place, form)
        return form, check_workbook(archive, len(content), place, limits)


def _office_form(archive: zipfile.ZipFile) -> Form | Message | None:
    """Tell a workbook or a document by the files in it; None where it is a plain archive."""
    names = {name.lower() for name in archive.namelist()}
    if any(name.startswith("xl/workbook") and name.endswith(".xml") for name in names):
        return "xlsx"
    return next((kind for needed, kind in _OFFICE if needed <= names), None)


def _tables_in(archive: zipfile.ZipFile, unpacking: Unpacking) -> Iterator[Opened]:
    place, limits = unpacking.place, unpacking.limits
    members = files_in(archive, place, limits)
    if not members:
        raise empty(place)
    starts = Unpacking(unpacking.packed_bytes, limits.expanded_bytes, place, limits)
    tables = {member: _may_be_table(_start_of(archive, member, starts)) for member in members}
    others = tuple(member.filename for member, is_table in tables.items() if not is_table)
    if len(others) == len(members):
        raise not_a_table(place, say("a packed archive (ZIP) that holds no table"))
    notes = _left_out(others)
    names = unlike(shown_name(place.file, member.filename) for member in members)
    for name, (member, is_table) in zip(names, tables.items(), strict=True):
        if is_table:
            parts = parts_of(archive, member, unpacking, say("a packed archive (ZIP)"))
            yield _table(name, b"".join(parts), unpacking, notes)
            notes = ()


def _start_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo, starts: Unpacking) -> bytes:
    parts = parts_of(archive, member, starts, say("a packed archive (ZIP)"))
    start = next(parts, b"")
    parts.close()
    if not start.startswith(GZIP):
        return start
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, START_BYTES)
    except zlib.error:
        return start


def _may_be_table(start: bytes) -> bool:
    """Tell a table by its first bytes; what is packed or damaged is looked at more closely later."""
    if start.startswith((ZIP, GZIP)):
        return True
    if holds_nothing(start):
        return False
    form = form_of(start)
    return form in ("parquet", "xes", "jsonl") or (form == "csv" and len(start.strip().splitlines()) > 1)


def _left_out(others: tuple[str, ...]) -> tuple[Message, ...]:
    if not others:
        return ()
    names = ", ".join(name.rsplit("/", 1)[-1] for name in others[:_NAMED]) + ", …" * (len(others) > _NAMED)
    return (
        say_many(
            "{count} file in the archive holds no table and was left out: {names}.",
            "{count} files in the archive hold no table and were left out: {names}.",
            len(others),
            names=names,
        ),
    )
