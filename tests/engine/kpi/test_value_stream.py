"""Product families and their value streams, by hand on a small shop."""

from typing import Any

import pytest
from engine.kpi.shops import facts_of, log, row

from simmitt.engine.kpi.facts import gather
from simmitt.engine.kpi.families import MOST_FAMILIES, families_of
from simmitt.engine.kpi.value_stream import value_streams

HOUR = 3600.0


def order(
    name: str, product: str | None, begin: float, *activities: str, **other: Any
) -> list[dict[str, Any]]:
    """An hour's setup and two hours' run at each activity, two hours apart."""
    rows = []
    for place, activity in enumerate(activities):
        first = begin + 5 * place
        told = {"activity": activity, "product": product, **other}
        rows += [
            row(name, f"{activity} 1", first, first + 1, kind="setup", **told),
            row(name, f"{activity} 1", first + 1, first + 3, good_pieces=3.0, rejected_pieces=1.0, **told),
        ]
    return rows


def test_products_with_mostly_the_same_activities_are_one_family() -> None:
    rows = [
        *(each for n in range(3) for each in order(f"A{n}", "Shaft", 30 * n, "saw", "turn", "grind", "pack")),
        *(each for n in range(2) for each in order(f"B{n}", "Axle", 30 * n, "saw", "turn", "pack")),
        *order("C", "Plate", 0, "cut", "bend", "pack"),
    ]

    families = families_of(facts_of(rows))

    assert families.names == ("Shaft", "Plate")
    assert families.products == (("Shaft", "Axle"), ("Plate",))
    assert families.of_order.tolist() == [0, 0, 0, 0, 0, 1]


def test_beyond_the_six_largest_all_products_are_the_rest() -> None:
    rows = []
    for product in range(9):
        for number in range(9 - product):
            rows += order(f"{product}-{number}", f"P{product}", 30 * number, f"a{product}", f"b{product}")

    families = families_of(facts_of(rows))

    assert families.names == (*(f"P{number}" for number in range(MOST_FAMILIES)), "")
    assert families.products[-1] == ("P6", "P7", "P8")


def test_without_products_all_orders_are_one_family() -> None:
    (stream,) = value_streams(facts_of([*order("A", None, 0, "saw", "pack"), *order("B", None, 5, "saw")]))

    assert (stream.family, stream.products, stream.orders) == ("", (), 2)
    assert [step.activity for step in stream.steps] == ["saw", "pack"]


def test_a_stream_is_drawn_as_by_hand() -> None:
    """Four orders over 168 hours; two pass the saw and the mill, all the packing; the mill breaks down."""
    rows = [
        *order("A", "Shaft", 0, "saw", "mill", "pack", ordered_pieces=4.0, worker="P"),
        *order("B", "Shaft", 30, "saw", "mill", "pack", ordered_pieces=6.0, worker="Q"),
        *order("C", "Shaft", 60, "pack", ordered_pieces=6.0),
        *order("D", "Shaft", 165, "pack", ordered_pieces=6.0),
        row(None, "mill 1", 100, 102, kind="breakdown", activity=None),
    ]

    (stream,) = value_streams(facts_of(rows), constraint="mill 1")

    assert stream.family == "Shaft"
    assert stream.orders_per_week == pytest.approx(4)
    assert stream.pieces_per_order == 6
    saw, mill, pack = stream.steps
    assert [step.activity for step in stream.steps] == ["saw", "mill", "pack"]
    assert mill.machines == ("mill 1",)
    assert (mill.operators, pack.operators) == (2, 2)
    assert (mill.orders, mill.share_of_orders) == (2, 0.5)
    assert mill.cycle_s == pytest.approx(2 * HOUR / 4)
    assert mill.work_s == pytest.approx(3 * HOUR)
    assert mill.changeover_s == pytest.approx(HOUR)
    assert mill.uptime_share == pytest.approx(6 / 8)
    assert saw.uptime_share == 1
    assert mill.scrap_share == pytest.approx(0.25)
    assert (saw.waiting_s, mill.waiting_s) == (0, 2 * HOUR)
    assert pack.waiting_s == pytest.approx(4 * HOUR / 4)
    assert mill.queue_orders == pytest.approx(4 / 168)
    assert (saw.is_bottleneck, mill.is_bottleneck) == (False, True)
    assert stream.lead_s == pytest.approx((13 + 13 + 3 + 3) / 4 * HOUR)
    assert stream.touch_s == pytest.approx((9 + 9 + 3 + 3) / 4 * HOUR)
    assert stream.after_last_s == 0


def test_what_the_log_does_not_tell_is_left_open() -> None:
    rows = [row("A", "Saw", 0, 2, activity="saw"), row("A", "Mill", 3, 5, activity="mill")]

    (stream,) = value_streams(facts_of(rows))

    assert stream.pieces_per_order is None
    for step in stream.steps:
        assert (step.operators, step.cycle_s, step.changeover_s) == (None, None, None)
        assert (step.uptime_share, step.scrap_share) == (None, None)


def test_an_activity_that_few_of_the_familys_orders_pass_is_not_drawn() -> None:
    rows = [each for n in range(11) for each in order(f"A{n}", None, 30 * n, "saw", "pack")]
    rows += order("Z", None, 400, "saw", "repair", "pack")

    (stream,) = value_streams(facts_of(rows))

    assert [step.activity for step in stream.steps] == ["saw", "pack"]
    # The ladder still is the whole lead time of its orders.
    assert stream.lead_s == pytest.approx((11 * 8 + 13) / 12 * HOUR)


def test_time_until_delivery_comes_after_the_last_step() -> None:
    told = [{"order": "A", "delivered_at": row("A", "x", 0, 20)["end_at"]}]

    (stream,) = value_streams(gather(log(order("A", None, 0, "saw", "pack"), orders=told)))

    assert stream.after_last_s == pytest.approx(12 * HOUR)
