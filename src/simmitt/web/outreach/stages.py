"""The stages from first contact to follow-up, and the reasons for leaving the road."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """How far a company has come."""

    CONTACTED = "contacted", pgettext_lazy("stage", "Contacted")
    DIALOGUE = "dialogue", pgettext_lazy("stage", "Dialogue")
    CHARTER = "charter", pgettext_lazy("stage", "Charter")
    ANALYSIS = "analysis", pgettext_lazy("stage", "Analysis")
    WORKSHOPS = "workshops", pgettext_lazy("stage", "Workshops")
    PLAN_DECIDED = "plan_decided", pgettext_lazy("stage", "Plan decided")
    CARRYING_OUT = "carrying_out", pgettext_lazy("stage", "Carrying out")
    FOLLOWED_UP = "followed_up", pgettext_lazy("stage", "Followed up")
    CLOSED = "closed", pgettext_lazy("stage", "Closed")
    NOT_NOW = "not_now", pgettext_lazy("stage", "Not now")


# The road itself: closed and not now can be reached from anywhere on it.
ROAD: tuple[Stage, ...] = tuple(stage for stage in Stage if stage not in (Stage.CLOSED, Stage.NOT_NOW))


class Reason(TextChoices):
    """Why a company does not go on now."""

    NO_TIME = "no_time", _("No time this year")
    NO_NEED = "no_need", _("Sees no need")
    OTHER_HELP = "other_help", _("Has other help")
    NO_DATA = "no_data", _("Can't get the data out")
    NOT_ELIGIBLE = "not_eligible", _("Does not meet the conditions")
    OWNER_CHANGE = "owner_change", _("Change of owner or management")
    NO_ANSWER = "no_answer", _("Does not answer")
    OTHER = "other", _("Something else")
