"""Killed at random moments the platform keeps what it has acknowledged, once and whole."""

from pathlib import Path

import pytest
from web.serving.killing import kill_at_random


@pytest.mark.parametrize("kills", [3, pytest.param(20, marks=pytest.mark.sweep)])
def test_what_was_acknowledged_is_there_once_and_whole(kills: int, tmp_path: Path) -> None:
    faults, ready_s, work = kill_at_random(tmp_path, kills, seed=kills)

    print(f"{work.edits} edits, {len(work.notes)} notes, {len(work.papers)} runs;")  # noqa: T201 (shown with -s)
    print("ready again after", sorted(round(one, 1) for one in ready_s), "s")  # noqa: T201
    assert faults == []
    assert work.edits > 0
    assert work.papers
