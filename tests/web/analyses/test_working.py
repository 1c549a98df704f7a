"""A job is started, listened to, ended; what it leaves is taken in once."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from pytest_django import Settings
from web.analyses.conftest import MINE, Asks, fresh

from simmitt.web.analyses import taking_in, working
from simmitt.web.analyses.claiming import claim
from simmitt.web.analyses.ending import cancel
from simmitt.web.analyses.folder import prepare
from simmitt.web.analyses.job import Job, end_leftover
from simmitt.web.analyses.models import DataSet, DataState, Run, RunKind, RunState
from simmitt.web.analyses.shelf import run_at
from simmitt.web.analyses.working import reference_of, work_on
from simmitt.web.cases.models import Case

pytestmark = pytest.mark.django_db
Works = Callable[[], Run]
PATIENCE_S = 20.0


@pytest.fixture
def lanes(settings: Settings) -> Iterator[Callable[[], threading.Event]]:
    """Run the whole worker beside the test, as its command does."""
    stop, started = threading.Event(), []
    # Where a thread could not write, its run comes back soon.
    settings.RUN_LEASE_S = 2.0

    def begin() -> threading.Event:
        started.append(threading.Thread(target=working.work, args=(stop,)))
        started[0].start()
        return stop

    yield begin
    stop.set()
    for one in started:
        one.join(PATIENCE_S)


def wait_until(holds: Callable[[], Any]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not looked(holds):
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.02)


def looked(holds: Callable[[], Any]) -> Any:
    try:
        return holds()
    except OperationalError:
        # A database in memory that threads share does not let one wait while another writes.
        return None


def is_gone(pid: int) -> bool:
    try:
        # Who has ended and has not been asked after by its parent is gone too.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_a_job_is_done(asks: Asks, works: Works) -> None:
    run = asks(pieces=2)

    done = works()

    assert (done.state, done.tries, done.beat_at) == (RunState.DONE, 0, None)
    assert done.told["lead"]["sv"] == "M4 styr takten."
    assert (run_at(done) / "out" / "as_is.sv.html").exists()
    assert run == done


def test_the_job_gets_its_question_and_no_secrets(
    asks: Asks, works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMMITT_SECRET_KEY", "hemlig")
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@c/d")
    asks(tells_surroundings=True)

    folder = run_at(works())

    told = json.loads((folder / "surroundings.json").read_text())
    assert not [name for name in told if name.startswith(("SIMMITT", "DATABASE", "DJANGO"))]
    job = json.loads((folder / "job.json").read_text())
    assert job["kind"] == "analyse"
    assert job["asked"]["number"] == 0
    assert job["workers"] >= 1


def test_what_is_told_on_the_way_stands_in_the_row(
    transactional_db: None, asks: Asks, lanes: Callable[[], threading.Event]
) -> None:
    run = asks(pieces=4, sleep_s=0.4)
    lanes()

    wait_until(lambda: fresh(run).step.get("sv") == "Computes på svenska" and fresh(run).step_done > 0)

    now = fresh(run)
    assert (now.state, now.step_of) == (RunState.RUNNING, 4)
    assert now.step["before"] == [{"sv": "Reads på svenska", "en": "Reads in English"}]
    wait_until(lambda: fresh(run).state == RunState.DONE)


def test_what_is_no_event_is_passed_over(asks: Asks, works: Works) -> None:
    asks(chatters=True)

    assert works().state == RunState.DONE


def test_input_at_fault_is_told_and_not_tried_again(asks: Asks, works: Works) -> None:
    asks(exit=2)

    failed = works()

    assert (failed.state, failed.tries) == (RunState.FAILED, 0)
    assert failed.fault["sv"] == "Fil logg.csv, rad 3: trasig."
    assert claim(RunKind.values) is None


@pytest.mark.parametrize("way", [1, "kill"])
def test_what_breaks_is_tried_three_times_and_then_shown_to_a_person(
    way: Any, asks: Asks, works: Works, caplog: pytest.LogCaptureFixture
) -> None:
    asks(exit=way)

    assert [works().state for _ in range(3)] == [RunState.QUEUED, RunState.QUEUED, RunState.FAILED]

    failed = Run.objects.unscoped(MINE).get(state=RunState.FAILED)
    assert failed.fault == {"reference": reference_of(failed)}
    assert caplog.text.count(reference_of(failed)) == 3
    assert ("a trace of what went wrong" in caplog.text) == (way == 1)
    # What had been computed was not computed again.
    assert len((run_at(failed) / "computed.txt").read_text().splitlines()) == 6


def test_what_breaks_once_is_done_the_second_time(asks: Asks, works: Works) -> None:
    asks(exit=1, times=1)
    works()

    assert works().state == RunState.DONE


def test_a_job_that_leaves_nothing_has_broken(asks: Asks, works: Works, settings: Settings) -> None:
    settings.JOB_COMMAND = ["true"]
    asks()

    assert (works().state, works().state, works().state)[-1] == RunState.FAILED


def test_a_file_that_lies_elsewhere_is_not_taken_in(asks: Asks, works: Works) -> None:
    run = asks()
    out = run_at(run) / "out"
    out.mkdir(parents=True)
    (out / "result.json").write_text('{"files": [{"name": "../job.json"}]}')

    assert (works().state, fresh(run).tries) == (RunState.QUEUED, 1)


def test_cancelling_ends_the_job_and_its_children(
    transactional_db: None, asks: Asks, lanes: Callable[[], threading.Event]
) -> None:
    run = asks(pieces=100, sleep_s=0.2, has_child=True)
    lanes()
    child = run_at(run) / "child.pid"
    wait_until(child.exists)

    assert cancel(run=run)

    wait_until(lambda: fresh(run).state == RunState.CANCELLED)
    assert is_gone(int(child.read_text()))
    assert (run_at(run) / "job.json").exists()


def test_a_job_that_does_not_listen_is_ended_all_the_same(
    transactional_db: None, asks: Asks, lanes: Callable[[], threading.Event]
) -> None:
    run = asks(pieces=100, sleep_s=0.2, deaf=True)
    lanes()
    wait_until(lambda: fresh(run).step)

    cancel(run=run)

    wait_until(lambda: fresh(run).state == RunState.CANCELLED)


def test_a_worker_that_is_told_to_stop_gives_the_run_back(
    transactional_db: None, asks: Asks, lanes: Callable[[], threading.Event]
) -> None:
    run = asks(pieces=100, sleep_s=0.1)
    stop = lanes()
    wait_until(lambda: fresh(run).step)

    stop.set()

    wait_until(lambda: fresh(run).state == RunState.QUEUED)
    assert fresh(run).tries == 0


def test_a_run_that_is_taken_over_is_let_go(
    transactional_db: None, asks: Asks, lanes: Callable[[], threading.Event]
) -> None:
    run = asks(pieces=100, sleep_s=0.1)
    lanes()
    wait_until(lambda: fresh(run).step)

    # As another worker does it that took this one to be dead.
    Run.objects.unscoped(MINE).filter(pk=run.pk).update(state=RunState.CANCELLED, beat_at=None)

    wait_until(lambda: not (run_at(run) / "process.json").exists())
    assert fresh(run).state == RunState.CANCELLED


def test_a_job_without_end_is_ended(asks: Asks, works: Works, settings: Settings) -> None:
    settings.JOB_LONGEST_S = 0.5
    asks(pieces=100, sleep_s=0.1)

    assert (works().state, works().state, works().state)[-1] == RunState.FAILED


def test_what_a_killed_worker_left_running_is_ended(asks: Asks) -> None:
    run = asks(pieces=100, sleep_s=0.1)
    claimed = claim(RunKind.values)
    assert claimed is not None
    folder = prepare(claimed)
    job = Job(folder, 1)
    pid = json.loads((folder / "process.json").read_text())["pid"]

    assert end_leftover(folder)

    wait_until(lambda: is_gone(pid))
    job.clear()
    assert run == claimed


def test_a_later_process_with_the_same_number_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "process.json").write_text('{"pid": 1, "began": "0"}')

    assert not end_leftover(tmp_path)
    assert not (tmp_path / "process.json").exists()


def test_the_same_question_comes_to_the_same_bytes_after_a_break(asks: Asks, works: Works) -> None:
    asks(pieces=3)
    unbroken = works()
    asks("beta", pieces=3, exit=1, times=2)
    for _ in range(2):
        works()
    broken = works()

    assert broken.state == RunState.DONE
    assert broken.told["files"] == unbroken.told["files"]


def test_after_the_figures_of_approved_data_comes_the_model(asks: Asks, works: Works, case: Case) -> None:
    run = asks()
    data_set = DataSet.objects.create(
        case=case, number=7, state=DataState.APPROVED, kept_sha256="e" * 64, handed_in_by=case.opened_by
    )
    Run.objects.unscoped(MINE).filter(pk=run.pk).update(data_set=data_set)
    works()

    following = Run.objects.unscoped(MINE).get(state=RunState.QUEUED)
    assert (following.kind, following.data_set, following.state) == (RunKind.FIT, data_set, RunState.QUEUED)


def test_a_reading_is_taken_in_in_the_same_transaction(
    asks: Asks, works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[tuple[str, str]] = []
    monkeypatch.setattr(taking_in, "take_in", lambda run: taken.append((run.state, run.told["kind"])))
    asks(kind=RunKind.READ)
    works()
    assert taken == [("done", "read")]

    def fail(_run: Run) -> None:
        raise ValueError

    monkeypatch.setattr(taking_in, "take_in", fail)
    asks(kind=RunKind.READ, number=2)

    assert (works().state, works().state, works().state)[-1] == RunState.FAILED


def test_a_reading_that_failed_is_told(asks: Asks, works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[str] = []
    monkeypatch.setattr(taking_in, "refuse", lambda run: refused.append(run.fault["en"]))
    asks(kind=RunKind.READ, exit=2)

    works()

    assert refused == ["File logg.csv, row 3: broken."]


def test_who_asked_for_the_end_before_the_worker_came_is_heard(asks: Asks) -> None:
    run = asks()
    claimed = claim(RunKind.values)
    assert claimed is not None
    cancel(run=run)

    work_on(claimed, threading.Event())

    assert fresh(run).state == RunState.CANCELLED
    assert not (run_at(run) / "computed.txt").exists()
