"""A simulated shop that never closes reports without faults: what is found is how it works."""

from dataclasses import replace

import polars as pl
from engine.simulation.conftest import line_of

from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source
from simmitt.engine.factory.model import Arrivals, Distribution
from simmitt.engine.quality import diagnose
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.log import write_log

CLOCK = "%Y-%m-%dT%H:%M:%S%.3f%:z"
QUARTER_S = 13 * 7 * 86_400.0
# It never rests, follows no summer time, and stands idle by chance.
ITS_WAYS = {"unusual_week", "missing_hour", "clock_gaps"}


def test_a_simulated_log_raises_no_suspicion() -> None:
    factory = line_of(
        [Distribution("gamma", 3_000.0, 0.4)] * 3, arrivals=Arrivals("poisson", 100.0), horizon_s=QUARTER_S
    )
    output = replicate(replace(factory), replications=2, seed=3, trace=True)

    for replication in range(2):
        table = write_log(output, factory, replication)
        clock = {
            name: pl.col(name).str.to_datetime(CLOCK).dt.replace_time_zone(None)
            for name in ("start_time", "end_time")
        }
        rows = table.select(
            pl.int_range(2, pl.len() + 2).alias("row"), pl.col("case_id").alias("order"), "activity",
            pl.col("resource").alias("machine"), pl.lit("run").alias("kind"),
            clock["start_time"].alias("start_at"), clock["end_time"].alias("end_at"),
        )  # fmt: skip
        rows = rows.with_columns(pl.lit(None).alias(name) for name in SCHEMA if name not in rows.columns)
        log = EventLog(
            rows.select(list(SCHEMA)).cast(pl.Schema(SCHEMA)), Source("simulated.csv", "0", "csv", ())
        )

        diagnosis = diagnose(log)

        assert {finding.code for finding in diagnosis.findings} <= ITS_WAYS
        assert diagnosis.grade == "A"
