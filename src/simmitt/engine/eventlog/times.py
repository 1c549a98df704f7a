"""When each report started and ended, put together from the columns that tell it."""

from dataclasses import dataclass, field, replace
from zoneinfo import available_timezones

import polars as pl

from simmitt.engine.eventlog.dating import DATED, Dated, read_dates
from simmitt.engine.eventlog.half_days import check_halves
from simmitt.engine.eventlog.instants import Written, take_apart
from simmitt.engine.eventlog.understood import Understood, unreadable_notes
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say, say_many

_DAY_US = 86_400_000_000
_HHMM = 4
_A_CLOCK = r"^\d{1,2}[:.]\d{2}"


class MixedTimeZones(InputFault):
    """Starts state time zones and ends don't, or the other way round."""


class UnknownTimeZone(InputFault):
    """The time zone that the mapping names doesn't exist."""


@dataclass(frozen=True)
class Times:
    """Starts, ends and further instants; None where the file has no such column."""

    start_at: pl.Series | None
    end_at: pl.Series | None
    due_at: pl.Series | None
    released_at: pl.Series | None
    date_order: str
    time_zone: str
    used: frozenset[str]
    notes: tuple[Message, ...] = field(default=())


def read_times(understood: Understood) -> Times:
    """Give starts and ends as the file states them; nothing is derived from durations here.

    Raises
    ------
    AmbiguousDates, UnreadableColumn, MixedTimeZones
    """
    dated = read_dates(understood, (*DATED, "at"))
    check_zones(understood, dated)
    notes = [*dated.notes, *_unreadable(understood, dated)]
    dated = replace(
        dated,
        instants={
            name: on_plant_clock(values, dated.written[name], understood)
            for name, values in dated.instants.items()
        },
    )
    start, used_for_start = _moment(understood, dated, "start_at", "start_clock")
    end, used_for_end = _moment(understood, dated, "end_at", "end_clock")
    if start is None and (end is None or "clock" in understood.recognition.columns):
        end, used_for_end = _only_moment(understood, dated)
    if start is not None and end is not None and "end_at" not in used_for_end:
        end, more = over_midnight(start, end)
        notes += more
    notes += _days_alone(start, end)
    notes += _unreadable_clocks(understood, dated, {"start_clock": start, "end_clock": end})
    check_halves(understood, start, end)
    used = (
        used_for_start | used_for_end | {name for name in ("due_at", "released_at") if name in dated.instants}
    )
    return Times(
        start_at=start,
        end_at=end,
        due_at=dated.instants.get("due_at"),
        released_at=dated.instants.get("released_at"),
        date_order=dated.order,
        time_zone=dated.time_zone,
        used=frozenset(used),
        notes=tuple(notes),
    )


def _days_alone(start: pl.Series | None, end: pl.Series | None) -> list[Message]:
    """Warn where starts and ends tell days alone: times of work can't be taken from them."""
    if start is None or end is None or start.null_count() == len(start) or end.null_count() == len(end):
        return []
    if any(bool((each.dt.truncate("1d") != each).any()) for each in (start, end)):
        return []
    return [
        say(
            "Starts and ends tell days but no times of day: lead times are right to a day, times of work and"
            " waiting can't be told."
        )
    ]


def _unreadable(understood: Understood, dated: Dated) -> list[Message]:
    expected = say("A date and a time look like 2025-03-25 07:30.")
    return [
        note
        for name, instants in dated.instants.items()
        for note in unreadable_notes(
            understood, name, instants, needed=name in ("start_at", "end_at"), expected=expected
        )
    ]


def _unreadable_clocks(
    understood: Understood, dated: Dated, found: dict[str, pl.Series | None]
) -> list[Message]:
    """Tell of times of day that are none, where days stand in a column of their own.

    Raises
    ------
    UnreadableColumn
    """
    notes = []
    for clock, instants in found.items():
        if understood.text(clock) is None or instants is None:
            continue
        source = next(
            (name for name in (clock[:-5] + "at", "date", "start_at") if name in dated.instants), ""
        )
        days = dated.instants[source]
        told = pl.DataFrame({"at": instants, "day": days})
        # Where the day is missing, nothing is known of the time of day.
        read = told.select(
            pl.when(pl.col("day").is_null()).then(pl.lit(0)).otherwise(pl.col("at").dt.epoch())
        )
        expected = say("A time of day looks like 07:30.")
        notes += unreadable_notes(understood, clock, read.to_series(), needed=True, expected=expected)
    return notes


def check_zones(understood: Understood, dated: Dated) -> None:
    """Stop where of starts and ends only one states time zones.

    Raises
    ------
    MixedTimeZones
    """
    zoned = {name: dated.written[name].zoned for name in ("start_at", "end_at") if name in dated.written}
    if len(set(zoned.values())) > 1:
        bare = next(name for name, is_zoned in zoned.items() if not is_zoned)
        raise MixedTimeZones(
            say("These times state no time zone, while those in the other column do."),
            expected=say("Starts and ends must follow the same clock."),
            remedy=say("Export both columns in the same form."),
            place=understood.place(bare),
        )


