"""Figures worked out by hand on small logs, and what must not change them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.eventlog.log import SCHEMA, EventLog
from simmitt.engine.hours import WorkingHours, learn_working_hours
from simmitt.engine.kpi import AsIs, losses, measure_as_is
from simmitt.engine.kpi.definitions import DEFINITIONS
from simmitt.engine.quality import diagnose

START = datetime(2024, 1, 1)
MakeLog = Callable[..., EventLog]


def at(hour: float) -> datetime:
    return START + timedelta(hours=hour)


def row(order: str, machine: str | None, first: float, last: float, **other: Any) -> dict[str, Any]:
    return {"order": order, "machine": machine, "start_at": at(first), "end_at": at(last), **other}


def measured(log: EventLog, **options: Any) -> AsIs:
    return measure_as_is(log, learn_working_hours(log), **options)


@pytest.fixture(scope="module")
def three_orders(make_log: MakeLog) -> EventLog:
    """Mill 0-4 A, 2-6 B (side by side), lathe 10-12 A (setup 10-11), 14-20 C."""
    return make_log(
        [
            row("A", "Mill", 0, 4, good_pieces=9, rejected_pieces=1, ordered_pieces=10, rework=False),
            row("B", "Mill", 2, 6, good_pieces=30, rejected_pieces=0, ordered_pieces=30, rework=True),
            row("A", "Lathe", 10, 11, kind="setup", ordered_pieces=10, rework=False),
            row("A", "Lathe", 11, 12, good_pieces=9, rejected_pieces=1, ordered_pieces=10, rework=False),
            row("C", "Lathe", 14, 20, good_pieces=50, rejected_pieces=0, ordered_pieces=50, rework=False),
        ]
    )


@pytest.mark.parametrize(
    ("figure", "scope", "value"),
    [
        ("orders", "plant", 3),
        ("lead_time_median_h", "plant", 6),
        ("lead_time_mean_h", "plant", 22 / 3),
        ("lead_time_max_h", "plant", 12),
        ("touch_time_median_h", "plant", 6),
        ("flow_efficiency_share", "plant", 16 / 22),
        ("wip_mean_orders", "plant", 22 / 20),
        ("wip_max_orders", "plant", 2),
        ("throughput_orders_per_week", "plant", 3 * 168 / 20),
        ("order_pieces_median", "plant", 30),
        ("scrap_share", "plant", 2 / 100),
        ("rework_share", "plant", 4 / 16),
        ("setup_share", "plant", 1 / 16),
        ("setup_share", "Lathe", 1 / 8),
        ("busy_sum_h", "Mill", 8),
        ("busy_union_h", "Mill", 6),
        ("utilisation_sum_share", "Mill", 8 / 20),
        ("utilisation_union_share", "Mill", 6 / 20),
        ("capacity_seen", "Mill", 2),
        ("capacity_seen", "Lathe", 1),
        ("waiting_before_h", "Lathe", 6),
    ],
)
def test_a_figure_is_what_its_definition_says(
    three_orders: EventLog, figure: str, scope: str, value: float
) -> None:
    found = measured(three_orders).figure(figure, scope)

    assert found.value == pytest.approx(value)
    assert found.low <= found.value <= found.high
    assert found.unit == DEFINITIONS[figure].unit
    assert found.scope_kind == ("plant" if scope == "plant" else "machine")


def test_what_the_log_does_not_tell_is_left_out(make_log: MakeLog) -> None:
    as_is = measured(make_log([row("A", "Mill", 0, 4), row("B", "Mill", 5, 6)]))

    ids = {figure.id for figure in as_is.figures}

    assert ids.isdisjoint({"scrap_share", "rework_share", "setup_share", "breakdown_share", "mtbf_h"})
    assert "order_pieces_median" not in ids
    with pytest.raises(KeyError):
        as_is.figure("scrap_share")


def test_a_log_without_machines_still_has_its_orders_figures(make_log: MakeLog) -> None:
    as_is = measured(make_log([row("A", None, 0, 4), row("B", None, 5, 6)]))

    assert as_is.figure("lead_time_mean_h").value == pytest.approx(2.5)
    assert as_is.bottlenecks == ()
    assert as_is.constraint is None


def test_breakdowns_give_time_between_and_time_to_repair(make_log: MakeLog) -> None:
    rows = [row(f"A{n}", "Mill", 10 * n, 10 * n + 6) for n in range(4)]
    rows += [row(f"A{n}", "Mill", 10 * n + 6, 10 * n + 8, kind="breakdown") for n in range(3)]

    as_is = measured(make_log(rows))

    assert as_is.figure("mtbf_h", "Mill").value == pytest.approx(24 / 3)
    assert as_is.figure("mttr_h", "Mill").value == pytest.approx(2)
    assert as_is.figure("breakdown_share", "Mill").value == pytest.approx(6 / 30)


def test_the_waterfall_counts_time_once_and_work_after_hours_as_work(make_log: MakeLog) -> None:
    log = make_log(
        [
            row("A", "Mill", 0, 10, good_pieces=8, rejected_pieces=2),
            row("B", "Mill", 8, 12, kind="setup"),
            row("C", "Mill", 11, 13, kind="breakdown"),
            row("D", "Lathe", 0, 20),
        ]
    )
    hours = learn_working_hours(log)
    weekly = type(hours.plant)(((0.0, 9 * 3600.0),), (1.0,), 3600.0, 1.0, 4, "plant")

    found = losses(log, WorkingHours(weekly, {}), "Mill")

    in_hours = {step.id: step.seconds / 3600 for step in found.steps()}
    assert in_hours == pytest.approx(
        {"calendar": 20, "closed": 7, "idle": 0, "breakdown": 2, "setup": 3, "scrap": 1.6, "good": 6.4}
    )


def test_the_longest_active_period_is_the_momentary_bottleneck(make_log: MakeLog) -> None:
    """Mill works 0-10, lathe 8-20: the lathe's period is longer, so it wins where both work."""
    as_is = measured(make_log([row("A", "Mill", 0, 10), row("B", "Lathe", 8, 20)]))

    ranking = next(found for found in as_is.bottlenecks if found.method == "active_period")

    assert {rank.machine: rank.value for rank in ranking.ranking} == pytest.approx(
        {"Lathe": 0.6, "Mill": 0.4}
    )
    assert ranking.explanation.values["sole"] == pytest.approx(0.5)


