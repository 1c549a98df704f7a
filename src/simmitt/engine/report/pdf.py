"""The document on paper: a tagged PDF, set by typst."""

import json
from dataclasses import asdict
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
_TALLEST_MM = 205.0  # a chart that must share its page with its title
_TABLE_IN_SIZES = _WIDTH_MM / 25.4 * 72 / 9.5


def render_pdf(document: Document) -> bytes:
    """Give the document as tagged PDF (PDF/UA-1); the same document gives the same bytes."""
    return typeset_pdf(json.dumps(_tree(document), ensure_ascii=False), document.dated)


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
        "parts": [_part(part, level) for part, level in zip(document.parts, levels, strict=True)],
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


def _part(part: Part, level: int) -> dict[str, Any]:
    data: dict[str, Any] = {key: _set(key, value) for key, value in asdict(part).items()}
    data["kind"] = type(part).__name__
    if isinstance(part, Table):
        data |= {"align": aligned(part), "widths": column_shares(part, _TABLE_IN_SIZES)}
    if isinstance(part, Chart):
        data["width"] = min(_WIDTH_MM, _TALLEST_MM / height_share(part.svg))
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
