"""Series of energy meters: readings that grow, or what was used in each interval."""

import re

import polars as pl

from simmitt.engine.eventlog.companions import SCHEMAS
from simmitt.engine.eventlog.moments import INSTANT, instants, later
from simmitt.engine.eventlog.needed_columns import need
from simmitt.engine.eventlog.typed import Typed
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import DAY_S, HOUR_S

_KWH = {"gwh": 1e6, "mwh": 1000.0, "kwh": 1.0, "wh": 0.001, "mw": 1000.0, "kw": 1.0, "w": 0.001}
# The unit as a word of its own, or run together with others as only kWh is.
_UNIT = re.compile(r"(?i)(?<![a-zåäö])([gmk]?wh?)(?![a-zåäö])|(kwh|mwh)")
_DAY_US = 86_400_000_000
# A series whose values hardly ever fall, and rise by little against what they have reached, is a reading.
_GROWING_SHARE = 0.99
_FEWEST_STEPS = 10
_FINE = 0.2
_BEGINS = "begins"  # energy per interval whose beginning alone is told


def energy_cells(understood: Understood, typed: Typed) -> tuple[pl.DataFrame, list[Message]]:
    """Give a meter's series as told: row, meter, start_at, at, value (kWh or kW), told.

    A row at 00:00 that follows later times of the same date closes that day, and is dated to the
    next one; only the order of rows in the file shows it.

    Raises
    ------
    MissingColumn
        No column tells when, or how much.
    """
    told = next((name for name in ("reading", "energy", "power") if typed.tells(name)), None)
    need(understood, "energy", told, ("energy", "reading", "power"))
    start = instants(typed, ("start_at",), "start_clock")
    at = instants(typed, ("end_at", "at", "date"), "clock")
    need(understood, "energy", start is not None or at is not None, ("at", "date", "end_at"))
    scale = _scale(understood.heading(str(told)))
    frame = pl.DataFrame(
        {
            "row": typed.frame["row"],
            "meter": typed.column("meter", pl.String()),
            "start_at": start if start is not None else typed.column("start_at", INSTANT),
            "at": at if at is not None else start,
            "value": typed.frame[str(told)] * (scale or 1.0),
            "told": [_BEGINS if at is None else str(told)] * typed.frame.height,
        },
        schema_overrides={"start_at": INSTANT, "at": INSTANT},
    )
    known = frame.drop_nulls(["at", "value"])
    moved, notes = _closing_midnights(known)
    if scale is None:
        notes.append(say("The heading {heading} names no unit; kWh (or kW) was assumed.",
                         heading=understood.heading(str(told))))  # fmt: skip
    return moved, [*_lost(frame.height - known.height), *notes]


def energy_used(series: pl.DataFrame) -> tuple[pl.DataFrame, list[Message]]:
    """Give what was used per interval, in kWh, told by the end of the interval.

    Series of what a meter has reached become differences; mean power becomes energy by the
    length of the interval.
    """
    frames, notes = [], []
    for own in series.sort("meter", "at", "row", maintain_order=True).partition_by(
        "told", maintain_order=True
    ):
        told = str(own["told"][0]) if own.height else ""
        if told == "reading" or (told == "energy" and _grows(own)):
            used, more = _differences(own)
        else:
            used, more = _per_interval(own, told)
        frames.append(used)
        notes += more
    schema = SCHEMAS["energy"]
    if not frames:
        return pl.DataFrame(schema=schema), notes
    return pl.concat(frames).sort("row"), notes


def _scale(heading: str) -> float | None:
    """Give how many kWh, or kW, one of the unit in the heading is; None where it names none."""
    found = _UNIT.search(heading)
    return _KWH[found.group().lower()] if found else None


def _lost(count: int) -> list[Message]:
    if not count:
        return []
    return [
        say_many("{count} reading without time or value was left out.",
                 "{count} readings without time or value were left out.", count)
    ]  # fmt: skip


def _closing_midnights(series: pl.DataFrame) -> tuple[pl.DataFrame, list[Message]]:
    """Date the 00:00 that closes a day to the next one; many meters write it with the old date."""
    at, before = pl.col("at"), pl.col("at").shift(1).over("meter")
    closes = (at == at.dt.truncate("1d")) & (before > at) & (before.dt.truncate("1d") == at)
    marked = series.with_columns(closes=closes.fill_null(value=False))
    count = int(marked["closes"].sum())
    if not count:
        return series, []
    moved = marked.with_columns(
        at=pl.when("closes").then(at + pl.duration(microseconds=_DAY_US)).otherwise("at")
    ).drop("closes")
    return moved, [
        say_many("{count} row at 00:00 closes the day whose date it carries; it was dated to the next one.",
                 "{count} rows at 00:00 close the day whose date they carry; they were dated to the next "
                 "one.",
                 count)
    ]  # fmt: skip


