"""The document as a web page: one file, no script, nothing fetched from elsewhere."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from simmitt.engine.report.document import Document, Heading, Part
from simmitt.engine.report.html_parts import draw_part, text_of
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
        draw_part(part, level, f"part-{number}", document.language)
        for number, (part, level) in enumerate(parts)
    ]
    # What stands before the first heading is the answer: the contents come after it.
    answer = next((number for number, part in enumerate(document.parts) if _begins_a_part(part)), 0)
    body.insert(answer, _contents(document))
    return "\n".join(["<!doctype html>", f'<html lang="{document.language}">', _head(document), "<body>",
                      _banner(document), '<main id="main" tabindex="-1">', _title(document), *body, "</main>",
                      _foot(document), "</body>", "</html>", ""])  # fmt: skip


def _begins_a_part(part: Part) -> bool:
    return isinstance(part, Heading) and part.level == 1


def _head(document: Document) -> str:
    sheet = style_sheet()
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'"
    names = " – ".join(text_of(name) for name in (document.title, document.header, "simmitt") if name)
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
    company = f"<p>{text_of(document.header)}</p>" if document.header else ""
    status = f'<p class="status">{text_of(document.status)}</p>' if document.status else ""
    return (
        f'{skip}<div class="head"><header><p class="logo">{_MARK}simmitt</p>{company}{status}</header></div>'
    )


def _title(document: Document) -> str:
    subtitle = f'<p class="subtitle">{text_of(document.subtitle)}</p>' if document.subtitle else ""
    return f"{subtitle}<h1>{text_of(document.title)}</h1>"


def _contents(document: Document) -> str:
    """Give the list of contents; nothing where there is little to choose from."""
    items = [
        f'<li><a href="#{text_of(part.anchor) or f"part-{number}"}">{text_of(part.text)}</a></li>'
        for number, part in enumerate(document.parts)
        if isinstance(part, Heading) and part.level == 1
    ]
    if len(items) < _CONTENTS_FROM:
        return ""
    heading = f'<h2 id="contents">{_say(say("Contents"), document.language)}</h2>'
    return f'<nav aria-labelledby="contents">{heading}<ol>{"".join(items)}</ol></nav>'


def _foot(document: Document) -> str:
    word = _say(say("About this document"), document.language)
    written = _say(say("{day}", day=document.dated), document.language)
    day = f'<time datetime="{document.dated.isoformat()}">{written}</time>'
    text = f"{text_of(document.footer)} · {day}" if document.footer else day
    return f'<div class="foot"><footer aria-label="{word}"><p>{text}</p></footer></div>'


def _say(message: Message, language: Language) -> str:
    return text_of(message.in_language(language))
