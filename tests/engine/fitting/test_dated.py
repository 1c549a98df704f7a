"""Reports that tell a day and no time are found by their one clock time and one length."""

import numpy as np
import polars as pl

from simmitt.engine.fitting.dated import dated_reports
from simmitt.ground.units import DAY_S, HOUR_S


def rows(*, stamped: int, length_s: float = HOUR_S, operations: int = 3) -> pl.DataFrame:
    """Give 1,000 reports at times of their own and so many at five o'clock."""
    random = np.random.default_rng(1)
    start = np.round(random.uniform(0, 90 * DAY_S, 1_000))
    frames = [
        pl.DataFrame(
            {
                "activity": [f"Operation {n % 4}" for n in range(1_000)],
                "start_s": start,
                "end_s": start + np.round(random.uniform(600, 9_000, 1_000)),
            }
        )
    ]
    at = np.arange(stamped) * DAY_S + 5 * HOUR_S
    frames.append(
        pl.DataFrame(
            {
                "activity": [f"Operation {n % operations}" for n in range(stamped)],
                "start_s": at,
                "end_s": at + length_s,
            }
        )
    )
    return pl.concat(frames)


def test_one_clock_time_with_one_length_stands_for_no_time() -> None:
    found = dated_reports(rows(stamped=90))

    assert found is not None
    assert found.clock_s == 5 * HOUR_S
    assert found.rows.sum() == 90
    assert found.length_s == dict.fromkeys(("Operation 0", "Operation 1", "Operation 2"), HOUR_S)


def test_a_handful_at_one_clock_time_is_chance() -> None:
    assert dated_reports(rows(stamped=12)) is None


def test_what_one_operation_does_every_morning_may_be_true() -> None:
    assert dated_reports(rows(stamped=90, operations=1)) is None
