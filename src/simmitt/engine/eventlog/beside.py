"""The tables beside the log: read, put together and laid over the log's period."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from simmitt.engine.eventlog.classifying import Classified
from simmitt.engine.eventlog.companion_reading import read_companion
from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.energy_reading import energy_used
from simmitt.engine.eventlog.gathering import Gathered, Piece, gather
from simmitt.engine.eventlog.needed_columns import KINDS_IN_WORDS
from simmitt.engine.eventlog.settling import read_all
from simmitt.engine.eventlog.shift_reading import Period, lay_out
from simmitt.engine.eventlog.study_reading import read_study_sheet
from simmitt.engine.eventlog.understood import Understood
from simmitt.engine.eventlog.zones import UTC
from simmitt.ground.errors import InputFault, Question
from simmitt.ground.texts import Message, say


@dataclass(frozen=True)
class _Read:
    """A table beside the log with its cells read."""

    rows: pl.DataFrame | None  # None: it can't be read as what it looks like
    date_order: str = ""
    decimal_sign: str = ""
    time_zone: str = ""
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Beside:
    """The tables beside the log by their kind, not yet laid over its period."""

    tables: dict[str, Gathered] = field(default_factory=dict)
    read: tuple[Classified, ...] = ()
    zones: tuple[tuple[str, str], ...] = ()  # each table that tells instants, and whose clock it shows
    notes: tuple[Message, ...] = ()

    @property
    def studies(self) -> bool:
        """Whether sheets of a shop's own study are among them."""
        return any(one.sheet is not None for one in self.read)


def read_beside(tables: Sequence[Classified], *, told: frozenset[str]) -> Beside:
    """Give the tables that stand beside a log.

    A table that only looks like one and can't be read is left out with its reason; of one that
    the mapping names so the fault is the user's to put right.

    Parameters
    ----------
    told
        Names of the tables of which the mapping says what they hold.

    Raises
    ------
    Question
        Something in a table can't be decided.
    InputFault
    """
    kinds = dict.fromkeys(one.read_as for one in tables if one.read_as in SCHEMAS)
    return _joined([_of_kind([one for one in tables if one.read_as == kind], kind, told) for kind in kinds])


def _joined(parts: Sequence[Beside]) -> Beside:
    return Beside(
        {kind: gathered for part in parts for kind, gathered in part.tables.items()},
        tuple(one for part in parts for one in part.read),
        tuple(zone for part in parts for zone in part.zones),
        tuple(note for part in parts for note in part.notes),
    )


def _of_kind(tables: Sequence[Classified], kind: str, told: frozenset[str]) -> Beside:
    """Give the tables of one kind, put together."""
    studied = [one for one in tables if one.sheet is not None]
    pieces = [_piece(one, read_study_sheet(one.table.grid, one.sheet)) for one in studied if one.sheet]
    settled = read_all([one for one in tables if one.sheet is None], partial(_read, kind=kind, told=told))
    sound = [one for one in settled if one.read.rows is not None]
    pieces += [_piece(one.classified, one.read.rows) for one in sound if one.read.rows is not None]
    notes = [
        note
        for one in settled
        for note in (*one.notes, *(_of(one.classified, note) for note in one.read.notes))
    ]
    if not pieces:
        return Beside(notes=tuple(notes))
    gathered = gather(pieces, kind)
    zones = [
        (one.classified.table.name, one.read.time_zone) for one in sound if _tells_instants(one.read.rows)
    ]
    read = (*studied, *(one.classified for one in sound))
    return Beside({kind: gathered}, read, tuple(zones), (*notes, *gathered.notes))


def _tells_instants(rows: pl.DataFrame | None) -> bool:
    return rows is not None and any(dtype == pl.Datetime for dtype in rows.dtypes)


def _read(understood: Understood, *, kind: str, told: frozenset[str]) -> _Read:
    grid = understood.grid
    try:
        typed, rows, notes = read_companion(understood, kind)
    except Question:
        raise
    except InputFault as fault:
        if {grid.file, grid.sheet} & told:
            raise
        left_out = say(
            "It looks like {kind} but was left out: {reason}", kind=KINDS_IN_WORDS[kind], reason=fault.found
        )
        return _Read(None, notes=(left_out,))
    return _Read(rows, typed.date_order, typed.decimal_sign, typed.time_zone, (*grid.notes, *notes))


def _of(one: Classified, note: Message) -> Message:
    return say("{table}: {note}", table=one.table.name, note=note)


def _piece(one: Classified, rows: pl.DataFrame) -> Piece:
    told = frozenset(name for name in rows.columns if name != "row" and rows[name].null_count() < rows.height)
    return Piece(one.table, rows, told)


def other_clocks(beside: Beside, zones: frozenset[str]) -> list[Message]:
    """Warn of tables in UTC beside a log that isn't, and the other way round."""
    return [
        say(
            "The times of {table} and of the log follow different clocks ({its}; {logs}): they are"
            ' compared as they stand. The mapping line [dates] time_zone = "Europe/Stockholm" brings those'
            " that state a zone to the plant's clock.",
            table=table, its=zone or _NO_ZONE, logs=", ".join(sorted(zones)) or _NO_ZONE,
        )
        for table, zone in beside.zones
        if zone not in zones and UTC in {zone, *zones}
    ]  # fmt: skip


_NO_ZONE = say("no zone stated")


def finish_beside(
    beside: Beside, period: Period | None, stops: pl.DataFrame | None
) -> tuple[Companions, list[Message]]:
    """Give the tables beside the log in their shapes.

    Parameters
    ----------
    period
        The days of the log, over which shifts of the week are laid.
    stops
        Those that the log's own states tell.
    """
    frames = {kind: gathered.rows for kind, gathered in beside.tables.items()}
    notes: list[Message] = []
    if "energy" in frames:
        frames["energy"], more = energy_used(frames["energy"])
        notes += more
    if "shifts" in frames:
        frames["shifts"], more = lay_out(frames["shifts"], period)
        notes += more
    if stops is not None:
        frames["stops"] = pl.concat([frames["stops"], stops]) if "stops" in frames else stops
    return replace(Companions(), **frames), notes
