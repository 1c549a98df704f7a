"""Checks of sums per day: a table that is no event log, but has its own ways of being wrong."""

from datetime import date, timedelta

import polars as pl

from simmitt.engine.quality.checking import (
    EVERYTHING,
    HOURS,
    PERIOD,
    PIECES,
    Check,
    Found,
    beyond,
    by_share,
)
from simmitt.engine.quality.daily_sums import DailySums, numbers_of, run_moves
from simmitt.engine.quality.findings import Effect, Move
from simmitt.ground.texts import say, say_many
from simmitt.ground.units import DAY_S, HOUR_S, MINUTE_S

SUMS = ("planned_s", "run_s", "setup_s", "stop_s")
PIECES_COLUMNS = ("good_pieces", "rejected_pieces")
ACCOUNTED = pl.sum_horizontal("run_s", "setup_s", "stop_s")
KEY = ("date", "machine", "product")
# A clock that runs on after midnight makes a day a little longer; so does rounding.
SLACK = 1.02
# Days whose time as a rule is shorter than this were counted in another unit.
TINY_DAY_S = 10 * MINUTE_S
ORDINARY_FROM_SHARE = 0.75
WEEKS_TO_JUDGE = 4
SHOWN = 10


def _negative(daily: DailySums) -> Found[DailySums] | None:
    columns = (*SUMS, *PIECES_COLUMNS)
    rows = daily.hit(pl.any_horizontal((pl.col(name) < 0).fill_null(value=False) for name in columns))
    if rows.is_empty():
        return None
    told = [pl.when(pl.col(name) >= 0).then(pl.col(name)).alias(name) for name in columns]
    after = daily.with_table(daily.table.with_columns(told))
    severity = by_share(rows.height, daily.table.height, serious_from=0.05)
    return Found(numbers_of(rows), severity, run_moves(daily, after), repaired=after)


def _beyond_a_day(daily: DailySums) -> Found[DailySums] | None:
    """Look for machines with more hours on a date than it has, whatever they made."""
    per_day = pl.max_horizontal(pl.col("planned_s").fill_null(0.0), ACCOUNTED).sum().over("date", "machine")
    rows = daily.hit(pl.col("machine").is_not_null() & (per_day > SLACK * DAY_S))
    if rows.is_empty() or _in_other_unit(daily):
        return None
    after = daily.with_table(daily.table.join(rows.select("row"), on="row", how="anti"))
    return Found(
        numbers_of(rows), by_share(rows.height, daily.table.height, serious_from=0.1), run_moves(daily, after)
    )


def _beyond_plan(daily: DailySums) -> Found[DailySums] | None:
    rows = daily.hit((pl.col("planned_s") > 0) & (SLACK * pl.col("planned_s") < ACCOUNTED))
    if rows.is_empty():
        return None
    over_h = float(rows.select((ACCOUNTED - pl.col("planned_s")).sum()).item()) / HOUR_S
    return Found(
        numbers_of(rows),
        beyond(rows.height, daily.table.height, 0.1),
        Effect(
            say(
                "{hours:.1} hours more than planned are accounted for: availability comes out above 100 %.",
                hours=over_h,
            ),
            (
                Move(
                    "planned_h", "plant", daily.total_h("planned_s"), daily.total_h("planned_s") + over_h, "h"
                ),
            ),
        ),
    )


def _twice(daily: DailySums) -> Found[DailySums] | None:
    """Drop lines that repeat another to the letter; tell of those that share its day, machine and product."""
    content = [name for name in daily.table.columns if name != "row"]
    kept = daily.table.unique(subset=content, keep="first", maintain_order=True)
    rows = daily.hit(pl.len().over(KEY) > 1)
    if rows.is_empty():
        return None
    after = daily.with_table(kept)
    repeats = daily.table.height - kept.height
    return Found(
        numbers_of(rows),
        by_share(rows.height, daily.table.height, serious_from=0.1),
        run_moves(daily, after),
        repaired=after if repeats else None,
        details=(
            say_many(
                "{count} line repeats another to the letter",
                "{count} lines repeat another to the letter",
                repeats,
            ),
        ),
        repair=None if repeats else say("Nothing done: their sums are added up. They may be shifts."),
    )


