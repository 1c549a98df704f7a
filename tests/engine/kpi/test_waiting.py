"""Each cause of waiting on a log made for it, and the sums on any log."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from engine.kpi.shops import at, log, open_from, row, stop, time_of
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.kpi.facts import gather
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.nouns import CAUSES, WaitingSplit
from simmitt.engine.kpi.overtaking import begun_out_of_turn
from simmitt.engine.kpi.prices import Prices
from simmitt.engine.kpi.waiting import split_waiting
from simmitt.engine.kpi.waits import batch_complete, waiting_since, waits


def hours_by_cause(split: WaitingSplit | None, machine: str | None = None) -> dict[str, float]:
    assert split is not None
    found = split.by_cause
    if machine is not None:
        found = next(each for each in split.machines if each.machine == machine).by_cause
    return {cause: seconds / 3600 for cause, seconds in found.items() if seconds > 1e-6}


def test_an_order_behind_an_earlier_one_waits_for_the_busy_machine() -> None:
    time = time_of(
        [row("A", "Saw", 0, 1), row("B", "Saw", 1, 2), row("A", "Mill", 1, 5), row("B", "Mill", 5, 6)]
    )

    split = split_waiting(time)

    assert hours_by_cause(split) == pytest.approx({"contention": 3})


def test_an_order_that_came_first_and_went_last_waits_for_priorities() -> None:
    """A comes to the mill at 1, B at 2; the mill runs C until 3, then B until 5, then A."""
    time = time_of(
        [
            row("C", "Mill", 0, 3), row("A", "Saw", 0, 1), row("B", "Saw", 1, 2),
            row("B", "Mill", 3, 5), row("A", "Mill", 5, 6),
        ]
    )  # fmt: skip

    split = split_waiting(time)

    assert hours_by_cause(split) == pytest.approx({"contention": 2 + 1, "prioritisation": 2})


def test_an_order_waits_while_the_machine_is_set_up_for_another() -> None:
    time = time_of(
        [
            row("A", "Saw", 0, 1), row("B", "Mill", 1, 3, kind="setup"), row("B", "Mill", 3, 4),
            row("A", "Mill", 4, 5),
        ]
    )  # fmt: skip

    split = split_waiting(time)

    assert hours_by_cause(split) == pytest.approx({"setup": 2, "contention": 1})


def test_an_order_waits_while_the_machine_is_broken_down_or_closed() -> None:
    """Down 1-2 with an order on it, down 3-4 by the table of stops, closed 5-7, open and free otherwise."""
    time = time_of(
        [row("A", "Saw", 0, 1), row("B", "Mill", 1, 2, kind="breakdown"), row("A", "Mill", 8, 9)],
        hours=open_from((0, 5), (7, 24)),
        stops=[stop("Mill", 3, 4, "breakdown")],
    )

    split = split_waiting(time)

    assert hours_by_cause(split) == pytest.approx({"unavailability": 1 + 1 + 2, "material_outside": 3})


def test_an_order_run_with_another_waits_for_it_to_come() -> None:
    """A is at the oven from 1, B comes at 4, both go in at 5 together."""
    time = time_of(
        [row("A", "Saw", 0, 1), row("B", "Saw", 1, 4), row("A", "Oven", 5, 7), row("B", "Oven", 5, 7)]
    )

    split = split_waiting(time)

    assert hours_by_cause(split) == pytest.approx({"batching": 3, "material_outside": 1 + 1})


def test_an_order_waits_at_a_free_machine_while_its_operator_works_elsewhere() -> None:
    """Eva runs mill and lathe; A is ready at 1 and taken up at 6, Eva is at the lathe 1-5."""
    time = time_of(
        [
            row("Z", "Mill", 0, 1, worker="Eva"), row("A", "Saw", 0, 1, worker="Bo"),
            row("C", "Lathe", 1, 5, worker="Eva"), row("A", "Mill", 6, 9, worker="Eva"),
        ]
    )  # fmt: skip

    split = split_waiting(time)

    assert hours_by_cause(split) == pytest.approx({"starved_blocked": 4, "material_outside": 1})


def test_a_stop_for_want_of_an_operator_is_told_from_one_for_want_of_material() -> None:
    time = time_of(
        [row("A", "Saw", 0, 1), row("A", "Mill", 6, 7)],
        stops=[stop("Mill", 1, 3, "operator"), stop("Mill", 3, 6, "material")],
    )

    split = split_waiting(time)

    assert hours_by_cause(split) == pytest.approx({"starved_blocked": 2, "material_outside": 3})


def test_a_machine_with_a_free_place_is_not_busy() -> None:
    """Two orders at once on half of the bench's days: it has two places, one free while A waits."""
    rows = [row("X", "Bench", 0, 4), row("Y", "Bench", 0, 4), row("Z", "Bench", 5, 8)]
    time = time_of([*rows, row("A", "Saw", 5, 6), row("A", "Bench", 8, 9)])

    split = split_waiting(time)

    assert time.capacity.places.tolist() == [2, 1]
    assert hours_by_cause(split) == pytest.approx({"material_outside": 2})


