"""Names and dates steer nothing: a relabelled, date-shifted copy of a log gives the same factory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from engine.conftest import tidy_shop

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.fitting import Fitted, fit
from simmitt.engine.fitting.neutral import Names, without_names
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.log import write_log
from simmitt.engine.validation.log_distances import log_distances

TEXTS = ("activity", "machine", "worker", "product")
TIMES = ("start_at", "end_at", "due_at", "released_at")
EIGHT_YEARS = timedelta(weeks=417)


def people_alone() -> EventLog:
    """Give a log of many people who do everything, of whom it alone tells, cut off in mid-work."""
    log = tidy_shop(10, seed=3, orders_per_week=20)
    who = pl.format("P{}", (pl.col("row") * 7) % 11)
    rows = log.rows.with_columns(machine=pl.lit(None, pl.String), worker=who)
    return replace(log, rows=rows.filter(pl.col("end_at") <= pl.col("end_at").max() - timedelta(days=9)))


LOGS: dict[str, Callable[[], EventLog]] = {"machines": tidy_shop, "people": people_alone}


@dataclass(frozen=True)
class Copied:
    """A log under other names and at another time, and what its names stand for."""

    log: EventLog
    meant: Mapping[str, str]


def relabelled(log: EventLog, seed: int, by: timedelta) -> Copied:
    random = np.random.default_rng(seed)
    columns = [log.rows["order"], *(log.rows[name] for name in TEXTS)]
    names = sorted(set().union(*(column.drop_nulls().to_list() for column in columns)))
    fresh = {
        name: f"N{number:04d}" for name, number in zip(names, random.permutation(len(names)), strict=True)
    }
    texts = [pl.col(name).replace(list(fresh), list(fresh.values())) for name in ("order", *TEXTS)]
    rows = log.rows.with_columns(*texts, *(pl.col(name) + by for name in TIMES))
    return Copied(replace(log, rows=rows), {new: name for name, new in fresh.items()})


def fitted(log: EventLog) -> Fitted:
    return fit(log, learn_working_hours(log))


def in_words(thing: Any, meant: Mapping[str, str]) -> str:
    """Give all that a noun says, under the names that were meant."""
    text = repr(thing)
    for new, name in meant.items():
        text = text.replace(new, name)
    return text


def without_origin(told: Fitted) -> Any:
    """Give what is no date: the log's span and when the window opens aside."""
    run = replace(told.factory.run, starts_at=None)
    orders = [(each.name, each.rests, each.chance, each.last_operation) for each in told.state.orders]
    return replace(told.factory, run=run, fitted_on={}), orders


@pytest.mark.parametrize("kind", LOGS)
def test_a_relabelled_later_copy_gives_the_same_factory_and_the_same_open_orders(kind: str) -> None:
    log = LOGS[kind]()
    copy = relabelled(log, seed=1, by=EIGHT_YEARS)

    own, other = fitted(log), fitted(copy.log)

    assert in_words(without_origin(other), copy.meant) == in_words(without_origin(own), {})
    assert other.explained_share == own.explained_share
    assert own.factory.run.starts_at is not None
    assert other.factory.run.starts_at == own.factory.run.starts_at + EIGHT_YEARS


@pytest.mark.parametrize("kind", LOGS)
def test_what_it_simulates_is_the_same_log_and_as_far_from_the_real_one(kind: str) -> None:
    log = LOGS[kind]()
    copy = relabelled(log, seed=2, by=EIGHT_YEARS)

    own, other = (simulated(each) for each in (log, copy.log))
    back = [
        pl.col(name).replace(list(copy.meant), list(copy.meant.values())) for name in ("activity", "resource")
    ]
    times = [pl.col(name) - EIGHT_YEARS for name in ("start_time", "end_time")]

    assert other.with_columns(*back, *times).equals(own)
    assert log_distances(as_seen(copy.log), other) == pytest.approx(
        log_distances(as_seen(log), own), rel=1e-9
    )


def simulated(log: EventLog) -> pl.DataFrame:
    factory = fitted(log).factory
    output = replicate(factory, replications=1, seed=0, trace=True)
    clocks = pl.col("start_time", "end_time").str.replace("+00:00", "", literal=True).str.to_datetime()
    return write_log(output, factory, 0, factory.run.starts_at).with_columns(clocks)


def as_seen(log: EventLog) -> pl.DataFrame:
    return log.rows.select(
        case_id="order", activity="activity", resource=pl.coalesce("machine", "worker"),
        start_time="start_at", end_time="end_at",
    ).sort("start_time", maintain_order=True)  # fmt: skip


def test_names_are_numbered_as_they_first_appear_by_time() -> None:
    log = tidy_shop(2)
    late_first = replace(log, rows=log.rows.reverse())

    _, _, names = without_names(late_first, learn_working_hours(log))

    assert names.told[0] == "WO-0000"
    machines = [name for name in names.told if name in set(log.rows["machine"])]
    assert machines == ["Saw 1", "Mill 2", "Lathe 3", "Inspection"]


def test_a_machine_called_as_the_plants_hours_are_keeps_its_name() -> None:
    log = tidy_shop()
    called = log.rows.with_columns(pl.col("machine").replace("Saw 1", "plant"))

    factory = fitted(replace(log, rows=called)).factory

    assert "plant" in {each.name for each in factory.stations}
    assert "plant (hours)" in {each.name for each in factory.calendars}


def test_texts_without_a_number_are_left_alone() -> None:
    told = ("lognormal", {"\x1f0000000\x1f ×2": 1.0}, datetime(2026, 1, 5))

    assert Names(("Saw",)).restored(told) == ("lognormal", {"Saw ×2": 1.0}, datetime(2026, 1, 5))
