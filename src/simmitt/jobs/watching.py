"""Ends a job that outlives its parent, or takes more than it may.

A job is ended by ending the process: what it has computed lies in its checkpoint, what it writes
appears whole or not at all, and the process that reads files for it follows it by itself.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say
from simmitt.jobs.ending import write_fault
from simmitt.jobs.job import Job

INPUT_AT_FAULT = 2
_LOOK_S = 0.25
_MB = 2**20


class TakesTooLong(InputFault):
    """The job took longer than it may."""


class TakesTooMuchMemory(InputFault):
    """The job took more memory than it may."""


def watch(job: Job) -> None:
    """Begin to watch this process."""
    threading.Thread(target=_watch, args=(job, os.getppid()), daemon=True).start()


def _watch(job: Job, parent: int) -> None:
    until_s = time.monotonic() + job.limits.wall_s
    while True:
        time.sleep(_LOOK_S)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
        if time.monotonic() > until_s:
            _give_up(job, _too_long(job))
        if memory_mb() > job.limits.memory_mb:
            _give_up(job, _too_much(job))


def memory_mb() -> float:
    """Give what this process holds in memory; 0 where the system doesn't tell."""
    if sys.platform != "linux":
        return 0.0
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


def _give_up(job: Job, fault: InputFault) -> None:
    write_fault(job, fault)
    sys.stdout.flush()
    os._exit(INPUT_AT_FAULT)


def _too_long(job: Job) -> TakesTooLong:
    return TakesTooLong(
        say("This took longer than {minutes:.0} minutes.", minutes=job.limits.wall_s / 60),
        remedy=say("Ask again: what has been computed is kept, and the work goes on from there."),
    )


def _too_much(job: Job) -> TakesTooMuchMemory:
    return TakesTooMuchMemory(
        say("This took more than {limit} MB of memory.", limit=job.limits.memory_mb),
        remedy=say("Give a shorter period, or one department at a time."),
    )
