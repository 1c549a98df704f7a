"""Time accounts, waiting, strips, changeovers and lead times: the picture says what the noun holds."""

from datetime import datetime
from typing import get_args

import numpy as np
import pytest
from engine.report.charts.soundness import assert_fit, boxes, words_of

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi.changeovers import REST
from simmitt.engine.kpi.nouns import (
    CAUSES,
    ELEMENTS,
    BottleneckStrip,
    Cause,
    ChangeoverMatrix,
    Element,
    MachineWaiting,
    TimeAccount,
    WaitingSplit,
)
from simmitt.engine.orders import Ends, OrderTimes, closing_of, order_times, timed
from simmitt.engine.report.as_is_charts import (
    changeover_chart,
    lead_time_curve_chart,
    lead_time_curve_of,
    strip_chart,
    time_account_chart,
    waiting_chart,
)
from simmitt.engine.report.as_is_charts.changeovers import folded
from simmitt.engine.report.as_is_charts.time_account import ELEMENT_NAMES, planned_s
from simmitt.engine.report.as_is_charts.waiting import CAUSE_NAMES
from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.words import Words
from simmitt.engine.survival import median_time, product_limit

HOUR, DAY = 3600.0, 86400.0
EN = Words("en")
BOTH = pytest.mark.parametrize("words", [Words("sv"), Words("en")], ids=["sv", "en"])


def account(speed_h: float = 50.0, *, ideal_known: bool = True, effectiveness: float = 0.9) -> TimeAccount:
    hours: dict[Element, float] = {
        "closed": 500, "planned_stop": 20, "idle": 100, "no_material": 0, "no_operator": 30, "breakdown": 40,
        "setup": 120, "speed": speed_h, "scrap": 10, "good": 280 - speed_h,
    }  # fmt: skip
    seconds = {element: value * HOUR for element, value in hours.items()}
    return TimeAccount("Fräs 2", 1100 * HOUR, seconds, ideal_known, 0.6, effectiveness, 0.97, 0.52)


def test_every_element_and_every_cause_has_a_name() -> None:
    assert set(ELEMENT_NAMES) == set(ELEMENTS) == set(get_args(Element))
    assert set(CAUSE_NAMES) == set(CAUSES) == set(get_args(Cause))


def test_an_account_goes_from_all_hours_to_good_ones_and_its_table_adds_up() -> None:
    chart = time_account_chart(account(), EN)

    written = words_of(chart.svg)
    assert {
        "All hours",
        "1,100 h",
        "Closed hours",
        "−500 h",
        "Planned time",
        "580 h",
        "Good hours",
        "230 h",
    } <= written
    hours = [float(row[1].replace(",", "").replace("−", "-")) for row in chart.table.rows]
    assert hours[0] == sum(hours[1:]) == 1100
    assert planned_s(account()) == 580 * HOUR


def test_the_largest_loss_is_told_and_closed_hours_are_none() -> None:
    assert "setups, 120 h or 21% of planned time" in time_account_chart(account(), EN).answer


def test_pieces_quicker_than_the_ideal_cycle_are_hours_won_and_said_to_be_wrong() -> None:
    chart = time_account_chart(account(-30, effectiveness=1.1), EN)

    assert {"Quicker than the ideal cycle", "+30 h"} <= words_of(chart.svg)
    assert "Effectiveness is 110%" in chart.answer
    assert "is wrong" in chart.answer
    assert "is wrong" not in time_account_chart(account(), EN).answer


def test_without_an_ideal_cycle_speed_is_said_to_be_unseen() -> None:
    assert "nobody has told an ideal cycle time" in time_account_chart(account(ideal_known=False), EN).answer


@BOTH
def test_accounts_of_any_kind_fit(words: Words) -> None:
    nothing = TimeAccount("plant", 0.0, dict.fromkeys(ELEMENTS, 0.0), False, None, None, None, None)
    elements: dict[Element, float] = {**dict.fromkeys(ELEMENTS, 0.0), "closed": HOUR}
    closed = TimeAccount("Fräs " * 40, HOUR, elements, False, None, None, None, None)
    for each in (nothing, closed, account(), account(-900)):
        chart = time_account_chart(each, words)
        assert_fit(Drawing(chart.svg, chart.narrow_svg))


def split(order_hour_sek: float | None = None, machines: int = 3) -> WaitingSplit:
    by_cause: dict[Cause, float] = dict.fromkeys(CAUSES, 0.0)
    by_cause |= {"contention": 600 * HOUR, "setup": 300 * HOUR, "batching": 100 * HOUR}
    parts = tuple(
        MachineWaiting(f"Maskin {n}" if n else "", 1000 * HOUR / machines,
                       {cause: each / machines for cause, each in by_cause.items()})
        for n in range(machines)
    )  # fmt: skip
    return WaitingSplit(1000 * HOUR, by_cause, parts, order_hour_sek)


