"""The document as a web page: one file, no script, nothing fetched from elsewhere."""

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files

from simmitt.engine.report.columns import aligned
from simmitt.engine.report.document import (
    Bullets,
    Callout,
    Chart,
    Document,
    Fields,
    Heading,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Part,
    Table,
)
from simmitt.engine.report.lettering import clean
from simmitt.engine.report.look import BODY_FONT, DARK, HEAD_FONT, LIGHT, woff2
from simmitt.engine.report.outline import heading_levels
from simmitt.ground.texts import Language, Message, say

_MARK = (
    '<svg viewBox="0 0 46 22" aria-hidden="true"><path class="mark-line" d="M2 11h42" stroke-width="2.5"/>'
    '<circle class="mark-line" cx="6" cy="11" r="3"/><rect class="mark-square" x="15" y="3" width="16" '
    'height="16"/><circle class="mark-line" cx="40" cy="11" r="3"/></svg>'
)
_CONTENTS_FROM = 3  # so many parts are worth a list of contents


def render_html(document: Document) -> str:
    """Give the document as one self-contained page, in light and dark, for screen and print."""
    levels = heading_levels(document)
    parts = zip(document.parts, levels, strict=True)
    body = [
        _draw(part, level, f"part-{number}", document.language) for number, (part, level) in enumerate(parts)
    ]
    return "\n".join(["<!doctype html>", f'<html lang="{document.language}">', _head(document), "<body>",
                      _banner(document), '<main id="main" tabindex="-1">', _title(document), *body, "</main>",
                      _foot(document), "</body>", "</html>", ""])  # fmt: skip


def _head(document: Document) -> str:
    sheet = style_sheet()
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'"
    names = " – ".join(_text(name) for name in (document.title, document.header, "simmitt") if name)
    return (
        f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{names}</title><style>{sheet}</style></head>'
    )


@cache
def style_sheet() -> str:
    """Give the style sheet: fonts, the tokens in light and dark, and the rules."""
    rules = (files("simmitt.engine.report") / "page.css").read_text(encoding="utf-8")
    stacks = (
        f'--head:"{HEAD_FONT}","Avenir Next","Segoe UI",system-ui,sans-serif;'
        f'--body:"{BODY_FONT}","Segoe UI",system-ui,sans-serif;'
    )
    return (
        _font(HEAD_FONT, 600) + _font(BODY_FONT, 400) + _font(BODY_FONT, 700)
        + f":root{{{_tokens(LIGHT)}{stacks}color-scheme:light}}\n"
        + f"@media screen and (prefers-color-scheme:dark){{:root{{{_tokens(DARK)}color-scheme:dark}}}}\n"
        + rules
    )  # fmt: skip


def _tokens(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def _font(family: str, weight: int) -> str:
    data = base64.b64encode(woff2(f"{family.lower().replace(' ', '-')}-{weight}")).decode()
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
        f'src:url(data:font/woff2;base64,{data}) format("woff2")}}\n'
    )


def _banner(document: Document) -> str:
    skip = f'<a class="skip" href="#main">{_say(say("Skip to the content"), document.language)}</a>'
    company = f"<p>{_text(document.header)}</p>" if document.header else ""
    status = f'<p class="status">{_text(document.status)}</p>' if document.status else ""
    return (
        f'{skip}<div class="head"><header><p class="logo">{_MARK}simmitt</p>{company}{status}</header></div>'
    )


def _title(document: Document) -> str:
    subtitle = f'<p class="subtitle">{_text(document.subtitle)}</p>' if document.subtitle else ""
    contents = [
        f'<li><a href="#part-{number}">{_text(part.text)}</a></li>'
        for number, part in enumerate(document.parts)
        if isinstance(part, Heading) and part.level == 1
    ]
    title = f"{subtitle}<h1>{_text(document.title)}</h1>"
    if len(contents) < _CONTENTS_FROM:
        return title
    word = _say(say("Contents"), document.language)
    heading = f'<h2 id="contents">{word}</h2>'
    return f'{title}<nav aria-labelledby="contents">{heading}<ol>{"".join(contents)}</ol></nav>'


def _foot(document: Document) -> str:
    word = _say(say("About this document"), document.language)
    written = _say(say("{day}", day=document.dated), document.language)
    day = f'<time datetime="{document.dated.isoformat()}">{written}</time>'
    text = f"{_text(document.footer)} · {day}" if document.footer else day
    return f'<div class="foot"><footer aria-label="{word}"><p>{text}</p></footer></div>'