def on_plant_clock(instants: pl.Series, written: Written, understood: Understood) -> pl.Series:
    """Give instants that state a zone as the clock of the mapping's time zone shows them.

    Without a time zone in the mapping they stay as they are, on the file's own clock; instants
    without a zone are taken to be on the plant's clock already.

    Raises
    ------
    UnknownTimeZone
    """
    zone = understood.mapping.time_zone
    if not zone or not written.zoned:
        return instants
    if zone not in available_timezones():
        raise UnknownTimeZone(
            say("The mapping names the time zone {zone}, which doesn't exist.", zone=zone),
            expected=say("Time zones are written like Europe/Stockholm."),
            remedy=say('Correct the mapping line [dates] time_zone = "{zone}".', zone=zone),
            place=understood.grid.place(),
        )
    return instants.dt.replace_time_zone("UTC").dt.convert_time_zone(zone).dt.replace_time_zone(None)


def _moment(understood: Understood, dated: Dated, day: str, clock: str) -> tuple[pl.Series | None, set[str]]:
    """Give instants from one column, or from a column of days and one of times of day."""
    own = dated.instants.get(day)
    clocks = understood.text(clock)
    if clocks is None or (own is not None and (dated.written[day].micros > 0).any()):
        return own, {day} if own is not None else set()
    source = day if own is not None else "date" if "date" in dated.instants else "start_at"
    days = dated.instants.get(source)
    if days is None:
        return None, set()
    return at_time_of_day(days, time_of_day(clocks)).alias(day), {source, clock}


def _only_moment(understood: Understood, dated: Dated) -> tuple[pl.Series | None, set[str]]:
    """Give the one instant of each row: that of its report, which comes when the work is done."""
    day = next((name for name in ("end_at", "at", "date") if name in dated.instants), None)
    if day is None:
        return None, set()
    clock = understood.text("clock")
    if clock is None or (dated.written[day].micros > 0).any():
        return dated.instants[day], {day}
    return at_time_of_day(dated.instants[day], time_of_day(clock)), {day, "clock"}


def time_of_day(clocks: pl.Series) -> pl.Series:
    """Give times of day in microseconds after midnight; null for what is none."""
    form = _clock_form(clocks)
    # Any day will do to read the time of day by.
    frame = pl.DataFrame({"form": form, "micros": take_apart("2000-01-01 " + form).micros})
    told = pl.col("form").str.contains(_A_CLOCK)
    return frame.select(pl.when(told).then("micros")).to_series()


def at_time_of_day(days: pl.Series, micros: pl.Series) -> pl.Series:
    """Give the instants at times of day (microseconds) of the days that hold the instants given."""
    frame = pl.DataFrame({"day": days.dt.truncate("1d"), "micros": micros})
    return frame.select(pl.col("day") + pl.duration(microseconds=pl.col("micros"))).to_series()


def _clock_form(clocks: pl.Series) -> pl.Series:
    """Give times of day with colons: 070200, 70200 and Excel's 1899-12-31 07:02:00 become 07:02:00."""
    bare = clocks.str.replace(r"^1899-12-3[01] ", "").str.replace(r"^(\d{1,2}),(\d{2})$", "$1:$2")
    frame = pl.DataFrame({"bare": bare, "filled": bare})
    # Seconds are told by all of a column or by none; the zeros before are what a spreadsheet leaves out.
    digits = 6 if bool((bare.str.len_chars() > _HHMM).any()) else _HHMM
    padded = pl.when(pl.col("bare").str.contains(r"^\d+$")).then(pl.col("bare").str.zfill(digits))
    whole = frame.select(padded.otherwise("bare")).to_series()
    return whole.str.replace(r"^(\d{2})(\d{2})(\d{2})$", "$1:$2:$3").str.replace(r"^(\d{2})(\d{2})$", "$1:$2")


def over_midnight(start: pl.Series, end: pl.Series) -> tuple[pl.Series, list[Message]]:
    """Move ends that share the start's date and lie before it to the next day, and say so."""
    frame = pl.DataFrame({"start": start, "end": end})
    early = (frame["end"] < frame["start"]).fill_null(value=False)
    if not early.any():
        return end, []
    moved = frame.select(
        pl.when(early).then(pl.col("end") + pl.duration(microseconds=_DAY_US)).otherwise("end")
    ).to_series()
    return moved, [
        say_many(
            "{count} row with one date ends before it starts: it was taken to end the next day.",
            "{count} rows with one date end before they start: they were taken to end the next day.",
            int(early.sum()),
        )
    ]
