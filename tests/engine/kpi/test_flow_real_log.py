"""Orders and flow of the real log: open orders, lead times, loops, families."""

import numpy as np
import pytest

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.changeovers import changeover_matrices
from simmitt.engine.kpi.facts import Facts, gather
from simmitt.engine.kpi.figures import order_and_flow_figures
from simmitt.engine.kpi.flow_map import flow_of
from simmitt.engine.kpi.lead_times import headline_lead_time
from simmitt.engine.kpi.resampling import resamples
from simmitt.engine.kpi.value_stream import value_streams


@pytest.fixture(scope="module")
def told(real_log: EventLog) -> Facts:
    """With packing as what ends an order, and a week of silence."""
    return gather(real_log, closing_operations=["Packing"], quiet_days=7)


@pytest.fixture(scope="module")
def figures(real_log: EventLog, told: Facts) -> dict[tuple[str, str], Figure]:
    drawn = resamples(len(told.length_s), told.n_orders, 0, 200)
    places = np.ones(len(told.machines), np.int64)
    found = order_and_flow_figures(told, learn_working_hours(real_log), drawn, places)
    return {(each.id, each.scope_kind + " " + each.scope): each for each in found}


def test_told_what_ends_an_order_the_median_heeds_fifty_open_orders(
    told: Facts, figures: dict[tuple[str, str], Figure]
) -> None:
    assert told.closing.still_open == 50
    assert figures["lead_time_km_median_h", "plant plant"].value == pytest.approx(411, abs=3)
    assert figures["lead_time_median_h", "plant plant"].value == pytest.approx(333.6, abs=0.1)
    assert headline_lead_time(told.closing) == "lead_time_km_median_h"


def test_orders_under_way_at_the_start_are_named(told: Facts, figures: dict[tuple[str, str], Figure]) -> None:
    assert told.closing.began_before == 41
    assert figures["orders_begun_before", "plant plant"].value == 41
    assert ("lead_time_km_entered_median_h", "plant plant") in figures


def test_untold_the_last_inspection_and_the_packing_are_found_to_end_orders(real_log: EventLog) -> None:
    closing = gather(real_log).closing

    assert set(closing.operations) == {"Packing", "Final Inspection Q.C."}
    assert closing.quiet_s == 7 * 24 * 3600
    assert 20 <= closing.still_open <= 50
    assert "Packing" in closing.reason.in_language("en")


def test_calendar_time_and_working_hours_are_told_apart(figures: dict[tuple[str, str], Figure]) -> None:
    calendar = figures["lead_time_median_h", "plant plant"]
    working = figures["lead_time_working_median_h", "plant plant"]

    assert working.value < calendar.value
    efficiency = figures["flow_efficiency_working_share", "plant plant"].value
    assert figures["flow_efficiency_share", "plant plant"].value < efficiency < 1


def test_little_is_loudly_off_on_a_log_cut_at_both_ends(figures: dict[tuple[str, str], Figure]) -> None:
    residual = figures["littles_law_residual_share", "plant plant"]

    assert residual.value > 0.1
    assert "WARNING" in residual.definition.in_language("en")


def test_every_figure_is_a_number_in_its_interval(figures: dict[tuple[str, str], Figure]) -> None:
    for each in figures.values():
        assert np.isfinite([each.low, each.value, each.high]).all(), each.id
        assert each.low <= each.value <= each.high, each.id
        if each.unit == "share" and each.id != "littles_law_residual_share":
            assert 0 <= each.low <= each.high <= 1, each.id


def test_flow_streams_and_changeovers_agree_with_the_log(real_log: EventLog, told: Facts) -> None:
    flow, streams, matrices = flow_of(told), value_streams(told), changeover_matrices(told)

    assert sum(arc.count for arc in flow.arcs) == real_log.rows.height - 225
    assert sum(flow.starts.values()) == sum(flow.ends.values()) == 225
    assert sum(stream.orders for stream in streams) == 225
    assert len(streams) <= 7
    assert matrices
    for matrix in matrices:
        assert np.isfinite(matrix.shrunk_s).all()
        assert (matrix.counts > 0).sum() == np.isfinite(matrix.mean_s).sum()
