"""The document for Word."""

import io
import re
import zipfile

import docx

from simmitt.engine.report.document import (
    Bullets,
    Callout,
    Chart,
    Document,
    Fields,
    Heading,
    Paragraph,
    Table,
)
from simmitt.engine.report.outline import heading_levels
from simmitt.engine.report.word import render_docx
from simmitt.ground.texts import Language


def part_of(archive: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name).decode()


def test_word_has_the_headings_as_headings(plan: Document) -> None:
    word = docx.Document(io.BytesIO(render_docx(plan)))

    written = [
        (paragraph.text, paragraph.style.name)
        for paragraph in word.paragraphs
        if paragraph.style is not None and (paragraph.style.name or "").startswith(("Heading", "Title"))
    ]
    levels = heading_levels(plan)
    expected = [
        (part.text if isinstance(part, Heading) else part.title, f"Heading {level - 1}")
        for part, level in zip(plan.parts, levels, strict=True)
        if isinstance(part, Heading | Chart)
    ]
    assert written == [(plan.title, "Title"), *expected]


def test_word_knows_the_language(plan: Document, language: Language) -> None:
    styles = part_of(render_docx(plan), "word/styles.xml")

    code = {"sv": "sv-SE", "en": "en-GB"}[language]
    assert f'<w:lang w:val="{code}"' in styles


def test_tables_mark_their_headings_and_keep_rows_whole(plan: Document) -> None:
    source = part_of(render_docx(plan), "word/document.xml")

    tables = [part for part in plan.parts if isinstance(part, Table)]
    assert source.count("<w:tblHeader/>") == len(tables)
    assert source.count("<w:cantSplit/>") == sum(1 + len(table.rows) for table in tables)


def test_pictures_are_described(plan: Document) -> None:
    archive = render_docx(plan)

    described = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', part_of(archive, "word/document.xml"))
    assert len(described) == sum(isinstance(part, Chart) for part in plan.parts)


def test_every_field_can_be_typed_in(plan: Document) -> None:
    source = part_of(render_docx(plan), "word/document.xml")

    labels = [label for part in plan.parts if isinstance(part, Fields) for label in part.labels]
    assert re.findall(r'<w:alias w:val="([^"]*)"/>', source) == labels
    numbers = re.findall(r'<w:sdtPr>.*?<w:id w:val="(\d+)"/>', source)
    assert len(set(numbers)) == len(labels)


def test_the_foot_counts_pages_by_itself(plan: Document) -> None:
    archive = render_docx(plan)

    foot = part_of(archive, "word/footer1.xml")
    assert re.findall(r'w:instr="(\w+)"', foot) == ["PAGE", "NUMPAGES"]
    assert plan.status in part_of(archive, "word/header1.xml")


def test_the_same_document_gives_the_same_bytes(plan: Document) -> None:
    first = render_docx(plan)

    assert first == render_docx(plan)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_numbered_lists_begin_anew(plan: Document) -> None:
    parts = (Bullets(("a", "b"), numbered=True), Paragraph("mellan"), Bullets(("c",), numbered=True))

    word = docx.Document(io.BytesIO(render_docx(Document("P", "", "sv", plan.dated, parts))))

    found = [paragraph._p.xpath("./w:pPr/w:numPr/w:numId/@w:val") for paragraph in word.paragraphs]
    numbers = [number for numbers in found for number in numbers]
    assert numbers[0] == numbers[1] != numbers[2]


def test_characters_that_mean_something_to_word_stand_as_they_are(hostile: Document) -> None:
    word = docx.Document(io.BytesIO(render_docx(hostile)))

    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts.count(hostile.title) >= 5
    assert word.tables[0].cell(1, 0).text == hostile.title


def test_characters_that_xml_forbids_are_left_out(plan: Document) -> None:
    parts = (Callout("a\x00", "b\x0b\ud800"), Fields(("c\x1f",)))

    word = docx.Document(io.BytesIO(render_docx(Document("P\x00", "", "sv", plan.dated, parts))))

    assert [paragraph.text for paragraph in word.paragraphs][:2] == ["P", "a b"]
