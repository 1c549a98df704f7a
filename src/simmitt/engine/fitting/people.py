"""Logs whose resource is who reported, not what worked: the places are then the operations."""

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.spans import Floats
from simmitt.ground.units import HOUR_S

# A rest this long ends somebody's day at work; a machine of a plant with shifts has none.
_REST_S = 7 * HOUR_S
_LONGEST_DUTY_S = 14 * HOUR_S
_RESTED_SHARE = 0.9
# The plant goes on this much longer than anyone in it, or nothing can be told.
_PLANT_LONGER = 1.5
_ACTIVITIES_EACH, _WHO_DO_IT = 2, 3


def by_operation(log: EventLog) -> EventLog:
    """Give the log with its resources as people, if that is what they are.

    They are people where they do several operations, each done by several of them, and go
    home while the plant works on. In a plant of one shift nothing tells them from machines.
    """
    if not _are_people(log.rows):
        return log
    who = pl.coalesce("worker", "machine")
    return EventLog(
        log.rows.with_columns(worker=who, machine=pl.lit(None, pl.String)), log.source, log.companions
    )


def _are_people(rows: pl.DataFrame) -> bool:
    timed = rows.drop_nulls(["machine", "activity", "start_at", "end_at"])
    if timed.is_empty() or timed["worker"].is_not_null().any():
        return False
    each = timed.select(
        activities=pl.col("activity").n_unique().over("machine"),
        people=pl.col("machine").n_unique().over("activity"),
    )
    if (
        np.median(each["activities"].to_numpy()) < _ACTIVITIES_EACH
        or np.median(each["people"].to_numpy()) < _WHO_DO_IT
    ):
        return False
    of_one, of_plant = (
        _duties_s(timed, "machine"),
        _duties_s(timed.with_columns(machine=pl.lit("")), "machine"),
    )
    rested = float(np.mean(of_one <= _LONGEST_DUTY_S))
    return rested >= _RESTED_SHARE and bool(np.median(of_plant) >= _PLANT_LONGER * np.median(of_one))


def _duties_s(timed: pl.DataFrame, who: str) -> Floats:
    """Give the lengths of everybody's stretches between rests, (n_duties,)."""
    reach = pl.col("end_at").cum_max().shift(1).over(who)
    rested = (pl.col("start_at") - reach).dt.total_seconds() >= _REST_S
    duties = (
        timed.sort(who, "start_at")
        .with_columns(duty=rested.fill_null(value=True).cum_sum().over(who))
        .group_by(who, "duty")
        .agg(length=(pl.col("end_at").max() - pl.col("start_at").min()).dt.total_seconds())
    )
    lengths: Floats = duties["length"].to_numpy().astype(np.float64)
    return lengths