def _grows(series: pl.DataFrame) -> bool:
    """Whether values are what a meter has reached and not what was used since."""
    steps = series.with_columns(step=pl.col("value").diff().over("meter")).drop_nulls("step")
    if steps.height < _FEWEST_STEPS:
        return False
    never_falls = float(str((steps["step"] >= 0).mean())) >= _GROWING_SHARE
    rising = steps.filter(pl.col("step") > 0)
    if not never_falls or rising.height < _GROWING_SHARE / 2 * steps.height:
        return False
    return float(str(rising["step"].median())) <= _FINE * float(str(steps["value"].abs().median()))


def _differences(series: pl.DataFrame) -> tuple[pl.DataFrame, list[Message]]:
    once = series.unique(["meter", "at"], keep="last", maintain_order=True)
    step = pl.col("value").diff().over("meter")
    length = pl.col("at").diff().over("meter").dt.total_microseconds() / 1e6
    told = once.with_columns(step=step, length_s=length).drop_nulls("step")
    sound = told.filter(pl.col("step") >= 0)
    notes = [say("The meter shows what it has reached; what was used is the difference of two readings.")]
    fell = told.height - sound.height
    if fell:
        notes.append(
            say_many("{count} time a meter shows less than before, as after an exchange; what was used "
                     "then is"
                     " unknown.",
                     "{count} times a meter shows less than before, as after an exchange; what was used "
                     "then is"
                     " unknown.", fell)
        )  # fmt: skip
    return _shaped(
        sound.with_columns(pl.col("step").alias("energy_kwh"), pl.col("at").alias("end_at"))
    ), notes


def _per_interval(series: pl.DataFrame, told: str) -> tuple[pl.DataFrame, list[Message]]:
    """Give what each interval used; where only one time is told the usual interval is the length."""
    length = (pl.col("at") - pl.col("start_at")).dt.total_microseconds() / 1e6
    since = pl.col("at").diff().over("meter").dt.total_microseconds() / 1e6
    timed = series.with_columns(length_s=length, since_s=since)
    usual_s = float(str(timed.filter(pl.col("since_s") > 0)["since_s"].median() or HOUR_S))
    both = timed["length_s"].null_count() < timed.height and told != _BEGINS
    begins = told == _BEGINS or (not both and _begins_days(series, usual_s))
    if not both:
        shift = usual_s if begins else 0.0
        timed = timed.with_columns(
            length_s=pl.lit(usual_s),
            at=later(timed["at"], pl.Series([shift] * timed.height, dtype=pl.Float64)),
        )
    energy = pl.col("value") * (pl.col("length_s").fill_null(usual_s) / HOUR_S if told == "power" else 1.0)
    used = timed.with_columns(energy.alias("energy_kwh"), pl.col("at").alias("end_at"))
    notes = [] if told != "power" else [_of_power()]
    return _shaped(used), [*notes, *_interval_notes(used, usual_s, begins=begins)]


def _of_power() -> Message:
    return say("The series tells mean power; energy is power times the length of the interval.")


def _begins_days(series: pl.DataFrame, usual_s: float) -> bool:
    """Whether the series opens at 00:00 and closes one interval before midnight: times begin intervals."""
    if usual_s >= DAY_S:
        return False
    clock = series["at"].dt.hour().cast(pl.Int64) * 3600 + series["at"].dt.minute().cast(pl.Int64) * 60
    first, last = int(clock[int(series["at"].arg_min() or 0)]), int(clock[int(series["at"].arg_max() or 0)])
    return first == 0 and last == int(DAY_S - usual_s)


def _interval_notes(told: pl.DataFrame, usual_s: float, *, begins: bool) -> list[Message]:
    minutes = usual_s / 60
    notes = [
        say("Energy is told per interval of {minutes:.0} minutes; its time is the interval's beginning.",
            minutes=minutes)
        if begins
        else say("Energy is told per interval of {minutes:.0} minutes; its time is the interval's end.",
                 minutes=minutes)
    ]  # fmt: skip
    negative = int((told["energy_kwh"] < 0).sum())
    if negative:
        notes.append(
            say_many("{count} interval tells negative energy; it stays as it is.",
                     "{count} intervals tell negative energy; they stay as they are.", negative)
        )  # fmt: skip
    missing = int((told["since_s"] > 1.5 * usual_s).sum())
    if missing:
        notes.append(
            say_many("{count} time intervals are missing in the series; what was used then is unknown.",
                     "{count} times intervals are missing in the series; what was used then is "
                     "unknown.", missing)
        )  # fmt: skip
    doubles = int((told["since_s"] == 0).sum())
    if doubles:
        notes.append(
            say_many("{count} interval is told twice, as in the hour that comes twice in autumn; both count.",
                     "{count} intervals are told twice, as in the hour that comes twice in autumn; both "
                     "count.",
                     doubles)
        )  # fmt: skip
    return notes


def _shaped(told: pl.DataFrame) -> pl.DataFrame:
    schema = SCHEMAS["energy"]
    return told.select(list(schema)).cast(pl.Schema(schema)).sort("row")
