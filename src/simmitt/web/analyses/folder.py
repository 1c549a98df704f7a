"""The folder of a run, as its job gets it and leaves it."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings

from simmitt.ground.texts import LANGUAGES
from simmitt.web.analyses.asking import BESIDE, FETCHED, FILES
from simmitt.web.analyses.models import Run, RunKind, RunState
from simmitt.web.analyses.shelf import run_at

JOB, RESULT, FAULT, OUT, CHECKPOINT = "job.json", "result.json", "fault.json", "out", "checkpoint"
# What may lie beside a job; anything else asked for is a mistake of ours.
TEXTS = ("mapping.toml", "economy.toml", "document.json")
LARGEST_TOLD = 32 * 2**20
EARLIER = 5


class Unreadable(Exception):
    """The job says that it is done, and has not left what it should."""


def prepare(run: Run) -> Path:
    """Write what the job needs; in a folder that was prepared before it changes nothing."""
    folder = run_at(run)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in run.asked.get(BESIDE, {}).items():
        if name not in TEXTS:
            raise ValueError(name)
        _write(folder / name, text)
    if not (folder / JOB).exists():
        # Last, and whole: a folder with this file is ready. What was done earlier is looked up once, so
        # that a job that is started again finds its folder as it left it.
        _write(folder / JOB, json.dumps(_job(run), ensure_ascii=False, indent=1))
    (folder / FAULT).unlink(missing_ok=True)
    return folder


def _job(run: Run) -> dict[str, Any]:
    asked = {name: value for name, value in run.asked.items() if name not in (FILES, BESIDE)}
    files = [
        {"path": str(settings.FILES_DIR / one["path"]), "name": one["name"]}
        for one in run.asked.get(FILES, ())
    ]
    told: dict[str, Any] = {
        "kind": run.kind,
        "files": files,
        "asked": asked,
        "seed": run.seed,
        "workers": job_threads(),
    }
    after = _earlier(run)
    if after:
        told["after"] = [str(one) for one in after]
    if settings.JOB_LIMITS:
        told["limits"] = settings.JOB_LIMITS
    return told


def job_threads() -> int:
    """Give how many threads a job gets: one core is left to the pages."""
    return max((os.cpu_count() or 1) - 1, 1)


def _earlier(run: Run) -> list[Path]:
    """Give the folders of earlier runs on the same data, where a job finds what has been computed already."""
    if run.kind not in (RunKind.FIT, RunKind.PLAN) or run.data_set_id is None:
        return []
    others = (
        Run.objects.unscoped(FETCHED)
        .filter(case=run.case, data_set_id=run.data_set_id, kind__in=(RunKind.FIT, RunKind.PLAN))
        .exclude(pk=run.pk)
        .exclude(state=RunState.QUEUED)
        .defer("told")
    )
    return [run_at(_with_case(one, run)) for one in others.order_by("-pk")[:EARLIER]]


def _with_case(one: Run, of: Run) -> Run:
    one.case = of.case
    return one


def told_of(folder: Path) -> dict[str, Any]:
    """Read the job's ``result.json``.

    Raises
    ------
    Unreadable
        Where it lacks, or does not hold what the protocol says.
    """
    told = _read(folder / OUT / RESULT)
    files = told.get("files")
    if not isinstance(files, list):
        raise Unreadable(RESULT)
    for one in files:
        path = folder / OUT / str(one["name"])
        if not path.resolve().is_relative_to((folder / OUT).resolve()) or not path.is_file():
            raise Unreadable(str(one["name"]))
    return told


def fault_of(folder: Path) -> dict[str, Any]:
    """Read what the job says is wrong with its input.

    Raises
    ------
    Unreadable
    """
    told = _read(folder / FAULT)
    if not all(isinstance(told.get(language), str) for language in LANGUAGES):
        raise Unreadable(FAULT)
    return told


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_TOLD:
            raise Unreadable(path.name)
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise Unreadable(path.name) from fault
    if not isinstance(told, dict):
        raise Unreadable(path.name)
    return told


def _write(path: Path, text: str) -> None:
    half = path.with_name(f"{path.name}.half")
    with half.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def throw_away(folder: Path) -> None:
    """Remove a folder and all in it."""
    shutil.rmtree(folder, ignore_errors=True)
