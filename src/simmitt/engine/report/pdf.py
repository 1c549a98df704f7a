"""The document on paper: a tagged PDF, set by typst."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import accumulate, groupby
from typing import Any

from simmitt.engine.report.charts.pen import height_share
from simmitt.engine.report.columns import aligned, column_shares
from simmitt.engine.report.document import Chart, Document, Part, Table
from simmitt.engine.report.lettering import HEAD, breakable, settable, wrap
from simmitt.engine.report.look import BODY_FONT, HEAD_FONT, LIGHT
from simmitt.engine.report.outline import heading_levels
from simmitt.engine.report.typesetting import typeset_pdf
from simmitt.ground.texts import say

_WIDTH_MM = 174.0
_HALF_MM = 82.0  # of two columns of tables
_NARROW_TABLE = 3  # columns that fit into half a page
_TABLE_HEAD = 4  # rows that a table's caption, headings and distance take up
_TABLE_PT, _FOLDED_PT = 9.5, 8.0


def render_pdf(document: Document) -> bytes:
    """Give the document as tagged PDF (PDF/UA-1); the same document gives the same bytes."""
    return typeset_pdf(json.dumps(_tree(document.on_paper()), ensure_ascii=False), document.dated)


def _tree(document: Document) -> dict[str, Any]:
    """Give the document as plain data; the template sets texts as they are, never as markup."""
    language = document.language
    levels = heading_levels(document)
    return {
        "title": settable(document.title),
        "title_width": _balanced(settable(document.title)),
        "subtitle": settable(document.subtitle),
        "language": language,
        "header": settable(document.header),
        "status": settable(document.status),
        "footer": settable(document.footer),
        "page_of": say("Page {page} of {pages}", page="{page}", pages="{pages}").in_language(language),
        "dated": [document.dated.year, document.dated.month, document.dated.day],
        "colours": LIGHT,
        "fonts": {"body": BODY_FONT, "head": HEAD_FONT},
        "parts": _laid_out(list(zip(document.parts, levels, strict=True))),
    }


def _balanced(title: str) -> float:
    """Give the width in points at which the title's lines are about equally long."""
    widest, size = 150 / 25.4 * 72, 23.0
    count = len(wrap(title, widest, size, HEAD, lines=9))
    widths = (widest * percent / 100 for percent in range(30, 100, 2))
    # A few points more: typst knows the kerning that our measures leave out.
    return next(
        (width + 4 for width in widths if len(wrap(title, width, size, HEAD, lines=9)) == count), widest
    )


def _laid_out(parts: Sequence[tuple[Part, int]]) -> list[dict[str, Any]]:
    """Give the parts; folded tables of few columns that follow each other stand in two columns."""
    found: list[dict[str, Any]] = []
    for narrow, group in groupby(parts, lambda each: _is_narrow(each[0])):
        run = list(group)
        tables = [part for part, _ in run if isinstance(part, Table)]
        found += [_columns(tables)] if narrow and len(run) > 1 else [_part(*each) for each in run]
    return found


def _is_narrow(part: Part) -> bool:
    return isinstance(part, Table) and part.folded and len(part.headings) <= _NARROW_TABLE


def _columns(tables: Sequence[Table]) -> dict[str, Any]:
    """Give tables in two columns of about the same height, in their order."""
    heights = list(accumulate(len(table.rows) + _TABLE_HEAD for table in tables))
    first = [table for table, height in zip(tables, heights, strict=True) if height <= heights[-1] / 2]
    left, right = tables[: max(len(first), 1)], tables[max(len(first), 1) :]
    return {
        "kind": "Columns",
        "columns": [[_table(table, _HALF_MM) for table in each] for each in (left, right)],
    }


def _table(table: Table, width_mm: float) -> dict[str, Any]:
    data = {key: _set(key, value) for key, value in asdict(table).items()}
    size = _FOLDED_PT if table.folded else _TABLE_PT
    widths = column_shares(table, width_mm / 25.4 * 72 / size)
    return data | {"kind": "Table", "align": aligned(table), "widths": widths}


def _part(part: Part, level: int) -> dict[str, Any]:
    if isinstance(part, Table):
        return _table(part, _WIDTH_MM)
    data: dict[str, Any] = {key: _set(key, value) for key, value in asdict(part).items()}
    data["kind"] = type(part).__name__
    if isinstance(part, Chart):
        data["width"] = min(_WIDTH_MM, part.tallest_mm / height_share(part.svg))
        del data["table"], data["narrow_svg"]
    return data | ({"level": level} if level else {})


def _set(key: str, value: Any) -> Any:
    """Give texts as paper can set them; a drawing is no place for breaks."""
    if isinstance(value, str):
        return settable(value) if key in ("svg", "alt") else breakable(settable(value))
    if isinstance(value, dict):
        return {name: _set(name, item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_set(key, item) for item in value]
    return value
