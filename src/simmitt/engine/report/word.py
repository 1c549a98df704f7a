"""The document for Word, where owners, dates and decisions are typed in."""

import io
from datetime import UTC, datetime, time

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from simmitt.engine.report.charts.pen import height_share
from simmitt.engine.report.document import (
    Bullets,
    Callout,
    Chart,
    Document,
    Fields,
    Heading,
    KeyFigures,
    PageBreak,
    Paragraph,
    Part,
    Points,
    Table,
)
from simmitt.engine.report.lettering import clean, settable
from simmitt.engine.report.look import LIGHT
from simmitt.engine.report.outline import heading_levels
from simmitt.engine.report.typesetting import picture
from simmitt.engine.report.word_tables import add_key_figures, add_table
from simmitt.engine.report.word_xml import (
    add_box_to_fill_in,
    add_field,
    bar_beside,
    describe,
    number_by,
    restarted_numbering,
    set_language,
    timeless,
)
from simmitt.ground.texts import Language, say

_WIDTH_MM, _TALLEST_MM = 174.0, 200.0
_LANGUAGE_CODES: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}
_TONES = {"plain": "edge", "your_turn": "rust", "doubt": "amber", "done": "moss"}
# Every office has it, so that the pages break alike; our own fonts can't travel in the file.
_FONT = "Calibri"
_SIZES = {"Title": 24, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12, "Heading 4": 11, "Caption": 12}


def render_docx(document: Document) -> bytes:
    """Give the document for Word; the same document gives the same bytes."""
    word, document = docx.Document(), document.on_paper()
    _dress(word, document)
    _write_margins(word, document)
    if document.subtitle:
        word.add_paragraph(clean(document.subtitle), "Note")
    word.add_paragraph(clean(document.title), "Title")
    for part, level in zip(document.parts, heading_levels(document), strict=True):
        _add(word, part, level, document.language)
    saved = io.BytesIO()
    word.save(saved)
    return timeless(saved.getvalue())


