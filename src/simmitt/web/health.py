"""Whether the platform is well, for whoever watches over it: nothing here tells about anybody."""

import shutil
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from simmitt.web.analyses.models import Run, RunState

# Below this nothing more is taken in: the database itself needs room to work.
LEAST_FREE_BYTES = 200 * 1024 * 1024
# The worker looks every second; whatever has waited this long, nobody is working.
LONGEST_WAIT = timedelta(minutes=15)
NOT_READY = 503


def up(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return _plain("ok\n")


def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether pages can be served and work is done: database, disk, queue, runs."""
    found = {name: _holds(check) for name, check in CHECKS.items()}
    text = "".join(f"{name} {'ok' if well else 'not ok'}\n" for name, well in found.items())
    return _plain(text, status=200 if all(found.values()) else NOT_READY)


def _plain(text: str, status: int = 200) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError):
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _disk_has_room() -> bool:
    folder = settings.ENV.data_dir
    # With PostgreSQL nothing may have been written there yet: what counts is the disk it would lie on.
    nearest = next(one for one in (folder, *folder.parents) if one.exists())
    return shutil.disk_usage(nearest).free >= LEAST_FREE_BYTES


def _queue_moves() -> bool:
    now = timezone.now()
    long_ago = now - LONGEST_WAIT
    # A task that was put off has waited since its time came, any other since it was put in.
    put_off, others = Q(run_after__lte=long_ago), Q(run_after__gt=now, enqueued_at__lte=long_ago)
    return not DBTaskResult.objects.ready().filter(put_off | others).exists()


def _runs_move() -> bool:
    long_ago = timezone.now() - LONGEST_WAIT
    runs = Run.objects.unscoped("whether anybody works tells about nobody")
    # A run may wait for hours behind others; but then somebody works on those.
    waits = runs.filter(state=RunState.QUEUED, asked_at__lte=long_ago)
    works = runs.filter(Q(beat_at__gt=long_ago) | Q(finished_at__gt=long_ago))
    return works.exists() or not waits.exists()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "disk": _disk_has_room,
    "queue": _queue_moves,
    "runs": _runs_move,
}
