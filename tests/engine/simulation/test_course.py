"""The way from the beginning: figures by day, smoothed as Welch did, and the choice of window or long run."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from simmitt.engine.factory.model import Arrivals, Distribution, Factory, ListedOrder, RunPlan
from simmitt.engine.simulation import Asked, replicate, simulate
from simmitt.engine.simulation.course import Course, course_of, half_width, moving_mean, smooth
from simmitt.engine.simulation.faults import NoLongRun, TooMuchWork
from simmitt.ground.units import DAY_S, WEEK_S

MakeLine = Callable[..., Factory]


@pytest.fixture
def queue(line: MakeLine) -> Factory:
    """Orders at random for a machine that is busy seven of ten hours."""
    run = Distribution("exponential", 7_000.0)
    return line([run], arrivals=Arrivals("poisson", WEEK_S / 10_000.0), horizon_s=40 * WEEK_S)


def test_a_moving_mean_takes_fewer_days_near_the_beginning_and_stops_before_the_end() -> None:
    series = np.array([1.0, 2.0, 6.0, 4.0, 5.0, 9.0])

    assert moving_mean(series, 1).tolist() == [1.0, 3.0, 4.0, 5.0, 6.0]
    assert moving_mean(series, 2).tolist() == [1.0, 3.0, 18 / 5, 26 / 5]
    assert moving_mean(series, 0).tolist() == series.tolist()


@pytest.mark.parametrize(("days", "half"), [(0, 0), (3, 0), (8, 2), (14, 3), (140, 3), (280, 10), (700, 31)])
def test_a_window_takes_an_odd_number_of_whole_weeks_where_there_is_room(days: int, half: int) -> None:
    assert half_width(days) == half


def test_a_lead_time_is_that_of_the_orders_and_not_of_the_days() -> None:
    days = Course(
        np.zeros(8), np.array([1.0, 3.0, 0, 0, 0, 0, 0, 0]), np.array([10.0, 6.0, 0, 0, 0, 0, 0, 0]), 1
    )

    smoothed = smooth(days)

    assert smoothed.half_width == 2
    assert smoothed.lead_time_h[:2].tolist() == [10.0, 16.0 / 4]
    assert np.isnan(smoothed.lead_time_h[5])
    assert smoothed.throughput_orders_per_week[1] == pytest.approx(7 * 4 / 3)


def test_a_course_holds_all_that_was_finished(queue: Factory) -> None:
    output = replicate(queue, replications=4, seed=3, warm_up_s=0.0)

    course = course_of(output)

    assert course.days == 280
    assert course.finished_orders.sum() == pytest.approx(output.finished_orders.mean())
    assert course.lead_time_h.sum() * 4 == pytest.approx(np.nansum(output.lead_time_s) / 3_600.0)
    assert course.wip_orders.mean() == pytest.approx(output.wip_mean.mean(), rel=0.1)


def test_the_window_may_be_chosen_where_the_long_run_would_be(queue: Factory) -> None:
    simulated = simulate(queue, Asked(4, kind="terminating"), seed=1)

    assert (simulated.stay.kind, simulated.output.warm_up_s) == ("terminating", 0.0)
    assert "You asked" in simulated.stay.reason.text
    assert simulated.course is not None
    assert simulated.course.replications == 4


def test_the_long_run_may_be_chosen_where_the_window_would_be(queue: Factory) -> None:
    dated = replace(queue, run=RunPlan(datetime(2026, 1, 5), queue.run.horizon_s))

    simulated = simulate(dated, Asked(4, kind="steady"), seed=1)

    assert simulate(dated, Asked(4), seed=1).stay.kind == "terminating"
    assert simulated.stay.kind == "steady"
    assert "You asked" in simulated.stay.reason.text
    assert simulated.output.warm_up_s == simulated.stay.warm_up_s


@pytest.mark.parametrize("ending", ["list", "number"])
def test_what_comes_to_an_end_has_no_long_run(queue: Factory, ending: str) -> None:
    orders = tuple(ListedOrder(k * DAY_S, "part", 1.0) for k in range(9))
    listed = replace(queue, arrivals=Arrivals("list", orders=orders))
    counted = replace(queue, run=replace(queue.run, orders=30))

    with pytest.raises(NoLongRun):
        simulate(listed if ending == "list" else counted, Asked(2, kind="steady"))


def test_a_growing_queue_is_refused_for_the_long_run_and_shown_in_a_window(queue: Factory) -> None:
    busy = replace(queue, arrivals=Arrivals("poisson", 2 * WEEK_S / 10_000.0))

    with pytest.raises(TooMuchWork):
        simulate(
            replace(busy, run=replace(busy.run, starts_at=datetime(2026, 1, 5))), Asked(2, kind="steady")
        )
    assert simulate(busy, Asked(2, kind="terminating")).stay.kind == "terminating"


def test_a_told_warm_up_is_kept_and_its_course_shown_where_wanted(queue: Factory) -> None:
    told = replace(queue, run=replace(queue.run, warm_up_s=WEEK_S))

    shown = simulate(told, Asked(3, course=True), seed=1)

    assert simulate(told, Asked(3), seed=1).course is None
    assert shown.output.warm_up_s == WEEK_S
    assert shown.course is not None
    assert shown.course.finished_orders[:7].sum() > 0
