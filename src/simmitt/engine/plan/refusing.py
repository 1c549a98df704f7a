"""No what-ifs on a model that did not foretell what it had not seen."""

from simmitt.engine.validation import Validation
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say


class DoesNotHold(InputFault):
    """What-ifs are asked for on a model whose light is red."""


def refuse_red(validation: Validation, despite: str) -> None:
    """Refuse what-ifs on a model that does not hold, unless somebody says why they are wanted.

    Raises
    ------
    DoesNotHold
    """
    if validation.light != "red" or despite.strip():
        return
    grave = next(reason.text for reason in validation.reasons if reason.light == "red")
    raise DoesNotHold(
        say("The model's light is red, so no measures are tried out on it. {reason}", reason=grave),
        expected=say("A model that foretells weeks it has not seen."),
        remedy=say(
            "“simmitt fit” writes factory.html, which shows where it fails; a longer log, or a column more,"
            " often helps. To have the plan all the same, give your reason with --despite-red: it will stand"
            " on the plan's first page."
        ),
    )
