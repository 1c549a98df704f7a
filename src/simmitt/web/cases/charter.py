"""The charter, looked at: what lacks, who has signed it as it stands, who may."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from simmitt.web.cases.models import Case, Charter, Confirmation, Side
from simmitt.web.outreach.rules import works_with
from simmitt.web.scope.roles import Role
from simmitt.web.scope.scope import Scope

# A figure over less than four weeks says little of how things are.
FEWEST_BASELINE_DAYS = 28
NEEDED: tuple[tuple[str, Any], ...] = (
    ("problem", _("The problem is told")),
    ("indicator", _("A figure shows it")),
    ("unit", _("The figure has a unit")),
    ("baseline_from", _("The baseline has a first day")),
    ("baseline_to", _("The baseline has a last day")),
    ("target_value", _("There is a target")),
    ("target_on", _("The target has a day")),
    ("area", _("The part of the factory is named")),
    ("champion_id", _("The operations champion is named")),
    ("promised_hours", _("Hours are promised")),
    ("data_consent", _("The company's data may be used")),
    ("confidentiality", _("Both sides keep what they learn to themselves")),
)


@dataclass(frozen=True)
class Signed:
    """Whether a side has signed the charter as it stands."""

    side: Side
    confirmation: Confirmation | None
    earlier: Confirmation | None  # an older version, that has been changed since


def lacking(charter: Charter) -> list[Any]:
    """Name what a whole charter still needs."""
    # Nought is an answer too.
    missing = [label for field, label in NEEDED if getattr(charter, field) in (None, "", False)]
    first, last = charter.baseline_from, charter.baseline_to
    if first and last and (last - first).days < FEWEST_BASELINE_DAYS:
        missing.append(_("The baseline is at least four weeks long"))
    return missing


def signatures(charter: Charter, confirmations: Sequence[Confirmation]) -> list[Signed]:
    """Give for each side who has signed, newest first among the confirmations."""
    signed = []
    for side in Side:
        own = [one for one in confirmations if one.side == side]
        standing = next((one for one in own if one.charter_version == charter.version), None)
        signed.append(Signed(side, standing, None if standing or not own else own[0]))
    return signed


def is_agreed(charter: Charter, confirmations: Sequence[Confirmation]) -> bool:
    """Say whether both sides have signed it as it stands."""
    return all(one.confirmation for one in signatures(charter, confirmations))


def signs_for(scope: Scope, case: Case) -> list[Side]:
    """Name the sides that the person signs for: an owner for the company, staff for the programme."""
    sides = []
    if case.company_id in scope.companies_as(Role.OWNER):
        sides.append(Side.COMPANY)
    own = scope.acting_as(frozenset({Role.MANAGER, Role.COORDINATOR}))
    if own.standings and works_with(own, case.company):
        sides.append(Side.PROGRAMME)
    return sides
