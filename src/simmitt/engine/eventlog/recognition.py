"""Which column means what: by its heading, its content, or the user's word."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from simmitt.engine.eventlog.content import Profile, look
from simmitt.engine.eventlog.fields import BY_NAME, FIELDS, Field
from simmitt.engine.eventlog.grid import Grid
from simmitt.engine.eventlog.headings import Phrase, nearness
from simmitt.engine.eventlog.log import ColumnReading
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.unmistakable import by_content_alone
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say

_SURE_ENOUGH = 0.5
_FAINT = 0.7
_FEWEST_FIELDS = 2


class UnknownHeading(InputFault):
    """The mapping names a heading that the file doesn't have."""


class NoRecognisableColumns(InputFault):
    """Hardly any column can be understood as part of a log."""


@dataclass(frozen=True)
class Recognition:
    """The columns by the field they were understood as, and the headings left over."""

    columns: dict[str, ColumnReading]
    unread: tuple[str, ...]
    notes: tuple[Message, ...] = field(default=())

    def heading(self, name: str) -> str | None:
        """Give the heading of the column read as a field."""
        reading = self.columns.get(name)
        return reading.heading if reading else None


@dataclass(frozen=True)
class _Candidate:
    field: Field
    heading: str
    heading_says: float
    content_says: float

    @property
    def certainty(self) -> float:
        return self.heading_says * self.content_says


def recognise(grid: Grid, mapping: Mapping) -> Recognition:
    """Give the meaning of each column of a grid.

    Each field takes the column of highest certainty, each column has one meaning; what the
    mapping says goes before everything.

    Raises
    ------
    UnknownHeading, NoRecognisableColumns
    """
    profiles = {column.name: look(column, mapping.kinds) for column in grid.cells}
    chosen = _told(grid, mapping, profiles)
    closed = {name for name, heading in mapping.columns.items() if not heading}
    candidates = _candidates(profiles, closed)
    _choose(chosen, candidates)
    for reading in by_content_alone(grid.cells, profiles, chosen, closed):
        chosen[reading.field] = reading
    if len(chosen) < _FEWEST_FIELDS:
        raise _nothing_known(grid)
    taken = {reading.heading for reading in chosen.values()}
    unread = tuple(name for name in grid.cells.columns if name not in taken)
    return Recognition(chosen, unread, tuple(_losers(candidates, chosen, unread)))


def _told(grid: Grid, mapping: Mapping, profiles: dict[str, Profile]) -> dict[str, ColumnReading]:
    chosen = {}
    for name, wanted in mapping.columns.items():
        if wanted:
            heading = _find(grid, name, wanted)
            reason = say("You named it in the mapping.")
            chosen[name] = ColumnReading(name, heading, 1.0, reason, profiles[heading].example)
    return chosen


def _find(grid: Grid, name: str, wanted: str) -> str:
    if wanted in grid.cells.columns:
        return wanted
    same = [heading for heading in grid.cells.columns if Phrase.of(heading) == Phrase.of(wanted)]
    if len(same) == 1:
        return same[0]
    raise UnknownHeading(
        say("The mapping reads {field} from the column {heading}, which isn't there.",
            field=BY_NAME[name].meaning, heading=wanted),
        expected=say("The headings are: {headings}.", headings=", ".join(grid.cells.columns)),
        remedy=say('Correct the mapping line [columns] {name} = "{heading}".', name=name, heading=wanted),
        place=grid.place(),
    )  # fmt: skip


def _candidates(profiles: dict[str, Profile], closed: set[str]) -> list[_Candidate]:
    found = []
    for heading, profile in profiles.items():
        for known in FIELDS:
            words = nearness(heading, known.words, known.without)
            faint = _FAINT * nearness(heading, known.faint, known.without)
            suits = profile.suits(known.content, known.name)
            candidate = _Candidate(known, heading, max(words, faint), suits)
            if known.name not in closed and candidate.certainty >= _SURE_ENOUGH:
                found.append(candidate)
    return sorted(found, key=lambda candidate: -candidate.certainty)


def _choose(chosen: dict[str, ColumnReading], candidates: Iterable[_Candidate]) -> None:
    for one in candidates:
        taken = {reading.heading for reading in chosen.values()}
        if one.field.name not in chosen and one.heading not in taken:
            chosen[one.field.name] = ColumnReading(
                one.field.name, one.heading, round(one.certainty, 3), _reason(one), ""
            )


def _reason(one: _Candidate) -> Message:
    if one.heading_says > 0.95:
        return say("The heading says “{meaning}”, and the content agrees.", meaning=one.field.meaning)
    return say("The heading comes near “{meaning}”, and the content agrees.", meaning=one.field.meaning)


def _losers(
    candidates: Iterable[_Candidate], chosen: dict[str, ColumnReading], unread: tuple[str, ...]
) -> Iterable[Message]:
    told = set()
    for one in candidates:
        if one.heading in unread and one.heading not in told:
            told.add(one.heading)
            yield say(
                "Column {loser} could also be {meaning}; {winner} was the surer one.",
                loser=one.heading, meaning=one.field.meaning, winner=chosen[one.field.name].heading,
            )  # fmt: skip


def _nothing_known(grid: Grid) -> NoRecognisableColumns:
    return NoRecognisableColumns(
        say("No columns of a production log were recognised. The first row says: {headings}.",
            headings=", ".join(grid.cells.columns[:12])),
        expected=say("A log needs at least order number, start, end and activity or machine."),
        remedy=say('Name them in a mapping file: [columns] order = "…", start_at = "…", end_at = "…".'),
        place=grid.place(),
    )  # fmt: skip


def with_examples(columns: Iterable[ColumnReading], cells: pl.DataFrame) -> tuple[ColumnReading, ...]:
    """Give the readings, each with the first cell that its column holds."""
    return tuple(
        ColumnReading(one.field, one.heading, one.certainty, one.reason, _first(cells[one.heading]))
        for one in columns
    )


def _first(column: pl.Series) -> str:
    filled = column.drop_nulls()
    return str(filled[0]) if len(filled) else ""
