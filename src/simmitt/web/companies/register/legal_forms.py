"""Legal forms as the register numbers them."""

from collections.abc import Mapping

from simmitt.ground.sorting import folded
from simmitt.ground.texts import Language

SOLE_TRADER = "10"

# Code, Swedish, English; those that a manufacturing company may have.
_FORMS: Mapping[str, tuple[str, str]] = {
    SOLE_TRADER: ("Fysiska personer", "Sole trader"),
    "21": ("Enkla bolag", "Joint venture"),
    "22": ("Partrederier", "Shipping partnership"),
    "31": ("Handelsbolag, kommanditbolag", "Partnership or limited partnership"),
    "41": ("Bankaktiebolag", "Bank company"),
    "42": ("Försäkringsaktiebolag", "Insurance company"),
    "43": ("Europabolag", "European company"),
    "49": ("Övriga aktiebolag", "Limited company"),
    "51": ("Ekonomiska föreningar", "Economic association"),
    "53": ("Bostadsrättsföreningar", "Housing association"),
    "54": ("Kooperativ hyresrättsförening", "Co-operative tenancy association"),
    "55": ("Europakooperativ", "European co-operative"),
    "61": ("Ideella föreningar", "Non-profit association"),
    "62": ("Samfälligheter", "Joint property association"),
    "63": ("Registrerade trossamfund", "Registered religious community"),
    "71": ("Familjestiftelser", "Family foundation"),
    "72": ("Övriga stiftelser och fonder", "Foundation or fund"),
    "81": ("Statliga enheter", "State body"),
    "82": ("Kommuner", "Municipality"),
    "83": ("Kommunalförbund", "Association of municipalities"),
    "84": ("Regioner", "Region"),
    "87": ("Offentliga korporationer och anstalter", "Public corporation"),
    "91": ("Oskiftade dödsbon", "Estate of a deceased person"),
    "92": ("Ömsesidiga försäkringsbolag", "Mutual insurance company"),
    "96": ("Utländska juridiska personer", "Foreign legal person"),
    "98": ("Övriga svenska juridiska personer", "Other Swedish legal person"),
    "99": ("Juridisk form ej utredd", "Legal form not established"),
}
_ALSO_CALLED = {
    "aktiebolag": "49",
    "aktiebolag utom bank- och försäkringsaktiebolag": "49",
    "handelsbolag": "31",
    "kommanditbolag": "31",
    "ekonomisk förening": "51",
    "enskild firma": SOLE_TRADER,
    "enskild näringsidkare": SOLE_TRADER,
    "enskild näringsverksamhet": SOLE_TRADER,
    "fysisk person": SOLE_TRADER,
    "dödsbon": "91",
}
_NAMES = {folded(swedish): code for code, (swedish, _) in _FORMS.items()} | _ALSO_CALLED


def read_legal_form(text: str) -> str:
    """Give the code of a form told by number or name; a text that is neither stays as it is."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if len(first) == 2 and first.isascii() and first.isdigit():
        return first
    return _NAMES.get(folded(text), text)


def legal_form_name(code: str, language: Language) -> str:
    """Give a form's name; one that isn't listed is its own name."""
    swedish, english = _FORMS.get(code, (code, code))
    return swedish if language == "sv" else english
