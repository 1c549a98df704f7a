"""Money by class of benefit, held against the method's worked example."""

import numpy as np
import pytest

from simmitt.engine.experiments.outcome import Outcome, difference
from simmitt.engine.measures import Pert
from simmitt.engine.portfolio.economy import OVERTIME, SOLD, UNUSED, Economy
from simmitt.engine.portfolio.estimates import payback_years
from simmitt.engine.portfolio.money import Cost, benefit, discounted_years, net_present_value
from simmitt.ground.intervals import of_outcomes

DRAWS = 100_000


def test_the_worked_setup_example_is_reproduced() -> None:
    """900 setup hours a year, -15/-35/-50 %, sold at 900 SEK, against overtime at 385, or unused at 60."""
    random = np.random.default_rng(1)
    share = iter(random.uniform(size=(6, DRAWS)))
    economy = Economy(hourly_cost_sek=385, discount_rate=0.10, years=5)
    saved_h = 900 * Pert(0.15, 0.35, 0.50).quantile(next(share))
    factor = Pert(0.7, 1.0, 1.2).quantile(next(share))
    weeks = Pert(4, 8, 16).quantile(next(share))
    cost = Cost(
        capex_sek=Pert(20_000, 60_000, 250_000).quantile(next(share)),
        hours=Pert(60, 120, 300).quantile(next(share)),
        yearly_sek=0.0,
        benefit_years=discounted_years(weeks, Pert(0.6, 0.8, 1.0).quantile(next(share)), economy),
        cost_years=np.zeros(DRAWS),
    )

    found = [
        of_outcomes(net_present_value(saved_h * factor * value, cost, economy) / 1000)
        for value in (900, 385, 60)
    ]

    assert [round(f.value) for f in found] == pytest.approx([666, 207, -80], abs=3)
    assert [round(f.low) for f in found] == pytest.approx([427, 91, -145], abs=4)
    assert [round(f.high) for f in found] == pytest.approx([929, 328, -30], abs=5)


def test_a_measure_gives_nothing_before_its_weeks_have_passed() -> None:
    economy = Economy(discount_rate=0.0, years=5)

    years = discounted_years(np.array([0.0, 26.0, 52.0, 78.0, 600.0]), np.ones(5), economy)

    assert years == pytest.approx([5.0, 4.5, 4.0, 3.5, 0.0])


def test_an_effect_fades_in_its_first_year_and_then_stays() -> None:
    economy = Economy(discount_rate=0.0, years=3)

    assert discounted_years(np.zeros(1), np.array([0.6]), economy) == pytest.approx([0.8 + 0.6 + 0.6])


def test_payback_is_none_when_the_money_does_not_come_back() -> None:
    economy = Economy(years=5)

    assert payback_years(100.0, 50.0, economy) == 2.0
    assert payback_years(100.0, 10.0, economy) is None
    assert payback_years(100.0, -1.0, economy) is None
    assert payback_years(0.0, 0.0, economy) == 0.0


def plant(work_h: list[float], open_h: list[float], **changed: float) -> Outcome:
    """One draw of a plant that makes ten orders a week, two pieces of each scrapped."""
    level = {"wip_orders": 20.0, "throughput_per_week": 10.0, "scrap_per_week": 20.0, **changed}
    return Outcome(
        ids=(),
        lead_time_mean_h=np.array([100.0]),
        lead_time_median_h=np.array([90.0]),
        wip_orders=np.array([level["wip_orders"]]),
        throughput_per_week=np.array([level["throughput_per_week"]]),
        good_per_week=np.array([200.0]),
        scrap_per_week=np.array([level["scrap_per_week"]]),
        work_h_per_order=np.array([work_h]),
        open_h_per_week=np.array([open_h]),
        lead_change_mean_h=np.array([0.0]),
        lead_change_median_h=np.array([0.0]),
    )