def test_waiting_names_the_most_common_cause_and_every_cause_stands_in_the_table() -> None:
    chart = waiting_chart(split(), EN)

    assert "1,000 h in all. The most common cause, 60%: machine busy with earlier orders" in chart.answer
    assert chart.table.rows[:2] == (
        ("Machine busy with earlier orders", "600.0", "60%"), ("Machine being set up", "300.0", "30%"),
    )  # fmt: skip
    assert len(chart.table.rows) == len(CAUSES) + 3 + 1
    assert "no machine named" in words_of(chart.svg)


def test_a_cause_that_holds_no_waiting_has_no_bar() -> None:
    written = words_of(waiting_chart(split(), EN).svg)

    assert {"600 h, 60%", "300 h, 30%", "100 h, 10%"} <= written
    assert not any(text.startswith("0 h") for text in written)


def test_waiting_is_told_in_kronor_only_where_a_price_was_told() -> None:
    with_price = waiting_chart(split(order_hour_sek=50.0), EN)

    assert "It costs 50 kSEK." in with_price.answer
    assert with_price.table.headings[-1] == "kSEK"
    assert with_price.table.rows[0][-1] == "30.0"
    assert "kSEK" not in waiting_chart(split(), EN).answer


@BOTH
def test_waiting_of_any_kind_fits(words: Words) -> None:
    none = WaitingSplit(0.0, dict.fromkeys(CAUSES, 0.0), (), None)
    for each in (none, split(), split(12.5, machines=40)):
        chart = waiting_chart(each, words)
        assert_fit(Drawing(chart.svg, chart.narrow_svg))


