"""Units: the engine counts in seconds, people read hours, days and weeks."""

MINUTE_S = 60.0
HOUR_S = 3_600.0
DAY_S = 24 * HOUR_S
WEEK_S = 7 * DAY_S
WEEKS_PER_YEAR = 365.25 / 7


def hours(seconds: float) -> float:
    """Give hours for seconds."""
    return seconds / HOUR_S
