"""Working time as planned: dated shifts, or a pattern of the week laid over the log's period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from simmitt.engine.eventlog.companions import SCHEMAS
from simmitt.engine.eventlog.headings import Phrase
from simmitt.engine.eventlog.moments import INSTANT, spans
from simmitt.engine.eventlog.needed_columns import need
from simmitt.engine.eventlog.typed import Typed
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say, say_many

_DAYS = (
    "måndag mån må monday mon mo", "tisdag tis ti tuesday tue tu", "onsdag ons on wednesday wed we",
    "torsdag tors tor to thursday thu th", "fredag fre fr friday fri", "lördag lör lö saturday sat sa",
    "söndag sön sö sunday sun su",
)  # fmt: skip
_NUMBER = {Phrase.of(word).joined: day for day, words in enumerate(_DAYS, start=1) for word in words.split()}
_GROUPS = {
    **dict.fromkeys(("vardag", "vardagar", "weekday", "weekdays", "manfre", "monfri"), (1, 2, 3, 4, 5)),
    **dict.fromkeys(("helg", "helger", "weekend", "weekends"), (6, 7)),
    **dict.fromkeys(("alla", "alladagar", "varjedag", "dagligen", "daily", "everyday", "all"),
                    tuple(range(1, 8))),
}  # fmt: skip
_WORKDAYS = (1, 2, 3, 4, 5)
_TO = ("-", "–", "till", "to", "tom")
_DAY_US = 86_400_000_000

PATTERN: dict[str, pl.DataType] = {
    "row": pl.Int64(), "machine": pl.String(), "start_at": INSTANT, "end_at": INSTANT,
    "weekday": pl.Int64(), "from_us": pl.Int64(), "to_us": pl.Int64(),
}  # fmt: skip


class UnknownWeekday(InputFault):
    """A cell names no day of the week."""


@dataclass(frozen=True)
class Period:
    """The days that a log covers."""

    first: date
    last: date

    def days(self) -> Iterable[date]:
        """Give every day, and one on each side for shifts over midnight."""
        at = self.first - timedelta(days=1)
        while at <= self.last + timedelta(days=1):
            yield at
            at += timedelta(days=1)


def shift_cells(understood: Understood, typed: Typed) -> tuple[pl.DataFrame, list[Message]]:
    """Give shifts with dates, or of a day of the week, one row each (``PATTERN``).

    Raises
    ------
    MissingColumn, UnknownWeekday
    """
    notes: list[Message] = []
    if typed.tells("break_s"):
        notes.append(say("Breaks are told but not taken out of the shifts."))
    dated = typed.tells("date") or typed.tells("start_at")
    if dated:
        start, end, more = spans(typed)
        need(understood, "shifts", start, ("start_at", "start_clock"))
        need(understood, "shifts", end, ("end_at", "end_clock"))
        cells = {"start_at": start, "end_at": end}
        return _shaped(typed, {name: values for name, values in cells.items() if values is not None}), [
            *notes,
            *more,
        ]
    need(understood, "shifts", typed.tells("start_clock"), ("start_at", "start_clock"))
    need(understood, "shifts", typed.tells("end_clock"), ("end_at", "end_clock"))
    told = _shaped(typed, {"from_us": typed.frame["start_clock"], "to_us": typed.frame["end_clock"]})
    if not typed.tells("weekday"):
        notes.append(say("The shifts name no days; they were taken for Monday to Friday."))
        days = [list(_WORKDAYS)] * told.height
    else:
        days = [_weekdays(understood, at, text) for at, text in enumerate(typed.frame["weekday"])]
    lists = pl.Series("weekday", days, dtype=pl.List(pl.Int64))
    return told.with_columns(lists).explode("weekday").select(list(PATTERN)), notes


def _shaped(typed: Typed, cells: dict[str, pl.Series]) -> pl.DataFrame:
    known = {"row": typed.frame["row"], "machine": typed.column("machine", pl.String()), **cells}
    return pl.DataFrame(
        {
            name: known[name].cast(dtype)
            if name in known
            else pl.Series([None] * typed.frame.height, dtype=dtype)
            for name, dtype in PATTERN.items()
        }
    )


def _weekdays(understood: Understood, at: int, text: str | None) -> list[int]:
    found = days_named(text or "")
    if found:
        return found
    raise UnknownWeekday(
        say("“{text}” names no day of the week.", text=text or ""),
        expected=say("Days are written like måndag, mån–fre, Monday or 1."),
        remedy=say("Correct the cell and read the file again."),
        place=understood.place("weekday", at),
    )


_DIGITS = frozenset("1234567")


def days_named(text: str) -> list[int]:
    """Give the days of the week, 1 for Monday, that a text names: one, a list, or from one to another."""
    tokens = Phrase.of(text.replace("–", " - ").replace("-", " till ")).tokens
    joined = "".join(tokens)
    if joined in _GROUPS:
        return list(_GROUPS[joined])
    days: list[int] = []
    through = False
    for word in tokens:
        day = int(word) if word in _DIGITS else _NUMBER.get(word)
        if word in _TO and days:
            through = True
        elif day is None:
            return []
        else:
            days += _through(days[-1], day) if through else [day]
            through = False
    return list(dict.fromkeys(days))


def _through(first: int, last: int) -> list[int]:
    return [(first + step - 1) % 7 + 1 for step in range(1, (last - first) % 7 + 1)]


def lay_out(pattern: pl.DataFrame, period: Period | None) -> tuple[pl.DataFrame, list[Message]]:
    """Give dated shifts; those of a weekday on each such day of the log's period."""
    schema = SCHEMAS["shifts"]
    dated = pattern.filter(pl.col("weekday").is_null()).select(list(schema))
    weekly = pattern.filter(pl.col("weekday").is_not_null()).drop_nulls(["from_us", "to_us"])
    if weekly.is_empty() or period is None:
        return dated.drop_nulls(["start_at", "end_at"]), _lost(pattern.height - dated.height - weekly.height)
    days = pl.DataFrame({"day": list(period.days())}).with_columns(
        weekday=pl.col("day").dt.weekday().cast(pl.Int64)
    )
    midnight = pl.col("day").cast(INSTANT)
    until = pl.when(pl.col("to_us") <= pl.col("from_us")).then(pl.col("to_us") + _DAY_US).otherwise("to_us")
    laid = weekly.join(days, on="weekday").with_columns(
        start_at=midnight + pl.duration(microseconds=pl.col("from_us")),
        end_at=midnight + pl.duration(microseconds=until),
    )
    note = say_many(
        "{count} shift of the week was laid over the period of the log; its holidays are not known.",
        "{count} shifts of the week were laid over the period of the log; its holidays are not known.",
        weekly.height,
    )
    told = pl.concat([dated, laid.select(list(schema))]).drop_nulls(["start_at", "end_at"])
    return told.sort("start_at", "row"), [note, *_lost(pattern.height - dated.height - weekly.height)]


def _lost(count: int) -> list[Message]:
    if not count:
        return []
    return [
        say_many("{count} shift without start or end was left out.", "{count} shifts without start or "
                                                                     "end were left"
                 " out.", count)
    ]  # fmt: skip


def period_of(rows: pl.DataFrame, columns: tuple[str, ...]) -> Period | None:
    """Give the days from the first to the last instant in these columns, or None where there is none."""
    known = [
        rows[name].drop_nulls().cast(INSTANT) for name in columns if rows[name].null_count() < rows.height
    ]
    if not known:
        return None
    found = pl.concat(known)
    first, last = found.min(), found.max()
    assert isinstance(first, datetime)
    assert isinstance(last, datetime)
    return Period(first.date(), last.date())
