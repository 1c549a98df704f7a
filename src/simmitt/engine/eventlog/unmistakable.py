"""Columns whose content leaves no doubt, whatever stands above them."""

from collections.abc import Iterator

from simmitt.engine.eventlog.behaviour import machine_beside, order_columns, work_columns
from simmitt.engine.eventlog.content import Profile
from simmitt.engine.eventlog.grid import Grid
from simmitt.engine.eventlog.headings import says_nothing
from simmitt.engine.eventlog.log import ColumnReading
from simmitt.engine.eventlog.times_alone import times_alone
from simmitt.ground.errors import Question
from simmitt.ground.texts import Message, say

_CERTAINTY, _LESS = 0.6, 0.55


class AmbiguousColumns(Question):
    """No heading tells which column is which, and the content fits several."""


def by_content_alone(
    grid: Grid, profiles: dict[str, Profile], chosen: dict[str, ColumnReading], closed: set[str]
) -> Iterator[ColumnReading]:
    """Give readings for the needed fields that no heading named.

    Raises
    ------
    AmbiguousColumns
        Headings say nothing, start and end were found by their content, and the rest can't be.
    """
    taken = {reading.heading for reading in chosen.values()}
    free = {name: profile for name, profile in profiles.items() if name not in taken}
    times = list(times_alone(grid.cells, free, chosen, closed))
    yield from (_reading(*each, profiles) for each in times)
    for _, heading, _ in times:
        free.pop(heading)
    names = {name: profile for name, profile in free.items() if _is_name(profile)}
    asks = len(times) >= 2 and all(says_nothing(heading) for _, heading, _ in times)
    order = None
    if "order" not in {*chosen, *closed}:
        order = _only(grid, "order", order_columns(grid.cells, names), asks=asks)
        if order:
            names.pop(order)
            reason = say("Each value stands on a few rows near each other, as an order does.")
            yield _reading("order", order, reason, profiles)
    if not {"activity", "machine"} & {*chosen, *closed}:
        known = "order" in chosen or order is not None
        yield from _work(grid, names, profiles, asks=asks and known)


def _reading(
    field: str, heading: str, reason: Message, profiles: dict[str, Profile], certainty: float = _CERTAINTY
) -> ColumnReading:
    return ColumnReading(field, heading, certainty, reason, profiles[heading].example)


def _only(grid: Grid, field: str, found: list[str], *, asks: bool) -> str | None:
    if len(found) > 1 and asks:
        raise _ask(grid, field, found)
    return found[0] if len(found) == 1 else None


def _ask(grid: Grid, field: str, found: list[str]) -> AmbiguousColumns:
    headings = ", ".join(found)
    if field == "order":
        text = say(
            "Nothing tells which of the columns {headings} is the order number.",
            headings=headings, choices=tuple(found),
        )  # fmt: skip
    else:
        text = say(
            "Nothing tells which of the columns {headings} is the machine.",
            headings=headings, choices=tuple(found),
        )  # fmt: skip
    return AmbiguousColumns(
        text,
        expected=say("Headings such as Order and Machine above the columns would tell."),
        remedy=say(
            'Answer with a line in the mapping file: [columns] {field} = "{heading}".',
            field=field, heading=found[0],
        ),
        place=grid.place(column=found[0]),
    )  # fmt: skip


def _work(
    grid: Grid, names: dict[str, Profile], profiles: dict[str, Profile], *, asks: bool
) -> Iterator[ColumnReading]:
    spoken = work_columns(grid.cells, names)
    for field, heading in spoken.items():
        yield _reading(field, heading, say("The cells name work or machines."), profiles)
    if "machine" in spoken:
        return
    if "activity" in spoken:
        machine = machine_beside(grid.cells, names, spoken["activity"])
        reason = say("Each of its values goes with one kind of work, as a machine does.")
    else:
        recurring = [name for name, profile in names.items() if profile.recurs]
        machine = _only(grid, "machine", recurring, asks=asks)
        reason = say("The only column whose few values come again and again.")
    if machine:
        yield _reading("machine", machine, reason, profiles, _LESS)


def _is_name(profile: Profile) -> bool:
    return profile.distinct > 1 and profile.instants < 0.1 and profile.clocks < 0.1 and profile.lengths < 0.5