def strip(machines: int, cells: int) -> BottleneckStrip:
    share = np.zeros((machines, cells))
    if machines:
        share[0, : cells * 3 // 4] = 0.5
        share[-1, cells * 3 // 4 :] = 0.5
    return BottleneckStrip(datetime(2026, 3, 2), HOUR, tuple(f"Maskin {n}" for n in range(machines)), share)


def test_a_strip_names_the_strongest_by_its_part_of_the_working_time() -> None:
    chart = strip_chart(strip(3, 24 * 28), EN)

    assert "Maskin 0 holds up the rest 75% of the working time, Maskin 2 25%." in chart.answer
    assert "The strongest changes 1 time from week to week." in chart.answer
    assert chart.table.rows[0] == ("the whole period", "Maskin 0", "75%")
    assert chart.table.rows[-1] == ("week from 23 March 2026", "Maskin 2", "100%")


def test_machines_beyond_those_shown_are_one_row() -> None:
    written = words_of(strip_chart(strip(12, 100), EN).svg)

    assert {"4 other machines", "25%"} <= written


@BOTH
def test_strips_of_any_size_fit(words: Words) -> None:
    for machines, cells in ((0, 0), (1, 1), (40, 9000)):
        chart = strip_chart(strip(machines, cells), words)
        assert_fit(Drawing(chart.svg, chart.narrow_svg))


def matrix(products: tuple[str, ...], counts: list[list[int]], minutes: float = 30.0) -> ChangeoverMatrix:
    count = np.array(counts, np.int64).reshape(len(products), len(products))
    mean = np.where(count > 0, minutes * 60.0 * (1 + np.arange(count.size).reshape(count.shape)), np.nan)
    return ChangeoverMatrix("Svarv 1", products, count, mean, np.nan_to_num(mean, nan=600.0), 1800.0)


def test_a_matrix_tells_the_longest_change_seen_often_enough() -> None:
    chart = changeover_chart(matrix(("A", "B"), [[0, 4], [2, 3]]), EN)

    assert "over 9 changeovers" in chart.answer
    assert "B to B, 2.0 hours" in chart.answer  # B to A was seen twice only, and is shorter
    assert {"60", "4 ×", "90", "2 ×", "120", "3 ×"} <= words_of(chart.svg)
    assert chart.table.rows[0] == ("A", "B", "4", "60 minutes", "60 minutes")


def test_long_setups_are_told_in_hours_so_that_no_number_is_cut() -> None:
    written = words_of(changeover_chart(matrix(("A", "B"), [[0, 4], [2, 1234]], 600.0), EN).narrow_svg)

    assert {"Setup in hours, mean", "20.0", "40.0", "1,234"} <= written


def test_folding_keeps_counts_and_hours() -> None:
    products = tuple(f"P{number}" for number in range(20))
    counts = [[(row * column) % 5 for column in range(20)] for row in range(20)]
    whole = matrix(products, counts)

    found = folded(whole, 6, EN)

    assert len(found.names) == 7
    assert found.names[-1] == "14 other products"
    assert found.counts.sum() == whole.counts.sum()
    total = np.nansum(found.mean_s * found.counts)
    assert total == pytest.approx(np.nansum(whole.mean_s * whole.counts))


def test_the_products_already_joined_stay_with_the_others() -> None:
    products = (*(f"P{number}" for number in range(9)), REST)
    counts = [[1] * 9 + [50] for _ in range(10)]

    assert folded(matrix(products, counts), 6, EN).names == (
        "P0", "P1", "P2", "P3", "P4", "P5", "other products",
    )  # fmt: skip
    assert "…" not in changeover_chart(matrix(products, counts), EN).answer


@BOTH
def test_matrices_of_any_size_fit(words: Words) -> None:
    many = tuple(f"Produkt med långt namn {number} " * 5 for number in range(29))
    for each in (matrix((), []), matrix(("A",), [[7]]), matrix(many, [[3] * 29] * 29, 500.0)):
        chart = changeover_chart(each, words)
        assert_fit(Drawing(chart.svg, chart.narrow_svg))


def orders(
    lead_days: list[float], still_open: list[bool], began_before: list[bool]
) -> tuple[OrderTimes, Ends]:
    lead = np.array(lead_days) * DAY
    zero = np.zeros(len(lead))
    return OrderTimes(zero, lead, zero, zero), Ends(
        np.array(began_before, bool), np.array(still_open, bool), DAY
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_curve_passes_the_half_where_the_median_is(seed: int) -> None:
    random = np.random.default_rng(seed)
    times, ended = np.round(random.exponential(20, 60)), random.random(60) < 0.7

    found = product_limit(times, ended)

    assert found.time_s[np.flatnonzero(found.share >= 0.5 - 1e-9)[0]] == median_time(times, ended)
    assert (np.diff(found.time_s) > 0).all()
    assert (found.low <= found.share + 1e-12).all()
    assert (found.share <= found.high + 1e-12).all()


def test_the_curve_is_that_of_kaplan_and_meier() -> None:
    # Four orders: ends at 1 and 3, losses at 2 and 4.
    found = product_limit(np.array([1.0, 2.0, 3.0, 4.0]), np.array([True, False, True, False]))

    assert found.time_s.tolist() == [1, 3]
    assert found.share.tolist() == pytest.approx([1 / 4, 1 - 3 / 4 * 1 / 2])


def test_open_orders_make_lead_times_longer_than_they_look() -> None:
    times, ends = orders([1, 2, 3, 4, 5, 6], [False, True, False, True, False, False], [False] * 6)

    chart = lead_time_curve_chart(times, ends, EN)

    assert (
        "Half are ready within 5.0 days; as the log stands it looks like 3.5 days. 2 orders were open"
        in chart.answer
    )
    assert chart.table.rows[2] == ("50%", "5.0 days", "3.5 days")


def test_where_open_orders_change_nothing_the_half_is_told_once() -> None:
    times, ends = orders([1, 2, 3], [False] * 3, [False] * 3)

    chart = lead_time_curve_chart(times, ends, EN)

    assert chart.answer == "Half are ready within 2.0 days."
    assert [box.text for box in boxes(chart.svg)].count("2.0 d") == 1


def test_a_logs_curve_is_that_of_its_closing(tidy_log: EventLog) -> None:
    rows = timed(tidy_log.rows)
    closing, ends = closing_of(rows)

    assert lead_time_curve_of(tidy_log, closing, EN) == lead_time_curve_chart(order_times(rows), ends, EN)


def test_orders_begun_before_the_log_are_named() -> None:
    times, ends = orders([1, 2, 90, 90, 90], [False] * 5, [False, False, True, True, True])

    answer = lead_time_curve_chart(times, ends, EN).answer

    assert "Half are ready within 90 days" in answer
    assert "3 orders were likely under way when the log began." in answer
    assert "still open" not in answer


@BOTH
def test_curves_of_any_orders_fit(words: Words) -> None:
    some = list(np.random.default_rng(1).exponential(20, 5000))
    every = [
        orders([], [], []),
        orders([0.0], [False], [False]),
        orders([3.0, 3.0], [True, True], [False, False]),
        orders([3.0, 3.0], [False, False], [True, True]),
        orders(some, [n % 3 == 0 for n in range(5000)], [n % 7 == 0 for n in range(5000)]),
    ]
    for times, ends in every:
        chart = lead_time_curve_chart(times, ends, words)
        assert_fit(Drawing(chart.svg, chart.narrow_svg))
        assert chart == lead_time_curve_chart(times, ends, words)
