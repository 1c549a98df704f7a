"""What Word's format holds and python-docx has no word for, as small pieces of XML."""

import io
import zipfile

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as WordParagraph
from lxml.etree import _Element as Element

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip archive knows


def element(name: str, **attributes: str) -> Element:
    """Make an element of the main namespace; attributes get it too."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_language(document: WordDocument, code: str) -> None:
    """State the language of all text, for spelling and for reading aloud."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("lang", val=code, eastAsia=code, bidi=code))


def add_field(paragraph: WordParagraph, instruction: str) -> None:
    """Add a field that Word counts itself, such as PAGE."""
    field = element("fldSimple", instr=instruction)
    run = element("r")
    text = element("t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def add_box_to_fill_in(paragraph: WordParagraph, name: str, prompt: str, number: int) -> None:
    """Add a content control that is typed into; its name is read aloud."""
    control = element("sdt")
    properties = element("sdtPr")
    properties.append(element("alias", val=name[:64]))
    properties.append(element("tag", val=f"field-{number}"))
    properties.append(element("id", val=str(1000 + number)))
    properties.append(element("showingPlcHdr"))
    properties.append(element("text"))
    content, run, text = element("sdtContent"), element("r"), element("t")
    grey = element("rPr")
    grey.append(element("color", val="42545A"))
    text.text = prompt
    run.append(grey)
    run.append(text)
    content.append(run)
    control.append(properties)
    control.append(content)
    paragraph._p.append(control)


def repeat_first_row(table: WordTable) -> None:
    """Mark the first row as headings, which stand on every page, and keep all rows whole."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("cantSplit"))
        if number == 0:
            properties.append(element("tblHeader"))


def line_under(cell: Cell, colour: str, eighths: int) -> None:
    """Draw a line under the cell, so many eighths of a point thick."""
    borders = element("tcBorders")
    borders.append(element("bottom", val="single", sz=str(eighths), space="0", color=colour.lstrip("#")))
    cell._tc.get_or_add_tcPr().append(borders)


def bar_beside(paragraph: WordParagraph, colour: str, *, dashed: bool) -> None:
    """Draw a bar at the left of the paragraph."""
    borders = element("pBdr")
    style = "dashed" if dashed else "single"
    borders.append(element("left", val=style, sz="36", space="9", color=colour.lstrip("#")))
    _put_in_order(paragraph, borders)


def _put_in_order(paragraph: WordParagraph, added: Element) -> None:
    """Add a property where the format wants it: after the style and what keeps lines together."""
    properties = paragraph._p.get_or_add_pPr()
    first = [qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr")]
    place = sum(child.tag in first for child in properties)
    properties.insert(place, added)


def describe(picture: InlineShape, title: str, alt: str) -> None:
    """Give a picture its name and its description."""
    picture._inline.docPr.set("title", title)
    picture._inline.docPr.set("descr", alt)


def restarted_numbering(document: WordDocument, style: str) -> str:
    """Make a numbering that begins at 1 and looks as the style's; its id is given."""
    numbering = document.part.numbering_part.element
    pattern = document.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(pattern).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return str(made.numId)


def number_by(paragraph: WordParagraph, numbering: str) -> None:
    """Let a paragraph be numbered by the numbering with this id."""
    mark = element("numPr")
    mark.append(element("ilvl", val="0"))
    mark.append(element("numId", val=numbering))
    _put_in_order(paragraph, mark)


def timeless(archive: bytes) -> bytes:
    """Give the file with its parts in order and without the clock's time, for equal bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, _LONG_AGO)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, old.read(name))
    return made.getvalue()
