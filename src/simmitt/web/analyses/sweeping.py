"""What the worker does with the folders of runs: throw away those that nobody needs any longer."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone
from django_tasks import task

from simmitt.web.analyses.folder import CHECKPOINT, throw_away
from simmitt.web.analyses.models import LIVE, Run, RunKind, RunState
from simmitt.web.analyses.shelf import run_at
from simmitt.web.mail.tasks import come_back

EVERY = timedelta(days=1)
# Somebody may ask why it failed.
KEPT_FOR = timedelta(days=7)
# A later run on the same data goes on from what an earlier one computed.
STEPS_KEPT_FOR = timedelta(days=60)
PAPERS_KEPT = 10  # of each journey
# A folder may be there a moment before its row is.
YOUNG = timedelta(hours=1)
WHY = "the worker keeps every company's shelf in order"


@task()
def clear_old() -> int:
    """Throw away what is not needed; give how many folders went."""
    now = timezone.now()
    forget_old_papers()
    gone = [*_in_vain(now), *_steps_of_old(now), *_of_nobody(now)]
    for folder in gone:
        throw_away(folder)
    come_back(clear_old, now + EVERY)
    return len(gone)


def forget_old_papers() -> None:
    """Forget documents beyond the newest of each journey: any of them is written again in seconds."""
    papers = Run.objects.unscoped(WHY).filter(kind=RunKind.PAPER).exclude(state__in=LIVE)
    later = papers.filter(case=OuterRef("case"), pk__gt=OuterRef("pk")).order_by().values("case")
    count = later.annotate(count=Count("pk")).values("count")
    old = (
        papers.annotate(later=Subquery(count)).filter(later__gte=PAPERS_KEPT).select_related("case__company")
    )
    for run in old.defer("told", "asked"):
        folder = run_at(run)
        run.delete()
        throw_away(folder)


def _in_vain(now: datetime) -> Iterator[Path]:
    """Give the folders of runs that came to nothing."""
    ended = (RunState.FAILED, RunState.CANCELLED)
    return _there(run_at(run) for run in _ended_before(now - KEPT_FOR, *ended))


def _steps_of_old(now: datetime) -> Iterator[Path]:
    """Give what was kept on the way to results that are there."""
    done = _ended_before(now - STEPS_KEPT_FOR, RunState.DONE)
    return _there(run_at(run) / CHECKPOINT for run in done)


def _ended_before(moment: datetime, *states: str) -> Iterator[Run]:
    runs = Run.objects.unscoped(WHY).filter(state__in=states, finished_at__lt=moment)
    return iter(runs.select_related("case__company").defer("told", "asked").iterator(chunk_size=500))


def _there(folders: Iterator[Path]) -> Iterator[Path]:
    return (one for one in folders if one.is_dir())


def _of_nobody(now: datetime) -> Iterator[Path]:
    """Give the folders whose row is gone, with its company or its case."""
    folders = [one for one in settings.FILES_DIR.glob("*/runs/*") if _is_older(one, now - YOUNG)]
    known = set(Run.objects.unscoped(WHY).values_list("public_id", flat=True)) if folders else set()
    return (one for one in folders if one.name not in known)


def _is_older(folder: Path, moment: datetime) -> bool:
    try:
        return folder.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:  # thrown away in this very moment
        return False
