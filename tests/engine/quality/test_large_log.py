"""A log of a million rows is diagnosed while one waits."""

import time

import polars as pl
import pytest
from engine.quality.planting import LATER, tidy, with_rows

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality import diagnose

MOST_CPU_S = 3.0  # seconds of one core


def a_million_rows() -> EventLog:
    """Forty lines like the tidy shop's, for seven years."""
    year = tidy(52, 3).rows
    copies = [
        year.with_columns(
            order=pl.col("order") + f"-{number}-{line}",
            machine=pl.col("machine") + f" L{line:02}",
            worker=pl.col("worker") + f" {line}",
            start_at=pl.col("start_at") - pl.duration(days=364 * number),
            end_at=pl.col("end_at") - pl.duration(days=364 * number),
        )
        for number in range(7)
        for line in range(40)
    ]
    rows = pl.concat(copies).sort("start_at", maintain_order=True).head(1_000_000)
    return with_rows(tidy(), rows.with_columns(row=pl.int_range(2, pl.len() + 2)))


@pytest.mark.sweep
def test_a_million_rows_take_three_seconds_of_one_core() -> None:
    log = a_million_rows()

    spent = []
    for _ in range(2):
        begun = time.process_time()
        diagnosis = diagnose(log, today=LATER)
        spent.append(time.process_time() - begun)

    assert log.rows.height == 1_000_000
    assert diagnosis.grade == "A"
    assert min(spent) < MOST_CPU_S
