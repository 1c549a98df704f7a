"""Logs that name more than any shop has, which figures of each would take gigabytes for."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from simmitt.engine.analysis import Reading, analyse
from simmitt.engine.eventlog import read
from simmitt.engine.quality.breadth import TooManyMachineWeeks, TooVaried, refuse_too_broad

MONDAY = datetime(2005, 1, 3, 6)


def log_of(folder: Path, names: int, *, column: str, days: float = 0.01) -> Path:
    """Write a log of so many machines or activities, one report each."""
    lines = ["Order;Machine;Operation;Start;End"]
    for number in range(names):
        start = MONDAY + timedelta(days=days * number)
        told = {"Machine": "Saw", "Operation": "Sawing", column: f"{column} {number}"}
        lines.append(f"O{number // 3};{told['Machine']};{told['Operation']};{start:%Y-%m-%d %H:%M};"
                     f"{start + timedelta(minutes=30):%Y-%m-%d %H:%M}")  # fmt: skip
    path = folder / "log.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(("column", "names"), [("Machine", 2_001), ("Operation", 3_001)])
def test_more_names_than_any_shop_has_are_refused(column: str, names: int, tmp_path: Path) -> None:
    with pytest.raises(TooVaried) as fault:
        analyse(Reading((log_of(tmp_path, names, column=column),)))

    assert fault.value.place.column == column
    assert f"[columns] {'machine' if column == 'Machine' else 'activity'}" in fault.value.in_language("en")


def test_many_machines_through_decades_are_refused(tmp_path: Path) -> None:
    log = read(log_of(tmp_path, 400, column="Machine", days=30.0))

    with pytest.raises(TooManyMachineWeeks) as fault:
        refuse_too_broad(log)

    assert "400 machines through 1,711 weeks" in fault.value.in_language("en")