TODAY = plant([4.0, 3.0], [40.0, 40.0])


def worth(after: Outcome, economy: Economy, *, saturated: bool = False) -> dict[str, float]:
    gives = benefit(difference(after, TODAY), after, TODAY, economy, saturated=saturated)
    return {name: float(values[0]) for name, values in vars(gives).items()}


def test_hours_sold_reach_no_further_than_demand() -> None:
    faster = plant([3.0, 3.0], [40.0, 40.0])  # a third more could be made

    money = worth(faster, Economy(use_of_freed_time=SOLD, extra_demand_share=0.10))

    assert money["sold_capacity_sek"] == pytest.approx(52 * 0.10 * 40 * 900)


def test_hours_sold_reach_no_further_than_the_next_constraint() -> None:
    faster = plant([1.0, 3.0], [40.0, 40.0])  # the second station now allows a third more

    money = worth(faster, Economy(use_of_freed_time=SOLD, extra_demand_share=2.0))

    assert money["sold_capacity_sek"] == pytest.approx(52 * (1 / 3) * 40 * 900)


def test_room_that_was_there_already_is_no_benefit() -> None:
    economy = Economy(use_of_freed_time=SOLD, extra_demand_share=0.10)
    idle = plant([2.0, 1.0], [40.0, 40.0])  # today's load is half
    faster = plant([1.5, 1.0], [40.0, 40.0])

    gives = benefit(difference(faster, idle), faster, idle, economy, saturated=False)

    assert gives.sold_capacity_sek == pytest.approx([0.0])


def test_a_saturated_line_sells_what_it_was_simulated_to_make() -> None:
    faster = plant([3.0, 3.0], [40.0, 40.0], throughput_per_week=10.5)

    money = worth(faster, Economy(use_of_freed_time=SOLD, extra_demand_share=0.5), saturated=True)

    assert money["sold_capacity_sek"] == pytest.approx(52 * 0.05 * 40 * 900)


def test_overtime_avoided_is_limited_by_the_overtime_there_is() -> None:
    faster = plant([3.0, 3.0], [40.0, 40.0])  # ten hours a week less for the same work

    free = worth(faster, Economy(use_of_freed_time=OVERTIME))
    limited = worth(faster, Economy(use_of_freed_time=OVERTIME, overtime_hours_per_week=4))

    assert free["overtime_sek"] == pytest.approx(52 * 10 * 385)
    assert limited["overtime_sek"] == pytest.approx(52 * 4 * 385)
    assert limited["unused_hours"] == pytest.approx(52 * 6)


def test_one_more_machine_saves_nobody_overtime() -> None:
    wider = plant([4.0, 3.0], [80.0, 40.0])

    money = worth(wider, Economy(use_of_freed_time=OVERTIME))

    assert money["overtime_sek"] == 0.0


def test_unused_time_is_shown_and_never_counted() -> None:
    faster = plant([3.0, 3.0], [40.0, 40.0])
    after = difference(faster, TODAY)

    gives = benefit(after, faster, TODAY, Economy(use_of_freed_time=UNUSED), saturated=False)

    assert gives.unused_hours == pytest.approx([52 * 10])
    assert gives.yearly_sek == pytest.approx([0.0])


def test_stock_and_scrap_count_once_their_value_is_known() -> None:
    leaner = plant([4.0, 3.0], [40.0, 40.0], wip_orders=15.0, scrap_per_week=12.0)

    silent = worth(leaner, Economy())
    told = worth(leaner, Economy(order_value_sek=10_000, scrap_cost_per_piece_sek=50))

    assert (silent["carrying_sek"], silent["scrap_sek"], silent["cash_released_sek"]) == (0.0, 0.0, 0.0)
    assert told["cash_released_sek"] == 50_000
    assert told["carrying_sek"] == pytest.approx(0.18 * 50_000)
    assert told["scrap_sek"] == pytest.approx(52 * 8 * 50)
