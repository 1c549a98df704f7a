"""Failures, the time between them and the time to repair, by hand and against known truth."""

import numpy as np
import pytest
from engine.kpi.shops import row, stop, table, time_of

from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.reliability import (
    failures,
    maintenance_figures,
    reliability_figures,
    time_between,
    time_to_repair,
    weibull_shape,
)
from simmitt.engine.kpi.stops import stop_figures

# Runs 0-6, down 6-8; runs 8-12, down 12-12.9 and 13-14 (one failure told twice); runs 14-20, stands 20-24,
# down 24-25 by the table of stops, runs 25-28.
ROWS = [
    row("A", "Mill", 0, 6), row("A", "Mill", 6, 8, kind="breakdown"), row("A", "Mill", 8, 12),
    row("A", "Mill", 12, 12.9, kind="breakdown"), row("A", "Mill", 13, 14, kind="breakdown"),
    row("B", "Mill", 14, 20), row("B", "Mill", 25, 28), row("C", "Saw", 0, 28),
]  # fmt: skip
STOPS = [stop("Mill", 24, 25, "breakdown"), stop("Mill", 20, 24, "material")]


def values(figures: list[Figure], machine: str = "Mill") -> dict[str, float]:
    return {each.id: each.value for each in figures if each.scope == machine}


def test_gaps_count_work_only_and_the_last_one_is_not_over() -> None:
    found = failures(time_of(ROWS, stops=STOPS))

    assert found.machine.tolist() == [0, 0, 0]
    assert found.down_s / 3600 == pytest.approx([2, 2, 1])
    assert found.gap_s / 3600 == pytest.approx([6, 4, 6])
    assert found.last_gap_s / 3600 == pytest.approx([3, 28])
    assert found.worked_s / 3600 == pytest.approx([19, 28])


def test_time_between_failures_and_to_repair_by_hand() -> None:
    found = values(reliability_figures(time_of(ROWS, stops=STOPS), 1, 500))

    assert found == pytest.approx(
        {
            "failures": 3,
            "mtbf_h": 19 / 3,
            "mttr_h": 5 / 3,
            "availability_by_failures_share": (19 / 3) / (19 / 3 + 5 / 3),
        }
    )


def test_two_failures_are_counted_but_tell_no_mean() -> None:
    time = time_of([each for each in ROWS if each["machine"] == "Mill"])

    assert values(reliability_figures(time, 1, 0)) == {"failures": 2}


def test_a_stop_that_no_order_is_booked_on_is_a_failure_too() -> None:
    rows = [row(None, "Press", 0, 4), row(None, "Press", 4, 5, kind="breakdown"), row(None, "Press", 5, 9)]

    found = failures(time_of(rows))

    assert found.gap_s / 3600 == pytest.approx([4])
    assert found.last_gap_s / 3600 == pytest.approx([4])


def test_breakdown_rows_and_hours_stay_as_the_rows_tell_them() -> None:
    time = time_of(ROWS, stops=STOPS)

    found = values(stop_figures(time.facts, np.zeros((0, 8)), 1, time))

    assert found["breakdown_rows"] == 3
    assert found["breakdown_h"] == pytest.approx(3.9)
    assert found["failures"] == 3


def test_the_mean_between_failures_lies_in_its_interval_nineteen_times_in_twenty() -> None:
    random = np.random.default_rng(11)
    hits, trials = 0, 600

    for _ in range(trials):
        failed = int(random.poisson(8.0))
        interval = time_between(400.0, max(failed, 1))
        hits += interval.low <= 50.0 <= interval.high

    assert 0.94 <= hits / trials <= 0.99


@pytest.mark.parametrize("repairs", [3, 7, 30])
def test_the_mean_time_to_repair_lies_in_its_interval_nineteen_times_in_twenty(repairs: int) -> None:
    random = np.random.default_rng(12)
    hits, trials = 0, 300

    for seed in range(trials):
        interval = time_to_repair(random.exponential(2.0, repairs), seed, 200)
        hits += interval.low <= 2.0 <= interval.high

    assert 0.90 <= hits / trials <= 0.99


def test_the_shape_of_wear_is_found_although_the_last_gap_is_open() -> None:
    random = np.random.default_rng(5)
    hits, trials = 0, 200

    for _ in range(trials):
        gaps = 40.0 * 3600 * random.weibull(2.0, 40)
        shape = weibull_shape(gaps[:-1], gaps[-1:] * random.random())
        hits += shape.low <= 2.0 <= shape.high

    assert 0.90 <= hits / trials <= 0.99


def test_exponential_gaps_have_a_shape_of_about_one() -> None:
    gaps = np.random.default_rng(6).exponential(3600.0, 4000)

    assert weibull_shape(gaps, np.zeros(0)).value == pytest.approx(1.0, abs=0.05)


def test_repairs_ordered_are_told_where_no_row_tells_breakdowns() -> None:
    orders = table(
        "maintenance",
        [
            {"machine": "Saw", "at": row("", "", 3, 4)["start_at"], "type": "Akut reparation"},
            {"machine": "Saw", "at": row("", "", 5, 6)["start_at"], "type": "Förebyggande"},
            {"machine": "Saw", "at": row("", "", 500, 501)["start_at"], "type": "Akut reparation"},
            {"machine": "Mill", "at": row("", "", 3, 4)["start_at"], "type": "Akut reparation"},
        ],
    )
    time = time_of(ROWS, stops=STOPS)

    found = maintenance_figures(time, orders)

    assert [(each.id, each.scope, each.value) for each in found] == [("repairs_ordered", "Saw", 1)]
    assert maintenance_figures(time, None) == []


def test_failures_of_the_real_kind_of_log_leave_nothing_out() -> None:
    time = MachineTime(time_of(ROWS).facts, time_of(ROWS).hours)

    found = failures(time)

    assert found.gap_s.sum() + found.last_gap_s.sum() == pytest.approx(found.worked_s.sum())
