"""Tables and rows of key figures in Word."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as Cell

from simmitt.engine.report.columns import aligned, column_shares
from simmitt.engine.report.document import KeyFigures, Table
from simmitt.engine.report.lettering import clean
from simmitt.engine.report.look import LIGHT
from simmitt.engine.report.word_xml import line_under, repeat_first_row

_WIDTH_MM = 174.0
_IN_SIZES = _WIDTH_MM / 25.4 * 72 / 9.5


def add_table(word: WordDocument, table: Table) -> None:
    """Add the caption and the table; its first row is marked as headings."""
    word.add_paragraph(clean(table.caption), "Caption")
    made = word.add_table(0, len(table.headings))
    made.autofit = False
    _add_row(made, table, table.headings, bold=True)
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        _add_row(made, table, row, bold=table.total and number == last)
    for column, share in zip(made.columns, column_shares(table, _IN_SIZES), strict=True):
        column.width = Mm(_WIDTH_MM * share)
        for cell in column.cells:
            cell.width = Mm(_WIDTH_MM * share)
    _draw_lines(made, total=table.total)
    repeat_first_row(made)
    word.add_paragraph(style="Note")


def add_key_figures(word: WordDocument, part: KeyFigures) -> None:
    """Add the figures side by side, each with caption, value and interval in one cell."""
    made = word.add_table(1, len(part.figures))
    for cell, figure in zip(made.rows[0].cells, part.figures, strict=True):
        cell.paragraphs[0].style = "Note"
        cell.paragraphs[0].add_run(clean(figure.caption))
        value = cell.add_paragraph().add_run(clean(figure.value))
        value.bold, value.font.size = True, Pt(15)
        if figure.note:
            cell.add_paragraph(clean(figure.note), "Note")
        line_under(cell, LIGHT["line"], 6)
    word.add_paragraph(style="Note")


def _add_row(made: WordTable, table: Table, texts: tuple[str, ...], *, bold: bool) -> None:
    for column, (cell, text) in enumerate(zip(_new_row(made), texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(2)
        if aligned(table)[column] == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(clean(text))
        run.font.size, run.bold = Pt(9.5), bold or column == table.row_heading


def _new_row(made: WordTable) -> tuple[Cell, ...]:
    made.add_row()
    return made.rows[-1].cells


def _draw_lines(made: WordTable, *, total: bool) -> None:
    rows = list(made.rows)
    strong = {0, len(rows) - 1, len(rows) - 2} if total else {0}
    for number, row in enumerate(rows):
        cells: list[Cell] = list(row.cells)
        for cell in cells:
            edge = number in strong
            line_under(cell, LIGHT["edge" if edge else "line"], 8 if edge else 4)
