"""A factory as a workbook to fill in: a sheet for each table, each column explained, lists to choose from."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from simmitt.engine.factory.model import Factory
from simmitt.engine.factory.workbook.cells import told_cell
from simmitt.engine.factory.workbook.headings import CHOICES
from simmitt.engine.factory.workbook.records import Record, families_of, family_id, records_of
from simmitt.engine.factory.workbook.sheets import (
    BY_TABLE,
    FITTED,
    FORM_HEADINGS,
    MATRIX,
    REPORTING,
    SHEETS,
    Column,
    Sheet,
)
from simmitt.ground.texts import Language, Message, say

_LINES = 2_000  # that carry the lists and the limits
_FIRST = 2  # row of the first record, from 0: heading and help stand above
_DECIMALS, _LARGE = 9, 1e6
_LONGEST = 32_767  # characters that Excel lets a cell hold
_INTRODUCTION: tuple[Message, ...] = (
    say("A factory without a log, in sheets to fill in: the simulation needs nothing else."),
    say(
        "What stands here is an invented workshop, so that everything works from the start. Write your own "
        "over it, sheet by sheet, and delete the rows that you don't need. Its names begin with “Example”: "
        "as long as one is left, the simulation says so."
    ),
    say("Fill in first: Factory, Stations, Operations, Products, Routings. Other sheets may stay empty."),
    say(
        "Dark headings must be filled in, light ones may stay empty. The grey line below says the unit, the "
        "meaning and what an empty cell means."
    ),
    say(
        "Names tie the sheets together: write a station, an operation, a product, a crew and working hours "
        "the same everywhere. Several names in a cell have a semicolon between."
    ),
    say("For notes of your own, take a column or a sheet whose name begins with a parenthesis: (notes)."),
    say("Simulate it with: simmitt simulate FILE.xlsx --out simulated"),
)  # fmt: skip
_BLUE, _PALE, _GREY = "#1F4E79", "#DCE6F1", "#595959"


class _Looks:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        head = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.needed = book.add_format({**head, "bg_color": _BLUE, "font_color": "#FFFFFF"})
        self.optional = book.add_format({**head, "bg_color": _PALE})
        self.help = book.add_format({"italic": True, "text_wrap": True, "valign": "top", "font_color": _GREY,
                                     "font_size": 9, "bottom": 1})  # fmt: skip
        self.text = book.add_format({"num_format": "@"})
        self.instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.page = book.add_format({"text_wrap": True, "valign": "top", "font_size": 12})

    def of(self, column: Column) -> Format | None:
        """Give the format of a column's cells."""
        texts = ("text", "texts", "shares_by_name", "shifts", "numbers", "hours_list", "pieces_list")
        return self.text if column.holds in texts else self.instant if column.holds == "instant" else None


def write_workbook(factory: Factory, path: Path, language: Language) -> None:
    """Write a factory as a workbook whose headings and lists are in one language."""
    records = records_of(factory)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        # A fixed day, so that the same version writes the same bytes.
        title = say("Factory").in_language(language)
        book.set_properties({"title": title, "created": datetime(2026, 1, 1)})
        looks = _Looks(book)
        _introduce(book, looks, language)
        for sheet in SHEETS:
            rows = records[sheet.table]
            if sheet.table in (FITTED, REPORTING) and not rows:
                continue
            page = book.add_worksheet(sheet.title.in_language(language))
            page.set_tab_color(_BLUE if sheet.required else _PALE)
            lay_out = _lay_out_form if sheet.is_form else _lay_out
            lay_out(page, sheet, rows, looks, language)


def _introduce(book: Workbook, looks: _Looks, language: Language) -> None:
    page = book.add_worksheet(say("Read me").in_language(language))
    page.set_column(0, 0, 100)
    purposes = (say("{title}: {purpose}", title=each.title, purpose=each.purpose) for each in SHEETS)
    for row, line in enumerate([*_INTRODUCTION, *purposes]):
        page.write_string(row, 0, line.in_language(language), looks.page)


