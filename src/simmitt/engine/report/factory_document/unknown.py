"""What the log does not identify, said plainly instead of guessed finely."""

from simmitt.engine.fitting.dispatch import FEWEST_CHOICES
from simmitt.engine.report.document import Heading, Paragraph, Part, Point, Points
from simmitt.engine.report.factory_document.material import Material
from simmitt.engine.validation import much_plain_delay
from simmitt.ground.texts import Message, say

_NAMES = 5
_FEW = 8  # observations below which the fit borrows from others
Told = tuple[Message, Message]


def unknown(material: Material) -> list[Part]:
    """Give what could not be identified, what the model does instead, and how to come to know."""
    words = material.words
    looks = (_untimed, _thin, _delays, _hidden_queue, _rules, _no_breakdowns, _no_setups)
    told = [each for look in looks if (each := look(material))]
    points = tuple(Point(words(title), words(text)) for title, text in told)
    return [
        Heading(words(say("What the log does not tell the model")), 1),
        Paragraph(
            words(say("Better said than guessed. Each line tells what the model does instead.")), "small"
        ),
        Points(points, numbered=False),
    ]


def _untimed(material: Material) -> Told | None:
    names = [each.logged_as for each in material.factory.operations if each.run_s.mean == 0]
    if not names:
        return None
    return (
        say("How long it takes: {names}", names=_listed(names)),
        say("No row of it has a measured time, so it takes none in the model. Stamp start and end for two"
            " weeks."),
    )  # fmt: skip


def _thin(material: Material) -> Told | None:
    names = [
        each.name
        for each in material.factory.operations
        if each.run_s.mean > 0 and each.run_s.evidence.observations < _FEW
    ]
    if not names:
        return None
    return (
        say("Rare operations: {names}", names=_listed(names)),
        say("Seen fewer than {few} times each. Their times lean on those of their station and may be far"
            " off.",
            few=_FEW),
    )  # fmt: skip


def _delays(material: Material) -> Told | None:
    longest = sorted(
        (each for each in material.factory.operations if each.delay_s),
        key=lambda each: -(each.delay_s.mean if each.delay_s else 0.0),
    )
    if not longest:
        return None
    title = say("Why orders stand still before {names}", names=_listed([each.name for each in longest]))
    if much_plain_delay(material.explained_share):
        return title, say(
            "{share:.0%} of all waiting is plain delay, which no measure on machines changes in the model."
            " Let people note the reason each time an order waits, in five words to tick, for two weeks.",
            share=1.0 - material.explained_share,
        )
    return title, say(
        "{share:.0%} of all waiting is plain delay, which stays as it is whatever is tried.",
        share=1.0 - material.explained_share,
    )


def _hidden_queue(material: Material) -> Told | None:
    if material.factory.arrivals.counted_from != "first_start":
        return None
    return (
        say("The queue before the first operation"),
        say("The log shows an order from its first start on. How long it lay before that, nobody can read"
            " from it; lead times count from the first start. A column with the release date would show it."),
    )  # fmt: skip


def _rules(material: Material) -> Told | None:
    names = [
        each.name
        for each in material.factory.stations
        if each.dispatch == "fifo" and each.dispatch_choices < FEWEST_CHOICES
    ]
    if not names:
        return None
    return (
        say("Which order goes first at {names}", names=_listed(names)),
        say("The log shows fewer than {few} moments there in which somebody chose between orders. The model"
            " takes them as they come.",
            few=FEWEST_CHOICES),
    )  # fmt: skip


def _no_breakdowns(material: Material) -> Told | None:
    if any(each.breakdown for each in material.factory.stations):
        return None
    return (
        say("Breakdowns"),
        say(
            "The log reports none, so no machine of the model ever fails; stops hide in run times and"
            " waiting."
        ),
    )


def _no_setups(material: Material) -> Told | None:
    if any(each.setup for each in material.factory.stations):
        return None
    return (
        say("Setups"),
        say(
            "The log reports none apart, so they hide in run times, and measures on setups can't be tried"
            " out."
        ),
    )


def _listed(names: list[str]) -> str:
    shown = ", ".join(dict.fromkeys(names[:_NAMES]))
    return f"{shown} …" if len(names) > _NAMES else shown
