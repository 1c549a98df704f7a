"""Logs of invented factories that are easy to foretell, hard to, or not to be foretold at all."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
from engine.fitting.test_fit import TRUTH, log_from

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory import parse_factory
from simmitt.engine.factory.model import Distribution, Factory
from simmitt.ground.units import HOUR_S, WEEK_S


def factory(*, delay_h: float = 0.0, milling_h: float = 3.0, weeks: int = 26) -> Factory:
    """Give the invented factory with another delay and another run time before and at the mill."""
    truth = parse_factory(TRUTH)
    delay = Distribution("exponential", delay_h * HOUR_S) if delay_h else None
    operations = tuple(
        replace(each, typical_pieces=20.0, size_exponent=0.0)
        if each.name == "Sawing"
        else replace(
            each,
            typical_pieces=20.0,
            size_exponent=0.0,
            delay_s=delay,
            run_s=replace(each.run_s, mean=milling_h * HOUR_S),
        )
        for each in truth.operations
    )
    return replace(truth, operations=operations, run=replace(truth.run, horizon_s=weeks * WEEK_S))


def log_of_queues() -> EventLog:
    """Make half a year in which orders wait for machines and closed hours alone."""
    return log_from(factory(), seed=3)


def log_of_delays(*, delay_h: float = 40.0, milling_h: float = 3.0) -> EventLog:
    """Make half a year of a shop that never closes, whose orders stand still and no queue shows why."""
    delayed = factory(delay_h=delay_h, milling_h=milling_h)
    stations = tuple(replace(each, calendar="") for each in delayed.stations)
    return log_from(replace(delayed, stations=stations), seed=3)


def log_that_turns() -> EventLog:
    """Make four steady months, and then two in which every order stands still for weeks at the mill."""
    calm = log_from(factory(weeks=17), seed=3)
    stuck = log_from(factory(delay_h=300.0, weeks=9), seed=4)
    later = stuck.rows.with_columns(
        pl.col("start_at", "end_at") + timedelta(weeks=17),
        order="late " + pl.col("order"),
        row=pl.col("row") + calm.rows.height,
    )
    return replace(calm, rows=pl.concat([calm.rows, later]))
