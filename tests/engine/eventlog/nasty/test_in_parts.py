"""A file read part by part, its columns held by what its beginning suggests, is the same log."""

from pathlib import Path
from typing import Any

import pytest
from engine.eventlog.nasty.case import Case
from engine.eventlog.nasty.test_nasty_files import CASES, written

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.log import EventLog
from simmitt.ground.errors import InputFault

TEXTS = [case for case in CASES if any(name.endswith((".csv", ".txt", ".tsv")) for name in case.files)]


def outcome(case: Case, paths: list[Path]) -> Any:
    """Give all that is told of the files: the log, or the fault."""
    try:
        log = read(paths, mapping=case.mapping)
    except InputFault as fault:
        return type(fault), fault.in_language("en")
    return log.source, rows_of(log), log.companions.given()


def rows_of(log: EventLog) -> list[tuple[Any, ...]]:
    beside = [getattr(log.companions, name) for name in log.companions.given()]
    return [row for frame in (log.rows, *beside) for row in frame.rows()]


def test_many_of_the_nasty_files_are_texts() -> None:
    assert len(TEXTS) >= 100


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
def test_a_nasty_file_in_parts_comes_to_the_same(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = written(case, tmp_path)
    whole = outcome(case, paths)
    monkeypatch.setattr("simmitt.engine.eventlog.text_rows.SAMPLE_BYTES", 300)
    monkeypatch.setattr("simmitt.engine.eventlog.text_rows.PART_BYTES", 200)

    assert outcome(case, paths) == whole
