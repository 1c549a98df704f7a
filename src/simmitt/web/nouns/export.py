"""Lists as files that a spreadsheet opens, and in which nothing is executed."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from simmitt.web.nouns.noun import Column, Sheet

FORMATS = ("csv", "xlsx")
# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
PARTING = frozenset(';,"\t\r\n')
AT_A_TIME = 2_000
# A list that is longer is cut, and its last line says so: a workbook must fit in memory.
MOST_ROWS = {"csv": 5_000_000, "xlsx": 100_000}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(
    sheet: Sheet, columns: list[Column], rows: Any, wanted: str, most: int | None = None
) -> HttpResponseBase:
    """Give every row and column as CSV or as a workbook, or say in it after how many rows it was cut."""
    name = f"{sheet.plural}-{timezone.localdate():%Y-%m-%d}.{wanted}"
    lines = _lines(columns, rows, min(most or MOST_ROWS[wanted], MOST_ROWS[wanted]))
    answer: HttpResponseBase = (
        StreamingHttpResponse(_csv(lines), content_type="text/csv; charset=utf-8")
        if wanted == "csv"
        else HttpResponse(_workbook(lines), content_type=WORKBOOK)
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(columns: list[Column], rows: Any, most: int) -> Iterator[list[Any]]:
    yield [str(column.label) for column in columns]
    for number, row in enumerate(rows.iterator(chunk_size=AT_A_TIME)):
        if number == most:
            yield [_("Cut after {most} rows. Narrow the list to get the rest.").format(most=most)]
            return
        yield [plain(column.value(row)) for column in columns]


def plain(value: Any) -> Any:
    """Give a value that a file can hold: numbers stay numbers, instants are local, text is text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def harmless(text: Any) -> Any:
    """Keep a spreadsheet from taking text for a formula."""
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA) else text


def _csv(lines: Iterable[list[Any]]) -> Iterator[str]:
    # The mark tells a spreadsheet that this is UTF-8.
    yield "\ufeff"
    for line in lines:
        yield csv_line(line)


def csv_line(cells: Iterable[Any]) -> str:
    """Give a line of a file with semicolons.

    A comma or a tab is put in quotation marks too: a spreadsheet that parts there would find a formula.
    """
    return ";".join(_quoted(str(harmless(cell))) for cell in cells) + "\r\n"


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if PARTING & set(text) else text


def _workbook(lines: Iterable[list[Any]]) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(
        held, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    for number, line in enumerate(lines):
        for place, cell in enumerate(line):
            if isinstance(cell, int | float):
                sheet.write_number(number, place, cell)
            else:
                sheet.write_string(number, place, cell)
    book.close()
    return held.getvalue()
