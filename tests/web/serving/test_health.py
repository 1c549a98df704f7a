"""Whether the platform says that it is well, and that it is not."""

import shutil
from collections import namedtuple
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import RequestFactory
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max
from pytest_django import Settings
from web.world import World

from simmitt.web import health
from simmitt.web.analyses.asking import ask
from simmitt.web.analyses.models import Run, RunKind, RunState
from simmitt.web.cases.operations import open_case
from simmitt.web.mail.tasks import send_waiting

Usage = namedtuple("Usage", "total used free")
REQUEST = RequestFactory().get("/readyz")


@pytest.fixture(autouse=True)
def _room_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def usage(path: Path) -> Usage:
        # As the real one: a folder that is not there has no disk.
        path.stat()
        return Usage(10, 0, health.LEAST_FREE_BYTES)

    monkeypatch.setattr(shutil, "disk_usage", usage)


def told() -> tuple[int, str]:
    answer = health.ready(REQUEST)
    return answer.status_code, answer.content.decode()


def enqueue(*, waited: timedelta, put_off_to: timedelta | None = None) -> None:
    send_waiting.enqueue()
    now = timezone.now()
    run_after = now + put_off_to if put_off_to is not None else get_date_max()
    DBTaskResult.objects.update(enqueued_at=now - waited, run_after=run_after)


def test_the_process_answers() -> None:
    assert health.up(REQUEST).content == b"ok\n"


@pytest.mark.django_db
def test_all_is_well() -> None:
    assert told() == (200, "database ok\ndisk ok\nqueue ok\nruns ok\n")


@pytest.mark.django_db
def test_a_folder_that_is_not_there_yet_lies_on_a_disk(settings: Settings, tmp_path: Path) -> None:
    settings.ENV = replace(settings.ENV, data_dir=tmp_path / "not" / "yet")

    assert told() == (200, "database ok\ndisk ok\nqueue ok\nruns ok\n")


@pytest.mark.django_db
def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10, 9, 1))

    assert told() == (503, "database ok\ndisk not ok\nqueue ok\nruns ok\n")


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> bool:
        raise DatabaseError

    monkeypatch.setitem(health.CHECKS, "database", fail)

    assert told() == (503, "database not ok\ndisk ok\nqueue ok\nruns ok\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waited", "put_off_to", "well"),
    [
        (timedelta(minutes=1), None, True),
        (timedelta(hours=1), None, False),
        # Put off for two hours an hour ago: nobody is late.
        (timedelta(hours=1), timedelta(hours=1), True),
        (timedelta(hours=5), timedelta(hours=-1), False),
    ],
)
def test_a_task_that_nobody_takes_is_told(
    waited: timedelta, put_off_to: timedelta | None, well: bool
) -> None:
    enqueue(waited=waited, put_off_to=put_off_to)

    assert told()[0] == (200 if well else 503)


@pytest.mark.django_db
@pytest.mark.parametrize(("others_move", "well"), [(True, True), (False, False)])
def test_runs_that_nobody_takes_are_told(others_move: bool, well: bool, world: World) -> None:
    case = open_case(company=world.company["alfa"], person=None)
    long_ago = timezone.now() - timedelta(days=1)
    Run.objects.unscoped("the test's own").update(finished_at=long_ago, beat_at=None)
    ask(case=case, kind=RunKind.ANALYSE, person=None)
    runs = Run.objects.unscoped("the test's own")
    runs.update(asked_at=timezone.now() - timedelta(hours=1))
    if others_move:
        ask(case=case, kind=RunKind.PLAN, person=None)
        runs.filter(kind=RunKind.PLAN).update(state=RunState.RUNNING, beat_at=timezone.now())

    assert (told()[0] == 200) == well
