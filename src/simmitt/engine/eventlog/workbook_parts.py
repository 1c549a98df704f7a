"""What a workbook says of itself that the reader of cells passes over: its calendar, its errors."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

_PART = 2**20
_CARRIED = 10_000  # more than the longest formula
# The cells of a kind: e for errors; s, str and inlineStr for texts.
_CELL = r"""<(?:\w+:)?c\b(?=[^>]*\bt=["'](?:{kinds})["'])[^>]*?\br=["']({column}\d{{1,7}})["']"""
# A cell from its place to its end, if it has no value after its formula.
_UNSAVED_CELL = (
    rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3}\d{1,7})["'][^>]*>\s*<(?:\w+:)?f\b"""
    rb"""(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>)?\s*</(?:\w+:)?c>"""
)
_UNSOUND = (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError)


class WorkbookParts:
    """The parts of a workbook, as far as they can be read; what can't says nothing."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def counts_from_1904(self) -> bool:
        """Whether days count from 1904, as Excel for Macintosh once did."""
        try:
            with self._archive() as archive:
                root = _parsed(archive, "xl/workbook.xml")
                return any(
                    each.get("date1904", "").lower() in ("1", "true") for each in root.iter("{*}workbookPr")
                )
        except _UNSOUND:
            return False

    def error_cells(self, sheet: str) -> list[str]:
        """Name the cells of a sheet that hold an error such as #REF!, for example B7."""
        return self._cells(sheet, kinds="e", column="[A-Z]{1,3}")

    def unsaved_cells(self, sheet: str) -> list[str]:
        """Name the cells of a sheet that hold a formula whose result was not saved."""
        return self._found(sheet, re.compile(_UNSAVED_CELL))

    def text_rows(self, sheet: str, column: str) -> list[int]:
        """Give the rows of a column, named by its letters, whose cells hold text and no number."""
        cells = self._cells(sheet, kinds="s|str|inlineStr", column=column)
        return [int(cell.removeprefix(column)) for cell in cells]

    def _cells(self, sheet: str, kinds: str, column: str) -> list[str]:
        return self._found(sheet, re.compile(_CELL.format(kinds=kinds, column=column).encode("ascii")))

    def _found(self, sheet: str, wanted: re.Pattern[bytes]) -> list[str]:
        try:
            with self._archive() as archive:
                member = _member_of(archive, sheet)
                found = dict.fromkeys(_matches(archive, member, wanted)) if member else {}
                return [cell.decode("ascii") for cell in found]
        except _UNSOUND:
            return []

    def _archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self._content))


def _parsed(archive: zipfile.ZipFile, member: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(member), parser)


def _member_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Give the part that holds a sheet, or "" where the workbook doesn't tell."""
    sheets = list(_parsed(archive, "xl/workbook.xml").iter("{*}sheet"))
    wanted = {
        value
        for each in sheets
        if each.get("name") == sheet
        for key, value in each.attrib.items()
        if str(key).endswith("}id")
    }
    for link in _parsed(archive, "xl/_rels/workbook.xml.rels").iter("{*}Relationship"):
        if link.get("Id") in wanted:
            target = link.get("Target", "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _matches(archive: zipfile.ZipFile, member: str, wanted: re.Pattern[bytes]) -> Iterator[bytes]:
    """Find cells in parts that overlap a little: a tag may lie across two of them."""
    carried = b""
    with archive.open(member) as stream:
        while part := stream.read(_PART):
            yield from wanted.findall(carried + part)
            carried = part[-_CARRIED:]
