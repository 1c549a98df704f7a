"""What the tests of runs stand on: a company's journey, a folder for files, a job that is none."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from web.world import World

from simmitt.web.analyses.asking import ask
from simmitt.web.analyses.claiming import claim
from simmitt.web.analyses.models import Run, RunKind
from simmitt.web.analyses.working import work_on
from simmitt.web.cases.models import Case
from simmitt.web.cases.operations import open_case

FAKE = Path(__file__).with_name("fake_job.py")
MINE = "the test's own"
Asks = Callable[..., Run]


@pytest.fixture(autouse=True)
def _quick_job(settings: Settings) -> None:
    settings.JOB_COMMAND = [sys.executable, str(FAKE)]


@pytest.fixture
def case(world: World) -> Case:
    return case_of(world, "alfa")


def case_of(world: World, company: str) -> Case:
    return open_case(company=world.company[company], person=world.person["manager"])


@pytest.fixture
def asks(world: World) -> Asks:
    """Ask for a run of alfa's that does as it is told."""

    def run(company: str = "alfa", kind: str = RunKind.ANALYSE, number: int = 0, **act: Any) -> Run:
        asked = {"act": act, "number": number}
        return ask(case=case_of(world, company), kind=kind, person=world.person["manager"], asked=asked)

    return run


@pytest.fixture
def works() -> Callable[[], Run]:
    """Take the next run and carry it as far as it goes."""

    def work() -> Run:
        run = claim(RunKind.values)
        assert run is not None
        work_on(run, threading.Event())
        return fresh(run)

    return work


def fresh(run: Run) -> Run:
    found: Run = Run.objects.unscoped(MINE).select_related("case__company").get(pk=run.pk)
    return found
