"""The bytes of a file and what they are, told by their content and not by the name."""

import gzip
import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simmitt.engine.eventlog.extent import MOST_CELLS, extent_of
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say

Form = Literal["csv", "xlsx", "parquet", "xes"]

# A million reports take about 150 MB as text; a file that grows beyond this is no shop-floor log.
MOST_BYTES = 512 * 2**20

_FOREIGN: tuple[tuple[bytes, Message], ...] = (
    (b"\x89PNG", say("a picture (PNG)")),
    (b"\xff\xd8\xff", say("a picture (JPEG)")),
    (b"GIF8", say("a picture (GIF)")),
    (b"BM", say("a picture (BMP)")),
    (b"II*\x00", say("a picture (TIFF)")),
    (b"MM\x00*", say("a picture (TIFF)")),
    (b"%PDF", say("a PDF document")),
    (b"\xd0\xcf\x11\xe0", say("an old Excel file (.xls) or one with a password")),
    (b"{\\rtf", say("a text document (RTF)")),
    (b"SQLite format 3", say("a database")),
    (b"Rar!", say("a packed archive (RAR)")),
    (b"7z\xbc\xaf", say("a packed archive (7z)")),
)


class MissingFile(InputFault):
    """There is no such file."""


class EmptyFile(InputFault):
    """The file holds nothing."""


class TooLarge(InputFault):
    """The file, or what it unpacks to, is larger than any log should be."""


class FarCells(InputFault):
    """A sheet has cells so far outside its table that it can't be held in memory."""


class NotATable(InputFault):
    """The file is something else than a table: a picture, a document, an archive."""


class DamagedFile(InputFault):
    """The file starts like what it claims to be, but can't be read to its end."""


@dataclass(frozen=True)
class Opened:
    """A file's content, unpacked, and what it is."""

    file: str
    sha256: str
    form: Form
    content: bytes


def open_file(path: Path) -> Opened:
    """Give a file's unpacked content and its form.

    ``sha256`` is that of the bytes as received, packed or not.

    Raises
    ------
    MissingFile, EmptyFile, TooLarge, FarCells, NotATable, DamagedFile
    """
    place = Place(file=path.name)
    received = _bytes_of(path, place)
    content = _unpack(received, place) if received.startswith(b"\x1f\x8b") else received
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(
            say("The file is empty."),
            expected=say("A log has a heading row and one row per report."),
            remedy=say("Export it again and check that the report holds rows."),
            place=place,
        )
    return Opened(path.name, hashlib.sha256(received).hexdigest(), _form_of(content, place), content)


def damaged(place: Place, kind: Message) -> DamagedFile:
    """Make the fault of a file that breaks off or is inconsistent inside."""
    return DamagedFile(
        say("The file is {kind}, but it is damaged and can't be read to its end.", kind=kind),
        remedy=say("Export or copy it once more; a broken transfer is the usual cause."),
        place=place,
    )


def _bytes_of(path: Path, place: Place) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(place)
        return path.read_bytes()
    except OSError as fault:
        raise MissingFile(
            say("The file {path} can't be opened.", path=str(path)),
            remedy=say("Check its name and place, and that you may read it."),
        ) from fault


def _unpack(received: bytes, place: Place) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(received)) as stream:
            content = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise damaged(place, say("a packed file (gzip)")) from fault
    if len(content) > MOST_BYTES:
        raise _too_large(place)
    return content


def _form_of(content: bytes, place: Place) -> Form:
    if content.startswith(b"PAR1"):
        return "parquet"
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content, place)
    for magic, kind in _FOREIGN:
        if content.startswith(magic) and not _reads_as_text(magic, content):
            raise _no_table(place, kind)
    return _text_form(content, place)


def _reads_as_text(magic: bytes, content: bytes) -> bool:
    """Tell two letters that begin a picture from the same two letters in a heading."""
    return magic == b"BM" and b"\x00" not in content[:64]


def _text_form(content: bytes, place: Place) -> Form:
    start = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise _no_table(place, say("a web page"))
    if start.startswith(b"<"):
        if b"<log" in content[: 2**20].replace(b"\x00", b""):
            return "xes"
        raise _no_table(place, say("XML, but no event log (XES)"))
    if start.startswith((b"{", b"[")):
        raise _no_table(place, say("JSON"))
    if _is_binary(content[:4096]):
        raise _no_table(place, say("of an unknown kind"))
    return "csv"


def _is_binary(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(byte < 32 and byte not in b"\t\r\n\x0c\x00\x1a" for byte in start)
    nulls = start.count(0)
    text_in_two_bytes = 0.3 * len(start) < nulls < 0.6 * len(start)
    return odd > 0.02 * len(start) or (nulls > 0.02 * len(start) and not text_in_two_bytes)


def _workbook(content: bytes, place: Place) -> Form:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            extent = extent_of(archive, MOST_BYTES)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as fault:
        raise damaged(place, say("a workbook (xlsx)")) from fault
    if extent.unpacked_bytes > MOST_BYTES:
        raise _too_large(place)
    if extent.cells > MOST_CELLS:
        raise FarCells(
            say("A sheet has cells far outside the table; it would take {cells} cells.", cells=extent.cells),
            remedy=say("Copy the table into a new workbook and save that."),
            place=place,
        )
    if any(name.startswith("xl/workbook") for name in names):
        return "xlsx"
    raise _no_table(place, say("a packed archive (ZIP)"))


def _no_table(place: Place, kind: Message) -> NotATable:
    return NotATable(
        say("The file is {kind}, whatever its name says.", kind=kind),
        expected=say("It should be a table: CSV, Excel (xlsx), Parquet or XES."),
        remedy=say("Export the reports again, or open the file in Excel and save it as xlsx or CSV."),
        place=place,
    )


def _too_large(place: Place) -> TooLarge:
    return TooLarge(
        say("The file is larger than {limit} MB when unpacked.", limit=MOST_BYTES // 2**20),
        remedy=say("Split it by month and use the months that matter."),
        place=place,
    )
