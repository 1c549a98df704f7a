"""Steps in the time that work takes, and in the orders that come, are named; chance is not."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from engine.quality.drifting import days_off, noisy_shop
from engine.quality.planted_flow import FLOW
from engine.quality.planting import LATER, at, everywhere, tidy, with_rows

from simmitt.engine.quality import Change, diagnose
from simmitt.engine.quality.change_points import Weekly, chance_of, first_after, strongest_steps
from simmitt.engine.quality.drift import find_changes
from simmitt.engine.quality.reports import Reports


def false_alarms(shops: int, **noise: Any) -> float:
    return float(np.mean([bool(find_changes(noisy_shop(7_000 + seed, **noise))) for seed in range(shops)]))


def named_steps(shops: int, *, step_week: int, **shop: Any) -> list[Change]:
    """Give the changes found at the machine with the step, at most one per shop, within three weeks of it."""
    found = []
    for seed in range(shops):
        changes = find_changes(noisy_shop(8_000 + seed, step=0.15, step_week=step_week, **shop))
        near = [c for c in changes if c.machine == "M0" and days_off(c.from_date, step_week) <= 21]
        found += near[:1]
    return found


@pytest.mark.sweep
def test_in_a_quarter_without_change_fewer_than_five_in_a_hundred_shops_raise_an_alarm() -> None:
    assert false_alarms(400) < 0.05


@pytest.mark.parametrize("noise", [{}, {"shape": "gamma"}, {"machines": 1}, {"cv": 0.2}])
def test_the_shape_of_the_noise_and_the_number_of_machines_hardly_matter(noise: dict[str, Any]) -> None:
    # Five in a hundred would give more than seven of sixty once in a hundred times.
    assert false_alarms(60, **noise) <= 7 / 60


def test_weeks_that_scatter_by_themselves_are_allowed_for() -> None:
    """Each week lasts ten per cent more or less at each machine: more than its reports let expect."""
    assert false_alarms(60, week_cv=0.1) <= 8 / 60


def test_a_step_of_fifteen_per_cent_is_named_with_its_date() -> None:
    changes = named_steps(50, weeks=26, step_week=13, cv=0.3)

    assert len(changes) >= 45
    assert np.median([change.change_share for change in changes]) == pytest.approx(0.15, abs=0.03)
    assert np.mean([change.low_share <= 0.15 <= change.high_share for change in changes]) >= 0.85
    assert all(change.unit == "min/report" and change.activity == "M0" for change in changes)


def test_three_weeks_after_a_step_it_is_named_where_reports_are_many_or_alike() -> None:
    assert len(named_steps(50, weeks=26, step_week=23, cv=0.3)) >= 30
    assert len(named_steps(50, weeks=26, step_week=23, cv=0.3, per_week=60)) >= 45


def test_the_noisiest_step_is_told_from_chance_after_a_quarter_more_often_than_not() -> None:
    """Half as much scatter as length, thirty reports a week: what a step hides in."""
    assert len(named_steps(50, weeks=26, step_week=13, cv=0.5)) > 25


def test_work_per_piece_is_freed_from_lot_size_and_product() -> None:
    """Lots get three times as large in spring and another product comes; work per piece stays."""
    random = np.random.default_rng(4)
    rows = tidy(26).rows.filter(kind="run")
    late = (rows["start_at"] >= at(84, 0)).to_numpy()
    pieces = np.where(late, 3.0, 1.0) * random.integers(20, 40, rows.height)
    minutes = np.where(late, 1.6, 1.0) * pieces * np.exp(random.normal(0, 0.2, rows.height))
    log = with_rows(
        tidy(26),
        rows.with_columns(
            end_at=pl.col("start_at")
            + pl.lit(pl.Series((60 * minutes * 1e6).astype(int)).cast(pl.Duration("us"))),
            good_pieces=pl.Series(pieces),
            product=pl.when(pl.Series(late)).then(pl.lit("Axle")).otherwise(pl.lit("Shaft")),
        ),
    )

    assert [c for c in find_changes(Reports(log.rows, log, LATER)) if c.what == "work_time"] == []


def test_a_machine_that_gets_slower_is_a_finding_with_date_size_and_interval() -> None:
    diagnosis = diagnose(FLOW["change"]().log)

    (change,) = diagnosis.changes
    finding = diagnosis.finding("change")
    assert finding is not None
    assert (change.activity, change.machine, change.unit) == ("Milling", "Mill 2", "min/piece")
    assert days_off(change.from_date, 6) <= 7
    assert change.low_share < 1.0 < change.high_share
    assert change.after == pytest.approx(change.before * (1 + change.change_share))
    (move,) = finding.effect.moves
    assert (move.scope, move.before, move.after) == ("Mill 2", change.before, change.after)
    assert set(finding.rows) == set(
        FLOW["change"]().log.rows.filter(pl.col("start_at").dt.date() >= change.from_date, machine="Mill 2")[
            "row"
        ]
    )


def test_a_step_up_and_back_is_two_changes() -> None:
    shop = noisy_shop(3, weeks=30, machines=1, cv=0.2)
    inside = shop.rows["start_at"].is_between(at(70, 0), at(140, 0)).to_numpy()
    longer = shop.rows.with_columns(
        end_at=pl.when(pl.Series(inside))
        .then(pl.col("end_at") + (pl.col("end_at") - pl.col("start_at")) / 4)
        .otherwise("end_at")
    )

    changes = find_changes(shop.with_rows(longer, "end_at"))

    assert [
        days_off(change.from_date, week) <= 7 for change, week in zip(changes, (10, 20), strict=True)
    ] == [True, True]
    assert [change.change_share > 0 for change in changes] == [True, False]


def test_orders_that_come_more_often_are_named() -> None:
    """From the fourteenth week on every order has a twin."""
    late = tidy(26).rows.filter(pl.col("start_at") >= at(91, 0))
    twins = late.with_columns(pl.col("row") + 10_000, order="T-" + pl.col("order"))
    log = with_rows(tidy(26), pl.concat([tidy(26).rows, twins]))

    (change,) = [each for each in diagnose(log).changes if each.what == "arrivals"]

    assert (change.activity, change.machine, change.unit) == (None, None, "orders/week")
    assert change.before == pytest.approx(12, abs=0.5)
    assert change.after == pytest.approx(24, abs=0.5)
    assert days_off(change.from_date, 13) <= 7
    assert change.low_share < change.change_share < change.high_share


def test_weeks_of_holiday_are_no_change_of_arrivals() -> None:
    closed = pl.col("start_at").is_between(at(70, 0), at(91, 0))
    log = with_rows(tidy(26), tidy(26).rows.filter(~closed))

    assert [each for each in diagnose(log).changes if each.what == "arrivals"] == []


def test_a_log_too_short_to_tell_names_no_change() -> None:
    assert find_changes(noisy_shop(1, weeks=4, step=2.0, step_week=2)) == []


def test_the_same_log_gives_the_same_changes() -> None:
    log = everywhere(FLOW["change"]().log, rework=False)

    assert diagnose(log).changes == diagnose(log).changes


def test_the_strongest_step_is_where_the_means_part() -> None:
    flat = Weekly(np.array([0.0, 0.1, -0.1, 0.0, 1.0, 1.1, 0.9, 1.0]), np.full(8, 0.01))

    (step,) = strongest_steps([flat])

    assert step.at == 4
    assert step.size == pytest.approx(1.0)
    assert chance_of(np.array([step.strength]), [flat])[0] < 0.01


def test_the_more_is_looked_at_the_likelier_chance_is() -> None:
    series = Weekly(np.array([0.0, 0.1, -0.1, 0.0, 0.25, 0.3, 0.2, 0.3]), np.full(8, 0.01))
    strength = np.array([strongest_steps([series])[0].strength])

    assert chance_of(strength, [series])[0] < chance_of(strength, [series] * 40)[0]


def test_the_first_report_after_a_step_is_found_between_two_levels() -> None:
    value = np.r_[np.zeros(10), np.ones(10)]

    assert first_after(value, 8, slice(5, 15)) == 10
    assert first_after(value, 10, slice(0, 20)) == 10