def _unit(daily: DailySums) -> Found[DailySums] | None:
    if not _in_other_unit(daily):
        return None
    usual = _usual_day_s(daily)
    assert usual is not None
    return Found(
        numbers_of(daily.table),
        "serious",
        Effect(
            say(
                "A day of a machine holds {hours:.2} hours as a rule: no figure of time can be trusted.",
                hours=usual / HOUR_S,
            )
        ),
        count=daily.table.height,
    )


def _usual_day_s(daily: DailySums) -> float | None:
    """Give the time told of a machine and day as a rule; None where none is told."""
    told = daily.table.group_by("date", "machine").agg(
        day_s=pl.max_horizontal(pl.col("planned_s").fill_null(0.0), ACCOUNTED).sum()
    )
    told = told.filter((pl.col("day_s") > 0) & pl.col("machine").is_not_null())
    return float(told.select(pl.col("day_s").median()).item()) if told.height else None


def _in_other_unit(daily: DailySums) -> bool:
    usual = _usual_day_s(daily)
    return usual is not None and not (TINY_DAY_S <= usual <= SLACK * DAY_S)


def _missing_days(daily: DailySums) -> Found[DailySums] | None:
    """Look for dates of weekdays that are told in three of four weeks, and for which no line stands."""
    dates = set(daily.table["date"].drop_nulls().to_list())
    if not dates or (max(dates) - min(dates)).days < 7 * WEEKS_TO_JUDGE:
        return None
    span = [min(dates) + timedelta(days=number) for number in range((max(dates) - min(dates)).days + 1)]
    missing = [
        day for day in span if day not in dates and _told_share(day, span, dates) >= ORDINARY_FROM_SHARE
    ]
    if not missing:
        return None
    return Found(
        (),
        "warning" if len(missing) > 0.05 * len(dates) else "info",
        Effect(
            say(
                "{days} days usually told have no line: sums over the period are too low by theirs.",
                days=len(missing),
            )
        ),
        count=len(missing),
        details=tuple(say("{day:date}", day=day) for day in missing[:SHOWN]),
    )


def _told_share(day: date, span: list[date], dates: set[date]) -> float:
    alike = [other in dates for other in span if other.weekday() == day.weekday()]
    return sum(alike) / len(alike)


def _undated(daily: DailySums) -> Found[DailySums] | None:
    rows = daily.hit(pl.col("date").is_null())
    if rows.is_empty():
        return None
    after = daily.with_table(daily.table.filter(pl.col("date").is_not_null()))
    severity = by_share(rows.height, daily.table.height, serious_from=0.05)
    return Found(numbers_of(rows), severity, run_moves(daily, after), repaired=after)


DAILY: tuple[Check[DailySums], ...] = (
    Check(
        "daily_without_date",
        say("Daily sums without date"),
        say("Lines of a table of sums per day that tell no date."),
        EVERYTHING,
        say("Set aside."),
        _undated,
    ),
    Check(
        "daily_negative",
        say("Daily sums below zero"),
        say("Times or pieces of a day that are less than none."),
        PIECES,
        say("They count as not told."),
        _negative,
    ),
    Check(
        "daily_twice",
        say("Several lines for one day, machine and product"),
        say("Lines that share day, machine and product with another."),
        HOURS,
        say("Lines that repeat another to the letter are dropped."),
        _twice,
    ),
    Check(
        "daily_unit",
        say("Daily times in another unit"),
        say("Days of a machine that hold less than ten minutes, or more than a day, as a rule."),
        HOURS,
        say('Nothing done: name the unit in a mapping file, for example unit = "min" under [durations].'),
        _unit,
    ),
    Check(
        "daily_beyond_a_day",
        say("More hours than the day has"),
        say("Dates on which one machine has more than 24 hours."),
        HOURS,
        say("Nothing done: it may be several machines under one name."),
        _beyond_a_day,
    ),
    Check(
        "daily_beyond_plan",
        say("More time than planned"),
        say("Lines whose run, setup and stop time is more than the planned time."),
        HOURS,
        say("Nothing done: planned time is too low, or overtime isn't in it."),
        _beyond_plan,
    ),
    Check(
        "daily_missing_days",
        say("Days without a line"),
        say("Dates of weekdays that are told in three of four weeks, and for which no line stands."),
        PERIOD,
        say("Nothing done: a holiday, or a gap in the export."),
        _missing_days,
        doubtful=False,
    ),
)