def test_parallel_places_are_no_constraint(make_log: MakeLog) -> None:
    rows = [row(f"Q{n}", "Inspection", 24 * (n // 4), 24 * (n // 4) + 9) for n in range(80)]
    rows += [row(f"M{n}", "Mill", 24 * n, 24 * n + 16) for n in range(20)]

    as_is = measured(make_log(rows))

    named = {found.method: found.machine for found in as_is.bottlenecks}
    assert named["summed_hours"] == "Inspection"
    assert named["union_hours"] == "Mill"
    assert as_is.constraint is not None
    assert as_is.constraint.machine == "Mill"
    assert "several people or places" in as_is.agreement.in_language("en")


def test_the_same_seed_gives_the_same_intervals_and_another_seed_others(tidy_log: EventLog) -> None:
    once, again, other = (measured(tidy_log, seed=seed) for seed in (3, 3, 4))

    assert once.figures == again.figures
    assert [f.value for f in once.figures] == [f.value for f in other.figures]
    assert [f.low for f in once.figures] != [f.low for f in other.figures]


def numbers(as_is: AsIs, renamed: Callable[[str], str] = str) -> dict[tuple[str, str], tuple[float, ...]]:
    return {
        (figure.id, renamed(figure.scope) if figure.scope_kind == "machine" else figure.scope): (
            figure.value,
            figure.low,
            figure.high,
        )
        for figure in as_is.figures
    }


def assert_same(one: AsIs, other: AsIs, renamed: Callable[[str], str] = str) -> None:
    left, right = numbers(one, renamed), numbers(other)
    assert left.keys() == right.keys()
    assert np.array(list(left.values())) == pytest.approx(np.array([right[key] for key in left]), rel=1e-7)


def test_renaming_machines_changes_no_figure(tidy_log: EventLog) -> None:
    def renamed(name: str) -> str:
        return f"Ö{sum(map(ord, name)) % 97} " + name[::-1]

    table = tidy_log.rows.with_columns(pl.col("machine").map_elements(renamed, pl.String))
    other = measured(EventLog(table, tidy_log.source))
    one = measured(tidy_log)

    assert_same(one, other, renamed)
    assert [renamed(found.machine) for found in one.bottlenecks] == [f.machine for f in other.bottlenecks]


@pytest.mark.parametrize("days", [3287, 3288, -400])
def test_shifting_all_dates_changes_no_figure(tidy_log: EventLog, days: int) -> None:
    moved = pl.col("start_at", "end_at") + timedelta(days=days)
    other = measured(EventLog(tidy_log.rows.with_columns(moved), tidy_log.source))

    assert_same(measured(tidy_log), other)


def test_shifting_the_real_log_by_nine_years_changes_no_figure_and_no_finding(real_log: EventLog) -> None:
    moved = pl.col("start_at", "end_at") + timedelta(days=3287)
    later = EventLog(real_log.rows.with_columns(moved).cast(pl.Schema(SCHEMA)), real_log.source)

    before, after = diagnose(real_log), diagnose(later)

    assert [(f.code, f.rows) for f in before.findings] == [(f.code, f.rows) for f in after.findings]
    assert_same(measured(before.repaired), measured(after.repaired))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABCD"), st.sampled_from(["X", "Y", "Z"]), st.integers(0, 400), st.integers(0, 30)
        ),
        min_size=1,
        max_size=40,
    )
)
def test_figures_hold_together_whatever_the_log(
    make_log: MakeLog, visits: list[tuple[str, str, int, int]]
) -> None:
    log = make_log([row(order, machine, first, first + length) for order, machine, first, length in visits])
    as_is = measured(log)

    plant = {figure.id: figure.value for figure in as_is.figures if figure.scope == "plant"}
    horizon_h = max((as_is.last_at - as_is.first_at).total_seconds(), 1.0) / 3600
    assert plant["wip_mean_orders"] == pytest.approx(plant["orders"] * plant["lead_time_mean_h"] / horizon_h)
    assert plant["wip_mean_orders"] <= plant["wip_max_orders"] + 1e-9
    for machine in {visit[1] for visit in visits}:
        union, summed = (as_is.figure(f"busy_{kind}_h", machine).value for kind in ("union", "sum"))
        assert union <= summed + 1e-9 <= union * 40 + 1
        found = losses(log, learn_working_hours(log), machine)
        assert sum(step.seconds for step in found.steps()[1:]) == pytest.approx(found.calendar_s, abs=1)
    assert all(np.isfinite([figure.value, figure.low, figure.high]).all() for figure in as_is.figures)
