"""What a browser would post, and a register's file."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm
from web.world import ORG_NUMBERS

from simmitt.web.nouns.choosing import as_posted

HEADINGS = (
    "PeOrgNr", "CFARNr", "Företagsnamn", "Benämning", "Besöksadress", "Besökspostnr", "Besökspostort",
    "Kommun, kod", "Telefon", "E-post", "Bransch_1, kod", "Stkl, företag kod", "Stkl, arbetsställe kod",
)  # fmt: skip
# Valid, and nobody's that we know.
FREE_NUMBERS = ("559900-0048", "559900-0055", "559900-0063", "559900-0071", "559900-0089", "559900-0097")


def as_it_stands(form: BaseForm, **changed: str) -> dict[str, Any]:
    """Give the fields of a form as the browser posts them when nothing but these is changed."""
    fields = {field.html_name: as_posted(field) for field in form}
    # A box without its tick isn't posted.
    kept = {name: values for name, values in fields.items() if values}
    return {**kept, **changed}


def row(**cells: str) -> dict[str, str]:
    """Give a row of the register that agrees with alfa of the world, changed as asked."""
    return {
        "PeOrgNr": ORG_NUMBERS["alfa"],
        "CFARNr": "12345678",
        "Företagsnamn": "KanarieAlfa Mekaniska AB",
        "Kommun, kod": "2281",
        "E-post": "info@alfa.example",
        "Bransch_1, kod": "25620",
        "Stkl, företag kod": "5",
        **cells,
    }


def register_file(rows: Iterable[Mapping[str, str]], name: str = "register.txt") -> SimpleUploadedFile:
    """Give a file as the register writes it: tabs and Windows letters."""
    lines = ["\t".join(HEADINGS), *("\t".join(one.get(heading, "") for heading in HEADINGS) for one in rows)]
    return SimpleUploadedFile(name, "\r\n".join(lines).encode("cp1252"), content_type="text/plain")
