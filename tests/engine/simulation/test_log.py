"""A replication written as the log that a factory would keep."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import numpy as np
import polars as pl
import pytest
from engine.simulation.shops import MakeLine

from simmitt.engine.factory.model import Breakdown, Distribution, Factory, Reporting, Setup, Station
from simmitt.engine.simulation import Output, replicate
from simmitt.engine.simulation.log import write_log
from simmitt.ground.units import WEEK_S

MONDAY = datetime(2012, 1, 2)
CLOCK = "%Y-%m-%dT%H:%M:%S%.3f%:z"


@pytest.fixture
def reporting_line(line: MakeLine) -> Factory:
    factory = line([Distribution("gamma", 600.0, 0.3)] * 2, horizon_s=2e6)
    stations = (
        Station("saws", capacity=2, members={"Saw 1": 0.75, "Saw 2": 0.25}),
        Station("mills", capacity=2, setup=Setup(Distribution("fixed", 60.0), 1.0, 0.5)),
    )
    operations = (
        replace(factory.operations[0], name="saw", station="saws", reports_per_hour=3.6),
        replace(factory.operations[1], name="mill", station="mills"),
    )
    product = replace(
        factory.products[0], routings=(replace(factory.products[0].routings[0], operations=("saw", "mill")),)
    )
    return replace(factory, stations=stations, operations=operations, products=(product,))


@pytest.fixture
def output(reporting_line: Factory) -> Output:
    return replicate(reporting_line, replications=2, seed=1, trace=True)


def test_rows_have_the_columns_and_the_clock_of_a_log(reporting_line: Factory, output: Output) -> None:
    log = write_log(output, reporting_line, 0, MONDAY)

    assert log.columns == ["case_id", "activity", "resource", "start_time", "end_time"]
    assert log["start_time"][0] == "2012-01-02T00:00:00.000+00:00"
    assert log["start_time"].is_sorted()
    last = datetime.fromisoformat(max(log["end_time"]))
    assert (last.replace(tzinfo=None) - MONDAY).total_seconds() <= 2e6


def test_machines_are_named_by_their_share_and_others_by_their_place(
    reporting_line: Factory, output: Output
) -> None:
    log = write_log(output, reporting_line, 0, MONDAY)

    counts = dict(log.group_by("resource").len().iter_rows())
    assert set(counts) == {"Saw 1", "Saw 2", "mills", "mills (2)"}
    assert counts["Saw 1"] / (counts["Saw 1"] + counts["Saw 2"]) == pytest.approx(0.75, abs=0.03)


def test_reports_are_closed_as_often_in_a_running_hour_as_the_operation_says(
    reporting_line: Factory, output: Output
) -> None:
    log = write_log(output, reporting_line, 0, MONDAY)

    saws = log.filter(pl.col("activity") == "saw")
    per_visit = saws.group_by("case_id").len()
    # Ten minutes on average, 3.6 an hour: 0.6 closed within a visit.
    assert per_visit["len"].mean() == pytest.approx(1.6, abs=0.05)
    assert saws.group_by("case_id").agg(pl.col("resource").n_unique())["resource"].max() == 1


def test_cut_rows_hold_the_same_work(reporting_line: Factory, output: Output) -> None:
    log = write_log(output, reporting_line, 1, MONDAY)
    silent = write_log(
        output,
        replace(
            reporting_line,
            operations=tuple(replace(o, reports_per_hour=0.0) for o in reporting_line.operations),
        ),
        1,
        MONDAY,
    )

    def work(rows: pl.DataFrame) -> pl.DataFrame:
        start, end = (pl.col(name).str.to_datetime(CLOCK) for name in ("start_time", "end_time"))
        spans = rows.with_columns(span=(end - start).dt.total_milliseconds())
        kept = spans.filter(pl.col("case_id").cast(pl.Int64) < 5_000)
        return kept.group_by("case_id", "activity").agg(pl.col("span").sum()).sort("case_id", "activity")

    cut, whole = work(log), work(silent)
    np.testing.assert_allclose(cut["span"][:4_000], whole["span"][:4_000], atol=12)


def test_reports_are_closed_in_the_rhythm_of_the_week(line: MakeLine) -> None:
    factory = line([Distribution("fixed", 40_000.0)], horizon_s=40 * WEEK_S)
    night = np.zeros(336)
    night[44::48] = 48.0  # 22:00 to 22:30, every day
    factory = replace(
        factory,
        operations=(replace(factory.operations[0], reports_per_hour=1.0),),
        reporting=Reporting(tuple(night.tolist())),
    )
    output = replicate(factory, replications=1, seed=1, trace=True)

    log = write_log(output, factory, 0, MONDAY)
    start = log.select("case_id", at=pl.col("start_time").str.to_datetime(CLOCK)).sort("case_id", "at")
    cut = start.filter(pl.col("case_id") == pl.col("case_id").shift(1))["at"]

    assert len(cut) > 1_000
    assert set(cut.dt.hour().to_list()) == {22}
    assert cut.dt.minute().to_numpy().max() < 30


def test_a_break_lies_between_a_closed_report_and_the_next(reporting_line: Factory, output: Output) -> None:
    with_breaks = replace(reporting_line, reporting=Reporting(break_s=10.0))

    plain, broken = (write_log(output, each, 0, MONDAY) for each in (reporting_line, with_breaks))

    def length_s(log: pl.DataFrame) -> float:
        start, end = (pl.col(name).str.to_datetime(CLOCK) for name in ("start_time", "end_time"))
        return float(log.select((end - start).dt.total_milliseconds().sum() / 1e3).item())

    closed = plain.height - plain.select("case_id", "activity").unique().height
    assert broken.height == plain.height
    # A break ends in the middle of what is left at the latest, so it lasts less than told.
    assert 5.0 < (length_s(plain) - length_s(broken)) / closed < 10.0


def test_reports_without_a_time_stand_at_their_clock_time_in_the_order_of_the_visits(line: MakeLine) -> None:
    factory = line([Distribution("gamma", 30_000.0, 0.5)] * 3, horizon_s=20 * WEEK_S)
    dated = replace(factory.operations[1], dated_share=1.0, dated_s=3_600.0)
    factory = replace(
        factory,
        operations=(factory.operations[0], dated, factory.operations[2]),
        reporting=Reporting(dated_clock_s=5 * 3_600.0, dated_weekdays=("monday", "wednesday", "friday")),
    )
    output = replicate(factory, replications=1, seed=1, trace=True)

    log = write_log(output, factory, 0, MONDAY).with_columns(
        at=pl.col("start_time").str.to_datetime(CLOCK), until=pl.col("end_time").str.to_datetime(CLOCK)
    )
    stamped = log.filter(pl.col("activity") == dated.name)

    assert stamped.height > 100
    assert set(stamped["at"].dt.time().to_list()) == {time(5)}
    assert set(stamped["at"].dt.weekday().to_list()) == {1, 3, 5}
    assert (stamped["until"] - stamped["at"]).unique().to_list() == [timedelta(hours=1)]
    first = log.filter(pl.col("activity") == factory.operations[0].name).select("case_id", before="at")
    told = stamped.join(first, on="case_id")
    assert (told["at"] > told["before"]).to_numpy().mean() > 0.95


def test_setups_and_repairs_are_rows_of_the_same_activity(line: MakeLine) -> None:
    factory = line([Distribution("fixed", 100.0)], horizon_s=1_000.0)
    station = Station(
        "M1",
        setup=Setup(Distribution("fixed", 20.0), 1.0, 1.0),
        breakdown=Breakdown(80.0, Distribution("fixed", 10.0)),
    )
    factory = replace(factory, stations=(station,))
    output = replicate(factory, replications=1, seed=3, trace=True)

    log = write_log(output, factory, 0, MONDAY)

    assert output.trace is not None
    assert set(output.trace.kind.tolist()) == {0, 1, 2}
    assert log["activity"].unique().to_list() == ["work at M1"]
    assert len(log) == np.count_nonzero(output.trace.end_s <= 1_000.0)


def test_the_log_of_a_replication_does_not_depend_on_its_row(reporting_line: Factory, output: Output) -> None:
    alone = replicate(reporting_line, replications=1, seed=1, first_replication=1, trace=True)

    assert write_log(alone, reporting_line, 0).equals(write_log(output, reporting_line, 1))


def test_a_window_without_work_gives_an_empty_log(line: MakeLine) -> None:
    factory = line([Distribution("fixed", 1e6)], horizon_s=10.0)
    output = replicate(factory, replications=1, seed=1, trace=True)

    log = write_log(output, factory, 0)

    assert log.shape == (0, 5)
