"""What a company is asked when it registers itself: the seven steps, and how its answers are read back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.companies.register.municipalities import by_code
from simmitt.web.companies.register.sizes import SIZE_CLASSES
from simmitt.web.nouns.words import spoken

Answers = Mapping[str, Any]

CHALLENGES = {
    "digital": _("Digitalisation: data from machines, orders and people that fit together"),
    "competence": _("Competence: finding, keeping and teaching people"),
    "sustainable": _("Sustainability: less energy, material and waste for each piece"),
}


@dataclass(frozen=True)
class Step:
    """One screen: what it asks, which answers it leaves, and which of them must be there."""

    name: str
    title: Any
    leaves: tuple[str, ...]
    needs: tuple[str, ...]


STEPS: tuple[Step, ...] = (
    Step("company", _("What is the company called?"), ("name", "org_no", "sole_trader"), ("name",)),
    Step("place", _("Where is the workshop?"), ("municipality",), ("municipality",)),
    Step(
        "size", _("How many are you, and what do you make?"), ("size_class", "makes", "sni"), ("size_class",)
    ),
    Step("need", _("What do you want to be better at?"), ("challenges", "need"), ("need",)),
    Step(
        "contact",
        _("Whom may we call?"),
        ("contact_name", "contact_title", "contact_phone", "contact_email"),
        ("contact_name", "contact_phone", "contact_email"),
    ),
    Step("terms", _("What we promise each other"), (), ()),
    Step("look", _("Is this right?"), (), ()),
)
PLACE, CONTACT, TERMS, LOOK = 2, 5, 6, 7


@dataclass(frozen=True)
class Told:
    """One answer, read back."""

    step: int
    label: Any
    text: Any


def told_in(answers: Answers) -> list[Told]:
    """Give every answer as label and text, in the reader's language."""
    return [Told(step, label, text) for step, label, read in _READ if (text := read(answers))]


def first_gap(answers: Answers, *, agreed: bool) -> int:
    """Give the first step that is not answered; the last one where nothing lacks."""
    for number, step in enumerate(STEPS, start=1):
        if any(not answers.get(name) for name in step.needs):
            return number
        if number == TERMS and not agreed:
            return number
    return LOOK


def _number(answers: Answers) -> Any:
    return _("Sole trader, no number asked for") if answers.get("sole_trader") else answers.get("org_no", "")


def _place(answers: Answers) -> str:
    known = by_code(answers.get("municipality", ""))
    return f"{known.short_name}, {known.county.short_name}" if known else ""


def _size(answers: Answers) -> str:
    size = answers.get("size_class")
    return SIZE_CLASSES[size].label.in_language(spoken()) if size else ""


def _challenges(answers: Answers) -> str:
    return "; ".join(str(CHALLENGES[name]) for name in answers.get("challenges", ()) if name in CHALLENGES)


def _as_written(name: str) -> Callable[[Answers], Any]:
    return lambda answers: answers.get(name, "")


_READ: tuple[tuple[int, Any, Callable[[Answers], Any]], ...] = (
    (1, _("Company name"), _as_written("name")),
    (1, _("Organisation number"), _number),
    (2, _("Municipality"), _place),
    (3, _("Size"), _size),
    (3, _("Makes"), _as_written("makes")),
    (3, _("Industry code (SNI)"), _as_written("sni")),
    (4, _("Challenges"), _challenges),
    (4, _("Need, in the company's own words"), _as_written("need")),
    (5, pgettext_lazy("person", "Contact"), _as_written("contact_name")),
    (5, _("Title"), _as_written("contact_title")),
    (5, _("Phone"), _as_written("contact_phone")),
    (5, _("E-mail"), _as_written("contact_email")),
)
