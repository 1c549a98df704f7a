"""From a job to its end: results, a fault, or our own fault."""

import json
import shutil
from collections.abc import Callable, Mapping

from simmitt.ground.errors import InputFault
from simmitt.ground.progress import Progress
from simmitt.ground.texts import say
from simmitt.jobs.analysing import analyse_log
from simmitt.jobs.ending import FAULT, write_fault
from simmitt.jobs.fitting import fit_log
from simmitt.jobs.job import Job
from simmitt.jobs.locking import alone_in
from simmitt.jobs.paper import write_paper
from simmitt.jobs.planning import plan_log
from simmitt.jobs.questions import question_of
from simmitt.jobs.reading import read_files
from simmitt.jobs.remedies import for_a_page
from simmitt.jobs.results import RESULT
from simmitt.jobs.simulating import simulate_edited

DONE, INPUT_AT_FAULT = 0, 2

WORK: Mapping[str, Callable[[Job, Progress], None]] = {
    "read": read_files,
    "analyse": analyse_log,
    "fit": fit_log,
    "simulate": simulate_edited,
    "plan": plan_log,
    "paper": write_paper,
}


def run(job: Job, progress: Progress) -> int:
    """Do a job and give the exit code; what is our own fault is raised."""
    with alone_in(job.folder):
        if _is_done(job):
            return DONE
        _clear(job)
        try:
            WORK[job.kind](job, progress)
        except InputFault as fault:
            write_fault(job, for_a_page(fault), question_of(fault))
            return INPUT_AT_FAULT
    progress(say("Done"), 1, 1)
    return DONE


def _is_done(job: Job) -> bool:
    try:
        told = json.loads((job.out / RESULT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(told.get("key") == job.key())


def _clear(job: Job) -> None:
    """Take away what an earlier try has left, but for its pieces."""
    (job.folder / FAULT).unlink(missing_ok=True)
    for name in ("out", "out.unfinished", "out.replaced"):
        shutil.rmtree(job.folder / name, ignore_errors=True)
