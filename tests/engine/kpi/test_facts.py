"""The facts that all figures rest on: what counts for orders, what for machines only."""

import numpy as np
import polars as pl
from engine.kpi.shops import facts_of, log, open_from, row

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi.facts import gather
from simmitt.engine.kpi.figures import mark_estimated, order_and_flow_figures
from simmitt.engine.kpi.flow_map import flow_of
from simmitt.engine.kpi.resampling import resamples
from simmitt.engine.kpi.value_stream import value_streams


def test_a_row_without_an_order_counts_for_its_machine_only() -> None:
    facts = facts_of(
        [row("A", "Mill", 0, 4), row(None, "Mill", 3, 6, kind="breakdown"), row("B", "Saw", 8, 9)]
    )

    assert facts.order.tolist() == [0, -1, 1]
    assert facts.orders == ["A", "B"]
    assert facts.previous.tolist() == [-1, -1, -1]
    assert facts.previous_on_machine.tolist() == [-1, 0, -1]
    assert (facts.busy.per_group(2) / 3600).tolist() == [6, 1]
    assert (facts.times.lead_s() / 3600).tolist() == [4, 1]
    assert facts.visit_order.tolist() == [0, 1]


def test_a_machine_that_never_tells_an_order_works_on_one_nameless_one() -> None:
    facts = facts_of([row(None, "Press", 0, 4), row(None, "Press", 6, 8), row("A", "Saw", 0, 2)])

    press = facts.visit_machine == facts.machines.index("Press")

    assert facts.visit_order[press].tolist() == [1, 1]
    assert facts.parallel.depth.max() == 1


def test_rows_that_name_nothing_or_miss_a_time_are_left_out() -> None:
    facts = facts_of(
        [row(None, None, 0, 4), {"order": "A", "machine": "Saw", "start_at": None}, row("B", "Saw", 1, 2)]
    )

    assert facts.orders == ["B"]
    assert facts.first_s == row("B", "Saw", 1, 2)["start_at"].timestamp() - _zone()


def _zone() -> float:
    """Seconds between the plant's clock, which has no zone, and this computer's."""
    return float(row("B", "Saw", 0, 1)["start_at"].timestamp()) - 1_704_067_200.0


def test_an_order_goes_through_its_rows_by_start_and_the_last_to_end_is_its_last() -> None:
    facts = facts_of(
        [
            row("A", "Saw", 0, 2, activity="saw"),
            row("A", "Mill", 3, 9, activity="mill"),
            row("A", "Check", 4, 5, activity="check"),
        ]
    )

    assert facts.previous.tolist() == [-1, 0, 1]
    assert facts.by_end.tolist() == [0, 2, 1]
    assert facts.last_row.tolist() == [1]
    assert (facts.waited_s / 3600).tolist() == [0, 1, 0]


def test_a_log_without_orders_or_without_rows_has_no_orders_and_breaks_nothing() -> None:
    states = log([row(None, "Press", 0, 4), row(None, "Press", 5, 6, kind="setup")])
    empty = EventLog(states.rows.head(0), states.source)

    for made in (states, empty):
        facts = gather(made)
        drawn = resamples(len(facts.length_s), facts.n_orders, 0)
        figures = order_and_flow_figures(facts, open_from(), drawn, np.ones(len(facts.machines), np.int64))
        assert [(each.id, each.value) for each in figures if each.scope == "plant"] == [("orders", 0.0)]
        assert flow_of(facts).nodes == ()
        assert value_streams(facts) == ()
        assert facts.closing.orders == 0


def test_the_order_in_which_the_rows_stand_in_memory_changes_nothing(tidy_log: EventLog) -> None:
    shuffled = EventLog(tidy_log.rows.sample(fraction=1.0, shuffle=True, seed=3), tidy_log.source)

    one, other = (_all_of(each) for each in (tidy_log, shuffled))

    assert one == other


def test_moving_all_dates_changes_no_figure(tidy_log: EventLog) -> None:
    moved = tidy_log.rows.with_columns(pl.col("start_at", "end_at") + pl.duration(weeks=60))

    one, other = _all_of(tidy_log), _all_of(EventLog(moved, tidy_log.source))

    assert one.keys() == other.keys()
    assert np.allclose(list(one.values()), list(other.values()), rtol=1e-7)


def test_an_order_split_in_two_names_gives_more_orders_that_take_less_time(tidy_log: EventLog) -> None:
    late = pl.col("activity").is_in(["Latheing", "Inspectioning"])
    split = tidy_log.rows.with_columns(order=pl.when(late).then("X" + pl.col("order")).otherwise("order"))

    one, other = _all_of(tidy_log), _all_of(EventLog(split, tidy_log.source))

    assert other["orders", "plant", "plant"][0] == 2 * one["orders", "plant", "plant"][0]
    for shorter in ("lead_time_mean_h", "lead_time_working_mean_h", "touch_time_median_h"):
        assert other[shorter, "plant", "plant"][0] < one[shorter, "plant", "plant"][0]
    for same in ("scrap_share", "rework_share"):
        assert other[same, "plant", "plant"][0] == one[same, "plant", "plant"][0]


def _all_of(made: EventLog) -> dict[tuple[str, str, str], tuple[float, float, float]]:
    facts = gather(made)
    drawn = resamples(len(facts.length_s), facts.n_orders, 0, 50)
    hours = open_from(*((24 * day + 6, 24 * day + 22) for day in range(5)))
    figures = order_and_flow_figures(facts, hours, drawn, np.ones(len(facts.machines), np.int64))
    return {(each.id, each.scope, each.scope_kind): (each.value, each.low, each.high) for each in figures}


def test_figures_that_rest_on_estimated_starts_say_so() -> None:
    facts = facts_of([row("A", "Mill", 0, 4, estimated=True), row("A", "Saw", 5, 6), row("B", "Saw", 6, 7)])
    drawn = resamples(len(facts.length_s), facts.n_orders, 0)

    figures = order_and_flow_figures(facts, open_from(), drawn, np.ones(2, np.int64))
    marked = {each.id: each.estimated for each in mark_estimated(figures, facts)}

    assert marked["lead_time_median_h"]
    assert marked["wip_mean_orders"]
    assert not marked["orders"]
    assert not any(each.estimated for each in figures)


def test_a_machine_whose_own_starts_are_told_is_not_marked() -> None:
    told = [row(f"A{n}", "Saw", n, n + 0.5, worker="W") for n in range(3)]
    facts = facts_of([*told, row("A0", "Mill", 5, 6, worker="W", estimated=True)])
    drawn = resamples(len(facts.length_s), facts.n_orders, 0)

    figures = order_and_flow_figures(facts, open_from(), drawn, np.ones(2, np.int64))
    at_once = {
        each.scope: each.estimated
        for each in mark_estimated(figures, facts)
        if each.id == "operators_at_once_mean"
    }

    assert at_once == {"Saw": False, "Mill": True}
