"""The document's parts as HTML: texts escaped, no script, no inline style."""

from collections.abc import Sequence
from html import escape

from simmitt.engine.report.columns import aligned
from simmitt.engine.report.document import (
    Bullets,
    Callout,
    Chart,
    Fields,
    Heading,
    KeyFigure,
    KeyFigures,
    Link,
    PageBreak,
    Paragraph,
    Part,
    Point,
    Points,
    Table,
)
from simmitt.engine.report.lettering import clean
from simmitt.ground.texts import Language, Message, say


def draw_part(part: Part, level: int, name: str, language: Language) -> str:
    """Give one part; a heading gets the level and the name it is reached by."""
    match part:
        case Heading():
            drawn = f'<h{level} id="{text_of(part.anchor) or name}">{text_of(part.text)}</h{level}>'
        case Chart():
            drawn = _chart(part, level, language)
        case Table():
            drawn = _table(part)
        case Paragraph():
            drawn = _paragraph(part)
        case Bullets() | Points():
            drawn = _bullets(part) if isinstance(part, Bullets) else _points(part)
        case KeyFigures():
            drawn = f'<dl class="figures">{"".join(map(_figure, part.figures))}</dl>'
        case Callout():
            drawn = _callout(part)
        case Fields():
            drawn = (
                f'<ul class="fields">{"".join(f"<li>{text_of(label)}</li>" for label in part.labels)}</ul>'
            )
        case PageBreak():
            drawn = '<div class="break"></div>'
    return drawn


def _callout(part: Callout) -> str:
    words = f"<p><strong>{text_of(part.title)}</strong> {text_of(part.text)}</p>"
    return f'<div class="callout {part.tone}">{words}</div>'


def _paragraph(part: Paragraph) -> str:
    if part.style == "strong":
        return f"<p><strong>{text_of(part.text)}</strong></p>"
    style = "" if part.style == "body" else f' class="{part.style}"'
    return f"<p{style}>{text_of(part.text)}</p>"


def _bullets(part: Bullets) -> str:
    tag = "ol" if part.numbered else "ul"
    return f"<{tag}>{''.join(f'<li>{text_of(item)}</li>' for item in part.items)}</{tag}>"


def _points(part: Points) -> str:
    tag = "ol" if part.numbered else "ul"
    return f'<{tag} class="points">{"".join(map(_point, part.items))}</{tag}>'


def _link(link: Link) -> str:
    words = text_of(link.text)
    return f'<a href="#{text_of(link.target)}">{words}</a>' if link.target else words


def _point(point: Point) -> str:
    text = f"<p>{text_of(point.text)}</p>" if point.text else ""
    links = ", ".join(map(_link, point.links))
    note = " ".join(each for each in (text_of(point.note), links) if each)
    below = f'<p class="small">{note}</p>' if note else ""
    return f'<li><p class="point">{text_of(point.title)}</p>{text}{below}</li>'


def _figure(figure: KeyFigure) -> str:
    note = f'<dd class="note">{text_of(figure.note)}</dd>' if figure.note else ""
    drawing = f"<dd>{figure.svg}</dd>" if figure.svg else ""
    value = f'<dd class="value">{text_of(figure.value)}</dd>'
    return f"<div><dt>{text_of(figure.caption)}</dt>{value}{drawing}{note}</div>"


def _chart(part: Chart, level: int, language: Language) -> str:
    """Give the drawing at both widths, of which the style sheet shows one, and its figures."""
    drawings = part.svg
    if part.narrow_svg:
        drawings = f'<div class="wide">{part.svg}</div><div class="narrow">{part.narrow_svg}</div>'
    figures = (
        f"<details><summary>{_say(say('Show as table'), language)}</summary>{_table(part.table)}</details>"
    )
    name = f' id="{text_of(part.anchor)}"' if part.anchor else ""
    return (
        f"<figure{name}><figcaption><h{level}>{text_of(part.title)}</h{level}><p>{text_of(part.answer)}</p></figcaption>"
        f"{drawings}{figures}</figure>"
    )


def _table(table: Table) -> str:
    """Give the table; its roles are said aloud because a phone shows the rows as lists."""
    headings = "".join(
        f'<th role="columnheader" scope="col"{_side(side)}>{text_of(words)}</th>'
        for words, side in zip(table.headings, aligned(table), strict=True)
    )
    rows = [_row(table, number) for number in range(len(table.rows))]
    caption, unseen = text_of(table.caption), ' class="unseen"' if table.folded else ""
    drawn = (
        f'<table role="table"><caption{unseen}>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{headings}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table>'
    )
    return f'<details class="fold"><summary>{caption}</summary>{drawn}</details>' if table.folded else drawn


def _row(table: Table, number: int) -> str:
    row = table.rows[number]
    first, *others = (table.anchors[number] if table.anchors else ()) or ("",)
    names = 0 if table.row_heading is None else table.row_heading
    cells = [
        _name_cell(table, text, others) if column == names else _cell(table, column, text)
        for column, text in enumerate(row)
    ]
    kind = ' class="total"' if table.total and number == len(table.rows) - 1 else ""
    name = f' id="{text_of(first)}"' if first else ""
    return f'<tr role="row"{name}{kind}>{"".join(cells)}</tr>'


def _name_cell(table: Table, text: str, anchors: Sequence[str]) -> str:
    bold = "" if table.row_heading is None else ' class="name"'
    places = "".join(f'<span id="{text_of(anchor)}"></span>' for anchor in anchors)
    return f'<th role="rowheader" scope="row"{bold}>{places}{text_of(text)}</th>'


def _cell(table: Table, column: int, text: str) -> str:
    classes = [
        name for name, holds in (("n", aligned(table)[column] == "right"), ("empty", not text)) if holds
    ]
    kind = f' class="{" ".join(classes)}"' if classes else ""
    return (
        f'<td role="cell" data-l="{text_of(table.headings[column])}"{kind}><span>{text_of(text)}</span></td>'
    )


def _side(side: str) -> str:
    return ' class="n"' if side == "right" else ""


def _say(message: Message, language: Language) -> str:
    return text_of(message.in_language(language))


def text_of(text: str) -> str:
    """Give a text as HTML holds it."""
    return escape(clean(text), quote=True)
