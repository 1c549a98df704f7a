"""What ends an order is found in the log, or told; what is not finished is named."""

from typing import Any

import pytest
from engine.kpi.shops import facts_of, log, row

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi.facts import Facts, gather
from simmitt.engine.orders import UnknownClosingOperation, closing_of, timed


def order(name: str, *visits: tuple[str, float]) -> list[dict[str, Any]]:
    """An order with an hour's work at each activity, from the hour that is given."""
    return [row(name, activity, first, first + 1, activity=activity) for activity, first in visits]


def shop(cut_short: int = 2) -> list[dict[str, Any]]:
    """Twenty orders, a day apart, sawn, milled and packed within six hours; the last have no packing."""
    rows = []
    for number in range(20):
        visits = [("saw", 24.0 * number), ("mill", 24.0 * number + 2), ("pack", 24.0 * number + 5)]
        rows += order(f"A{number:02}", *(visits[:2] if number >= 20 - cut_short else visits))
    return rows


def test_the_operation_that_orders_end_with_is_found() -> None:
    closing = facts_of(shop()).closing

    assert closing.operations == ("pack",)
    assert not closing.told
    assert closing.quiet_s == 2 * 3600  # nobody is silent for longer between two reports
    assert "100% end there" in closing.reason.in_language("en")


def test_an_order_that_was_packed_is_finished_however_late() -> None:
    facts = facts_of([*shop(), *order("Z", ("saw", 479.0), ("mill", 480.0), ("pack", 481.0))])

    assert facts.closing.still_open == 0
    assert facts.closed[facts.orders.index("Z")]


def test_an_order_without_packing_is_open_until_it_has_been_quiet_for_long() -> None:
    rows = [*order("Y", ("saw", 100.0), ("mill", 102.0)), *shop(), *order("Z", ("saw", 458.0))]

    facts = facts_of(rows)

    assert [name for name, closed in zip(facts.orders, facts.closed, strict=True) if not closed] == [
        "A19",
        "Z",
    ]
    assert facts.closing.open_share == 2 / 22


def test_operations_that_end_orders_by_turns_close_them_together() -> None:
    rows = []
    for number in range(20):
        turns = ("pack", "weigh") if number % 2 else ("weigh", "pack")
        visits = zip(("saw", "mill", *turns), (0, 2, 5, 7), strict=True)
        rows += order(f"A{number:02}", *((name, 24.0 * number + first) for name, first in visits))

    closing = facts_of(rows).closing

    assert sorted(closing.operations) == ["pack", "weigh"]


def test_where_orders_end_anywhere_silence_alone_decides() -> None:
    names = ("a", "b", "c", "d", "e", "f", "g", "h")
    rows = []
    for number in range(40):
        visits = [(names[(number * step + step) % 8], 24.0 * number + 2 * step) for step in (1, 3, 5)]
        rows += order(f"A{number:02}", *visits)

    closing = facts_of(rows).closing

    assert closing.operations == ()
    assert "No operation ends" in closing.reason.in_language("en")


def test_an_operation_told_counts_and_so_does_the_silence() -> None:
    facts = gather(log(shop()), closing_operations=["mill"], quiet_days=3)

    assert facts.closing.operations == ("mill",)
    assert facts.closing.told
    assert facts.closing.quiet_s == 3 * 24 * 3600
    # Of the orders in the last three days, those that end with the packing do not end with the mill.
    assert facts.closing.still_open == 2


def test_an_operation_told_that_is_not_in_the_log_is_refused_with_those_that_are() -> None:
    facts = gather(log(shop()), closing_operations=["paint"])

    with pytest.raises(UnknownClosingOperation) as fault:
        _ = facts.closing

    assert "paint" in fault.value.in_language("en")
    assert "mill, pack, saw" in fault.value.in_language("en")


def test_orders_with_one_operation_only_say_nothing_about_what_ends_one() -> None:
    closing = facts_of([row(f"A{n}", "Mill", 2 * n, 2 * n + 1) for n in range(30)]).closing

    assert closing.operations == ()


def test_rows_alone_give_the_same_answer_as_the_facts(tidy_log: EventLog) -> None:
    facts: Facts = gather(tidy_log)

    closing, ends = closing_of(timed(tidy_log.rows))

    assert closing == facts.closing
    assert ends.still_open.tolist() == facts.ends.still_open.tolist()
