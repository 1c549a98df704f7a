"""What reading a file has told is taken into the set of data that it was read for."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

from django.db.models import Q

from simmitt.web.analyses.models import DataSet, DataState, Run, RunState
from simmitt.web.analyses.shelf import data_at, run_at

WHY = "the worker takes in what it has read for a company"
KEPT = "log.simmitt"
# The run keeps its files' list itself.
NOT_TOLD = ("files", "key", "kind", "seed")


class NotAsTold(Exception):
    """The kept log is not the one that the job has told of: ours, and loud."""


def take_in(run: Run) -> None:
    """Take in what a run that is done has read; call it in the transaction that says so."""
    for data_set in _waiting_for(run):
        _keep_log(run, data_set)
        data_set.state, data_set.fault = DataState.READ, {}
        data_set.kept_sha256 = run.told["kept_sha256"]
        data_set.told = {name: value for name, value in run.told.items() if name not in NOT_TOLD}
        _save(data_set, run)


def refuse(run: Run) -> None:
    """Take in that a run could not read the files; ``run.fault`` says why, and what somebody may answer."""
    for data_set in _waiting_for(run):
        data_set.state = DataState.DOUBTFUL if run.fault.get("question") else DataState.REFUSED
        data_set.fault = run.fault
        _save(data_set, run)


def _waiting_for(run: Run) -> list[DataSet]:
    """Give the sets that the run reads; one that was asked again by hand takes the place of one in vain.

    Where the journey has ended meanwhile, nobody waits any more.
    """
    own = Q(reading=run)
    if run.data_set_id:
        in_vain = Q(reading=None) | Q(reading__state__in=(RunState.FAILED, RunState.CANCELLED))
        own |= Q(pk=run.data_set_id) & in_vain
    rows = DataSet.objects.unscoped(WHY).filter(own, case__closed_at=None).exclude(state=DataState.APPROVED)
    return list(rows.select_related("case__company"))


def _save(data_set: DataSet, run: Run) -> None:
    data_set.reading = run
    # Whoever looks at the page as it was can no longer approve it.
    data_set.save_version(data_set.version)


def _keep_log(run: Run, data_set: DataSet) -> None:
    """Put the log on the set's own shelf: the same bytes under a second name, where the disk allows it."""
    source, kept = run_at(run) / "out" / KEPT, data_at(data_set) / KEPT
    kept.parent.mkdir(parents=True, exist_ok=True)
    half = kept.with_name(f"{KEPT}.half")
    half.unlink(missing_ok=True)
    try:
        os.link(source, half)
    except OSError:
        shutil.copyfile(source, half)
    _require_same(half, run.told)
    half.replace(kept)


def _require_same(path: Path, told: dict[str, Any]) -> None:
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != told["kept_sha256"]:
            raise NotAsTold(path.name)
