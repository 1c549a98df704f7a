"""From a log to its diagnosis: what is odd, what it does to the figures, what was repaired."""

from dataclasses import replace

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality.dates import clock_gaps, far_dates, midnight_starts
from simmitt.engine.quality.duplicates import exact_duplicates
from simmitt.engine.quality.durations import (
    absurd_durations,
    ends_before_start,
    stated_duration_disagrees,
    zero_length,
)
from simmitt.engine.quality.findings import Check, Diagnosis, Finding
from simmitt.engine.quality.grading import grade
from simmitt.engine.quality.names import (
    activity_and_machine_disagree,
    near_identical_names,
    oddly_spaced_names,
)
from simmitt.engine.quality.open_orders import open_orders
from simmitt.engine.quality.overlaps import machine_overlaps, worker_overlaps
from simmitt.engine.quality.padding import constant_times, padded_times
from simmitt.engine.quality.people import resources_may_be_people
from simmitt.engine.quality.presence import rows_without_names, rows_without_order_or_time
from simmitt.engine.quality.quantities import absurd_pieces, negative_pieces, scrap_beyond_made
from simmitt.ground.units import WEEK_S

# The order matters. First what makes rows comparable: order, time, spelling, direction and
# century. Then a look at the rows as they were reported. Last the repairs that take time or
# rows away, so that every count above is that of the file.
STORY: tuple[Check, ...] = (
    rows_without_order_or_time,
    near_identical_names,
    ends_before_start,
    far_dates,
    rows_without_names,
    oddly_spaced_names,
    resources_may_be_people,
    activity_and_machine_disagree,
    machine_overlaps,
    worker_overlaps,
    midnight_starts,
    clock_gaps,
    open_orders,
    zero_length,
    stated_duration_disagrees,
    absurd_durations,
    negative_pieces,
    scrap_beyond_made,
    absurd_pieces,
    constant_times,
    padded_times,
    exact_duplicates,
)


def diagnose(log: EventLog) -> Diagnosis:
    """Give all findings of a log, its grade, and the log after all repairs.

    Raises
    ------
    NoUsableRow
        Where not one row tells order, start and end.
    """
    rows = log.rows
    found: list[Finding] = []
    for check in STORY:
        rows, findings = check(rows)
        found += findings
    letter, reason = grade(tuple(found), log.rows.height, rows["order"].n_unique(), _weeks(rows))
    return Diagnosis(tuple(found), letter, reason, replace(log, rows=rows))


def _weeks(rows: pl.DataFrame) -> float:
    span = rows.select((pl.col("end_at").max() - pl.col("start_at").min()).dt.total_seconds()).item()
    return float(span) / WEEK_S