def test_an_order_waits_from_its_release_but_not_before_the_log_begins() -> None:
    from_at = {"released_at": row("", "", -50, 0)["start_at"]}
    time = time_of([row("B", "Mill", 0, 4), row("A", "Mill", 4, 5, **from_at)])

    split = split_waiting(time)

    assert hours_by_cause(split) == pytest.approx({"contention": 4})


def test_the_table_of_orders_tells_releases_that_no_row_does() -> None:
    told = log(
        [row("B", "Mill", 0, 4), row("A", "Mill", 4, 5), row("C", "Mill", 5, 6)],
        orders=[{"order": "A", "released_at": at(1)}, {"order": "C", "released_at": at(9)}],
    )

    split = split_waiting(MachineTime(gather(told), open_from()))

    assert hours_by_cause(split) == pytest.approx({"contention": 3})


def test_work_that_goes_on_after_a_night_is_not_a_later_order() -> None:
    """C's second half at the mill does not overtake A, which came while C was there."""
    time = time_of(
        [
            row("C", "Mill", 0, 2), row("A", "Saw", 0, 1), row("C", "Mill", 4, 6), row("A", "Mill", 6, 7),
        ]
    )  # fmt: skip

    split = split_waiting(time)

    assert hours_by_cause(split, "Mill") == pytest.approx({"contention": 1 + 2, "material_outside": 2 + 2})


def test_waiting_costs_what_an_orders_value_and_the_carrying_rate_say() -> None:
    time = time_of([row("A", "Saw", 0, 1), row("A", "Mill", 6, 7)])

    priced = split_waiting(time, Prices(order_value_sek=87_660.0, carrying_rate=0.2))
    unpriced = split_waiting(time, Prices())

    assert priced is not None
    assert priced.order_hour_sek == pytest.approx(2.0)
    assert unpriced is not None
    assert unpriced.order_hour_sek is None


def test_a_log_in_which_nothing_waits_has_no_split() -> None:
    assert split_waiting(time_of([row("A", "Saw", 0, 1), row("A", "Mill", 1, 2)])) is None


def test_what_was_begun_out_of_turn_is_summed_for_each_place() -> None:
    random = np.random.default_rng(3)
    for size in (0, 1, 2, 3, 7, 64, 129):
        came, amount = random.integers(0, 40, size), random.random(size)
        slowly = [sum(amount[j] for j in range(i) if came[j] > came[i]) for i in range(size)]

        assert begun_out_of_turn(came, amount) == pytest.approx(slowly)