def _dress(word: WordDocument, document: Document) -> None:
    """Set page, styles, language and the file's own particulars."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(26), Mm(22)
    section.header_distance = section.footer_distance = Mm(12)
    set_language(word, _LANGUAGE_CODES[document.language])
    for name in ("Normal", *_SIZES):
        _dress_style(_style(word, name), _SIZES.get(name, 10.5))
    for name, size in (("Lead", 12.0), ("Note", 9.5)):
        _add_style(word, name, size)
    particulars = word.core_properties
    particulars.title, particulars.subject = clean(document.title)[:255], clean(document.header)[:255]
    particulars.author = particulars.last_modified_by = "simmitt"
    particulars.comments, particulars.language = "", _LANGUAGE_CODES[document.language]
    particulars.created = particulars.modified = datetime.combine(document.dated, time(), UTC)


def _style(word: WordDocument, name: str) -> ParagraphStyle:
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle), name
    return style


def _add_style(word: WordDocument, name: str, size: float) -> None:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle), name
    style.base_style = _style(word, "Normal")
    style.font.size = Pt(size)
    if name == "Note":
        style.font.color.rgb = colour("ink2")


def _dress_style(style: ParagraphStyle, size: float) -> None:
    heading = style.name != "Normal"
    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.color.rgb, style.font.bold, style.font.italic = colour("ink"), heading, False
    for fonts in style.element.rPr.findall(qn("w:rFonts")):
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]
    for border in style.element.pPr.findall(qn("w:pBdr")) if heading else []:
        style.element.pPr.remove(border)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.keep_with_next = heading
    if heading:
        style.paragraph_format.space_before = Pt(size * 0.9)


def colour(name: str) -> RGBColor:
    """Give a colour of the look as Word wants it."""
    return RGBColor.from_string(LIGHT[name].lstrip("#").upper())


def _write_margins(word: WordDocument, document: Document) -> None:
    """Write company and status at the head of every page, run and page at its foot."""
    section = word.sections[0]
    head = _margin(section.header.paragraphs[0])
    head.add_run("simmitt").bold = True
    head.add_run(f"   {clean(document.header)}\t")
    head.add_run(clean(document.status)).bold = True
    foot = _margin(section.footer.paragraphs[0])
    foot.add_run(f"{clean(document.footer)}\t")
    words = say("Page {page} of {pages}", page="\n", pages="\r").in_language(document.language)
    before, rest = words.split("\n")
    between, after = rest.split("\r")
    foot.add_run(before)
    add_field(foot, "PAGE")
    foot.add_run(between)
    add_field(foot, "NUMPAGES")
    foot.add_run(after)


def _margin(paragraph: WordParagraph) -> WordParagraph:
    paragraph.style = "Note"
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def _add(word: WordDocument, part: Part, level: int, language: Language) -> None:
    match part:
        case Heading():
            word.add_heading(clean(part.text), level - 1)
        case Paragraph():
            _add_paragraph(word, part)
        case Bullets() | Points():
            _add_list(word, part)
        case Table():
            add_table(word, part)
        case Chart():
            _add_chart(word, part, level)
        case KeyFigures():
            add_key_figures(word, part)
        case Callout():
            _add_callout(word, part)
        case Fields():
            _add_fields(word, part, language)
        case PageBreak():
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _add_paragraph(word: WordDocument, part: Paragraph) -> None:
    styles = {"lead": "Lead", "small": "Note"}
    added = word.add_paragraph(style=styles.get(part.style, "Normal"))
    added.add_run(clean(part.text)).bold = True if part.style == "strong" else None


def _add_list(word: WordDocument, part: Bullets | Points) -> None:
    if isinstance(part, Bullets):
        _add_bullets(word, part)
    else:
        _add_points(word, part)


def _add_bullets(word: WordDocument, part: Bullets) -> None:
    if not part.numbered:
        for item in part.items:
            word.add_paragraph(clean(item), "List Bullet")
        return
    numbering = restarted_numbering(word, "List Number")
    for item in part.items:
        number_by(word.add_paragraph(clean(item), "List Number"), numbering)


def _add_points(word: WordDocument, part: Points) -> None:
    """Add each point as a paragraph that keeps its advice and its grounds with it."""
    for number, point in enumerate(part.items, start=1):
        said = word.add_paragraph()
        said.add_run(f"{number}. {clean(point.title)}" if part.numbered else clean(point.title)).bold = True
        notes = " ".join(filter(None, (point.note, ", ".join(link.text for link in point.links))))
        below = [(text, style) for text, style in ((point.text, "Normal"), (notes, "Note")) if text]
        said.paragraph_format.keep_with_next = bool(below)
        for place, (text, style) in enumerate(below, start=1):
            word.add_paragraph(clean(text), style).paragraph_format.keep_with_next = place < len(below)


def _add_chart(word: WordDocument, part: Chart, level: int) -> None:
    """Add title, answer and picture so that they stay together."""
    word.add_heading(clean(part.title), level - 1)
    answer = word.add_paragraph(clean(part.answer))
    answer.paragraph_format.keep_with_next = True
    width = min(_WIDTH_MM, min(part.tallest_mm, _TALLEST_MM) / height_share(part.svg))
    drawing = word.add_picture(io.BytesIO(picture(settable(part.svg))), width=Mm(width))
    describe(drawing, clean(part.title), clean(part.alt))
    word.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.LEFT


def _add_callout(word: WordDocument, part: Callout) -> None:
    added = word.add_paragraph()
    added.add_run(clean(part.title)).bold = True
    added.add_run(f" {clean(part.text)}")
    added.paragraph_format.left_indent, added.paragraph_format.keep_together = Mm(5), True
    added.paragraph_format.space_before = Pt(8)
    bar_beside(added, LIGHT[_TONES[part.tone]], dashed=part.tone == "doubt")


def _add_fields(word: WordDocument, part: Fields, language: Language) -> None:
    prompt = say("Click to fill in").in_language(language)
    for label in part.labels:
        added = word.add_paragraph()
        added.add_run(f"{clean(label)}: ").bold = True
        number = len(word.element.body.xpath(".//w:sdt")) + 1
        add_box_to_fill_in(added, clean(label), prompt, number)
