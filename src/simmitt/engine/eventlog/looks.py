"""A first look at a table under one reading of its columns: enough to tell what it is."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.durations import unit_in_heading
from simmitt.engine.eventlog.field import Field
from simmitt.engine.eventlog.headings import Phrase
from simmitt.engine.eventlog.instants import take_apart
from simmitt.engine.eventlog.mapping import Mapping as UserMapping
from simmitt.engine.eventlog.numbers import to_numbers, weigh_sign
from simmitt.engine.eventlog.recognition import Recognition, recognise
from simmitt.engine.eventlog.state_words import RESTING, known_states
from simmitt.engine.eventlog.tables import Table
from simmitt.engine.eventlog.times import time_of_day

SURE = 0.85
_HOUR_US = 3_600_000_000
_FEWEST_STEPS = 10

# Words in the name of a file or sheet that tell what it holds.
_HINTS: Mapping[str, frozenset[str]] = {
    kind: frozenset(words.split())
    for kind, words in {
        "stops": "stopp stop stops downtime haveri haverier avbrott stoppar stopplista stopplogg breakdowns"
        " stillestand storningar",
        "shifts": "skift shift shifts skiftschema schema arbetstid arbetstider kalender calendar skifttider",
        "maintenance": "underhall maintenance service reparationer underhallsorder",
        "daily": "dagsrapport daily dygnsrapport dagsrapporter dagsproduktion",
    }.items()
}


@dataclass(frozen=True)
class Look:
    """A thinned table and what its columns would mean."""

    cells: pl.DataFrame
    recognition: Recognition
    name: str
    states: Mapping[str, tuple[str, ...]]  # the user's words for states

    @staticmethod
    def at(table: Table, mapping: UserMapping, fields: tuple[Field, ...]) -> "Look":
        """Look at a table as one with these fields.

        Raises
        ------
        InputFault
            Its columns mean none of them.
        """
        thin = table.thin
        return Look(thin.cells, recognise(thin, mapping, fields), table.name, mapping.states)

    def has(self, *fields: str) -> bool:
        """Whether columns are read as all of these fields."""
        return set(fields) <= self.recognition.columns.keys()

    def any(self, *fields: str) -> bool:
        """Whether a column is read as one of these fields."""
        return not set(fields).isdisjoint(self.recognition.columns)

    def sure(self, *fields: str) -> bool:
        """Whether one of these fields is said plainly by a heading."""
        found = (self.recognition.columns.get(field) for field in fields)
        return any(one is not None and one.certainty >= SURE for one in found)

    def texts(self, field: str) -> pl.Series:
        """Give the cells read as a field."""
        heading = self.recognition.heading(field)
        assert heading is not None, field
        return self.cells[heading]

    def hints(self, kind: str) -> bool:
        """Whether the name of the file or sheet speaks of this kind of table."""
        return not _HINTS[kind].isdisjoint(Phrase.of(self.name.removesuffix(".gz")).tokens)

    def timed(self, field: str) -> bool:
        """Whether a column of instants tells times of day."""
        return self.has(field) and bool((take_apart(self.texts(field)).micros > 0).any())

    def repeats(self, field: str) -> float:
        """Give how many cells stand for each different one."""
        filled = self.texts(field).drop_nulls()
        return len(filled) / max(filled.n_unique(), 1)


def reports_at(look: Look) -> bool:
    """Whether each row tells one instant, with a time of day, that isn't a start."""
    if look.timed("end_at") or look.timed("at") or look.timed("date"):
        return True
    if look.has("end_clock") and look.any("end_at", "date"):
        return True
    return look.has("clock") and look.any("end_at", "at", "date") and tells_time_of_day(look) is not False


def tells_time_of_day(look: Look) -> bool | None:
    """Whether a column of clocks beside days tells when, and not how long; None where both could be.

    Times of day follow each other within a day; sums of hours are one per day and machine and
    seldom long.
    """
    heading = look.recognition.heading("clock") or ""
    if Phrase.of(heading).joined in ("klockslag", "klockan", "kl", "clock", "timeofday", "tidpunkt"):
        return True
    if unit_in_heading(heading):
        return False
    day = next(name for name in ("end_at", "at", "date") if look.has(name))
    frame = pl.DataFrame({"day": look.texts(day), "at": time_of_day(look.texts("clock"))}).drop_nulls()
    same = frame.select(same=pl.col("day") == pl.col("day").shift(1), step=pl.col("at").diff()).filter("same")
    if len(same) >= _FEWEST_STEPS:
        shares = [float(str((sign * same["step"] > 0).mean() or 0.0)) for sign in (1, -1)]
        if max(shares) >= 0.8:
            return True
    if frame["at"].is_empty() or float(str((frame["at"] < 4 * _HOUR_US).mean())) >= 0.5:
        return False
    return None


def grows(look: Look) -> float:
    """Give the share of steps, machine by machine and in time, at which a column of counts doesn't fall.

    0 where the column doesn't look like a counter at all: few steps, or small against them.
    """
    texts = look.texts("count")
    numbers = to_numbers(texts, weigh_sign(texts).sign or ".")
    machine = look.texts("machine") if look.has("machine") else pl.Series([""] * len(texts))
    frame = pl.DataFrame({"machine": machine, "count": numbers}).drop_nulls("count")
    steps = frame.with_columns(step=pl.col("count").diff().over("machine")).drop_nulls("step")
    rising = steps.filter(pl.col("step") > 0)
    if len(steps) < _FEWEST_STEPS or rising.is_empty():
        return 0.0
    # Exports often begin with the newest row.
    forward = float(str((steps["step"] >= 0).mean()))
    backward = float(str((steps["step"] <= 0).mean()))
    size, step = steps["count"].abs().median(), steps["step"].abs().filter(steps["step"] != 0).median()
    large = float(str(size)) >= 3 * float(str(step))
    return max(forward, backward) if large else 0.0


def speaks_of_states(look: Look) -> tuple[float, bool]:
    """Give the share of rows whose state is a known word, and whether machines also run in them."""
    words = look.texts("state").drop_nulls()
    if words.is_empty() or words.n_unique() > 60:
        return 0.0, False
    known = known_states(words.unique().to_list(), look.states)
    share = float(str(words.is_in(list(known)).mean()))
    return share, "run" in known.values() or bool(set(RESTING) & set(known.values()))


def starts_like_shifts(look: Look) -> bool:
    """Whether the rows begin at few times of the day and last a shift each."""
    start, end = (take_apart(look.texts(name)) for name in ("start_at", "end_at"))
    times = start.micros.drop_nulls()
    if start.micros.null_count() == len(start.micros):
        return False
    length = ((end.micros - start.micros) % (24 * _HOUR_US)).drop_nulls()
    long = float(str((length >= 3 * _HOUR_US).mean() or 0.0))
    return times.n_unique() <= max(4, 0.1 * len(times)) and long >= 0.9
