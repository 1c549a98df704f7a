"""How long is left of a promise, in working days."""

from datetime import date, timedelta

from simmitt.ground.workdays import is_working_day


def working_days_until(today: date, due: date) -> int:
    """Count the working days after today, the last day included; negative when it has passed."""
    if due < today:
        return -working_days_until(due, today)
    days = (today + timedelta(days=number) for number in range(1, (due - today).days + 1))
    return sum(is_working_day(day) for day in days)
