"""What a company is told about where it stands: what the stage means, and what comes next."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simmitt.web.outreach.stages import Stage

# Small numbers as words: of companies and of targets, which Swedish counts alike.
NUMBERS = {
    "sv": ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": (
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ),
}  # fmt: skip

MEANS: dict[str, Any] = {
    Stage.CONTACTED: _("We have made contact with each other."),
    Stage.DIALOGUE: _("We are finding out together what you need."),
    Stage.CHARTER: _("We are agreeing on one page: the problem, how it is measured, who takes part."),
    Stage.ANALYSIS: _("We are looking at how orders flow through your factory."),
    Stage.WORKSHOPS: _("You work on your own improvements together with other companies."),
    Stage.PLAN_DECIDED: _("You have decided on a plan of action."),
    Stage.CARRYING_OUT: _("You are carrying out the plan; we follow how it goes."),
    Stage.FOLLOWED_UP: _("The effects have been followed up."),
    Stage.CLOSED: _("Our work together is finished."),
    Stage.NOT_NOW: _("You have said that it does not suit you now."),
}
COMES_NEXT: dict[str, Any] = {
    Stage.CONTACTED: _("We ring you and agree on a first visit. It takes about two hours."),
    Stage.DIALOGUE: _("We visit you, and afterwards you say whether you want to go on."),
    Stage.CHARTER: _("You and we sign, and you name the person who leads the work on your side."),
    Stage.ANALYSIS: _("You leave a log from production, and we show you what it says before we go on."),
    Stage.WORKSHOPS: _("Six half-days, one every second week, with something to try in between."),
    Stage.PLAN_DECIDED: _("Each measure has a person, a day and a cost. You begin with the first one."),
    Stage.CARRYING_OUT: _("We get in touch every second or third week and look at the figures together."),
    Stage.FOLLOWED_UP: _("You get a page with what changed, and choose whether others may read it."),
    Stage.CLOSED: _("You are welcome back; get in touch and we begin where we stopped."),
    Stage.NOT_NOW: _(
        "We do not ring you again unless you ask us to. Your data stays until you want it removed."
    ),
}


def in_words(number: int) -> str:
    """Write a number as running text does: a word up to twelve, then digits."""
    known = NUMBERS["en" if (get_language() or "sv").startswith("en") else "sv"]
    return known[number] if number < len(known) else str(number)
