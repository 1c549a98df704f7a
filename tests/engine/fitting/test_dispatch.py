"""A station's rule is told by what it took up while several orders stood ready."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import pytest
from engine.fitting.planted import left_by, shop_with_queue

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory.model import Dispatch, Distribution, Factory, Product, Routing, Setup
from simmitt.engine.fitting import fit
from simmitt.engine.fitting.dispatch import Dispatching, fit_dispatch
from simmitt.engine.fitting.operations import fit_operations
from simmitt.engine.fitting.shop import look_at
from simmitt.engine.fitting.stations import fit_stations
from simmitt.engine.hours import learn_working_hours
from simmitt.ground.units import HOUR_S

RULES: tuple[Dispatch, ...] = ("due_date", "shortest", "priority", "setup_saving")


def dispatching_of(log: EventLog) -> Dispatching:
    shop = look_at(log, learn_working_hours(log))
    return fit_dispatch(shop, fit_stations(shop), fit_operations(shop.visits))


def rule_of(log: EventLog) -> str:
    """Give the rule of the mills, the only place with a queue."""
    return next(each.dispatch for each in dispatching_of(log).stations if "Mill" in each.name)


def planted(rule: Dispatch, weeks: int = 30, delay_h: float = 0.0) -> Factory:
    return shop_with_queue(rule, weeks=weeks, delay_h=delay_h, load=0.75 if rule == "setup_saving" else 0.9)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_found_in_the_log_that_it_made(rule: Dispatch) -> None:
    assert rule_of(left_by(planted(rule))) == rule


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_found_though_orders_lie_before_they_join_the_queue(rule: Dispatch) -> None:
    assert rule_of(left_by(planted(rule, delay_h=8.0))) == rule


@pytest.mark.parametrize("rule", RULES)
def test_a_few_choices_stay_first_come(rule: Dispatch) -> None:
    log = left_by(planted(rule))
    few = log.rows.filter(pl.col("order") < "00040")

    assert rule_of(replace(log, rows=few)) == "fifo"


@pytest.mark.parametrize("delay_h", [0.0, 8.0, 24.0])
def test_first_come_stays_first_come_however_long_orders_lie_before(delay_h: float) -> None:
    found = [rule_of(left_by(planted("fifo", delay_h=delay_h), seed)) for seed in range(1, 6)]

    assert found == ["fifo"] * 5


def test_a_product_that_lies_longer_elsewhere_is_not_taken_for_one_of_low_priority() -> None:
    plain = planted("fifo", delay_h=2.0)
    saw, mill = plain.operations
    late = Distribution("lognormal", 30.0 * HOUR_S, 1.0)
    hard = replace(mill, name="Hard milling", delay_s=late)
    products = _through(plain.products, "Cam", ("Sawing", "Hard milling"))
    factory = replace(plain, operations=(saw, mill, hard), products=products)

    assert [rule_of(left_by(factory, seed)) for seed in range(1, 6)] == ["fifo"] * 5


def test_setups_alone_are_no_rule() -> None:
    plain = shop_with_queue("fifo", load=0.7)
    saw, mill = plain.stations
    mill = replace(mill, setup=Setup(Distribution("gamma", 0.4 * HOUR_S, 0.3)))

    assert rule_of(left_by(replace(plain, stations=(saw, mill)))) == "fifo"


def test_a_fifth_of_swapped_orders_leaves_first_come_as_it_is() -> None:
    log = left_by(planted("fifo"))
    milled = log.rows.filter(pl.col("activity") == "Milling").sort("start_at")
    # Of ten orders at the mill two take each other's place.
    orders = milled["order"].to_list()
    for n in range(0, len(orders) - 1, 10):
        orders[n], orders[n + 1] = orders[n + 1], orders[n]
    other = log.rows.filter(pl.col("activity") != "Milling")
    mixed = pl.concat([other, milled.with_columns(order=pl.Series(orders))])

    assert rule_of(replace(log, rows=mixed)) == "fifo"


def test_products_go_in_the_order_of_their_priorities() -> None:
    priority = dispatching_of(left_by(planted("priority"))).priority

    assert priority["Arm"] < priority["Bush"] < priority["Cam"]


def test_the_factory_tells_what_the_rule_rests_on_and_promises_what_it_goes_by() -> None:
    log = left_by(planted("due_date", weeks=16))

    factory = fit(log, learn_working_hours(log)).factory

    mill = next(each for each in factory.stations if each.name.startswith("Mill"))
    assert mill.dispatch == "due_date"
    assert mill.dispatch_choices > 50
    assert mill.dispatch_kept_share is not None
    assert mill.dispatch_kept_share > 0.9
    after_h = {each.name: each.due_after_s.mean / HOUR_S for each in factory.products if each.due_after_s}
    assert after_h == pytest.approx({"Arm": 60.0, "Bush": 90.0, "Cam": 120.0}, rel=0.15)


def _through(products: Sequence[Product], name: str, way: tuple[str, ...]) -> tuple[Product, ...]:
    return tuple(replace(each, routings=(Routing(way),)) if each.name == name else each for each in products)
