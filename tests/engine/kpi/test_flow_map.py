"""What directly follows what, by hand and as process mining counts it."""

from collections import Counter, defaultdict
from datetime import datetime
from itertools import groupby, pairwise

import numpy as np
import pytest
from engine.kpi.shops import facts_of, row
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi.facts import gather
from simmitt.engine.kpi.flow_map import flow_of
from simmitt.engine.kpi.medians import medians
from simmitt.engine.kpi.nouns import FlowArc, FlowNode

HOUR = 3600.0


def test_volumes_and_waits_are_as_by_hand() -> None:
    """A: saw 0-2, mill 3-5, check 4-8 (begun before the mill has ended); B: saw 1-2, mill 6-7."""
    flow = flow_of(
        facts_of(
            [
                row("A", "S", 0, 2, activity="saw"),
                row("A", "M", 3, 5, activity="mill"),
                row("A", "C", 4, 8, activity="check"),
                row("B", "S", 1, 2, activity="saw"),
                row("B", "M", 6, 7, activity="mill"),
                row(None, "M", 5, 6, activity="mill", kind="breakdown"),
            ]
        )
    )

    assert flow.nodes == (
        FlowNode("saw", 2, 2, 3 * HOUR, 0.0),
        FlowNode("mill", 2, 2, 3 * HOUR, 5 * HOUR),
        FlowNode("check", 1, 1, 4 * HOUR, 0.0),
    )
    assert flow.arcs == (
        FlowArc("saw", "mill", 2, 2.5 * HOUR, 2.5 * HOUR, 4 * HOUR),
        FlowArc("mill", "check", 1, 0.0, 0.0, 3 * HOUR),
    )
    assert flow.starts == {"saw": 2}
    assert flow.ends == {"mill": 1, "check": 1}
    assert flow.variants == ((("saw", "mill", "check"), 1), (("saw", "mill"), 1))
    assert flow.variant_count == 2


def test_without_activities_the_flow_goes_from_machine_to_machine() -> None:
    flow = flow_of(facts_of([row("A", "S", 0, 2, activity=None), row("A", "M", 3, 5, activity=None)]))

    assert [(arc.source, arc.target) for arc in flow.arcs] == [("S", "M")]
    assert [(node.name, node.orders) for node in flow.nodes] == [("S", 1), ("M", 1)]


rows_of_orders = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from(["saw", "mill", "turn", "pack"]),
        st.integers(0, 60),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(rows_of_orders)
def test_the_map_agrees_with_counting_row_by_row(rows: list[tuple[str, str, int, int]]) -> None:
    made = [row(order, "M", first, first + length, activity=name) for order, name, first, length in rows]

    flow = flow_of(facts_of(made))

    traces: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for each in made:
        traces[each["order"]].append((each["end_at"], each["activity"]))
    for trace in traces.values():
        trace.sort(key=lambda event: event[0])
    follows: dict[tuple[str, str], list[float]] = defaultdict(list)
    for trace in traces.values():
        for (before, source), (after, target) in pairwise(trace):
            follows[source, target].append((after - before).total_seconds())
    assert {(arc.source, arc.target): arc.count for arc in flow.arcs} == {
        k: len(v) for k, v in follows.items()
    }
    for arc in flow.arcs:
        assert arc.between_ends_mean_s == pytest.approx(np.mean(follows[arc.source, arc.target]))
    ways = Counter(tuple(name for name, _ in groupby(name for _, name in trace)) for trace in traces.values())
    assert dict(flow.variants) == ways
    assert flow.variant_count == len(ways)
    assert flow.starts == Counter(trace[0][1] for trace in traces.values())
    assert flow.ends == Counter(trace[-1][1] for trace in traces.values())


def test_setup_run_and_the_next_day_at_one_place_are_no_way_of_their_own() -> None:
    flow = flow_of(
        facts_of(
            [
                row("A", "S", 0, 1, activity="saw", kind="setup"),
                row("A", "S", 1, 8, activity="saw"),
                row("A", "S", 24, 26, activity="saw"),
                row("A", "M", 27, 28, activity="mill"),
                row("B", "S", 30, 31, activity="saw"),
                row("B", "M", 32, 33, activity="mill"),
            ]
        )
    )

    assert flow.variants == ((("saw", "mill"), 2),)
    assert flow.variant_count == 1


def test_only_the_twenty_commonest_ways_are_told_but_all_are_counted() -> None:
    rows = []
    for number in range(60):
        names = [f"step {number % 25}", "mill"]
        rows += [
            row(f"A{number}", "M", 10 * number + k, 10 * number + k + 1, activity=n)
            for k, n in enumerate(names)
        ]

    flow = flow_of(facts_of(rows))

    assert len(flow.variants) == 20
    assert flow.variant_count == 25
    assert [count for _, count in flow.variants] == [3] * 10 + [2] * 10


def test_medians_of_many_groups_are_those_of_each() -> None:
    random = np.random.default_rng(5)
    group, values = random.integers(0, 7, 200) * 2, random.exponential(5.0, 200).round(3)

    found = medians(group, values, 14)

    for code in range(14):
        here = values[group == code]
        assert found[code] == pytest.approx(np.median(here)) if len(here) else np.isnan(found[code])


def test_nodes_and_orders_agree_on_work_and_waiting(tidy_log: EventLog) -> None:
    facts = gather(tidy_log)
    flow = flow_of(facts)

    assert sum(node.work_s for node in flow.nodes) == pytest.approx(facts.work_s.sum())
    whole = (facts.times.lead_s() - facts.times.touch_s).sum()
    assert sum(node.waiting_s for node in flow.nodes) == pytest.approx(whole)
    assert sum(arc.count for arc in flow.arcs) == len(facts.order) - facts.n_orders
