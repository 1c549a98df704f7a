"""The hours in which work goes on, for the plant and for each machine, and the dates that differ."""

from simmitt.engine.hours.learning import learn_working_hours
from simmitt.engine.hours.weekly import MONDAY_S, WeeklyHours, open_seconds
from simmitt.engine.hours.working import NotableDate, Vacation, WorkingHours, planned_hours

__all__ = [
    "MONDAY_S",
    "NotableDate",
    "Vacation",
    "WeeklyHours",
    "WorkingHours",
    "learn_working_hours",
    "open_seconds",
    "planned_hours",
]
