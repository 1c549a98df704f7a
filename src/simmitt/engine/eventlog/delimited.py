"""A text file with separators, read into a grid."""

import csv
from collections.abc import Sequence
from itertools import islice

from simmitt.engine.eventlog.grid import Grid, name_columns, settle, without_empty
from simmitt.engine.eventlog.layout import Headings, find_headings, leave_out
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.opening import Opened
from simmitt.engine.eventlog.text_rows import OVERFLOW, Text, lines_above, read_rows, records_of
from simmitt.engine.eventlog.uneven import check_commas, uneven_notes
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say

SEPARATORS = (";", "\t", "|", ",")
_LOOKED_AT = 60
_EVEN_SHARE = 0.5
_HEAD_BYTES = 400_000


class UnknownEncoding(InputFault):
    """The encoding that the mapping names doesn't exist or doesn't fit the file."""


class NoColumns(InputFault):
    """No separator divides the lines into columns."""


def read_delimited(opened: Opened, mapping: Mapping) -> Grid:
    """Give the grid of a CSV or TSV file.

    Raises
    ------
    UnknownEncoding, NoColumns, MoreCells
    """
    content, encoding = _as_utf8(opened, mapping.encoding)
    content, head, separator = _separated(content, mapping.separator, Place(file=opened.file))
    sample = list(islice(records_of(head, separator), _LOOKED_AT))
    headings = find_headings(sample)
    names = name_columns(headings.names, _width(headings, sample))
    text = Text(content, separator, headings.last, lines_above(head, separator, headings.last))
    raw = read_rows(text, names)
    check_commas(text, raw, Place(file=opened.file), headings.last + 2)
    notes = uneven_notes(text, raw, headings.last + 2)
    cells, rows = settle(raw.drop(OVERFLOW), first_row=headings.last + 2)
    cells, rows, more = leave_out(cells, rows, headings.names)
    return Grid(
        cells=without_empty(cells),
        rows=rows,
        file=opened.file,
        form="csv",
        encoding=encoding,
        separator=separator,
        notes=(*notes, *more),
    )


def _width(headings: Headings, sample: Sequence[Sequence[str]]) -> int:
    return len(headings.names) or max((len(record) for record in sample), default=1)


def _as_utf8(opened: Opened, wanted: str) -> tuple[bytes, str]:
    """Give the content in UTF-8 with line feeds, and the encoding it came in."""
    encoding = wanted or _encoding_of(opened.content)
    content = opened.content
    try:
        if encoding not in ("utf-8", "utf-8-sig") or not content.isascii():
            content = content.decode(encoding).encode()
    except (LookupError, UnicodeDecodeError) as fault:
        raise UnknownEncoding(
            say("The file can't be read as {encoding}.", encoding=encoding),
            expected=say("Usual encodings are utf-8, cp1252 (Windows) and utf-16."),
            remedy=say('Correct the mapping line [file] encoding = "{encoding}".', encoding=encoding),
            place=Place(file=opened.file),
        ) from fault
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in content:
        content = content.replace(b"\x00", b"")
    if content.endswith(b"\x1a"):
        content = content.rstrip(b"\x1a")
    return (content if b"\n" in content else content.replace(b"\r", b"\n")), encoding


def _encoding_of(content: bytes) -> str:
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:4096]
    if start.count(0) > 0.3 * len(start):
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    if content.isascii():
        return "utf-8"
    return next(name for name in ("utf-8", "cp1252", "latin-1") if _fits(content, name))


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _head(content: bytes) -> str:
    return content[:_HEAD_BYTES].decode("utf-8", "ignore")


def _separated(content: bytes, wanted: str, place: Place) -> tuple[bytes, str, str]:
    """Give the content, its head as text, and the separator."""
    head = _head(content)
    first = head.partition("\n")[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        # Excel's own hint; the line still counts as a row in a spreadsheet.
        content = content[content.index(b"\n") :]
        return content, _head(content), wanted or first[-1]
    if wanted:
        return content, head, wanted.replace("\\t", "\t")
    widths = {separator: _even_width(head, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: widths[separator])
    if widths[best] < 2:
        raise NoColumns(
            say("The lines aren't divided into columns: {line}", line=first[:80]),
            expected=say("Columns are divided by semicolon, comma, tab or |."),
            remedy=say('Name the separator in the mapping file: [file] separator = ";".'),
            place=place,
        )
    return content, head, best


def _even_width(head: str, separator: str) -> int:
    """Give the number of columns that most lines agree on, empty ones at the end left out, or 1."""
    try:
        records = list(islice(records_of(head, separator), _LOOKED_AT))
    except csv.Error:
        return 1
    lines = [line for line in records if any(cell.strip() for cell in line)]
    widths = [len(line) for line in lines]
    usual = max(set(widths), key=widths.count, default=1)
    heading = next((width for width in widths if width >= usual), 1)
    if widths.count(usual) < _EVEN_SHARE * len(widths) or heading != usual:
        return 1
    # A blank that stands behind every cell would else be taken for one column more.
    alike = [line for line in lines if len(line) == usual]
    return max((at + 1 for line in alike for at, cell in enumerate(line) if cell.strip()), default=1)
