"""A worker that is killed at any moment loses nothing, and nothing is done twice."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from web.analyses.test_working import is_gone

TESTS = Path(__file__).parents[2]
PATIENCE_S = 60.0
COMPANIES, PIECES = 3, 12
ASK = f"""
import django
django.setup()
from simmitt.web.analyses.asking import ask
from simmitt.web.cases.operations import open_case
from simmitt.web.companies.models import Company
from simmitt.web.programmes.models import Programme
programme = Programme.objects.create(
    name_sv="Prov", short_name="Prov", starts_on="2026-01-01", ends_on="2029-12-31", counties=[]
)
for number in range({COMPANIES}):
    company = Company.objects.create(programme=programme, name=f"Firma {{number}}")
    act = {{"pieces": {PIECES}, "sleep_s": 0.05}}
    ask(case=open_case(company=company, person=None), kind="analyse", person=None, asked={{"act": act}})
"""


class Platform:
    """A database and files of their own, and a worker that can be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.surroundings = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "web.analyses.quick_settings",
            "PYTHONPATH": str(TESTS),
            "SIMMITT_DATA": str(folder),
        }

    def run(self, *words: str) -> None:
        subprocess.run([sys.executable, *words], env=self.surroundings, check=True, capture_output=True)

    @contextmanager
    def worker(self) -> Iterator["subprocess.Popen[bytes]"]:
        with (self.folder / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "django", "work_runs"], env=self.surroundings, stderr=log
            )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def rows(self) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(f"file:{self.folder / 'simmitt.sqlite3'}?mode=ro", uri=True)) as opened:
            opened.row_factory = sqlite3.Row
            return [dict(row) for row in opened.execute("SELECT * FROM analyses_run ORDER BY id")]

    def folders(self) -> list[Path]:
        return sorted(self.folder.glob("files/*/runs/*"))


@pytest.fixture
def platform(tmp_path: Path) -> Platform:
    made = Platform(tmp_path)
    made.run("-m", "django", "migrate", "--verbosity=0")
    made.run("-c", ASK)
    return made


@pytest.mark.parametrize(
    "kills", [pytest.param(4, id="4 kills"), pytest.param(20, id="20 kills", marks=pytest.mark.sweep)]
)
def test_killed_at_random_moments_it_comes_to_the_same(kills: int, platform: Platform) -> None:
    moments = random.Random(kills)
    for _ in range(kills):
        with platform.worker() as worker:
            time.sleep(moments.uniform(0.3, 3.5))
            worker.send_signal(signal.SIGKILL)
    with platform.worker():
        until = time.monotonic() + PATIENCE_S
        while {row["state"] for row in platform.rows()} != {"done"}:
            assert time.monotonic() < until, platform.rows()
            time.sleep(0.1)

    rows, folders = platform.rows(), platform.folders()
    assert [row["tries"] for row in rows] == [0] * COMPANIES
    told = [json.loads(row["told"]) for row in rows]
    # The same question in three companies: the same bytes, however often each was broken off.
    assert told == [told[0]] * COMPANIES
    for folder in folders:
        computed = (folder / "computed.txt").read_text("utf-8").splitlines()
        # A piece under way when its job is ended is computed again, and no other.
        assert len(set(computed)) == 2 * PIECES
        assert len(computed) <= 2 * PIECES + kills
        assert not (folder / "process.json").exists()
        assert not list(folder.glob("*.half"))


def test_a_worker_beside_another_process_ends_with_it_and_ends_its_job(platform: Platform) -> None:
    code = (
        "import time; from simmitt.web.analyses.beside import Beside\n"
        "with Beside('work_runs'): time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], env=platform.surroundings)
    marker = None
    until = time.monotonic() + PATIENCE_S
    while marker is None:
        assert time.monotonic() < until
        marker = next(iter(platform.folder.glob("files/*/runs/*/process.json")), None)
        time.sleep(0.05)
    pid = json.loads(marker.read_text())["pid"]

    parent.kill()
    parent.wait()

    while not is_gone(pid) or any(row["state"] == "running" for row in platform.rows()):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert [row["tries"] for row in platform.rows()] == [0] * COMPANIES
