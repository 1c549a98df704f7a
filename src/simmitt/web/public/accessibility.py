"""The accessibility statement: the eleven things that the supervising authority wants to read in it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext_lazy as _

from simmitt.web.nouns.words import spoken


@dataclass(frozen=True)
class Item:
    """One of the eleven: where it stands on the page, and its heading."""

    key: str
    heading: Any


ITEMS: tuple[Item, ...] = (
    Item("body", _("Who answers for the site")),
    Item("service", _("What the statement covers")),
    Item("compliance", _("How accessible it is")),
    Item("gaps", _("What is not accessible, and why")),
    Item("burdens", _("What would be an unreasonable burden to mend")),
    Item("exempt", _("What the law leaves out")),
    Item("method", _("How we have tested")),
    Item("assessed", _("When it was assessed")),
    Item("updated", _("When this page was updated")),
    Item("report", _("Tell us about a fault")),
    Item("complaint", _("If we do not answer as you wish")),
)
COMPLIANCE = {
    "wholly": _("The site complies wholly with the act on accessibility to digital public service."),
    "partly": _("The site complies partly with the act on accessibility to digital public service."),
    "not": _("The site does not comply with the act on accessibility to digital public service."),
}


@dataclass(frozen=True)
class Gap:
    """Something that is not as it should be, in the reader's language."""

    text: str
    why: str
    requirement: str


@dataclass(frozen=True)
class Statement:
    """What the page says, in the reader's language."""

    compliance: Any
    gaps: list[Gap]
    burdens: list[Gap]
    exempt: list[str]
    method: list[str]
    assessed_on: date
    updated_on: date
    complaint_url: str


def statement() -> Statement:
    """Give the statement as the data file has it."""
    data, language = _data(), spoken()
    return Statement(
        compliance=COMPLIANCE[data["compliance"]],
        gaps=[_gap(one, language) for one in data["gaps"]],
        burdens=[_gap(one, language) for one in data["burdens"]],
        exempt=[one[language] for one in data["exempt"]],
        method=data["method"][language],
        assessed_on=data["assessed_on"],
        updated_on=data["updated_on"],
        complaint_url=data["complaint_url"],
    )


def _gap(one: Mapping[str, str], language: str) -> Gap:
    return Gap(one[language], one[f"why_{language}"], one.get("requirement", ""))


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((files("simmitt.web.public") / "accessibility.toml").read_text(encoding="utf-8"))
