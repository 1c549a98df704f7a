"""The document on paper."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from simmitt.engine.report import lettering
from simmitt.engine.report.document import Callout, Chart, Document, Heading, Paragraph, Table
from simmitt.engine.report.pdf import render_pdf
from simmitt.ground.texts import Language

HAS_POPPLER = shutil.which("pdftotext") is not None
needs_poppler = pytest.mark.skipif(not HAS_POPPLER, reason="pdftotext (poppler-utils) reads the PDF back")


def read_back(pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, str(path), "-"], check=True, capture_output=True)
    return done.stdout.decode()


def squeezed(text: str) -> str:
    """Give the text without the line breaks and spaces that setting it has put in."""
    return re.sub(r"[\s\u200b]+", "", text)


def document(*parts: Paragraph | Table | Heading | Callout | Chart) -> Document:
    return Document("Plan", "", "sv", date(2026, 12, 3), parts)


def test_a_pdf_is_tagged_and_says_its_language_and_standard(plan: Document) -> None:
    pdf = render_pdf(plan)

    assert pdf.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in pdf
    assert f"/Lang({plan.language}".encode() in pdf
    assert b"<pdfuaid:part>1<" in pdf
    assert len(re.findall(rb"/Alt\b", pdf)) >= sum(isinstance(part, Chart) for part in plan.parts)


def test_the_same_document_gives_the_same_bytes(plan: Document) -> None:
    assert render_pdf(plan) == render_pdf(plan)


def test_the_date_in_the_file_is_the_document_s_own(plan: Document) -> None:
    pdf = render_pdf(replace(plan, dated=date(1999, 1, 31)))

    assert b"/CreationDate(D:19990131000000Z)" in pdf


@needs_poppler
def test_every_page_says_company_state_and_page(plan: Document, tmp_path: Path, language: Language) -> None:
    pages = read_back(render_pdf(plan), tmp_path, "-layout").split("\f")[:-1]

    words = {"sv": ("Utkast", "Sida {} av {}"), "en": ("Draft", "Page {} of {}")}[language]
    for number, page in enumerate(pages, start=1):
        assert plan.header in page
        assert words[0] in page
        assert words[1].format(number, len(pages)) in page


@needs_poppler
def test_everything_said_is_on_paper(plan: Document, tmp_path: Path) -> None:
    text = squeezed(read_back(render_pdf(plan), tmp_path, "-raw"))

    for part in plan.parts:
        for said in texts_of(part):
            assert squeezed(said) in text


def texts_of(part: object) -> list[str]:
    match part:
        case Heading(text=text) | Paragraph(text=text):
            return [text]
        case Chart(title=title, answer=answer):
            return [title, answer]
        case Callout(title=title, text=text):
            return [title, text]
        case Table(caption=caption, headings=headings):
            return [caption, *headings]
    return []


@needs_poppler
def test_characters_that_mean_something_to_typst_stand_as_they_are(hostile: Document, tmp_path: Path) -> None:
    text = squeezed(read_back(render_pdf(hostile), tmp_path, "-raw"))

    assert text.count(squeezed(hostile.title)) >= 8
    assert "C:\\bin\\" in text


@needs_poppler
def test_headings_of_a_table_repeat_on_every_page_it_takes(tmp_path: Path) -> None:
    rows = tuple((f"Maskin {number}", "1") for number in range(120))

    pages = read_back(render_pdf(document(Table("Alla", ("Maskinhuvud", "Tal"), rows))), tmp_path).split(
        "\f"
    )[:-1]

    assert len(pages) > 2
    assert all("Maskinhuvud" in page for page in pages)


def test_what_no_font_holds_becomes_a_square_and_the_rest_is_set() -> None:
    every = "".join(sorted(lettering._settable_characters() - {"\n", "\t"}))

    pdf = render_pdf(document(Paragraph(every), Paragraph("漢字 😀 \x00 \ud800 a\u030a")))

    assert pdf.startswith(b"%PDF")
    assert lettering.settable("漢 a\u030a\x00") == "□ å"


def test_skipped_heading_levels_are_closed_up() -> None:
    pdf = render_pdf(document(Heading("Tre", 3), Heading("Ett", 1), Heading("Tre", 3)))

    assert pdf.startswith(b"%PDF")


def test_an_empty_document_still_is_one() -> None:
    assert render_pdf(document()).startswith(b"%PDF")


def test_a_long_word_breaks_inside_its_column() -> None:
    word = "Fleroperationsmaskin_" * 4

    shown = lettering.breakable(word)

    assert shown.replace("\u200b", "") == word
    assert max(map(len, shown.split("\u200b"))) <= 21
