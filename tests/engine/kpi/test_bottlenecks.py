"""What holds up the rest, by every way of looking, on shops made to show it."""

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from engine.kpi.shops import START, facts_of, open_from, row, time_of
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.kpi.active_period import bottleneck_shares, bottleneck_strip, bottleneck_turns
from simmitt.engine.kpi.asis import Bottleneck, Constraint, Method, Rank
from simmitt.engine.kpi.bottlenecks import (
    agreement_share,
    explain_agreement,
    find_bottlenecks,
    name_constraint,
    with_simulated_gain,
)
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.machines import machine_figures
from simmitt.engine.kpi.starvation import fed

CASES = Path(__file__).resolve().parents[3] / "../shared/data/analytic_cases.json"


def test_the_published_case_of_active_periods_comes_out_to_the_minute() -> None:
    """Minutes of the case are hours here, so that no pause is too short to be one."""
    if not CASES.exists():
        pytest.skip("the analytic cases lie outside the repository and are not here")
    case = next(each for each in json.loads(CASES.read_text())["cases"] if each["kind"] == "bottleneck")
    periods = case["params"]["active"]
    facts = facts_of([row(f"{name}{a}", name, a, b) for name, spans in periods.items() for a, b in spans])

    shares, turns = bottleneck_shares(facts), bottleneck_turns(facts)

    hours = case["params"]["horizon"]
    expected = case["expected"]
    assert dict(zip(facts.machines, shares.sole * hours, strict=True)) == pytest.approx(
        expected["sole_minutes"]
    )
    assert dict(zip(facts.machines, shares.shifting * hours, strict=True)) == pytest.approx(
        expected["shifting_minutes"]
    )
    assert [facts.machines[code] for code in turns.machine] == [name for name, _, _ in expected["sequence"]]
    assert shares.momentary.sum() == pytest.approx(1.0)


def slowly(facts: Facts) -> list[str]:
    """The bottleneck of each hour, by looking at every machine's whole stretch of work."""
    stretches: list[tuple[float, float, str]] = []
    for code, name in enumerate(facts.machines):
        open_end = -1e9
        for first, last in sorted(
            (facts.start_s[n], facts.end_s[n]) for n in range(len(facts.order)) if facts.machine[n] == code
        ):
            if first > open_end + 900:
                stretches.append((first, last, name))
            else:
                stretches[-1] = (stretches[-1][0], max(stretches[-1][1], last), name)
            open_end = stretches[-1][1]
    found = []
    for hour in range(int(facts.horizon_s // 3600)):
        middle = hour * 3600 + 1800
        at_work = [each for each in stretches if each[0] <= middle < each[1]]
        longest = max((each[1] - each[0] for each in at_work), default=0)
        found.append("/".join(sorted(each[2] for each in at_work if each[1] - each[0] == longest)))
    return found


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("XYZW"), st.integers(0, 50), st.integers(1, 9)), min_size=1, max_size=25
    )
)
def test_the_longest_at_work_is_the_bottleneck_of_every_hour(visits: list[tuple[str, int, int]]) -> None:
    facts = facts_of(
        [row(f"A{n}", name, first, first + length) for n, (name, first, length) in enumerate(visits)]
    )

    turns = bottleneck_turns(facts)

    for hour, names in enumerate(slowly(facts)):
        middle = hour * 3600 + 1800
        leads = [
            facts.machines[code]
            for code, first, last in zip(turns.machine, turns.start_s, turns.end_s, strict=True)
            if first <= middle < last
        ]
        assert leads == [] if not names else leads[0] in names.split("/")
        assert len(leads) <= 1


def test_the_strip_shows_hour_by_hour_who_holds_up_the_rest() -> None:
    """The log begins at half past ten; the mill works until 14, the lathe 12-18 and for longer."""
    strip = bottleneck_strip(facts_of([row("A", "Mill", 10.5, 14), row("B", "Lathe", 12, 18)]))

    assert strip is not None
    assert strip.first_at == START + timedelta(hours=10)
    assert strip.cell_s == 3600
    assert strip.machines == ("Lathe", "Mill")
    assert strip.share == pytest.approx(np.array([[0, 0, 1, 1, 1, 1, 1, 1], [0.5, 1, 0, 0, 0, 0, 0, 0]]))


def test_a_log_in_which_no_machine_works_has_no_strip() -> None:
    assert bottleneck_strip(facts_of([row("A", None, 0, 4)])) is None


