"""A job in a process of its own: what it says, how it ends, and what a killed one leaves."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from jobs.conftest import BUDGET_SEK, bytes_of, done, job_in, told

from simmitt.ground.progress import silent
from simmitt.jobs import pieces
from simmitt.jobs.job import BadJob, read_job
from simmitt.jobs.running import run

Made = TypeVar("Made")


def started(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "simmitt.jobs", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def pieces_in(folder: Path) -> int:
    checkpoint = folder / "checkpoint"
    return len(list(checkpoint.iterdir())) if checkpoint.exists() else 0


def test_a_job_tells_its_steps_as_lines_in_both_languages(shop_csv: Path, tmp_path: Path) -> None:
    folder = job_in(tmp_path, "read", shop_csv)

    process = started(folder)
    said, complaint = process.communicate()

    assert (process.returncode, complaint) == (0, "")
    events = [json.loads(line) for line in said.splitlines()]
    assert all(set(each) == {"step", "done", "of"} for each in events)
    assert events[0]["step"] == {"sv": "Börjar", "en": "Beginning"}
    assert "Reading the log" in [each["step"]["en"] for each in events]
    assert events[-1] == {"step": {"sv": "Klart", "en": "Done"}, "done": 1, "of": 1}


def test_every_file_is_listed_with_its_digest(planned_folder: Path) -> None:
    listed = {each["name"]: each["sha256"] for each in told(planned_folder)["files"]}

    found = {name: content for name, content in bytes_of(planned_folder).items() if name != "result.json"}
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}


def test_a_finished_job_ends_at_once_when_it_is_started_again(
    read_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(read_folder)
    monkeypatch.setattr("simmitt.jobs.running.WORK", {})

    assert run(read_job(read_folder), silent) == 0
    assert bytes_of(read_folder) == before


def test_another_job_in_the_folder_takes_the_place_of_the_first(shop_csv: Path, tmp_path: Path) -> None:
    done(job_in(tmp_path, "read", shop_csv))
    first = told(tmp_path)["key"]

    done(job_in(tmp_path, "read", {"path": str(shop_csv), "name": "annan.csv"}))

    assert told(tmp_path)["key"] != first
    assert told(tmp_path)["received"][0]["name"] == "annan.csv"


def test_how_many_threads_there_are_changes_nothing(
    kept_log: Path, fitted_folder: Path, tmp_path: Path
) -> None:
    alone = done(job_in(tmp_path, "fit", kept_log, workers=1))

    assert bytes_of(alone) == bytes_of(fitted_folder)


@pytest.mark.parametrize(
    "told_job",
    [
        "no json",
        '{"kind": "dance", "files": []}',
        '{"kind": "read"}',
        '{"kind": "read", "files": [], "budget": 3}',
        '{"kind": "read", "files": [], "limits": {"lines": 3}}',
    ],
)
def test_what_is_no_job_is_our_own_fault(tmp_path: Path, told_job: str) -> None:
    (tmp_path / "job.json").write_text(told_job, encoding="utf-8")

    with pytest.raises(BadJob):
        read_job(tmp_path)

    process = started(tmp_path)
    _, complaint = process.communicate()
    assert process.returncode == 1
    assert "BadJob" in complaint


class Killed(BaseException):
    """As if the process were gone."""


def test_a_job_killed_after_any_piece_goes_on_to_the_same_bytes(
    kept_log: Path, fitted_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = job_in(tmp_path, "fit", kept_log, workers=2)
    monkeypatch.setattr(pieces, "_WORTH_S", 0.0)
    write, tries, made = pieces.Pieces._write, 0, []

    def write_and_die(self: pieces.Pieces, digest: str, piece: object) -> None:
        write(self, digest, piece)
        made.append(digest)
        if len(made) % 7 == 0:
            raise Killed

    monkeypatch.setattr(pieces.Pieces, "_write", write_and_die)
    while True:
        tries += 1
        try:
            assert run(read_job(folder), silent) == 0
            break
        except Killed:
            assert not (folder / "out").exists()

    assert tries > 3
    assert len(made) == len(set(made)), "no piece was made twice"
    assert bytes_of(folder) == bytes_of(fitted_folder)


def test_a_process_killed_in_the_middle_goes_on_to_the_same_bytes(
    kept_log: Path, fitted_folder: Path, tmp_path: Path
) -> None:
    folder = job_in(tmp_path, "fit", kept_log, workers=2)
    for wanted in (2, 8):
        process = started(folder)
        while pieces_in(folder) < wanted and process.poll() is None:
            time.sleep(0.01)
        process.kill()
        process.communicate()
        assert not (folder / "out").exists()

    process = started(folder)
    process.communicate()

    assert process.returncode == 0
    assert bytes_of(folder) == bytes_of(fitted_folder)


def test_a_job_that_is_told_to_end_leaves_nothing_half_written(kept_log: Path, tmp_path: Path) -> None:
    folder = job_in(tmp_path, "plan", kept_log, asked={"budget_sek": BUDGET_SEK})
    process = started(folder)
    while pieces_in(folder) < 3 and process.poll() is None:
        time.sleep(0.01)

    process.terminate()
    process.communicate()

    assert process.returncode == -signal.SIGTERM
    assert not (folder / "out").exists()
    assert not (folder / "fault.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a process is not told there that its parent is gone")
def test_a_job_ends_with_whoever_started_it(kept_log: Path, tmp_path: Path) -> None:
    folder = job_in(tmp_path, "plan", kept_log, asked={"budget_sek": BUDGET_SEK})
    program = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-m', 'simmitt.jobs', sys.argv[1]],"
        " stdout=subprocess.DEVNULL)\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    job = int(parent.stdout.readline())
    while pieces_in(folder) < 1:
        time.sleep(0.01)

    parent.kill()
    parent.communicate()

    wait_until(lambda: not is_running(job))
    assert not (folder / "out").exists()


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(2_000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to hold")


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.parametrize("limits", [{"wall_s": 0}, {"memory_mb": 1}])
def test_a_job_that_takes_too_much_says_so(kept_log: Path, tmp_path: Path, limits: dict[str, int]) -> None:
    folder = job_in(tmp_path, "fit", kept_log, limits=limits)

    process = started(folder)
    process.communicate()

    assert process.returncode == 2
    record: dict[str, Any] = json.loads((folder / "fault.json").read_text(encoding="utf-8"))
    assert record["kind"] in ("TakesTooLong", "TakesTooMuchMemory")
    assert not (folder / "out").exists()


def test_a_second_job_in_a_folder_waits_for_the_first(shop_csv: Path, tmp_path: Path) -> None:
    folder = job_in(tmp_path, "read", shop_csv)

    both = [started(folder), started(folder)]
    for process in both:
        process.communicate()

    assert [process.returncode for process in both] == [0, 0]
    assert told(folder)["rows"]
