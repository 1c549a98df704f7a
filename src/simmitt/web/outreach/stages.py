"""The stages from first contact to follow-up, how long one may stand in them, and why one leaves the road."""

from datetime import timedelta

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
BESIDE: tuple[Stage, ...] = (Stage.CLOSED, Stage.NOT_NOW)

# How long a company may stand in a stage before somebody ought to ask why. Later stages have dates of
# their own: a series of workshops takes three months, carrying out takes up to a year.
LATE_AFTER: dict[Stage, timedelta] = {
    # Time for three tries; after that silence is an answer too.
    Stage.CONTACTED: timedelta(days=28),
    # A first visit and the company's decision take two weeks each.
    Stage.DIALOGUE: timedelta(days=28),
    # One page and two signatures take two weeks, twice that where a board must meet.
    Stage.CHARTER: timedelta(days=28),
    # Data in, the day at the factory and the picture agreed take four weeks, unless the data don't come.
    Stage.ANALYSIS: timedelta(days=28),
}


def onwards(stage: Stage) -> tuple[Stage, ...]:
    """Give a stage of the road and those after it."""
    return ROAD[ROAD.index(stage) :]


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
