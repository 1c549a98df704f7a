"""How large a workbook becomes when read, found without keeping any of it."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from xml.parsers import expat

from simmitt.engine.eventlog.archives import Unpacking, parts_of
from simmitt.engine.eventlog.faults import damaged, defines_entities
from simmitt.engine.eventlog.limits import FarCells, Limits, TooManyFiles
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say, say_many

_PART = 2**20
# A row or a cell states its place, as A7 or 7; readers accept small letters and leading noughts.
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_WITHOUT_PLACE = rb"""(?! r=)(?:\s+(?!r\s*=)[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>"""
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
_ROW_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?row" + _WITHOUT_PLACE)
_CELL_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c" + _WITHOUT_PLACE)
# Hardly any sheet has tags with a name before them, or cells without a place: a quick look tells.
_ANY_WITHOUT_PLACE = re.compile(rb"<(?:c|row)" + _WITHOUT_PLACE)
_PREFIXED = re.compile(rb":(?:c|row)(?=[\s/>])")
_UNSAVED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^<>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<v></v>)?\s*</(?:\w+:)?c>"
)
# Where one of these is not well-formed, the reader of cells stops there and says nothing.
_SOUND = re.compile(r"(?:.*/)?(?:worksheets/[^/]+|sharedstrings|styles|workbook)\.xml", re.IGNORECASE)
_MACROS, _LINKS = "vbaproject.bin", "xl/externallinks/"


@dataclass
class _Sheet:
    """The farthest cell seen so far in one part; what is not placed comes after what is."""

    columns: int = 0
    rows: int = 0
    unplaced_rows: int = 0
    unplaced_cells: int = 0  # of the row that has the most
    unsaved: int = 0  # formulas without a saved value
    _in_row: int = field(default=0, repr=False)

    @property
    def cells(self) -> int:
        """The rectangle up to the farthest cell."""
        return (self.columns + self.unplaced_cells) * (self.rows + self.unplaced_rows)

    def look(self, text: bytes) -> None:
        """Take in more of the part's text, cut between two tags."""
        found = _REFERENCE.findall(text)
        self.columns = max(self.columns, max(map(_number, {letters for letters, _ in found}), default=0))
        self.rows = max(self.rows, max(map(_bounded, {digits for _, digits in found}), default=0))
        if b"f>" in text or b"<f" in text or b":f" in text:
            self.unsaved += len(_UNSAVED.findall(text))
        if _ANY_WITHOUT_PLACE.search(text) or _PREFIXED.search(text):
            self.unplaced_rows += len(_ROW_WITHOUT_PLACE.findall(text))
            self._count_unplaced(text)
        elif self._in_row and _ROW.search(text):
            self._in_row = 0

    def _count_unplaced(self, text: bytes) -> None:
        for number, row in enumerate(_ROW.split(text)):
            count = len(_CELL_WITHOUT_PLACE.findall(row))
            self._in_row = count if number else self._in_row + count
            self.unplaced_cells = max(self.unplaced_cells, self._in_row)


def check_workbook(
    archive: zipfile.ZipFile, packed_bytes: int, place: Place, limits: Limits
) -> tuple[Message, ...]:
    """Stop where a workbook is beyond a limit; tell what in it isn't read.

    Everything is counted while unpacking: a stated size is only a promise.

    Raises
    ------
    TooManyFiles, TooLarge, TooDense, FarCells, DamagedFile
    """
    members = archive.infolist()
    if len(members) > limits.workbook_parts:
        raise TooManyFiles(
            say("The workbook consists of more than {limit} parts.", limit=limits.workbook_parts),
            remedy=say("Copy the table into a new workbook and save that."),
            place=place,
        )
    unpacking = Unpacking(packed_bytes, limits.workbook_bytes, place, limits)
    sheets = [_look_through(archive, member, unpacking) for member in members]
    return _notes([member.filename.lower() for member in members], sum(sheet.unsaved for sheet in sheets))


def _look_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo, unpacking: Unpacking) -> _Sheet:
    sheet = _Sheet()
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    parts: Iterator[bytes] = parts_of(archive, member, unpacking, say("a workbook (xlsx)"))
    if _SOUND.fullmatch(member.filename):
        parts = _sound(parts, unpacking.place)
    for number, text in enumerate(_between_tags(parts, unpacking.place)):
        if is_xml and not number and b"<!DOCTYPE" in text:
            raise defines_entities(unpacking.place)
        sheet.look(text)
        if sheet.cells > unpacking.limits.sheet_cells:
            raise _far_cells(sheet.cells, unpacking.place, unpacking.limits)
    return sheet


def _sound(parts: Iterator[bytes], place: Place) -> Iterator[bytes]:
    """Give the parts of an XML text on; at its end stop where it isn't well-formed or has a DTD.

    Only at its end: where a limit is passed as well, that says more. Of an empty text the reader
    of cells says itself what is wrong.
    """
    parser = expat.ParserCreate()
    found: list[InputFault] = []
    parser.StartDoctypeDeclHandler = lambda *_: found.append(defines_entities(place))
    first = next(parts, b"")
    for part in chain([first], parts, [b""] if first else []):
        try:
            if not found:
                parser.Parse(part, not part)
        except expat.ExpatError:
            found.append(damaged(place, say("a workbook (xlsx)")))
        yield part
    if first and found:
        raise found[0]


def _between_tags(parts: Iterator[bytes], place: Place) -> Iterator[bytes]:
    """Cut the text where no tag is open, and before a cell rather than inside it."""
    carried = b""
    for part in parts:
        text = carried + part
        cut = text.rfind(b"<c", max(0, len(text) - 2**16))
        if cut < 0:
            last = text.rfind(b"<")
            cut = len(text) if last < 0 or text.find(b">", last) >= 0 else last
        if len(text) - cut > _PART:
            raise damaged(place, say("a workbook (xlsx)"))
        yield text[:cut]
        carried = text[cut:]
    yield carried


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:7]:
        number = number * 26 + letter - 64
    return number


def _bounded(digits: bytes) -> int:
    """Give a number; of a very long one something large, since converting it takes long."""
    bare = digits.lstrip(b"0")
    return int(bare[:12] or b"0")


def _far_cells(cells: int, place: Place, limits: Limits) -> FarCells:
    return FarCells(
        say(
            "A sheet has cells far outside the table; it would take {cells} cells, at most {limit} are read.",
            cells=cells,
            limit=limits.sheet_cells,
        ),
        remedy=say("Copy the table into a new workbook and save that."),
        place=place,
    )


def _notes(names: list[str], unsaved: int) -> tuple[Message, ...]:
    notes = []
    if any(name.endswith(_MACROS) for name in names):
        notes.append(say("The workbook holds macros; they were not run, only its cells were read."))
    if any(name.startswith(_LINKS) for name in names):
        notes.append(
            say("The workbook links to other files; they were not opened, the saved values were read.")
        )
    if unsaved:
        notes.append(
            say_many(
                "{count} cell holds a formula without a saved result and counts as empty;"
                " open the workbook in Excel and save it once.",
                "{count} cells hold formulas without saved results and count as empty;"
                " open the workbook in Excel and save it once.",
                unsaved,
            )
        )
    return tuple(notes)