KINDS = st.sampled_from(["run", "run", "run", "setup", "breakdown"])
REPORT = st.tuples(
    st.sampled_from("ABCD"), st.sampled_from(["X", "Y", None]), st.integers(0, 30), st.integers(0, 6),
    KINDS, st.sampled_from(["Eva", "Bo", None]),
)  # fmt: skip
STOP = st.tuples(
    st.sampled_from(["X", "Y", None]), st.integers(0, 30), st.integers(1, 6),
    st.sampled_from(["breakdown", "planned", "material", "operator", "setup", "other"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(REPORT, min_size=1, max_size=14), st.lists(STOP, max_size=3))
def test_every_hour_has_the_cause_that_its_definition_says(
    reports: list[tuple[Any, ...]], stops: list[tuple[Any, ...]]
) -> None:
    rows = [
        row(order, machine, first, first + length, kind=kind, worker=worker)
        for order, machine, first, length, kind, worker in reports
    ]
    told = [stop(machine, first, first + length, kind) for machine, first, length, kind in stops]
    time = time_of(rows, hours=open_from((0, 9), (12, 20), (22, 40)), stops=told)

    split = split_waiting(time)

    slowly = hour_by_hour(time, told)
    assert (split is None) == (not slowly)
    if split is not None:
        for machine in split.machines:
            expected = slowly[machine.machine]
            assert [machine.by_cause[cause] / 3600 for cause in CAUSES] == pytest.approx(expected)
            assert sum(machine.by_cause.values()) == pytest.approx(machine.total_s, abs=1e-3)
        assert sum(split.by_cause.values()) == pytest.approx(split.total_s, abs=1e-3)
        assert split.total_s == pytest.approx(time.facts.waited_s.sum(), abs=1e-3)


def hour_by_hour(time: MachineTime, told: Sequence[dict[str, Any]]) -> dict[str, list[float]]:
    """Ask each hour of each wait for its cause, without any of the sums."""
    facts, found = time.facts, waits(time.facts)
    since = waiting_since(facts)
    complete = batch_complete(facts, found, since)
    hours: dict[str, list[float]] = {}
    for index, ended_by in enumerate(found.row):
        machine = facts.machines[found.machine[index]] if found.machine[index] >= 0 else ""
        mine = hours.setdefault(machine, [0.0] * len(CAUSES))
        first, last = round(found.start_s[index] / 3600), round(found.end_s[index] / 3600)
        for hour in range(first, last):
            late = hour * 3600 >= complete[index]
            cause = one_hour(time, told, int(ended_by), hour, complete[index]) if late else "batching"
            mine[CAUSES.index(cause)] += 1
    return hours


def one_hour(
    time: MachineTime, told: Sequence[dict[str, Any]], ended_by: int, hour: int, from_s: float
) -> str:
    facts, middle = time.facts, hour * 3600 + 1800
    clock = (facts.first_s + middle) / 3600 % 168
    monday = (clock - 96) % 168
    is_open = any(first <= monday < last for first, last in ((0, 9), (12, 20), (22, 40)))
    code = facts.machine[ended_by]
    if code < 0:
        return "material_outside" if is_open else "unavailability"
    there = [
        each
        for each in range(len(facts.order))
        if facts.machine[each] == code and facts.start_s[each] <= middle < facts.end_s[each]
    ]
    jobs = {int(facts.order[each]) for each in there}
    full = len(jobs) >= time.capacity.places[code]
    name, instant = facts.machines[code], (facts.first_s + middle)
    stands = {
        each["kind"]
        for each in told
        if each["machine"] in (name, None)
        and each["start_at"].timestamp() - ZERO <= instant < each["end_at"].timestamp() - ZERO
    } if is_open else set()  # fmt: skip
    if stands & {"breakdown", "planned"} or (full and any(facts.is_breakdown[each] for each in there)):
        return "unavailability"
    if not is_open and not full:
        return "unavailability"
    if "setup" in stands or (full and any(facts.is_setup[each] for each in there)):
        return "setup"
    if full:
        begun = [
            each for each in facts.by_machine if facts.machine[each] == code and facts.start_s[each] <= middle
        ]
        return "prioritisation" if came_at(time, int(begun[-1])) > from_s else "contention"
    if "operator" in stands or crew_is_busy(time, int(code), middle):
        return "starved_blocked"
    return "material_outside"


# What the clock of this computer adds to an instant without a zone.
ZERO = row("", "", 0, 0)["start_at"].timestamp() - 1_704_067_200


def came_at(time: MachineTime, number: int) -> float:
    """When the order of a row came to the machine: before the first of its rows there in a row."""
    facts = time.facts
    mine = [int(each) for each in facts.by_order if facts.order[each] == facts.order[number]]
    place = mine.index(number)
    while place and facts.machine[mine[place - 1]] == facts.machine[mine[place]]:
        place -= 1
    return float(waiting_since(facts)[mine[place]])


def crew_is_busy(time: MachineTime, code: int, middle: float) -> bool:
    facts = time.facts
    work: dict[int, float] = {}
    for each in range(len(facts.order)):
        if facts.machine[each] == code and facts.worker[each] >= 0:
            work[int(facts.worker[each])] = work.get(int(facts.worker[each]), 0.0) + facts.work_s[each]
    whole, crew, done = sum(work.values()), [], 0.0
    for worker in sorted(work, key=lambda each: (-work[each], each)):
        if whole > 0 and done < 0.8 * whole:
            crew.append(worker)
            done += work[worker]
    states = [person(time, worker, middle) for worker in crew]
    return "busy" in states and "free" not in states


def person(time: MachineTime, worker: int, middle: float) -> str:
    facts = time.facts
    mine = sorted(
        (facts.start_s[each], facts.end_s[each])
        for each in range(len(facts.order))
        if facts.worker[each] == worker
    )
    spans: list[list[float]] = []
    for first, last in mine:
        if spans and first <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], last)
        else:
            spans.append([first, last])
    if any(first <= middle < last for first, last in spans):
        return "busy"
    gaps = [(one[1], other[0]) for one, other in pairwise(spans)]
    return "free" if any(a <= middle < b and b - a <= 7200 for a, b in gaps) else "away"
