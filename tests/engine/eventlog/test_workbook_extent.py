import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from simmitt.engine.eventlog.limits import LIMITS, FarCells, Limits
from simmitt.engine.eventlog.opening import DamagedFile, Opened, open_files
from simmitt.ground.errors import InputFault

FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def sheet(rows: str) -> bytes:
    return f'<?xml version="1.0"?>{HEAD}<sheetData>{rows}</sheetData></worksheet>'.encode()


def book(page: bytes, others: dict[str, bytes] | None = None) -> bytes:
    """Make a workbook that Excel's own readers accept, with this for its sheet."""
    made, target = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as new:
        new.add_worksheet("S").write(0, 0, "x")
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in source.namelist():
            changed.writestr(name, page if name == "xl/worksheets/sheet1.xml" else source.read(name))
        for name, content in (others or {}).items():
            changed.writestr(name, content)
    return target.getvalue()


def opened(content: bytes, folder: Path, limits: Limits = LIMITS) -> Opened:
    path = folder / "log.xlsx"
    path.write_bytes(content)
    (one,) = open_files(path, limits)
    return one


FAR: dict[str, str] = {
    "as usual": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "in small letters": '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
    "with blanks": '<row r="1048576"><c s="1" r = "XFD1048576"><v>1</v></c></row>',
    "in single quotes": "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    "with leading noughts": '<row r="9"><c r="XFD000001048576"><v>1</v></c></row>',
    "beyond Excel's rows": '<row r="2"><c r="A99999999"><v>1</v></c></row>',
    "beyond any number": f'<row r="2"><c r="A{"9" * 5_000}"><v>1</v></c></row>',
    "beyond Excel's columns": '<row r="999999"><c r="ZZZZ999999"><v>1</v></c></row>',
    "in a row that alone is placed": '<row r="1048576"><c><v>1</v></c><c r="ZZ3"><v>1</v></c></row>',
    "by counting cells": '<row r="1048576">' + "<c><v>1</v></c>" * 9_000 + "</row>",
    "by counting rows": "<row><c><v>1</v></c></row>" * 9_000 + '<row><c r="XFD1"/></row>',
    "with a name before it": '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    "after a megabyte": " " * (2**20 - len(sheet(FIRST)) + 30) + '<row><c   r="XFD1048576"/></row>',
}  # fmt: skip


@pytest.mark.parametrize("name", FAR)
def test_a_far_cell_is_found_however_it_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(FarCells) as caught:
        opened(book(sheet(FIRST + FAR[name])), tmp_path)

    assert "40\u00a0000\u00a0000" in caught.value.found.in_language("sv")


@pytest.mark.parametrize("part_bytes", [1, 7, 30, 2**20])
def test_it_makes_no_difference_where_the_text_is_cut(
    part_bytes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><f>B{n}</f></c><c r="B{n}"><f>1</f><v>2</v></c></row>' for n in range(1, 9)
    )
    limits = replace(LIMITS, sheet_cells=15)
    monkeypatch.setattr("simmitt.engine.eventlog.archives._PART", part_bytes)

    (note,) = opened(book(sheet(rows)), tmp_path).notes
    with pytest.raises(FarCells) as caught:
        opened(book(sheet(rows)), tmp_path, limits)

    assert note.in_language("en").startswith("8 cells hold formulas without saved results")
    assert "16 cells" in caught.value.found.in_language("en")


def test_cells_without_a_place_are_counted_row_by_row(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row>" * 5_000

    assert opened(book(sheet(rows)), tmp_path).form == "xlsx"
    with pytest.raises(FarCells, match="far outside"):
        opened(book(sheet(rows)), tmp_path, replace(LIMITS, sheet_cells=9_999))


def test_macros_and_links_are_told_and_never_used(tmp_path: Path) -> None:
    others = {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}

    table = opened(book(sheet(FIRST), others), tmp_path)

    assert [note.in_language("sv") for note in table.notes] == [
        "Arbetsboken har makron; de har inte körts, bara cellerna är lästa.",
        "Arbetsboken länkar till andra filer; de har inte öppnats, de sparade värdena är lästa.",
    ]


@pytest.mark.parametrize(
    "cell", ["<f>1+1</f>", "<f>1+1</f><v/>", "<f>1+1</f><v></v>", '<f t="shared" si="0"/>', "<x:f>1</x:f>"]
)
def test_a_formula_without_a_saved_result_is_told(cell: str, tmp_path: Path) -> None:
    saved = '<c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="str"><f>"a"</f><v>a</v></c>'

    (note,) = opened(book(sheet(f'<row r="1"><c r="A1">{cell}</c>{saved}</row>')), tmp_path).notes

    assert note.in_language("en").startswith("1 cell holds a formula without a saved result")


HOSTILE: dict[str, tuple[bytes, type[InputFault]]] = {
    "a document type": (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "9">]>' + sheet(FIRST)[21:],
        DamagedFile,
    ),
    "a tag without end": (sheet('<row r="1" x="' + "y" * (3 * 2**20)), DamagedFile),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_sheet_is_refused(name: str, tmp_path: Path) -> None:
    content, kind = HOSTILE[name]

    with pytest.raises(kind):
        opened(book(content), tmp_path)


def test_a_broken_part_is_damage(tmp_path: Path) -> None:
    content = bytearray(book(sheet(FIRST * 500)))
    at = content.index(b"xl/worksheets/sheet1.xml") + 40
    content[at : at + 6] = b"\xff" * 6

    with pytest.raises(DamagedFile):
        opened(bytes(content), tmp_path)


@pytest.mark.parametrize("text", ["5 < 7", "Nut & bolt", "a\x0bb"])
def test_a_sheet_that_breaks_off_unseen_is_damaged(text: str, tmp_path: Path) -> None:
    row = f'<row r="2"><c r="A2" t="inlineStr"><is><t>{text}</t></is></c></row>'

    with pytest.raises(DamagedFile):
        opened(book(sheet(FIRST + row + '<row r="3"><c r="A3"><v>3</v></c></row>')), tmp_path)


def test_entities_far_into_a_sheet_are_refused(tmp_path: Path) -> None:
    late = b"<!-- -->" * 2**18 + b'<!DOCTYPE x [<!ENTITY a "b">]>'

    with pytest.raises(DamagedFile) as caught:
        opened(book(sheet(FIRST).replace(b"<worksheet", late + b"<worksheet")), tmp_path)

    assert "DTD" in caught.value.in_language("en")
