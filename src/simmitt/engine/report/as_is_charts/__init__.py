"""The pictures of today's state, each from a noun of the figures to a chart with its question and table."""

from simmitt.engine.report.as_is_charts.calendar import calendar_chart
from simmitt.engine.report.as_is_charts.changeovers import changeover_chart
from simmitt.engine.report.as_is_charts.flow import flow_chart
from simmitt.engine.report.as_is_charts.lead_time import lead_time_curve_chart, lead_time_curve_of
from simmitt.engine.report.as_is_charts.strip import strip_chart
from simmitt.engine.report.as_is_charts.time_account import time_account_chart
from simmitt.engine.report.as_is_charts.value_stream import UNTOLD, Told, value_stream_chart
from simmitt.engine.report.as_is_charts.waiting import waiting_chart
from simmitt.engine.report.as_is_charts.week import fullest_week, week_gantt_chart

__all__ = [
    "UNTOLD",
    "Told",
    "calendar_chart",
    "changeover_chart",
    "flow_chart",
    "fullest_week",
    "lead_time_curve_chart",
    "lead_time_curve_of",
    "strip_chart",
    "time_account_chart",
    "value_stream_chart",
    "waiting_chart",
    "week_gantt_chart",
]
