"""Writes a register export for trying the import: the demo's companies, a few new, changed and gone."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from simmitt.web.companies.register.sizes import size_class_of
from simmitt.web.demo.companies import workplace_number
from simmitt.web.demo.invent import Invented, invent, invent_unknown

HEADINGS = (
    "OrgNr", "Företagsnamn", "CFARNr", "Benämning", "Besöksadress", "BesöksPostOrt", "Kommun, kod", "Telefon",
    "E-post", "Bransch_1, kod", "Stkl, företag, kod", "Stkl, arbetsställe, kod", "Jurform, kod",
)  # fmt: skip
LIMITED_COMPANY = "49"
# One in so many has moved, one in so many has disappeared from the register.
ONE_HAS_MOVED_IN, ONE_IS_GONE_IN = 9, 16
NUMBERS_OF_NEW = 300


def write_register_file(path: Path) -> None:
    """Write it as the register does: semicolons, one row a workplace."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        lines = csv.writer(stream, delimiter=";")
        lines.writerow(HEADINGS)
        lines.writerows(_rows())


def _rows() -> Iterator[list[str]]:
    today = timezone.localdate()
    for place, one in enumerate(invent("mitt", today), start=1):
        if place % ONE_IS_GONE_IN:
            yield _row(one, moved=place % ONE_HAS_MOVED_IN == 0)
    for one in invent_unknown(today, NUMBERS_OF_NEW):
        yield _row(one)


def _row(one: Invented, *, moved: bool = False) -> list[str]:
    address = f"Nya {one.address[:1].lower()}{one.address[1:]}" if moved else one.address
    size = str(size_class_of(one.employees + (30 if moved else 0)))
    return [
        one.org_no.replace("-", ""), one.name, workplace_number(one), one.name, address, one.town,
        one.municipality, one.phone, one.email, one.sni.replace(".", ""), size, size, LIMITED_COMPANY,
    ]  # fmt: skip
