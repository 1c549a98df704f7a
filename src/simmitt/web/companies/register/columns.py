"""The columns of a register export: which headings tell what, the best one first.

Headings are compared without case, accents, spaces and signs, so that "Kommun, kod" is
``kommunkod``. Where several columns tell the same, the first one with content is read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from simmitt.ground.sorting import folded
from simmitt.web.companies.register.industries import Edition

_SNI = re.compile(r"(?:bransch|snikod|sni|naringsgren)(?:kod)?([1-5]?)p?(kod)?")
_EDITION = re.compile(r"20(?:07|25)")

# Field: headings, those of Statistics Sweden first.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "org_no": ("orgnr", "organisationsnummer", "organisationsnr", "orgnummer", "peorgnr", "personorgnr"),
    "cfar": ("cfarnr", "cfarnummer", "cfar", "arbetsstallenummer", "arbetsstallenr", "astnr"),
    "company_name": ("foretagsnamn", "foretag", "foretagetsnamn", "bolagsnamn", "juridisktnamn", "namn"),
    "firm_name": ("benamning", "firmabenamning", "firma", "arbetsstallenamn", "arbetsstalle"),
    "visiting_address": ("besoksadress", "besoksgatuadress", "gatuadress", "adress"),
    "visiting_postcode": ("besokspostnr", "besokspostnummer"),
    "visiting_town": ("besokspostort", "besoksort"),
    "postal_address": ("postadress", "utdelningsadress"),
    "postal_postcode": ("postnr", "postnummer"),
    "postal_town": ("postort", "ort"),
    "municipality_code": ("kommunkod", "kommun", "kommunnamn", "sateskommunkod", "sateskommun"),
    "county_code": ("lankod", "lan", "lansnamn", "sateslankod", "sateslan"),
    "phone": ("telefon", "telefonnummer", "telefonnr", "tel", "telnr", "mobiltelefon", "mobil"),
    "email": ("epost", "epostadress", "email", "emailadress", "mejl", "mail"),
    "website": ("webbadress", "webbplats", "hemsida", "webb", "internetadress", "www", "url"),
    "size_class_company": (
        "stklforetagkod", "stklforetag", "storleksklassforetagkod", "storleksklassforetag",
        "foretagstorleksklasskod", "foretagsstorleksklass", "foretagetsstorleksklass", "ftgstorleksklass",
        "stklftg", "storleksklassftg",
    ),
    "size_class_workplace": (
        "stklarbetsstallekod", "stklarbetsstalle", "storleksklassarbetsstallekod",
        "storleksklassarbetsstalle", "arbetsstallestorleksklass", "arbetsstalletsstorleksklass", "stklae",
    ),
    # Of the workplace in an export of workplaces, of the company in one of companies.
    "size_class": (
        "stklkod", "stkl", "storleksklasskod", "storleksklass", "storleksklassanstalldakod",
        "storleksklassanstallda", "anstalldastorleksklass", "antalanstallda", "anstallda",
    ),
    "legal_form": ("juridiskformkod", "jurformkod", "juridiskform", "jurform", "foretagsform", "bolagsform"),
    "start_date": ("startdatum", "startdatumarbetsstalle", "startdatumforetag"),
    "status": (
        "arbetsstallestatuskod", "arbetsstallestatus", "foretagsstatuskod", "foretagsstatus", "status",
    ),
    "turnover_class": (
        "storleksklassoms", "storleksklassomsattning", "omsattningsklass", "omsattningsstorleksklass",
        "stklomskod", "stkloms", "omsattningsklasskod", "omsattning",
    ),
    "no_advertising": ("reklamsparr", "reklamsparrkod", "nixreklam"),
    "advertising": ("reklamkod", "reklam"),
}  # fmt: skip

# Columns that the register may hold and nobody needs here.
_NOT_NEEDED = frozenset({
    "agarkategori", "agarkategorikod", "agarland", "agarlandkod", "antalarbetsstallen", "antalfirmor",
    "arbetsgivarstatus", "arbetsgivarstatuskod", "aregion", "aregionkod", "bolagsstatus", "bolagsstatuskod",
    "coadress", "besokscoadress", "exportimportmarkering", "fskattstatus", "fskattstatuskod", "momsstatus",
    "momsstatuskod", "omsattningar", "organisationsform", "organisationsformkod", "privatpublikt",
    "privatpubliktkod", "registreradhosskv", "registreradhosskvkod", "registreringsdatum", "sektor",
    "sektorkod", "slutdatum", "stklsme", "stklsmekod", "stklfinoms", "stklfinomskod", "utskick",
    "utskickkod", *(f"avdelning{number}{kod}" for number in range(1, 6) for kod in ("", "kod")),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: where it stands, its heading, and the edition a heading may name."""

    index: int
    heading: str
    edition: Edition | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns to read by field, industries in their order, and headings nobody knows."""

    by_field: Mapping[str, Column]
    industries: tuple[Column, ...]
    unknown: tuple[str, ...]


def is_known(heading: str) -> bool:
    """Tell whether a register may have a column of this heading."""
    plain = _plain(heading)
    return plain in _places() or plain in _NOT_NEEDED or _industry(plain) is not None


def choose_columns(headings: Sequence[str], samples: Mapping[int, str]) -> Columns:
    """Give the columns to read; ``samples`` holds a cell of every column that has content."""
    ranked: dict[str, tuple[int, Column]] = {}
    industries: dict[str, tuple[int, Column]] = {}
    for index, heading in enumerate(headings):
        if index not in samples:
            continue
        plain = _plain(heading)
        if plain in _places():
            field, rank = _places()[plain]
            _keep_best(ranked, field, rank, Column(index, heading))
        elif known := _industry(plain):
            number, rank, edition = known
            # "Bransch_1" holds the code or, beside "Bransch_1, kod", its name.
            if rank == 0 or samples[index][:1].isdigit():
                _keep_best(industries, f"{edition} {number}", rank, Column(index, heading, edition))
    return Columns(
        {field: column for field, (_, column) in ranked.items()},
        tuple(industries[number][1] for number in sorted(industries)),
        tuple(_unknown(headings, samples)),
    )


def _unknown(headings: Sequence[str], samples: Mapping[int, str]) -> Iterable[str]:
    """Name the headings that aren't known; a blank one only where its column has content."""
    for index, heading in enumerate(headings):
        if heading and not is_known(heading):
            yield heading[:80]
        elif not heading and index in samples:
            yield spreadsheet_letter(index)


