"""Folders of jobs, made as the platform makes them, around the log of an invented shop."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from engine.conftest import tidy_shop

from simmitt.ground.progress import silent
from simmitt.jobs.job import read_job
from simmitt.jobs.running import run

NAMES = ("Anna Ekberg", "Bo Lindroth", "Cecilia Norling", "David Ahlin")
HEADINGS = {
    "order": "Ordernr", "activity": "Operation", "machine": "Maskin", "worker": "Anställd",
    "product": "Artikel", "kind": "Rapporttyp", "start_at": "Start", "end_at": "Slut",
    "ordered_pieces": "Orderantal", "good_pieces": "Godkänt antal", "rejected_pieces": "Kasserat antal",
}  # fmt: skip
BUDGET_SEK = 150_000

MakeJob = Callable[..., Path]


def job_in(folder: Path, kind: str, *files: Any, **told: Any) -> Path:
    """Write ``job.json``; ``beside`` are texts of files beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in told.pop("beside", {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    job = {"kind": kind, "files": [str(each) if isinstance(each, Path) else each for each in files], **told}
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    return folder


def done(folder: Path) -> Path:
    """Do a job here and now; give its folder."""
    assert run(read_job(folder), silent) == 0, (folder / "fault.json").read_text(encoding="utf-8")
    return folder


def told(folder: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((folder / "out" / "result.json").read_text(encoding="utf-8"))
    return record


def fault(folder: Path) -> dict[str, Any]:
    """Do a job that can't be done, and give what it says."""
    assert run(read_job(folder), silent) == 2
    assert not (folder / "out").exists()
    record: dict[str, Any] = json.loads((folder / "fault.json").read_text(encoding="utf-8"))
    return record


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Give the content of every file in ``out/``."""
    out = folder / "out"
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def shop_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of the tidy shop as a business system exports it, with names of people."""
    rows = tidy_shop(weeks=10).rows
    codes = rows["worker"].unique(maintain_order=True).to_list()
    names = {code: NAMES[number % len(NAMES)] for number, code in enumerate(codes)}
    table = rows.select(
        pl.col(name).replace_strict(names).alias(heading) if name == "worker" else pl.col(name).alias(heading)
        for name, heading in HEADINGS.items()
    )
    path = tmp_path_factory.mktemp("received") / "x7"  # the platform names files by ids
    table.write_csv(path, separator=";", datetime_format="%Y-%m-%d %H:%M")
    return path


@pytest.fixture(scope="session")
def read_folder(shop_csv: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    given = {"path": str(shop_csv), "name": "körlogg.csv"}
    return done(job_in(tmp_path_factory.mktemp("read"), "read", given))


@pytest.fixture(scope="session")
def kept_log(read_folder: Path) -> Path:
    return read_folder / "out" / "log.simmitt"


@pytest.fixture(scope="session")
def analysed_folder(kept_log: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return done(
        job_in(tmp_path_factory.mktemp("analyse"), "analyse", kept_log, asked={"company": "Björkhults"})
    )


@pytest.fixture(scope="session")
def fitted_folder(kept_log: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return done(job_in(tmp_path_factory.mktemp("fit"), "fit", kept_log, workers=2))


@pytest.fixture(scope="session")
def planned_folder(kept_log: Path, fitted_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return done(
        job_in(
            tmp_path_factory.mktemp("plan"),
            "plan",
            kept_log,
            asked={"budget_sek": BUDGET_SEK, "company": "Björkhults", "despite_red": "Prov"},
            after=[str(fitted_folder)],
            workers=2,
            beside={"economy.toml": 'hourly_cost_sek = 400\nuse_of_freed_time = "overtime"\n'},
        )
    )
