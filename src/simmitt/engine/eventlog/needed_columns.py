"""What a table beside the log must tell; without it it's no such table."""

from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say

KINDS_IN_WORDS: dict[str, Message] = {
    "counters": say("readings of counters"),
    "states": say("states of machines"),
    "daily": say("totals per day"),
    "stops": say("stops"),
    "shifts": say("working time"),
    "orders": say("orders"),
    "products": say("products"),
    "energy": say("energy"),
    "maintenance": say("maintenance orders"),
    "stop_tally": say("stops"),
}


class MissingColumn(InputFault):
    """A table beside the log lacks a column that makes it one."""


def need(understood: Understood, kind: str, found: object, fields: tuple[str, ...]) -> None:
    """Stop where a table that is read as one kind lacks a column that this kind must have.

    Raises
    ------
    MissingColumn
    """
    if found is not None and found is not False:
        return
    recognition = understood.recognition
    wanted = [recognition.meaning(name) for name in fields]
    first = wanted[0]
    for more in wanted[1:]:
        first = say("{one} or {other}", one=first, other=more)
    raise MissingColumn(
        say(
            "The table is read as {kind}, but no column tells {wanted}.",
            kind=KINDS_IN_WORDS[kind],
            wanted=first,
        ),
        expected=say("The headings are: {headings}.", headings=", ".join(understood.grid.cells.columns)),
        remedy=say(
            'Name the column as here, or say in the mapping file what the table holds: [tables] "{name}" ='
            ' "nothing".',
            name=understood.grid.sheet or understood.grid.file,
        ),
        place=understood.grid.place(),
    )
