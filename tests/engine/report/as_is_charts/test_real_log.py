"""The pictures of the real log: a shop of thirty machines, 225 orders and 221 different ways."""

import numpy as np
import pytest
from engine.report.charts.soundness import assert_fit

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.kpi.active_period import bottleneck_strip
from simmitt.engine.kpi.changeovers import changeover_matrices
from simmitt.engine.kpi.facts import gather
from simmitt.engine.kpi.flow_map import flow_of
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.time_accounts import spend, time_accounts
from simmitt.engine.kpi.value_stream import value_streams
from simmitt.engine.kpi.waiting import split_waiting
from simmitt.engine.orders import closing_of, order_times, timed
from simmitt.engine.report.as_is_charts import (
    calendar_chart,
    changeover_chart,
    flow_chart,
    fullest_week,
    lead_time_curve_of,
    strip_chart,
    time_account_chart,
    value_stream_chart,
    waiting_chart,
    week_gantt_chart,
)
from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.words import Words
from simmitt.engine.survival import product_limit

HOUR = 3600.0


@pytest.mark.parametrize("words", [Words("sv"), Words("en")], ids=["sv", "en"])
def test_all_pictures_of_a_real_log_are_sound(real_log: EventLog, words: Words) -> None:
    hours, facts = learn_working_hours(real_log), gather(real_log)
    time = MachineTime(facts, hours)
    strip, split = bottleneck_strip(facts), split_waiting(time)
    assert strip
    assert split
    charts = [
        *(value_stream_chart(stream, words) for stream in value_streams(facts, "Quality Check 1")),
        flow_chart(flow_of(facts), words),
        week_gantt_chart(real_log, fullest_week(real_log), words, hours),
        *(time_account_chart(each, words) for each in time_accounts(time, spend(time))[:4]),
        strip_chart(strip, words),
        *(changeover_chart(each, words) for each in changeover_matrices(facts)),
        calendar_chart(hours, words),
        waiting_chart(split, words),
        lead_time_curve_of(real_log, closing_of(timed(real_log.rows))[0], words),
    ]

    assert len(charts) > 12
    for chart in charts:
        assert chart.table.rows, chart.title
        assert_fit(Drawing(chart.svg, chart.narrow_svg))


def test_the_curve_of_the_real_log_passes_the_half_at_411_hours(real_log: EventLog) -> None:
    rows = timed(real_log.rows)
    _, ends = closing_of(rows, operations=("Packing",), quiet_days=7)

    curve = product_limit(order_times(rows).lead_s(), ~ends.still_open)

    half = curve.time_s[np.flatnonzero(curve.share >= 0.5)[0]] / HOUR
    assert half == pytest.approx(411, abs=3)
