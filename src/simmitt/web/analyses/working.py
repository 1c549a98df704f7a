"""The worker's side of runs: take one, let its job compute, write down what it tells and how it ended.

A run is computed at least once and taken in exactly once: the job publishes its results by one rename, and
what follows from them is written in the transaction that says that the run is done. A worker that is killed
leaves the run to the next, which ends the job that was left behind and starts it again in the same folder.
"""

import logging
import threading
import time
from collections.abc import Collection
from enum import Enum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, close_old_connections, connection, transaction

from simmitt.web.analyses import taking_in
from simmitt.web.analyses.asking import follow
from simmitt.web.analyses.claiming import WHY, beat, claim, is_to_be_cancelled, leave
from simmitt.web.analyses.folder import fault_of, job_threads, prepare, told_of
from simmitt.web.analyses.job import STDERR, Job, end_leftover
from simmitt.web.analyses.models import Run, RunKind, RunState
from simmitt.web.analyses.progress import Progress

log = logging.getLogger("simmitt.runs")

DONE, INPUT_AT_FAULT = 0, 2
MOST_TRIES = 3
LOOKS_EVERY_S, TELLS_EVERY_S = 0.5, 0.5
BEATS_A_LEASE = 6
TAIL = 4_000
# Short runs never wait for a long one: a lane of their own, and one that takes whatever comes.
SHORT = (RunKind.READ, RunKind.ANALYSE, RunKind.SIMULATE, RunKind.PAPER)
LANES: tuple[Collection[str], ...] = (SHORT, tuple(RunKind))


class End(Enum):
    """Why a job was left before it ended by itself."""

    STOPPED = "the worker is told to stop"
    CANCELLED = "somebody has asked for its end"
    LOST = "another worker has taken the run"
    TOO_LONG = "it has gone on for longer than anything may"


def work(stop: threading.Event) -> None:
    """Work on runs in every lane, until told to stop; what is under way then goes back to the queue."""
    lanes = [threading.Thread(target=_serve, args=(kinds, stop), name="lane") for kinds in LANES]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()


def _serve(kinds: Collection[str], stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            close_old_connections()
            if not _work_on_next(kinds, stop):
                stop.wait(LOOKS_EVERY_S)
    finally:
        connection.close()


def _work_on_next(kinds: Collection[str], stop: threading.Event) -> bool:
    try:
        run = claim(kinds)
        if run is None:
            return False
        work_on(run, stop)
    except Exception:  # whatever is wrong with one run, the lane goes on
        log.exception("a run was left in the middle")
        # Its lease is over soon, and it comes back; looking for it at once would help nobody.
        stop.wait(TELLS_EVERY_S)
    return True


def work_on(run: Run, stop: threading.Event) -> None:
    """Carry one claimed run as far as it goes."""
    folder = prepare(run)
    end_leftover(folder)
    if is_to_be_cancelled(run):
        leave(run, RunState.CANCELLED)
        return
    job = Job(folder, job_threads())
    try:
        end = _attend(job, run, stop)
    finally:
        job.clear()
    _write_end(run, folder, end)


def _attend(job: Job, run: Run, stop: threading.Event) -> End | int:
    """Listen to the job until it ends or has to end; give its exit code, or why it was left."""
    progress, began, told_at = Progress(), time.monotonic(), 0.0
    beaten_at = began
    while True:
        for event in job.events(TELLS_EVERY_S / 2):
            progress.take(event)
        now, code = time.monotonic(), job.exit_code
        if code is not None:
            return code
        end = End.STOPPED if stop.is_set() else None
        if end is None and now - told_at >= TELLS_EVERY_S:
            is_due = progress.is_new or now - beaten_at >= settings.RUN_LEASE_S / BEATS_A_LEASE
            end = _tell(run, progress.values() if is_due else None)
            told_at, beaten_at = now, now if is_due else beaten_at
        if end is None and now - began > settings.JOB_LONGEST_S:
            end = End.TOO_LONG
        if end:
            job.end()
            return end


def _tell(run: Run, values: dict[str, Any] | None) -> End | None:
    """Write how far it has come, and see whether it shall go on."""
    try:
        if values is not None and not beat(run, **values):
            return End.LOST
        return End.CANCELLED if is_to_be_cancelled(run) else None
    except DatabaseError:
        # A database that is away for a moment ends no job; the lease says for how long it may be.
        connection.close()
        return None


def _write_end(run: Run, folder: Path, end: End | int) -> None:
    if end is End.STOPPED:
        leave(run, RunState.QUEUED)
    elif end is End.CANCELLED:
        leave(run, RunState.CANCELLED)
    elif end is End.LOST:
        log.warning("run %s was taken over", run.public_id)
    else:
        _write_outcome(run, folder, end)


def _write_outcome(run: Run, folder: Path, end: End | int) -> None:
    try:
        if end == DONE:
            _finish(run, told_of(folder))
        elif end == INPUT_AT_FAULT:
            _refuse(run, fault_of(folder))
        else:
            _put_off(run, folder, end)
    except OperationalError:
        # The database is away: nothing is wrong with the run, and the lease brings it back.
        raise
    except Exception as fault:  # what the job left can't be taken in: ours, like a job that broke
        log.exception("run %s could not be taken in", run.public_id)
        _put_off(run, folder, type(fault).__name__)


def _finish(run: Run, told: dict[str, Any]) -> None:
    with transaction.atomic():
        if not leave(run, RunState.DONE, told=told):
            return
        done = _as_written(run)
        if done.kind == RunKind.READ:
            taking_in.take_in(done)
        follow(done)


def _refuse(run: Run, fault: dict[str, Any]) -> None:
    with transaction.atomic():
        if leave(run, RunState.FAILED, fault=fault):
            _tell_reader(run)


def _put_off(run: Run, folder: Path, end: End | int | str) -> None:
    """Try it again, or after the last try show it to a person."""
    tries = run.tries + 1
    log.error("%s run %s, try %s: %s\n%s", reference_of(run), run.public_id, tries, end, _tail(folder))
    if tries < MOST_TRIES:
        leave(run, RunState.QUEUED, tries=tries)
        return
    with transaction.atomic():
        if leave(run, RunState.FAILED, tries=tries, fault={"reference": reference_of(run)}):
            _tell_reader(run)


def _tell_reader(run: Run) -> None:
    """Let a set of data know that it could not be read."""
    if run.kind == RunKind.READ:
        taking_in.refuse(_as_written(run))


def _as_written(run: Run) -> Run:
    """Give the run as it stands in the database now; the worker's own keeps the sign that it is its own."""
    whole = Run.objects.unscoped(WHY).select_related("case__company", "data_set", "asked_by")
    found: Run = whole.get(pk=run.pk)
    return found


def reference_of(run: Run) -> str:
    """Give a short word for the run that stands in the log too and can be read out on the phone."""
    return run.public_id[:6].upper()


def _tail(folder: Path) -> str:
    try:
        return (folder / STDERR).read_text("utf-8", "replace")[-TAIL:]
    except OSError:
        return ""
