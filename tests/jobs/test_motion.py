"""The weeks of a simulated outcome that a page lets move."""

import json
from itertools import pairwise

import pytest
from engine.conftest import tidy_shop

from simmitt.engine.factory import Factory
from simmitt.engine.fitting import fit
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.simulation import replicate
from simmitt.ground.units import WEEK_S
from simmitt.jobs.motion import BEFORE_WEEKS, WEEKS, along_the_way, motion_of

MINUTES = WEEKS * 7 * 24 * 60


@pytest.fixture(scope="module")
def shop() -> Factory:
    log = tidy_shop()
    return fit(log, learn_working_hours(log)).factory


def test_orders_move_from_station_to_station_in_time(shop: Factory) -> None:
    told = motion_of({"today": (shop, 0)}, seed=1)

    orders = told["scenes"]["today"]["orders"]
    assert len(orders) > 20
    for visits in orders:
        assert visits[0][0] == -1
        assert all(0 <= station < len(shop.stations) for station, *_ in visits[1:])
        assert all(start <= end for _, start, end in visits)
        assert visits[-1][2] > 0
        assert visits[1][1] <= MINUTES
    starts = [(one[1], other[1]) for visits in orders for one, other in pairwise(visits)]
    assert all(earlier <= later for earlier, later in starts)


def test_what_stands_beside_the_picture_is_what_the_simulation_counts(shop: Factory) -> None:
    scene = motion_of({"today": (shop, 3)}, seed=7)["scenes"]["today"]

    output = replicate(
        shop, replications=1, first_replication=3, seed=7,
        horizon_s=(BEFORE_WEEKS + WEEKS) * WEEK_S, warm_up_s=BEFORE_WEEKS * WEEK_S,
    )  # fmt: skip
    assert scene["waiting"] == pytest.approx(output.queue_s[0] / output.observed_s, abs=0.006)
    assert scene["finished"] == output.finished_orders[0]
    assert all(0 < share <= 1 for share in scene["busy"])


def test_two_scenes_have_the_same_luck(shop: Factory) -> None:
    told = motion_of({"today": (shop, 0), "planned": (shop, 0)}, seed=1)

    assert told["scenes"]["today"] == told["scenes"]["planned"]


def test_stations_stand_in_the_order_that_orders_come_to_them(shop: Factory) -> None:
    names = [shop.stations[each].name for each in along_the_way(shop)]

    assert names[0] == "Saw 1"
    assert names[-1] == "Inspection"


def test_the_picture_is_small_enough_for_a_phone(shop: Factory) -> None:
    assert len(json.dumps(motion_of({"today": (shop, 0)}, seed=1))) < 200_000
