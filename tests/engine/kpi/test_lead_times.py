"""Lead times, open orders, touch time and flow efficiency, reckoned by hand."""

import numpy as np
import pytest
from engine.kpi.shops import facts_of, log, open_from, row

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import Facts, gather
from simmitt.engine.kpi.lead_times import headline_lead_time, order_figures
from simmitt.engine.kpi.resampling import resamples

# Open from 6 to 14 on each weekday.
DAY_SHIFT = open_from(*((24 * day + 6, 24 * day + 14) for day in range(5)))


def found(facts: Facts, hours: WorkingHours = DAY_SHIFT, draws: int = 0) -> dict[str, Figure]:
    drawn = resamples(len(facts.length_s), facts.n_orders, 0, draws)
    return {each.id: each for each in order_figures(facts, hours, drawn)}


@pytest.fixture(scope="module")
def three_orders() -> Facts:
    """Monday: A 6-8 and 10-16 (two rows side by side 10-12), B 12-13; C from Friday 13 to Monday 7."""
    return facts_of(
        [
            row("A", "Saw", 6, 8, ordered_pieces=4),
            row("A", "Mill", 10, 16, ordered_pieces=4),
            row("A", "Drill", 10, 12),
            row("B", "Saw", 12, 13, ordered_pieces=10),
            row("C", "Saw", 4 * 24 + 13, 4 * 24 + 15),
            row("C", "Saw", 7 * 24 + 6, 7 * 24 + 7),
        ]
    )


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("orders", 3),
        ("lead_time_median_h", 10),
        ("lead_time_mean_h", (10 + 1 + 66) / 3),
        ("lead_time_max_h", 66),
        ("lead_time_p90_h", 10 + 0.8 * 56),
        ("lead_time_working_median_h", 2),  # A 8, B 1, C Friday 13-14 and Monday 6-7
        ("lead_time_working_mean_h", 11 / 3),
        ("lead_time_working_max_h", 8),
        ("touch_time_median_h", 3),  # A 8, B 1, C 3
        ("flow_efficiency_share", 12 / 77),
        ("flow_efficiency_working_share", (6 + 1 + 2) / 11),  # A 6-8 and 10-14, B 12-13, C 13-14 and 6-7
        ("order_pieces_median", 7),
    ],
)
def test_a_figure_of_orders_is_as_by_hand(three_orders: Facts, figure: str, value: float) -> None:
    each = found(three_orders)[figure]

    assert (each.value, each.low, each.high) == pytest.approx((value, value, value))
    assert each.scope_kind == "plant"


def _with_open_orders() -> Facts:
    """Eight orders done after 1 to 8 hours; four more, still open when the log ends, of 5 hours so far."""
    done = [row(f"D{n}", "Pack", 10 * n, 10 * n + n, activity="pack") for n in range(1, 9)]
    cut = [row(f"O{n}", "Mill", 995, 1000, activity="mill") for n in range(4)]
    return gather(log([*done, *cut]), closing_operations=["pack"], quiet_days=1)


def test_orders_still_open_push_the_median_out() -> None:
    """At risk 12: ends at 1, 2, 3, 4, 5; then four losses at 5; 3 of 12 are left, each end a third."""
    figures = found(_with_open_orders())

    assert figures["orders_open"].value == 4
    assert figures["lead_time_median_h"].value == pytest.approx(5)
    # 11/12 · 10/11 · … · 7/12 after the end at 5 h; 7/12 · 2/3 = 0.389 after the one at 6 h.
    assert figures["lead_time_km_median_h"].value == pytest.approx(6)
    assert "4" in figures["lead_time_km_median_h"].definition.in_language("en")
    assert "Packing" not in figures["lead_time_km_median_h"].definition.in_language("en")


def test_orders_begun_before_the_log_are_named_and_left_out_of_one_of_the_two_medians() -> None:
    early = [row(f"E{n}", "Pack", 0, 1, activity="pack") for n in range(4)]
    later = [row(f"L{n}", "Pack", 100 + 30 * n, 110 + 30 * n, activity="pack") for n in range(4)]

    facts = gather(log([*early, *later]), closing_operations=["pack"], quiet_days=1)
    figures = found(facts)

    assert figures["orders_begun_before"].value == 4
    assert figures["lead_time_km_median_h"].value == pytest.approx(1)
    assert figures["lead_time_km_entered_median_h"].value == pytest.approx(10)


def test_a_median_that_half_of_the_orders_have_not_reached_is_left_out() -> None:
    done = [row("D", "Pack", 0, 1, activity="pack")]
    cut = [row(f"O{n}", "Mill", 99, 100, activity="mill") for n in range(4)]

    figures = found(gather(log([*done, *cut]), closing_operations=["pack"], quiet_days=1))

    assert "lead_time_km_median_h" not in figures
    assert "lead_time_median_h" in figures


def test_the_headline_heeds_open_orders_from_more_than_one_in_twenty_on() -> None:
    few = gather(log([row(f"D{n}", "Pack", 10 * n, 10 * n + 1) for n in range(10)]), quiet_days=0.001)

    assert headline_lead_time(_with_open_orders().closing) == "lead_time_km_median_h"
    assert few.closing.open_share == pytest.approx(0.1)


def test_every_figure_of_orders_lies_in_its_interval(tidy_log: EventLog) -> None:
    figures = found(gather(tidy_log), draws=200)

    for each in figures.values():
        assert np.isfinite([each.value, each.low, each.high]).all()
        assert each.low <= each.value <= each.high
    assert figures["lead_time_median_h"].low < figures["lead_time_median_h"].high
