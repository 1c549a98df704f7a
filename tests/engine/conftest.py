"""Logs to test with: one made by hand, one of a tidy invented shop, and the real one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source

REAL_CSV = Path(__file__).resolve().parents[2] / "../shared/data/production_4tu/Production_Data.csv"
MONDAY = datetime(2024, 1, 1)

MakeLog = Callable[..., EventLog]


def log_of(rows: Sequence[Mapping[str, Any]]) -> EventLog:
    """Make a log of rows that name only the columns they are about."""
    usual: dict[str, Any] = {"order": "A1", "activity": "mill", "machine": "Mill 1", "kind": "run"}
    full = [
        {**dict.fromkeys(SCHEMA), **usual, "row": number, **row} for number, row in enumerate(rows, start=2)
    ]
    return EventLog(pl.DataFrame(full, schema=SCHEMA), Source("made.csv", "0", "csv", ()))


def tidy_shop(weeks: int = 12, seed: int = 1, orders_per_week: int = 12) -> EventLog:
    """Make the log of a shop that reports faultlessly: four machines, two shifts Monday to Friday."""
    random = np.random.default_rng(seed)
    free = dict.fromkeys(("Saw 1", "Mill 2", "Lathe 3", "Inspection"), MONDAY + timedelta(hours=6))
    rows: list[dict[str, Any]] = []
    for number in range(weeks * orders_per_week):
        week, place = divmod(number, orders_per_week)
        ready = MONDAY + timedelta(weeks=week, days=int(place * 5 / orders_per_week), hours=6)
        pieces = float(random.integers(5, 60))
        product = str(random.choice(["Bracket", "Shaft", "Flange"]))
        for machine in free:
            activity = f"{machine.split()[0]}ing"
            visits = [("run", 60.0 + pieces * float(random.uniform(1.0, 3.0)))]
            if machine in ("Mill 2", "Lathe 3"):
                visits.insert(0, ("setup", float(random.uniform(20, 60))))
            for kind, minutes in visits:
                start = _within_shifts(max(ready, free[machine]), minutes)
                end = start + timedelta(minutes=round(minutes))
                ready = free[machine] = end + timedelta(minutes=int(random.integers(1, 9)))
                rejected = float(random.integers(0, 2)) if kind == "run" else 0.0
                rows.append(
                    {
                        "order": f"WO-{number:04}",
                        "activity": activity,
                        "machine": machine,
                        "worker": f"{machine} {'early' if start.hour < 14 else 'late'}",
                        "product": product,
                        "kind": kind,
                        "start_at": start,
                        "end_at": end,
                        "reported_s": (end - start).total_seconds(),
                        "ordered_pieces": pieces,
                        "good_pieces": pieces - rejected if kind == "run" else 0.0,
                        "rejected_pieces": rejected,
                        "rework": False,
                    }
                )
    return log_of(rows)


def _within_shifts(at: datetime, minutes: float) -> datetime:
    """Give the first moment from which the work fits between 06:00 and 22:00 of a weekday."""
    at = max(at, at.replace(hour=6, minute=0))
    late = at + timedelta(minutes=minutes) > at.replace(hour=22, minute=0)
    if late:
        at = (at + timedelta(days=1)).replace(hour=6, minute=0)
    while at.weekday() > 4:
        at = (at + timedelta(days=1)).replace(hour=6, minute=0)
    return at


@pytest.fixture(scope="session")
def make_log() -> MakeLog:
    return log_of


@pytest.fixture(scope="session")
def make_tidy_shop() -> MakeLog:
    return tidy_shop


@pytest.fixture(scope="session")
def tidy_log() -> EventLog:
    return tidy_shop()


@pytest.fixture(scope="session")
def real_log() -> EventLog:
    """The real log, as the reader reads it."""
    if not REAL_CSV.exists():
        pytest.skip("the real production log lies outside the repository and is not here")
    return read(REAL_CSV)