def _draw(part: Part, level: int, name: str, language: Language) -> str:
    match part:
        case Heading():
            drawn = f'<h{level} id="{name}">{_text(part.text)}</h{level}>'
        case Chart():
            drawn = _chart(part, level, language)
        case Table():
            drawn = _table(part)
        case Paragraph():
            drawn = _paragraph(part)
        case Bullets():
            drawn = _bullets(part)
        case KeyFigures():
            drawn = f'<dl class="figures">{"".join(map(_figure, part.figures))}</dl>'
        case Callout():
            drawn = _callout(part)
        case Fields():
            drawn = f'<ul class="fields">{"".join(f"<li>{_text(label)}</li>" for label in part.labels)}</ul>'
        case PageBreak():
            drawn = '<div class="break"></div>'
    return drawn


def _callout(part: Callout) -> str:
    words = f"<p><strong>{_text(part.title)}</strong> {_text(part.text)}</p>"
    return f'<div class="callout {part.tone}">{words}</div>'


def _paragraph(part: Paragraph) -> str:
    if part.style == "strong":
        return f"<p><strong>{_text(part.text)}</strong></p>"
    style = "" if part.style == "body" else f' class="{part.style}"'
    return f"<p{style}>{_text(part.text)}</p>"


def _bullets(part: Bullets) -> str:
    tag = "ol" if part.numbered else "ul"
    return f"<{tag}>{''.join(f'<li>{_text(item)}</li>' for item in part.items)}</{tag}>"


def _figure(figure: KeyFigure) -> str:
    note = f'<dd class="note">{_text(figure.note)}</dd>' if figure.note else ""
    drawing = f"<dd>{figure.svg}</dd>" if figure.svg else ""
    value = f'<dd class="value">{_text(figure.value)}</dd>'
    return f"<div><dt>{_text(figure.caption)}</dt>{value}{drawing}{note}</div>"


def _chart(part: Chart, level: int, language: Language) -> str:
    """Give the drawing at both widths, of which the style sheet shows one, and its figures."""
    drawings = part.svg
    if part.narrow_svg:
        drawings = f'<div class="wide">{part.svg}</div><div class="narrow">{part.narrow_svg}</div>'
    figures = (
        f"<details><summary>{_say(say('Show as table'), language)}</summary>{_table(part.table)}</details>"
    )
    return (
        f"<figure><figcaption><h{level}>{_text(part.title)}</h{level}><p>{_text(part.answer)}</p></figcaption>"
        f"{drawings}{figures}</figure>"
    )


def _table(table: Table) -> str:
    """Give the table; its roles are said aloud because a phone shows the rows as lists."""
    headings = "".join(
        f'<th role="columnheader" scope="col"{_side(side)}>{_text(words)}</th>'
        for words, side in zip(table.headings, aligned(table), strict=True)
    )
    last = len(table.rows) - 1
    rows = [_row(table, row, total=table.total and number == last) for number, row in enumerate(table.rows)]
    return (
        f'<table role="table"><caption>{_text(table.caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{headings}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table>'
    )


def _row(table: Table, row: tuple[str, ...], *, total: bool) -> str:
    names = 0 if table.row_heading is None else table.row_heading
    cells = [
        _name_cell(table, text) if column == names else _cell(table, column, text)
        for column, text in enumerate(row)
    ]
    kind = ' class="total"' if total else ""
    return f'<tr role="row"{kind}>{"".join(cells)}</tr>'


def _name_cell(table: Table, text: str) -> str:
    bold = "" if table.row_heading is None else ' class="name"'
    return f'<th role="rowheader" scope="row"{bold}>{_text(text)}</th>'


def _cell(table: Table, column: int, text: str) -> str:
    classes = [
        name for name, holds in (("n", aligned(table)[column] == "right"), ("empty", not text)) if holds
    ]
    kind = f' class="{" ".join(classes)}"' if classes else ""
    return f'<td role="cell" data-l="{_text(table.headings[column])}"{kind}><span>{_text(text)}</span></td>'


def _side(side: str) -> str:
    return ' class="n"' if side == "right" else ""


def _say(message: Message, language: Language) -> str:
    return _text(message.in_language(language))


def _text(text: str) -> str:
    return escape(clean(text), quote=True)
