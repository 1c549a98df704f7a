"""What a job is asked: ``job.json``, and what lies beside it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from simmitt import __version__

KINDS = ("read", "analyse", "fit", "simulate", "plan", "paper")
BESIDE = ("mapping.toml", "economy.toml", "document.json")
_KNOWN = {"kind", "files", "asked", "seed", "workers", "after", "limits"}


class BadJob(Exception):
    """What stands in ``job.json`` is no job: whoever wrote it is at fault, not the company."""


@dataclass(frozen=True)
class JobLimits:
    """What a job may take and hold at most."""

    rows: int = 2_000_000
    machines: int = 200
    horizon_weeks: int = 520
    scenarios: int = 260  # sets of measures that a plan's search may simulate
    replications: int = 1_000
    wall_s: int = 3_600
    memory_mb: int = 4_096


@dataclass(frozen=True)
class Given:
    """A file that a job works on, and the name that people know it by."""

    path: Path
    name: str


@dataclass(frozen=True)
class Job:
    """One piece of work: all that its result depends on, and what it may take."""

    folder: Path
    kind: str
    files: tuple[Given, ...]
    asked: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    workers: int = 1
    after: tuple[Path, ...] = ()  # folders of earlier jobs, whose pieces may be taken over
    limits: JobLimits = JobLimits()

    @property
    def out(self) -> Path:
        """Where the results come to lie."""
        return self.folder / "out"

    def beside(self, name: str) -> Path | None:
        """Give a file that lies beside ``job.json``; None where there is none."""
        path = self.folder / name
        return path if path.is_file() else None

    def digest(self, *names: str) -> str:
        """Give a digest of the content of the files and of those beside it that are named."""
        whole = hashlib.sha256()
        for path in (*(each.path for each in self.files), *map(self.beside, names)):
            whole.update(b"-" if path is None else _sha256(path))
        return whole.hexdigest()

    def key(self) -> str:
        """Give a digest of all that the result depends on."""
        told = [__version__, self.kind, self.asked, self.seed, self.limits.scenarios]
        names = [each.name for each in self.files]
        text = json.dumps([told, names, self.digest(*BESIDE, "factory.toml")], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def read_job(folder: Path) -> Job:
    """Give the job of a folder.

    Raises
    ------
    BadJob
        ``job.json`` is missing, or says what no job can mean.
    """
    try:
        told = json.loads((folder / "job.json").read_text(encoding="utf-8"))
        unknown = set(told) - _KNOWN
        job = Job(
            folder.absolute(),
            told["kind"],
            tuple(_given(each, folder) for each in told["files"]),
            dict(told.get("asked", {})),
            int(told.get("seed", 0)),
            max(1, int(told.get("workers", 1))),
            tuple(folder / each for each in told.get("after", ())),
            _limits(told.get("limits", {})),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise BadJob(f"job.json can't be used: {fault!r}") from fault
    if unknown or job.kind not in KINDS:
        raise BadJob(f"job.json says what isn't known: {sorted(unknown) or job.kind}")
    return job


def _given(told: object, folder: Path) -> Given:
    if isinstance(told, str):
        return Given(folder / told, Path(told).name)
    assert isinstance(told, dict)
    path = folder / told["path"]
    # Only the last part of a name: it may come from anywhere.
    return Given(path, Path(told.get("name") or path.name).name or path.name)


def _limits(told: Mapping[str, Any]) -> JobLimits:
    known = {each.name for each in fields(JobLimits)}
    if set(told) - known:
        raise BadJob(f"there are no such limits: {sorted(set(told) - known)}")
    return JobLimits(**{name: int(value) for name, value in told.items()})


def _sha256(path: Path) -> bytes:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
