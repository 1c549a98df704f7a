"""Cases of sums per day."""

from collections.abc import Callable

import polars as pl
from engine.quality.planting import Case, daily_sums

SOME = (20, 41, 77)
HIT = pl.col("row").is_in(SOME)


def _some(column: str, value: float | None) -> Callable[[], Case]:
    return lambda: Case(
        daily_sums(**{column: pl.when(HIT).then(pl.lit(value)).otherwise(column)}), frozenset(SOME)
    )


def _undated() -> Case:
    return Case(daily_sums(date=pl.when(HIT).then(None).otherwise("date")), frozenset(SOME))


def _twice() -> Case:
    log = daily_sums()
    table = log.companions.daily
    assert table is not None
    again = table.filter(HIT).with_columns(pl.col("row") + 1_000)
    object.__setattr__(log.companions, "daily", pl.concat([table, again]))
    return Case(log, frozenset(row + extra for row in SOME for extra in (0, 1_000)))


def _in_minutes() -> Case:
    columns = ("planned_s", "run_s", "setup_s", "stop_s")
    log = daily_sums(**{name: pl.col(name) / 3600 for name in columns})
    assert log.companions.daily is not None
    return Case(log, frozenset(log.companions.daily["row"]))


def _missing() -> Case:
    log = daily_sums()
    table = log.companions.daily
    assert table is not None
    gone = table["date"].unique().sort().to_list()[12]
    object.__setattr__(log.companions, "daily", table.filter(pl.col("date") != gone))
    return Case(log, frozenset())


DAYS: dict[str, Callable[[], Case]] = {
    "daily_without_date": _undated,
    "daily_negative": _some("good_pieces", -4.0),
    "daily_twice": _twice,
    "daily_unit": _in_minutes,
    "daily_beyond_a_day": _some("run_s", 80_000.0),
    "daily_beyond_plan": _some("run_s", 50_000.0),
    "daily_missing_days": _missing,
}
