"""What was asked, read with care: values that a person chose are refused in words they can use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from simmitt.engine.analysis import Reading
from simmitt.engine.eventlog.log import EventLog
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say
from simmitt.ground.units import WEEK_S
from simmitt.jobs.job import BadJob, Job

_LONGEST_NAME = 120


class OverJobLimit(InputFault):
    """The job is larger than what is computed here."""


def reading_of(job: Job) -> Reading:
    """Give how the kept log of a job is read."""
    if len(job.files) != 1:
        raise BadJob("this kind of job takes one log")
    return Reading(
        (job.files[0].path,),
        job.beside("mapping.toml"),
        repair=bool(job.asked.get("repair", True)),
        leave=leave_of(job),
        today=day_of(job, "today"),
    )


def leave_of(job: Job) -> frozenset[str]:
    """Give the findings that shall not be repaired."""
    return frozenset(map(str, job.asked.get("leave", ())))


def day_of(job: Job, name: str) -> date | None:
    """Give a day that was asked for; None where none was."""
    told = job.asked.get(name)
    return date.fromisoformat(told) if told else None


def depends_of(job: Job) -> tuple[Any, ...]:
    """Give what everything computed from the job's log depends on."""
    reading = reading_of(job)
    today = reading.today.isoformat() if reading.today else ""
    leave = tuple(sorted(reading.leave))
    return job.digest("mapping.toml"), reading.repair, leave, today, job.seed


@contextmanager
def named_files(job: Job) -> Iterator[tuple[Path, ...]]:
    """Give the job's files under the names that people know; two may share one."""
    paths = []
    for number, given in enumerate(job.files, start=1):
        folder = job.folder / "named" / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / given.name[-_LONGEST_NAME:]
        path.unlink(missing_ok=True)
        path.symlink_to(given.path)
        paths.append(path)
    yield tuple(paths)


def refuse_too_large(log: EventLog, job: Job) -> None:
    """Refuse a log that is larger than the job's limits.

    Raises
    ------
    OverJobLimit
    """
    limits, rows = job.limits, log.rows
    if rows.height > limits.rows:
        raise over(say("The log has {rows} rows.", rows=rows.height), limits.rows, _SHORTER)
    machines = rows["machine"].drop_nulls().n_unique()
    if machines > limits.machines:
        raise over(say("The log names {count} machines.", count=machines), limits.machines, _DEPARTMENT)
    if log.tells_events and rows["end_at"].drop_nulls().len():
        weeks = (log.last_at - log.first_at).total_seconds() / WEEK_S
        if weeks > limits.horizon_weeks:
            raise over(say("The log spans {weeks:.0} weeks.", weeks=weeks), limits.horizon_weeks, _SHORTER)


def over(found: Message, limit: float, remedy: Message) -> OverJobLimit:
    """Give the fault of what is beyond a limit."""
    return OverJobLimit(found, expected=say("At most {limit} are computed here.", limit=limit), remedy=remedy)


_SHORTER = say("Give a shorter period.")
_DEPARTMENT = say("Give one department at a time.")
