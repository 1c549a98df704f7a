"""Figures of sums per day, held against sums done by hand."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.daily import daily_figures
from simmitt.engine.kpi.definitions.daily import DAILY

MONDAY = date(2025, 1, 6)
HOUR_S = 3600.0


def log_of_days(rows: Sequence[dict[str, Any]]) -> EventLog:
    schema = SCHEMAS["daily"]
    full = [
        {**dict.fromkeys(schema), "row": at, "machine": "M1", **row} for at, row in enumerate(rows, start=2)
    ]
    companions = Companions(daily=pl.DataFrame(full, schema=schema))
    return EventLog(pl.DataFrame(schema=SCHEMA), Source("days.csv", "0", "csv", (), sort="daily"), companions)


def figures(log: EventLog, scope: str = "plant") -> dict[str, Figure]:
    return {one.id: one for one in daily_figures(log) if one.scope == scope}


def weeks_of(days: int, **columns: float) -> list[dict[str, Any]]:
    return [{"date": MONDAY + timedelta(days=day), **columns} for day in range(days)]


def test_every_figure_is_the_ratio_that_its_definition_says() -> None:
    log = log_of_days(
        weeks_of(
            70,
            planned_s=8 * HOUR_S,
            run_s=5 * HOUR_S,
            setup_s=HOUR_S,
            stop_s=2 * HOUR_S,
            good_pieces=95.0,
            rejected_pieces=5.0,
        )
    )

    found = figures(log)

    assert {name: one.value for name, one in found.items()} == pytest.approx(
        {
            "daily_days": 70,
            "daily_utilisation_share": 5 / 8,
            "daily_run_share": 5 / 8,
            "daily_setup_share": 1 / 8,
            "daily_stop_share": 2 / 8,
            "daily_scrap_share": 0.05,
            "daily_pieces_per_week": 665.0,
            "daily_pieces_per_run_hour": 19.0,
        }
    )
    assert set(found) == set(DAILY)
    assert all(
        one.definition == DAILY[name].text and one.unit == DAILY[name].unit for name, one in found.items()
    )


def test_shares_of_time_add_up_to_one() -> None:
    random = np.random.default_rng(3)
    log = log_of_days(
        [
            {
                "date": MONDAY + timedelta(days=day),
                "machine": machine,
                "run_s": float(random.integers(0, 20_000)),
                "setup_s": float(random.integers(0, 5_000)),
                "stop_s": float(random.integers(0, 9_000)),
            }
            for day in range(60)
            for machine in ("M1", "M2")
        ]
    )

    for scope in ("plant", "M1", "M2"):
        found = figures(log, scope)
        assert sum(found[f"daily_{name}_share"].value for name in ("run", "setup", "stop")) == pytest.approx(
            1
        )


def test_what_the_table_does_not_tell_is_left_out() -> None:
    found = figures(log_of_days(weeks_of(30, run_s=HOUR_S)))

    assert set(found) == {"daily_days"}


def test_a_row_that_lacks_one_of_two_columns_counts_for_neither() -> None:
    rows = weeks_of(20, run_s=4 * HOUR_S, planned_s=8 * HOUR_S)
    rows[3]["planned_s"] = None

    assert figures(log_of_days(rows))["daily_utilisation_share"].value == 0.5


def test_a_plan_that_each_product_repeats_counts_once() -> None:
    rows = [
        {
            "date": MONDAY + timedelta(days=day),
            "product": product,
            "planned_s": 8 * HOUR_S,
            "run_s": 3 * HOUR_S,
        }
        for day in range(20)
        for product in ("Arm", "Leg")
    ]

    assert figures(log_of_days(rows))["daily_utilisation_share"].value == 6 / 8


def test_plans_of_each_product_add_up_where_more_was_run_than_one_of_them() -> None:
    rows = [
        {
            "date": MONDAY + timedelta(days=day),
            "product": product,
            "planned_s": 4 * HOUR_S,
            "run_s": 3 * HOUR_S,
        }
        for day in range(20)
        for product in ("Arm", "Leg")
    ]

    assert figures(log_of_days(rows))["daily_utilisation_share"].value == 6 / 8


def test_an_interval_holds_its_value_and_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(11)
    held = 0
    for _ in range(100):
        shares = np.clip(random.normal(0.6, 0.15, 84), 0.05, 1)
        log = log_of_days(
            [
                {"date": MONDAY + timedelta(days=day), "run_s": 28_800 * share, "planned_s": 28_800.0}
                for day, share in enumerate(shares)
            ]
        )
        found = figures(log)["daily_utilisation_share"]
        assert found.low <= found.value <= found.high
        held += found.low <= 0.6 <= found.high
    assert 90 <= held <= 100


def test_the_same_seed_gives_the_same_intervals() -> None:
    log = log_of_days(
        [{**row, "run_s": HOUR_S * (at % 7)} for at, row in enumerate(weeks_of(60, planned_s=30_000.0))]
    )

    assert daily_figures(log, seed=4) == daily_figures(log, seed=4)


def test_a_log_without_sums_has_no_such_figures() -> None:
    log = EventLog(pl.DataFrame(schema=SCHEMA), Source("log.csv", "0", "csv", ()))

    assert daily_figures(log) == []