def spreadsheet_letter(index: int) -> str:
    """Give the name that a spreadsheet gives a column: A, Z, AA."""
    above, letter = divmod(index, 26)
    return (spreadsheet_letter(above - 1) if above else "") + chr(ord("A") + letter)


def _keep_best(ranked: dict[str, tuple[int, Column]], key: str, rank: int, column: Column) -> None:
    if key not in ranked or rank < ranked[key][0]:
        ranked[key] = rank, column


@lru_cache(maxsize=1)
def _places() -> Mapping[str, tuple[str, int]]:
    return {
        heading: (field, rank)
        for field, headings in _HEADINGS.items()
        for rank, heading in enumerate(headings)
    }


def _industry(plain: str) -> tuple[str, int, Edition | None] | None:
    """Give number, rank and edition of a column of industry codes; a code before its name."""
    named = _EDITION.search(plain)
    found = _SNI.fullmatch(_EDITION.sub("", plain))
    if found is None:
        return None
    edition: Edition | None = None if named is None else "2025" if named[0] == "2025" else "2007"
    return found[1] or "1", 0 if found[2] or "kod" in plain else 1, edition


@lru_cache(maxsize=1024)
def _plain(heading: str) -> str:
    letters = folded(heading).translate(str.maketrans("åäö", "aao"))
    return "".join(letter for letter in letters if letter.isalnum())
