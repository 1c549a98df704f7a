"""``python -m simmitt.jobs FOLDER``: one job, from ``job.json`` to ``out/`` or ``fault.json``."""

# The engine takes seconds to load: that a job has begun is told before, and it asks the tables' library
# how many threads it may have only once.
# ruff: noqa: PLC0415

import os
import sys
from pathlib import Path

from simmitt.ground.texts import say
from simmitt.jobs.job import read_job
from simmitt.jobs.telling import Teller
from simmitt.jobs.watching import watch

USAGE = 64


def main(arguments: list[str]) -> int:
    """Do the job of a folder; give the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m simmitt.jobs FOLDER\n")
        return USAGE
    teller = Teller(sys.stdout)
    teller(say("Beginning"), 0, 1)
    job = read_job(Path(arguments[0]))
    os.environ["POLARS_MAX_THREADS"] = str(job.workers)
    watch(job)
    from simmitt.jobs.running import run

    return run(job, teller)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
