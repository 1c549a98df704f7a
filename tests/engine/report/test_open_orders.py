"""The part of a page that tells when open orders will be done."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from simmitt.engine.report.document import Callout, Heading, Paragraph, Table
from simmitt.engine.report.open_orders import open_orders
from simmitt.engine.report.words import Words
from simmitt.engine.simulation.odds import OrderOdds
from simmitt.engine.validation import Light
from simmitt.ground.intervals import Estimate

END = datetime(2026, 3, 2, 16, 0)
OPEN = OrderOdds(
    order="A1", product="Arm", chance_open=1.0, simulated=200,
    within_weeks={1: Estimate(0.4, 0.33, 0.47), 2: Estimate(0.9, 0.85, 0.93), 4: Estimate(1.0, 0.98, 1.0)},
    due_at=END + timedelta(days=4), by_due=Estimate(0.25, 0.2, 0.31),
    median_at=END + timedelta(days=8), low_at=END + timedelta(days=3), high_at=None,
    median_between=(END + timedelta(days=7), END + timedelta(days=9)),
)  # fmt: skip
SILENT = replace(OPEN, order="B2", chance_open=0.04, simulated=8)


def texts(*odds: OrderOdds, light: Light = "green") -> str:
    parts = open_orders(odds, light, Words("en"))
    return " ".join(part.text for part in parts if isinstance(part, Paragraph | Callout))


def test_each_open_order_stands_in_a_row_with_its_odds() -> None:
    (table,) = [part for part in open_orders([OPEN], "amber", Words("en")) if isinstance(part, Table)]

    assert table.rows == (
        ("A1", "Arm", "100%", "6 Mar", "25%", "40%", "90%", "100%", "10 Mar", "5 Mar to later"),
    )
    assert len(table.headings) == len(table.align) == len(table.rows[0])


def test_the_doubt_of_the_odds_and_those_that_will_be_late_are_told() -> None:
    told = texts(OPEN)

    assert "1 order was open when the log ended" in told
    assert "unsure by 7 percentage points at most" in told
    assert "Of 1 with a promised day, 1 is likelier late than in time" in told


def test_that_none_is_likely_late_is_told_too() -> None:
    assert "None of those with a promised day" in texts(replace(OPEN, by_due=Estimate(0.9, 0.85, 0.93)))
    assert "promised day" not in texts(replace(OPEN, by_due=None))


def test_orders_that_are_likelier_finished_are_counted_and_not_shown() -> None:
    (table,) = [part for part in open_orders([OPEN, SILENT], "green", Words("en")) if isinstance(part, Table)]

    assert [row[0] for row in table.rows] == ["A1"]
    assert "1 more has been silent for so long" in texts(OPEN, SILENT)


def test_a_model_that_does_not_hold_gives_no_odds() -> None:
    heading, callout = open_orders([OPEN], "red", Words("en"))

    assert isinstance(heading, Heading)
    assert isinstance(callout, Callout)
    assert "1 open order" in callout.text


@pytest.mark.parametrize("odds", [(), (SILENT,)])
def test_where_nothing_is_open_nothing_is_said(odds: tuple[OrderOdds, ...]) -> None:
    assert open_orders(odds, "green", Words("en")) == []


def test_many_orders_are_folded_away() -> None:
    many = [replace(OPEN, order=f"A{number}") for number in range(21)]

    (table,) = [part for part in open_orders(many, "green", Words("sv")) if isinstance(part, Table)]

    assert table.folded
