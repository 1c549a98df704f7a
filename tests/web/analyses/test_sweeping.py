"""Folders that nobody needs are thrown away, and no others."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings
from web.analyses.conftest import MINE, Asks

from simmitt.web.analyses import sweeping
from simmitt.web.analyses.folder import prepare
from simmitt.web.analyses.models import Run, RunKind, RunState
from simmitt.web.analyses.shelf import run_at
from simmitt.web.analyses.sweeping import clear_old

pytestmark = pytest.mark.django_db


def ended(run: Run, state: str, ago: timedelta) -> Path:
    Run.objects.unscoped(MINE).filter(pk=run.pk).update(state=state, finished_at=timezone.now() - ago)
    return prepare(run)


@pytest.mark.parametrize(
    ("state", "ago", "kept"),
    [
        (RunState.FAILED, timedelta(days=8), False),
        (RunState.CANCELLED, timedelta(days=8), False),
        (RunState.FAILED, timedelta(days=6), True),
        (RunState.DONE, timedelta(days=400), True),
        (RunState.RUNNING, timedelta(days=8), True),
    ],
)
def test_what_came_to_nothing_goes_after_a_week(state: str, ago: timedelta, kept: bool, asks: Asks) -> None:
    folder = ended(asks(), state, ago)

    clear_old.call()

    assert folder.exists() == kept


def test_the_results_stay_when_the_steps_towards_them_go(asks: Asks, works: Callable[[], Run]) -> None:
    asks()
    folder = run_at(works())
    Run.objects.unscoped(MINE).update(finished_at=timezone.now() - timedelta(days=61))

    assert clear_old.call() == 1

    assert (folder / "out" / "result.json").exists()
    assert not (folder / "checkpoint").exists()


def test_a_folder_without_a_row_goes_once_it_is_not_new(asks: Asks, settings: Settings) -> None:
    kept = prepare(asks())
    old, new = (kept.parent / name for name in ("gone-0000001", "gone-0000002"))
    other = settings.FILES_DIR / "x" / "data" / "z"
    for folder in (old, new, other):
        folder.mkdir(parents=True)
    for folder in (old, kept, other):
        os.utime(folder, (0, 0))

    assert clear_old.call() == 1

    assert (old.exists(), new.exists(), kept.exists(), other.exists()) == (False, True, True, True)


def test_it_comes_back() -> None:
    clear_old.call()
    clear_old.call()

    assert DBTaskResult.objects.get().run_after > timezone.now() + sweeping.EVERY / 2


def test_of_documents_the_newest_stay(asks: Asks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "PAPERS_KEPT", 2)
    runs = [asks(kind=RunKind.PAPER, number=number) for number in range(4)]
    folders = [ended(run, RunState.DONE, timedelta(0)) for run in runs]
    other = ended(asks("beta", kind=RunKind.PAPER), RunState.DONE, timedelta(0))

    clear_old.call()

    assert [folder.exists() for folder in folders] == [False, False, True, True]
    assert other.exists()
    kept = Run.objects.unscoped(MINE).filter(pk__in=[run.pk for run in runs])
    assert set(kept) == set(runs[2:])
