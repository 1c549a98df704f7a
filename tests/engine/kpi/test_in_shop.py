"""Orders in the shop, throughput and Little's law, reckoned by hand."""

from datetime import date

import pytest
from engine.kpi.shops import facts_of, log, row

from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import Facts, gather
from simmitt.engine.kpi.in_shop import flow_figures
from simmitt.engine.kpi.resampling import resamples
from simmitt.engine.kpi.series import finished_by_week, wip_by_day

WEEK_H = 168


def found(facts: Facts) -> dict[str, Figure]:
    return {
        each.id: each for each in flow_figures(facts, resamples(len(facts.length_s), facts.n_orders, 0, 0))
    }


def test_orders_under_way_and_throughput_are_as_by_hand() -> None:
    """Two weeks: A 0-10, B 5-20, C from the last day's first hour to the end."""
    facts = facts_of([row("A", "Saw", 0, 10), row("B", "Saw", 5, 20), row("C", "Saw", 312, 336)])

    figures = found(facts)

    assert figures["wip_mean_orders"].value == pytest.approx((10 + 15 + 24) / 336)
    assert figures["wip_max_orders"].value == 2
    assert figures["throughput_orders_per_week"].value == pytest.approx(1.5)


def test_the_last_quiet_days_are_left_out_where_nobody_knows_what_is_finished() -> None:
    """Twelve weeks, an order each; done in the log's first eleven weeks are eleven."""
    rows = [row(f"A{n:02}", "Saw", n * WEEK_H, n * WEEK_H + 84) for n in range(12)]
    rows.append(row("A11", "Saw", 12 * WEEK_H - 1, 12 * WEEK_H))

    figures = found(gather(log(rows), quiet_days=7))

    assert figures["throughput_finished_orders_per_week"].value == pytest.approx(11 / 11)
    assert figures["littles_law_residual_share"].value == pytest.approx(0, abs=1e-9)
    assert "WARNING" not in figures["littles_law_residual_share"].definition.in_language("en")


def test_where_littles_law_does_not_hold_it_is_said_loudly() -> None:
    """Ten orders enter in the first week and none leaves before the last days."""
    rows = [row(f"A{n}", "Saw", 10 * n, 10 * n + 1) for n in range(11)]
    rows += [row(f"A{n}", "Mill", 12 * WEEK_H - 2, 12 * WEEK_H) for n in range(10)]

    residual = found(gather(log(rows), quiet_days=7))["littles_law_residual_share"]

    assert residual.value > 0.9
    assert "WARNING" in residual.definition.in_language("en")
    assert "VARNING" in residual.definition.in_language("sv")


def test_orders_by_day_and_by_week_are_counted_on_the_calendar() -> None:
    """Monday 00:00 to Wednesday noon: A 0-30, B 20-60; C on the Monday of the week after."""
    facts = facts_of(
        [row("A", "Saw", 0, 30), row("B", "Saw", 20, 60), row("C", "Saw", WEEK_H + 5, WEEK_H + 6)]
    )

    wip, done = wip_by_day(facts), finished_by_week(facts)

    assert wip.dates[:3] == (date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 3))
    assert wip.counts == (2, 1, 0, 0, 0, 0, 0, 1)
    assert done.dates == (date(2024, 1, 1), date(2024, 1, 8))
    assert done.counts == (2, 1)
