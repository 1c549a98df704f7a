"""A log whose resource column names people is told from one that names machines."""

from datetime import datetime, timedelta

import numpy as np
from engine.conftest import log_of

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.fitting.people import by_operation

MONDAY = datetime(2025, 1, 6)
SHIFTS_H = (6.0, 14.0, 22.0)


def shop(names: list[str], shifts_h: tuple[float, ...], operations: int = 4) -> EventLog:
    """Give a log of six weeks: on each shift, those whose turn it is do what comes."""
    random = np.random.default_rng(1)
    rows: list[dict[str, object]] = []
    for day in range(30):
        for k, name in enumerate(names):
            opens = MONDAY + timedelta(days=day // 5 * 7 + day % 5, hours=shifts_h[k % len(shifts_h)])
            at = opens
            while at < opens + timedelta(hours=7):
                until = at + timedelta(hours=float(random.uniform(0.5, 1.5)))
                rows.append(
                    {
                        "order": f"{len(rows) // 4}",
                        "activity": f"Operation {random.integers(operations)}",
                        "machine": name,
                        "start_at": at,
                        "end_at": until,
                    }
                )
                at = until
    return log_of(rows)


def test_people_go_home_while_the_plant_works_on() -> None:
    log = shop([f"P{n}" for n in range(6)], SHIFTS_H)

    told = by_operation(log)

    assert told.rows["machine"].is_null().all()
    assert told.rows["worker"].to_list() == log.rows["machine"].to_list()


def test_in_a_shop_of_one_shift_nothing_tells_people_from_machines() -> None:
    log = shop([f"P{n}" for n in range(6)], (6.0,))

    assert by_operation(log) is log


def test_machines_that_do_one_operation_each_are_machines() -> None:
    log = shop([f"P{n}" for n in range(6)], SHIFTS_H, operations=1)

    assert by_operation(log) is log


def test_machines_work_on_when_people_go_home() -> None:
    names = [f"M{n % 2}" for n in range(6)]  # each of two machines on all three shifts

    log = shop(names, SHIFTS_H)

    assert by_operation(log) is log
