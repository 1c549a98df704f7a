"""What a file is, told by its first bytes and not by its name."""

import re
from typing import Literal

from simmitt.ground.texts import Message, say

Form = Literal["csv", "xlsx", "parquet", "xes", "jsonl"]

# As much of a file as tells its form: an event log may begin with a long comment.
START_BYTES = 2**20
GZIP, ZIP, EMPTY_ZIP, PARQUET = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06", b"PAR1"

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
    (b"BZh", say("a packed file (bzip2)")),
    (b"\xfd7zXZ", say("a packed file (xz)")),
    (b"\x28\xb5\x2f\xfd", say("a packed file (zstd)")),
)
# Two letters that begin a picture, or three that begin a packed file, may begin a heading too.
_ALSO_WORDS = (b"BM", b"BZh")
_SOMETHING = re.compile(rb"[^\x00 \t\r\n\xef\xbb\xbf\xff\xfe]")
_JSON = re.compile(rb"""\{\s*["}]|\[\s*(?:[\[{\]"\d-]|true|false|null)""")
_NUMBERS_IN_HEADING = re.compile(rb"\[\s*-?\d+\s*\]")
_LOG = re.compile(rb"<(?:[\w.-]+:)?log[\s/>]")


def holds_nothing(content: bytes) -> bool:
    """Tell whether there is nothing but blanks."""
    return _SOMETHING.search(content) is None


def form_of(start: bytes) -> Form | Message:
    """Give the form of a table by its first bytes, or say what else the file is.

    Packed files are unpacked first; a workbook is told by what its archive holds.
    """
    if start.startswith(PARQUET):
        return "parquet"
    for magic, kind in _FOREIGN:
        if start.startswith(magic) and not (magic in _ALSO_WORDS and b"\x00" not in start[:64]):
            return kind
    if start[257:262] == b"ustar":
        return say("a packed archive (tar)")
    return _text_form(start)


def _text_form(start: bytes) -> Form | Message:
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if text[:20].lower().startswith((b"<!doctype html", b"<html")):
        return say("a web page")
    if text.startswith(b"<"):
        return "xes" if _LOG.search(text) else say("XML, but no event log (XES)")
    if _JSON.match(text) and not _NUMBERS_IN_HEADING.match(text):
        return "jsonl"
    return say("of an unknown kind") if _is_binary(start[:4096]) else "csv"


def _is_binary(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(byte < 32 and byte not in b"\t\r\n\x0c\x00\x1a" for byte in start)
    nulls = start.count(0)
    text_in_two_bytes = 0.3 * len(start) < nulls < 0.6 * len(start)
    return odd > 0.02 * len(start) or (nulls > 0.02 * len(start) and not text_in_two_bytes)
