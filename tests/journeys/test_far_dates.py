"""Dates beyond every working life, such as 31 December 9999 for "not yet"."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from simmitt.engine.analysis import Reading, analyse
from simmitt.engine.quality.reach import ReachesTooFar

MONDAY = datetime(2025, 1, 6, 6)
NOT_YET = "9999-12-31 00:00"


def log_with(last_end: str, folder: Path) -> Path:
    """Write a log of sixty orders on one machine, the last of them with this end."""
    starts = [MONDAY + timedelta(days=n) for n in range(60)]
    rows = [
        f"{n};Saw;{at:%Y-%m-%d %H:%M};{at + timedelta(hours=5):%Y-%m-%d %H:%M}" for n, at in enumerate(starts)
    ]
    rows.append(f"60;Saw;{starts[-1] + timedelta(hours=6):%Y-%m-%d %H:%M};{last_end}")
    path = folder / "log.csv"
    path.write_text("\n".join(["Order;Machine;Start;End", *rows]), encoding="utf-8")
    return path


def test_an_end_in_the_year_9999_is_set_aside_also_from_the_figures_as_logged(tmp_path: Path) -> None:
    found = analyse(Reading((log_with(NOT_YET, tmp_path),)))

    assert [each.code for each in found.diagnosis.findings if each.repaired] == ["far_dates"]
    assert found.as_logged.figure("lead_time_mean_h").value == found.as_is.figure("lead_time_mean_h").value
    assert found.raw.rows.height == found.log.rows.height + 1


def test_a_log_that_keeps_such_a_date_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReachesTooFar) as fault:
        analyse(Reading((log_with(NOT_YET, tmp_path),), repair=False))

    assert "9999" in fault.value.in_language("sv")