def _lay_out(
    page: Worksheet, sheet: Sheet, rows: Sequence[Record], looks: _Looks, language: Language
) -> None:
    columns = _shown(sheet, rows)
    page.freeze_panes(_FIRST, 1)
    page.set_row(0, 32)
    page.set_row(1, 100)
    for number, column in enumerate(columns):
        heading = column.heading.in_language(language)
        page.write_string(0, number, heading, looks.needed if column.required else looks.optional)
        page.write_string(1, number, column.help().in_language(language), looks.help)
        page.set_column(number, number, max(18, min(len(heading), 24)), looks.of(column))
        _limit(page, (_FIRST, number, _LINES, number), column, language)
        for row, record in enumerate(rows, start=_FIRST):
            if column.id in record:
                _write(page, row, number, told_cell(record[column.id], column, language), looks)


def _shown(sheet: Sheet, rows: Sequence[Record]) -> list[Column]:
    """Give the columns of a sheet: those of the matrix are its families, some only where they tell."""
    told = {key for row in rows for key in row}
    columns = [column for column in sheet.columns if not column.only_if_told or column.id in told]
    if sheet.table == MATRIX:
        columns += [
            Column(family_id(name), say("{name}", name=name), "hours", say("Changeover to this family."))
            for name in families_of(rows)
        ]
    return columns


def _lay_out_form(
    page: Worksheet, sheet: Sheet, rows: Sequence[Record], looks: _Looks, language: Language
) -> None:
    page.freeze_panes(1, 0)
    for number, (heading, width) in enumerate(zip(FORM_HEADINGS, (34, 24, 90), strict=True)):
        page.write_string(0, number, heading.in_language(language), looks.optional)
        page.set_column(number, number, width)
    for row, column in enumerate(sheet.columns, start=1):
        look = looks.needed if column.required else looks.optional
        page.write_string(row, 0, column.heading.in_language(language), look)
        page.write_blank(row, 1, None, looks.of(column))
        page.write_string(row, 2, column.help().in_language(language), looks.help)
        _limit(page, (row, 1, row, 1), column, language)
        if column.id in rows[0]:
            _write(page, row, 1, told_cell(rows[0][column.id], column, language), looks)


def _write(page: Worksheet, row: int, column: int, value: str | float | datetime, looks: _Looks) -> None:
    if isinstance(value, datetime) and not value.microsecond:
        page.write_datetime(row, column, value, looks.instant)
    elif isinstance(value, int | float) and round(value, _DECIMALS) == value < _LARGE:
        page.write_number(row, column, value)
    else:
        # Of a number the writer keeps sixteen digits and the reader nine decimals; of a text all.
        page.write_string(row, column, str(value)[:_LONGEST], looks.text)


def _limit(page: Worksheet, cells: tuple[int, int, int, int], column: Column, language: Language) -> None:
    """Let the spreadsheet offer what may be chosen, and refuse what the reader would refuse."""
    if column.choices:
        rule: dict[str, Any] = {
            "validate": "list",
            "source": [CHOICES[each].in_language(language) for each in column.choices],
        }
    elif column.names:
        # Only offered: the name may be written before its row on the other sheet.
        rule = {"validate": "list", "source": _names(column.names, language), "error_type": "information"}
    elif column.holds in ("number", "share", "whole", "hours", "hours_distribution", "pieces_distribution"):
        rule = _bounds(column)
    else:
        return
    rule |= {
        "error_title": column.heading.in_language(language)[:32],
        "error_message": column.help().in_language(language)[:255],
    }
    page.data_validation(*cells, rule)


def _names(table: str, language: Language) -> str:
    sheet = BY_TABLE[table]
    place = next(number for number, column in enumerate(sheet.columns) if column.id == "name")
    letter = xl_col_to_name(place, col_abs=True)
    return f"='{sheet.title.in_language(language)}'!{letter}${_FIRST + 1}:{letter}${_LINES}"


def _bounds(column: Column) -> dict[str, Any]:
    low, high = (column.field.minimum, column.field.maximum) if column.field else (0.0, float("inf"))
    high = 1.0 if column.holds == "share" else high
    kind = {"validate": "integer" if column.holds == "whole" else "decimal"}
    if high == float("inf"):
        return {**kind, "criteria": ">=", "value": low}
    return {**kind, "criteria": "between", "minimum": low, "maximum": high}
