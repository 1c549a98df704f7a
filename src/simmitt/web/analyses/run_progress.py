"""How far a run has come, as a person reads it."""

from dataclasses import dataclass

from simmitt.web.analyses.models import LIVE, Run, RunState
from simmitt.web.analyses.progress import seconds_left
from simmitt.web.analyses.run_files import text_of
from simmitt.web.analyses.run_queries import waits_behind


@dataclass(frozen=True)
class Progressing:
    """One run's way so far."""

    step: str
    before: list[str]  # the steps that are done
    done: int
    of: int
    seconds_left: int | None
    behind: int  # runs of everybody that come before it, about
    is_waiting: bool
    is_live: bool
    is_ending: bool

    @classmethod
    def read(cls, run: Run) -> "Progressing":
        """Read it from the row."""
        left = seconds_left(run.step, run.step_done, run.step_of)
        waits = run.state == RunState.QUEUED
        return cls(
            step=text_of(run.step),
            before=[text_of(one) for one in run.step.get("before", ())],
            done=run.step_done,
            of=run.step_of,
            seconds_left=round(left) if left is not None and run.state == RunState.RUNNING else None,
            behind=waits_behind(run) if waits else 0,
            is_waiting=waits,
            is_live=run.state in LIVE,
            is_ending=run.cancel_asked_at is not None,
        )