# A saw feeds a mill that is slower; a washer comes last. Orders pile up before the mill.
LINE = [
    each
    for n in range(20)
    for each in (
        row(f"A{n}", "Saw", 2 * n, 2 * n + 1),
        row(f"A{n}", "Mill", 3 * n + 1, 3 * n + 4),
        row(f"A{n}", "Washer", 3 * n + 4, 3 * n + 4.5),
    )
]


def test_every_way_of_looking_names_the_slow_machine_of_a_line() -> None:
    time = time_of(LINE)

    found = find_bottlenecks(time.facts, time.hours, time)
    constraint = name_constraint(time.facts, time.hours, time)

    assert {each.method: each.machine for each in found} == dict.fromkeys(
        (
            "summed_hours",
            "union_hours",
            "waiting_before",
            "active_period",
            "open_hours_load",
            "blocked_starved",
        ),
        "Mill",
    )
    assert agreement_share(found, constraint) == 1.0
    assert explain_agreement(time.facts, found).values == {"ways": 6, "machine": "Mill"}


def test_open_hours_are_split_by_whether_orders_were_there() -> None:
    """The bench works 0-4 (an order waits from 2), is free although one waits 4-5, works 5-6."""
    rows = [
        row("A", "Bench", 0, 4), row("B", "Saw", 0, 2), row("B", "Bench", 5, 6), row("C", "Saw", 7, 10),
    ]  # fmt: skip

    found = fed(time_of(rows, hours=open_from((0, 9))))

    bench = [part[0] for part in found]
    assert bench == pytest.approx([2 / 9, (2 + 1) / 9, 1 / 9, 3 / 9])
    assert sum(bench) == pytest.approx(1.0)


def test_the_simulated_gain_joins_the_ways_once_and_counts() -> None:
    time = time_of(LINE)
    found = find_bottlenecks(time.facts, time.hours, time)
    ranking = [Rank("Saw", 0.2, "orders/week"), Rank("Washer", 0.9, "orders/week")]

    once = with_simulated_gain(found, ranking)
    twice = with_simulated_gain(once, ranking)

    assert once == twice
    assert once[-1].machine == "Washer"
    assert [rank.machine for rank in once[-1].ranking] == ["Washer", "Saw"]
    assert agreement_share(once, name_constraint(time.facts, time.hours, time)) == pytest.approx(4 / 5)
    assert with_simulated_gain(once, []) == found


def test_agreement_leaves_out_the_reading_that_misleads() -> None:
    words = find_bottlenecks(time_of(LINE).facts, open_from())[0].explanation
    ways: Sequence[tuple[Method, str]] = [
        ("summed_hours", "Bench"), ("union_hours", "Mill"), ("open_hours_load", "Mill"),
        ("active_period", "Mill"), ("waiting_before", "Bench"), ("blocked_starved", "Saw"),
    ]  # fmt: skip
    found = [Bottleneck(method, machine, (), words) for method, machine in ways]

    assert agreement_share(found, Constraint("Mill", 0.9, 1, words)) == pytest.approx(2 / 4)
    assert agreement_share(found, None) == 0.0


def test_ways_that_differ_are_told_with_the_machines_that_they_name() -> None:
    facts = time_of(LINE).facts
    words = find_bottlenecks(facts, open_from())[0].explanation
    ways: Sequence[tuple[Method, str]] = [
        ("summed_hours", "Mill"), ("union_hours", "Mill"), ("open_hours_load", "Mill"),
        ("active_period", "Bench"), ("waiting_before", "Mill"), ("blocked_starved", "Saw"),
    ]  # fmt: skip
    found = [Bottleneck(method, machine, (), words) for method, machine in ways]

    told = explain_agreement(facts, found)

    assert told.in_language("en") == "2 of 4 ways of looking name Mill; the others name Bench, Saw."
    assert told.in_language("sv") == "2 av 4 sätt att se pekar på Mill; de andra på Bench, Saw."


def test_shares_as_bottleneck_are_figures_with_intervals() -> None:
    time = time_of(LINE)
    weights = np.random.default_rng(1).multinomial(8, np.full(8, 1 / 8), 200).astype(float)

    found = {(each.id, each.scope): each for each in machine_figures(time.facts, time.hours, weights, time)}

    sole, whole = (found[name, "Mill"] for name in ("bottleneck_sole_share", "bottleneck_share"))
    assert 0 < sole.value <= whole.value <= 1
    assert whole.low <= whole.value <= whole.high
    assert found["capacity_seen", "Mill"].value == 1


def test_figures_need_no_draws() -> None:
    time = MachineTime(time_of(LINE).facts, open_from())

    found = machine_figures(time.facts, time.hours, np.zeros((0, len(time.facts.length_s))), time)

    assert all(each.low == each.value == each.high for each in found)
