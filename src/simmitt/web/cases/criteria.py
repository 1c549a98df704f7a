"""What rests on parts that are not built yet: somebody signs for it, and it is shown as signed for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from simmitt.web.scope.roles import COMPANY_VOICES, FIELD, OUTREACH, Roles


@dataclass(frozen=True)
class Declared:
    """A criterion that is signed for."""

    label: Any
    asks: Any  # what whoever signs has seen
    signers: Roles


DECLARED: Mapping[str, Declared] = {
    "needs_ranked": Declared(
        _("The needs are ranked over the three challenges"),
        _("You have ranked the needs of digitalisation, competence and sustainability with the owner."),
        FIELD,
    ),
    "eligible": Declared(
        _("The company's size and earlier aid allow the support"),
        _("You have looked at the company's size, its owners and the aid it has had in three years."),
        OUTREACH,
    ),
    "owner_goes_on": Declared(
        _("The owner wants to go on"), _("The owner has said so after the first dialogue."), FIELD
    ),
    "feedback_given": Declared(
        _("The operators were told the same day what was seen"),
        _("You told those who work there what you had seen before you left."),
        FIELD,
    ),
    "attended": Declared(
        _("The company took part in at least five of six workshops"),
        _("The champion was there at the first, the fourth and the fifth."),
        FIELD,
    ),
    "candidates": Declared(
        _("Eight to fifteen measures are candidates"),
        _("They are put into figures and stand somewhere."),
        FIELD,
    ),
    "check_12": Declared(
        _("The financing adds up and state aid is checked"),
        _("You have seen the financing, and that it keeps to the rules of state aid."),
        OUTREACH | COMPANY_VOICES,
    ),
}
