from typing import Any

import polars as pl
import pytest
from engine.study.conftest import small_shop

from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source
from simmitt.engine.fitting.faults import NothingToFit
from simmitt.engine.fitting.from_study import factory_of_study
from simmitt.engine.simulation import replicate
from simmitt.ground.units import HOUR_S, MINUTE_S


def study_of(tables: dict[str, list[dict[str, Any]]]) -> EventLog:
    frames: dict[str, pl.DataFrame] = {
        kind: frame_of(SCHEMAS[kind], tables[kind]) for kind in SCHEMAS if kind in tables
    }
    source = Source("study.xlsx", "0", "xlsx", (), sort="study")
    return EventLog(pl.DataFrame(schema=SCHEMA), source, Companions(**frames))


def frame_of(schema: dict[str, pl.DataType], records: list[dict[str, Any]]) -> pl.DataFrame:
    usual = dict.fromkeys(schema) | ({"observations": 1.0} if "observations" in schema else {})
    full = [{**usual, "row": number, **record} for number, record in enumerate(records, start=2)]
    return pl.DataFrame(full, schema=schema, strict=False)


def test_a_studied_factory_holds_what_was_studied() -> None:
    factory = factory_of_study(study_of(small_shop()))

    mill = factory.station("Mill")
    assert [each.name for each in factory.operations] == ["Arm 10", "Arm 20", "Leg 10", "Leg 20"]
    assert factory.arrivals.per_week == 20
    assert mill.setup is not None
    assert mill.setup.time_s.mean == pytest.approx(30 * MINUTE_S, rel=0.01)
    assert mill.breakdown is not None
    # Ten days of twelve hours, six looks in ten found it running, five failures.
    assert mill.breakdown.mtbf_s == pytest.approx(120 * 0.6 * HOUR_S / 5.5, rel=1e-3)
    assert mill.breakdown.repair_s.mean == pytest.approx(45 * MINUTE_S, rel=1e-3)
    assert factory.operations[1].run_s.mean == pytest.approx(20 * 4 * MINUTE_S, rel=1e-3)


def test_what_was_not_studied_is_left_out() -> None:
    tables = small_shop()
    for name in ("sampling", "stop_tally", "timed_setups"):
        del tables[name]

    factory = factory_of_study(study_of(tables))

    assert all(station.setup is None and station.breakdown is None for station in factory.stations)


def test_a_studied_factory_can_be_simulated_and_makes_what_is_ordered() -> None:
    factory = factory_of_study(study_of(small_shop()))

    output = replicate(factory, replications=30, seed=1)

    weeks = output.observed_s / (7 * 24 * HOUR_S)
    assert (output.finished_orders / weeks).mean() == pytest.approx(20, rel=0.06)


def test_a_day_that_runs_past_midnight_goes_on_the_next_morning() -> None:
    tables = small_shop()
    tables["stations"][1] |= {"starts_at": "20:00", "hours_per_week": 40}

    calendar = next(each for each in factory_of_study(study_of(tables)).calendars if each.name == "Mill")

    assert sum(shift.end_s - shift.start_s for shift in calendar.shifts) == pytest.approx(40 * HOUR_S)
    assert calendar.shifts[1].start_s == 24 * HOUR_S
    assert calendar.shifts[1].end_s == 28 * HOUR_S


def test_an_unknown_machine_is_named_with_its_row() -> None:
    tables = small_shop()
    tables["routings"][3] |= {"machine": "Mil"}

    with pytest.raises(NothingToFit) as told:
        factory_of_study(study_of(tables))

    assert "row 5 names the machine Mil" in told.value.in_language("en")


def test_a_product_that_nobody_orders_is_asked_about() -> None:
    tables = small_shop()
    for row in tables["routings"][2:]:
        row["orders_per_week"] = None

    with pytest.raises(NothingToFit) as told:
        factory_of_study(study_of(tables))

    assert "orders a week there are of Leg" in told.value.in_language("en")
