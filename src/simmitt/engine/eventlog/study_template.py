"""The workbook in which a shop without a log writes down its own study."""

from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from simmitt.engine.eventlog.study_sheets import SHEETS, Cell, Sheet
from simmitt.ground.texts import Language, Message, say

_LINES = 2_000  # that carry the lists and the limits
_DATE, _INSTANT, _CLOCK = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm"
_INTRODUCTION: tuple[Message, ...] = (
    say("A shop without a log can be understood as well, by looking."),
    say("Fill in the sheets Machines and Products first; half a day is usually enough."),
    say(
        "Then, for two weeks: walk round at random times (Work sampling), tally stops (Stop tally) and time "
        "setups (Timed setups). A sheet may stay empty; what it would have told is then not known."
    ),
    say(
        "200 looks at a machine tell its share of running within about 7 percentage points, 800 looks "
        "within 3 to 4."
    ),
    say("Write machines and products with the same name on every sheet. Write no names of persons."),
    say("Read it with: simmitt analyse study.xlsx --out analysis"),
)


def write_template(path: Path, language: Language) -> None:
    """Write the empty workbook: a sheet to read, then one sheet per kind of observation."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        # A fixed day, so that the same version writes the same bytes.
        title = say("Study of a shop without a log").in_language(language)
        book.set_properties({"title": title, "created": datetime(2026, 1, 1)})
        _introduce(book, language)
        for sheet in SHEETS:
            _lay_out(book, sheet, language)


def _introduce(book: Workbook, language: Language) -> None:
    page = book.add_worksheet(say("Read me").in_language(language))
    page.set_column(0, 0, 100)
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "font_size": 12})
    lines = [*_INTRODUCTION, *(say("{title}: {purpose}", title=each.title, purpose=each.purpose)
                               for each in SHEETS)]  # fmt: skip
    for row, line in enumerate(lines):
        page.write_string(row, 0, line.in_language(language), wrapped)


def _lay_out(book: Workbook, sheet: Sheet, language: Language) -> None:
    page = book.add_worksheet(sheet.title.in_language(language))
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    page.freeze_panes(1, 0)
    for column, cell in enumerate(sheet.cells):
        heading = cell.heading.in_language(language)
        page.write_string(0, column, heading, bold)
        page.write_comment(0, column, cell.help.in_language(language))
        page.set_column(column, column, max(14, len(heading) + 2), _format(book, cell))
        _limit(page, column, cell, language)


def _format(book: Workbook, cell: Cell) -> Format | None:
    form = {"date": _DATE, "instant": _INSTANT, "clock": _CLOCK, "text": "@"}.get(cell.holds)
    return book.add_format({"num_format": form}) if form else None


def _limit(page: Worksheet, column: int, cell: Cell, language: Language) -> None:
    """Let the spreadsheet itself refuse what the reader would refuse."""
    if cell.holds == "choice" and cell.choices:
        words = [message.in_language(language) for message in cell.choices.values()]
        rule: dict[str, object] = {"validate": "list", "source": words}
    elif cell.holds == "number":
        rule = {"validate": "decimal", "criteria": "between", "minimum": cell.least, "maximum": cell.most}
    else:
        return
    rule |= {
        "error_title": cell.heading.in_language(language)[:32],
        "error_message": cell.help.in_language(language)[:255],
    }
    page.data_validation(1, column, _LINES, column, rule)
