"""On-time share and lateness, reckoned by hand; orders still open and late count."""

from datetime import timedelta
from typing import Any

import pytest
from engine.kpi.shops import START, at, log, row

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import gather
from simmitt.engine.kpi.on_time import on_time_figures
from simmitt.engine.kpi.resampling import resamples


def found(made: EventLog, **told: Any) -> dict[str, Figure]:
    facts = gather(made, **told)
    drawn = resamples(len(facts.length_s), facts.n_orders, 0, 0)
    return {each.id: each for each in on_time_figures(facts, drawn)}


def packed(
    name: str, first: float, last: float, due: float | None, activity: str = "pack"
) -> dict[str, object]:
    return row(name, "Bench", first, last, activity=activity, due_at=None if due is None else at(due))


TOLD = {"closing_operations": ["pack"], "quiet_days": 2}


def test_finished_orders_count_by_their_end_and_open_ones_once_they_are_past_due() -> None:
    figures = found(
        log(
            [
                packed("early", 0, 10, 12.5),
                packed("late", 0, 20, 12.5),
                packed("open and late", 190, 199, 150.5, "mill"),
                packed("open, not yet due", 190, 200, 300.5, "mill"),
                packed("no due date", 0, 5, None),
            ]
        ),
        **TOLD,
    )

    assert figures["on_time_share"].value == pytest.approx(1 / 3)
    assert figures["lateness_mean_h"].value == pytest.approx((-2.5 + 7.5 + 49.5) / 3)
    assert figures["late_orders_open"].value == 1


def test_a_due_date_without_a_clock_time_lasts_the_whole_day() -> None:
    midnight = {"due_at": START + timedelta(days=1)}
    rows = [
        row("A", "Bench", 0, 47, **midnight),
        row("B", "Bench", 0, 49, **midnight),
        row("C", "Bench", 99, 100),
    ]

    figures = found(log(rows))

    assert figures["on_time_share"].value == 0.5
    assert figures["lateness_mean_h"].value == pytest.approx((-1 + 1) / 2)


def test_the_table_of_orders_tells_due_date_and_delivery_where_the_rows_do_not() -> None:
    orders = [
        {"order": "A", "due_at": at(20.5), "delivered_at": at(30.5)},
        {"order": "B", "due_at": at(20.5), "delivered_at": None},
        {"order": "never made", "due_at": at(1.5), "delivered_at": None},
    ]

    figures = found(
        log([row("A", "Bench", 0, 10), row("B", "Bench", 0, 11), row("C", "Bench", 90, 99)], orders=orders)
    )

    assert figures["on_time_share"].value == 0.5
    assert figures["lateness_mean_h"].value == pytest.approx((10 - 9.5) / 2)


def test_where_rows_of_an_order_differ_the_earliest_due_date_counts() -> None:
    rows = [packed("A", 0, 1, 50.5, "mill"), packed("A", 5, 30, 20.5), packed("B", 90, 99, None)]

    assert found(log(rows), **TOLD)["lateness_mean_h"].value == pytest.approx(9.5)


def test_without_due_dates_nothing_is_said() -> None:
    assert found(log([packed("A", 0, 1, None)]), **TOLD) == {}
