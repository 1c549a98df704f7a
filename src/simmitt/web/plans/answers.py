"""What a check answers: met, open with the places to go to, or signed for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simmitt.web.look.templatetags.writing import day
from simmitt.web.plans.models import PlanMeasure
from simmitt.web.plans.whole import Whole

MET, OPEN, DECLARED = "met", "open", "declared"


@dataclass(frozen=True)
class Where:
    """A place in the plan that a check points at: a measure's field, or a part of the page."""

    label: str
    measure: str = ""  # its public_id
    anchor: str = ""  # the id on the page
    page: str = ""  # the name of another page of the company


@dataclass(frozen=True)
class Answer:
    """What a look found."""

    state: str
    found: str
    where: tuple[Where, ...] = ()
    criterion: str = ""  # what can be signed instead


def signed(whole: Whole, criterion: str) -> Answer | None:
    """Give the answer of what somebody has signed for; nothing where nobody has."""
    signed = whole.declarations.get(criterion)
    if signed is None:
        return None
    told = _("Signed for by {name}, {when}: “{text}”")
    return Answer(
        DECLARED, told.format(name=signed.person.name, when=day(signed.signed_at), text=signed.text),
        criterion=criterion,
    )  # fmt: skip


def to_sign(check: int) -> Where:
    """Give the way to sign for a check."""
    return Where(_("Sign for it"), anchor=f"sign-{check}")


def in_charter() -> Where:
    """Give the way to the charter."""
    return Where(_("It is written in the charter"), page="charter")


def at(measures: list[PlanMeasure], field: str) -> tuple[Where, ...]:
    """Give the places of one field in several measures."""
    return tuple(
        Where(one.name, measure=one.public_id, anchor=f"f-{field}" if field else "measure")
        for one in measures
    )


def state(holds: bool) -> str:  # noqa: FBT001  # a fact, not a switch
    """Say met or open."""
    return MET if holds else OPEN
