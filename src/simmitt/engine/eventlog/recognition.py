"""Which column means what: by its heading, its content, or the user's word."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import polars as pl

from simmitt.engine.eventlog.candidates import Candidate, candidates
from simmitt.engine.eventlog.content import Profile
from simmitt.engine.eventlog.fields import BY_NAME, FIELDS, Field
from simmitt.engine.eventlog.grid import Grid
from simmitt.engine.eventlog.headings import Phrase
from simmitt.engine.eventlog.held import text_at
from simmitt.engine.eventlog.log import ColumnReading
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.times_alone import mostly_backwards
from simmitt.engine.eventlog.unmistakable import by_content_alone
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say

# What was taken with less certainty than this is named, so that somebody looks at it.
CHECK_BELOW = 0.75
_FEWEST_FIELDS = 2
_TIMED_SHARE, _CONTRADICTED = 0.9, 0.5
# A table with fields of these names is a log, whose needed columns the content can tell alone.
_OF_A_LOG = frozenset({"order", "start_at", "end_at"})


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
    fields: tuple[Field, ...] = FIELDS

    def meaning(self, name: str) -> Message:
        """Give a field's name in words."""
        return next(known.meaning for known in self.fields if known.name == name)

    def heading(self, name: str) -> str | None:
        """Give the heading of the column read as a field."""
        reading = self.columns.get(name)
        return reading.heading if reading else None


def recognise(grid: Grid, mapping: Mapping, fields: tuple[Field, ...] = FIELDS) -> Recognition:
    """Give the meaning of each column of a grid.

    Each field takes the column of highest certainty, each column has one meaning; what the
    mapping says goes before everything. ``fields`` are those of the table that is looked for:
    a log, or one that stands beside it. Of a table beside the log the mapping may name columns
    that only the log has.

    Raises
    ------
    UnknownHeading, NoRecognisableColumns
    AmbiguousColumns
        Nothing but the content could tell what a needed column is, and it doesn't.
    """
    profiles = grid.profiles(mapping.kinds)
    names = {known.name for known in fields}
    chosen = _told(grid, mapping, profiles, names)
    closed = {name for name, heading in mapping.columns.items() if not heading}
    found = candidates(profiles, closed, fields)
    _choose(chosen, found, profiles)
    _drop_idle_date(chosen, mapping.columns)
    if names >= _OF_A_LOG:
        _doubt_times(grid, profiles, chosen, mapping.columns)
        for reading in by_content_alone(grid, profiles, chosen, closed):
            chosen[reading.field] = reading
    if len(chosen) < _FEWEST_FIELDS:
        raise _nothing_known(grid)
    taken = {reading.heading for reading in chosen.values()}
    unread = tuple(name for name in grid.cells.columns if name not in taken)
    return Recognition(chosen, unread, tuple(_notes(grid, found, chosen, fields)), fields)


def _told(
    grid: Grid, mapping: Mapping, profiles: dict[str, Profile], names: set[str]
) -> dict[str, ColumnReading]:
    chosen = {}
    is_log = names >= _OF_A_LOG
    for name, wanted in mapping.columns.items():
        if wanted and name in names and (is_log or wanted in grid.cells.columns):
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
    raise unknown_heading(grid, name, wanted)


def unknown_heading(grid: Grid, name: str, wanted: str) -> UnknownHeading:
    """Give the fault of a mapping that names a heading which isn't there."""
    return UnknownHeading(
        say("The mapping reads {field} from the column {heading}, which isn't there.",
            field=BY_NAME[name].meaning, heading=wanted),
        expected=say("The headings are: {headings}.", headings=", ".join(grid.cells.columns)),
        remedy=say('Correct the mapping line [columns] {name} = "{heading}".', name=name, heading=wanted),
        place=grid.place(),
    )  # fmt: skip


def _choose(
    chosen: dict[str, ColumnReading], found: Iterable[Candidate], profiles: dict[str, Profile]
) -> None:
    taken = {reading.heading for reading in chosen.values()}
    for one in found:
        if one.field.name not in chosen and one.heading not in taken:
            taken.add(one.heading)
            chosen[one.field.name] = ColumnReading(
                one.field.name,
                one.heading,
                round(one.certainty, 3),
                one.reason,
                profiles[one.heading].example,
            )


def _doubt_times(
    grid: Grid, profiles: dict[str, Profile], chosen: dict[str, ColumnReading], told: Iterable[str]
) -> None:
    """Lower the certainty of a start and an end whose content contradicts their headings."""
    pair = [chosen[name] for name in ("start_at", "end_at") if name in chosen and name not in told]
    if len(pair) < 2 or any(profiles[one.heading].with_time < _TIMED_SHARE for one in pair):
        return
    if mostly_backwards(grid.cells, pair[0].heading, pair[1].heading):
        reason = say("The heading says so, but most ends lie before their starts.")
        for one in pair:
            chosen[one.field] = replace(one, certainty=_CONTRADICTED, reason=reason)


def _drop_idle_date(chosen: dict[str, ColumnReading], told: Iterable[str]) -> None:
    """Let go of a date that nothing needs because the times have days of their own."""
    needed = any(
        clock in chosen and day not in chosen
        for clock, day in (("start_clock", "start_at"), ("end_clock", "end_at"))
    )
    if "date" not in told and {"start_at", "end_at"} & set(chosen) and not needed:
        chosen.pop("date", None)


def _notes(
    grid: Grid, found: list[Candidate], chosen: dict[str, ColumnReading], fields: tuple[Field, ...]
) -> Iterable[Message]:
    if grid.is_headless:
        yield say("The file has no headings; the columns go by their letters.")
    meanings = {known.name: known.meaning for known in fields}
    for reading in chosen.values():
        if reading.certainty < CHECK_BELOW:
            yield say(
                "Column {heading} was taken as {meaning}, which is not certain: check it. The mapping line"
                ' [columns] {field} = "…" names another column, or none with "".',
                heading=reading.heading, meaning=meanings[reading.field], field=reading.field,
            )  # fmt: skip
    yield from _losers(found, chosen)


def _losers(found: Iterable[Candidate], chosen: dict[str, ColumnReading]) -> Iterable[Message]:
    """Name the columns that a surer one pushed aside."""
    done = {reading.heading for reading in chosen.values()}
    for one in found:
        if one.heading not in done and one.field.name in chosen:
            done.add(one.heading)
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
    at = column.is_not_null().arg_max()
    return "" if at is None or column.null_count() == len(column) else text_at(column, at)
