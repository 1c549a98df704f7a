"""A register export's bytes as rows of cells, with the limits of what is taken in."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say
from simmitt.web.companies.register.splitting import MOST_COLUMNS, clean, numbered_rows, split_line

MOST_BYTES = 20 * 2**20
MOST_ROWS = 50_000

_SEPARATORS = ("\t", ";", ",", "|")
_HEAD_CHARACTERS = 100_000
# å, ä, ö and their capitals in UTF-8, taken for Windows' own encoding.
_MOJIBAKE = re.compile("Ã[¥¤¶…„–]")
# Above the headings there may be a title, a date, an empty row.
_HEADING_WITHIN = 10
_FOREIGN: tuple[tuple[bytes, Message], ...] = (
    (b"PK\x03\x04", say("an Excel workbook or another packed file")),
    (b"\xd0\xcf\x11\xe0", say("an old Excel file (.xls) or one with a password")),
    (b"%PDF", say("a PDF document")),
    (b"\x1f\x8b", say("a packed file (gzip)")),
    (b"\x89PNG", say("a picture (PNG)")),
    (b"\xff\xd8\xff", say("a picture (JPEG)")),
    (b"{\\rtf", say("a text document (RTF)")),
)


class NotAnExport(InputFault):
    """The file isn't a text file with the register's rows."""


class TooMuch(InputFault):
    """The file has more bytes, rows or columns than one import takes."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells below the headings, each row with its number as a spreadsheet shows it."""

    headings: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    encoding: str
    separator: str


def decode(content: bytes, file: str, known: Callable[[str], bool]) -> Grid:
    """Give the grid of a text file; ``known`` tells the headings of a register from other text.

    Raises
    ------
    NotAnExport, TooMuch
    """
    place = Place(file=file)
    _check_kind(content, place)
    text, encoding = _text_of(content, place)
    separator, at = _heading_row(text, known)
    if at is None:
        raise _no_headings(text, place)
    numbered = numbered_rows(text.split("\n")[at:], separator, first=at + 1)
    _, headings = next(numbered)
    if len(headings) > MOST_COLUMNS:
        raise TooMuch(
            say("The file has more than {limit} columns.", limit=MOST_COLUMNS),
            remedy=say("Remove the columns that aren't needed."),
            place=place,
        )
    rows = list(islice(((number, row) for number, row in numbered if any(row)), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise TooMuch(
            say("The file has more than {limit} rows.", limit=MOST_ROWS),
            remedy=say("Divide it by municipality or industry and read the parts one by one."),
            place=place,
        )
    return Grid(tuple(headings), rows, encoding, separator)


def _check_kind(content: bytes, place: Place) -> None:
    if len(content) > MOST_BYTES:
        raise TooMuch(
            say("The file is larger than {limit} MB.", limit=MOST_BYTES // 2**20),
            remedy=say("Divide it by municipality or industry and read the parts one by one."),
            place=place,
        )
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NotAnExport(
            say("The file is empty."),
            remedy=say("Export it again and check that it holds rows."),
            place=place,
        )
    for start, kind in _FOREIGN:
        if content.startswith(start):
            raise NotAnExport(
                say("The file is {kind}, not a text file.", kind=kind),
                remedy=say("Open it in Excel and save it as “CSV UTF-8”, or download the register as text."),
                place=place,
            )


def _text_of(content: bytes, place: Place) -> tuple[str, str]:
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252" and len(_MOJIBAKE.findall(text)) > 1:
            # UTF-8 with a few damaged characters: those are lost, the others needn't be.
            return _even(content.decode("utf-8", errors="replace")), "utf-8"
        return _even(text), encoding
    raise NotAnExport(
        say("The file isn't text, or it broke off on its way."),
        remedy=say("Export or copy it once more; a broken transfer is the usual cause."),
        place=place,
    )


def _even(text: str) -> str:
    """Give text with one sign for a line's end and none for its beginning."""
    return text.removeprefix("\ufeff").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    start = content[:4096]
    if start.count(0) > 0.3 * len(start):
        return ("utf-16-le",) if start[1::2].count(0) > start[::2].count(0) else ("utf-16-be",)
    return ("utf-8", "cp1252", "latin-1")


def _heading_row(text: str, known: Callable[[str], bool]) -> tuple[str, int | None]:
    """Give the separator and row by which the most headings are recognised."""
    lines = text[:_HEAD_CHARACTERS].split("\n", _HEADING_WITHIN)[:_HEADING_WITHIN]
    found: Counter[tuple[str, int]] = Counter()
    for separator in _SEPARATORS:
        for at, line in enumerate(lines):
            # A heading may hold a comma, as Statistics Sweden's "Kommun, kod" does.
            found[separator, at] = len({cell for cell in split_line(line, separator) if known(cell)})
    (separator, at), most = found.most_common(1)[0]
    return separator, at if most >= 2 else None


def _no_headings(text: str, place: Place) -> NotAnExport:
    first = next((clean(line)[:80] for line in text.split("\n") if clean(line)), "")
    # Without headings it may hold somebody's personal number.
    first = re.sub(r"\d", "#", first)
    return NotAnExport(
        say("The headings of a company register weren't found. The first row says: {line}", line=first),
        expected=say("Needed are at least the organisation number and the company's name."),
        remedy=say("Keep the row of headings that the register writes above the companies."),
        place=place,
    )
