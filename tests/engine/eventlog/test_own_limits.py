"""On a machine of one's own a large file gets the memory that it needs."""

from pathlib import Path

import pytest

from simmitt.engine.eventlog import limits
from simmitt.engine.eventlog.limits import LIMITS, own_limits

GB = 2**30


def file_of(folder: Path, size: int) -> Path:
    path = folder / "log.csv"
    with path.open("wb") as stream:
        stream.truncate(size)
    return path


def test_an_ordinary_file_keeps_to_the_ordinary_limits(tmp_path: Path) -> None:
    found = own_limits([file_of(tmp_path, 1_000)])

    assert found == LIMITS


def test_a_large_file_gets_more_up_to_half_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = file_of(tmp_path, GB // 2)

    monkeypatch.setattr(limits, "_memory_of_machine", lambda: 32 * GB)
    assert own_limits([large]).memory_bytes == 12 * GB
    monkeypatch.setattr(limits, "_memory_of_machine", lambda: 8 * GB)
    assert own_limits([large]).memory_bytes == 4 * GB
    monkeypatch.setattr(limits, "_memory_of_machine", lambda: 0)
    assert own_limits([large]).memory_bytes == LIMITS.memory_bytes
    assert own_limits([large]).wall_s > LIMITS.wall_s
