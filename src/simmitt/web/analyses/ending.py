"""Ending a run that somebody no longer wants."""

from django.db import transaction
from django.utils import timezone

from simmitt.web.analyses.asking import FETCHED
from simmitt.web.analyses.models import LIVE, Run, RunState


def cancel(*, run: Run) -> bool:
    """End a run: one that waits at once, one that is under way as soon as its worker sees it.

    Says whether there was anything to end.
    """
    now = timezone.now()
    own = Run.objects.unscoped(FETCHED).filter(pk=run.pk)
    with transaction.atomic():
        waited = own.filter(state=RunState.QUEUED).update(
            state=RunState.CANCELLED, cancel_asked_at=now, finished_at=now
        )
        return bool(waited or own.filter(state__in=LIVE).update(cancel_asked_at=now))
