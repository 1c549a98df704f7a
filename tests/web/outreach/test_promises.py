from datetime import date

import pytest

from simmitt.web.outreach.promises import working_days_until


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        (date(2026, 11, 25), date(2026, 11, 25), 0),
        (date(2026, 11, 25), date(2026, 11, 27), 2),
        (date(2026, 11, 27), date(2026, 11, 30), 1),  # over a weekend
        (date(2026, 12, 23), date(2026, 12, 28), 1),  # over Christmas
        (date(2026, 11, 30), date(2026, 11, 27), -1),
    ],
)
def test_weekends_and_holidays_are_not_counted(today: date, due: date, left: int) -> None:
    assert working_days_until(today, due) == left
