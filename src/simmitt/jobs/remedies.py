"""What to do about a fault, for those who meet it on a page and not on a command line."""

from collections.abc import Mapping

from simmitt.engine.analysis import NoEvents
from simmitt.engine.plan import DoesNotHold
from simmitt.engine.plan.write import StartsTooEarly
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say

_ON_PAGES: Mapping[type[InputFault], Message] = {
    NoEvents: say("The as-is figures show what these data can tell; a model takes the reports behind them."),
    DoesNotHold: say(
        "The page on the model shows where it fails; a longer log, or a column more, often helps. To have the"
        " plan all the same, give your reason: it will stand on the plan's first page."
    ),
    StartsTooEarly: say("Choose a later day, or leave it out."),
}


def for_a_page(fault: InputFault) -> InputFault:
    """Give the fault with what can be done about it on a page."""
    fault.remedy = _ON_PAGES.get(type(fault), fault.remedy)
    return fault
