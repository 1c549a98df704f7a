"""Taking runs out of the queue, one company's at a time, and giving them back.

The rows are the queue. Whoever works on a run writes a sign of life into it every few seconds; that sign
is also the proof that the run is still one's own: each write asks for the sign that was written last, so
that a worker who was thought dead finds out and lets go.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from simmitt.web.analyses.models import LIVE, Run, RunKind, RunState
from simmitt.web.companies.models import Company

WHY = "the worker computes for every company"


def lease() -> timedelta:
    """Give for how long a sign of life lasts."""
    return timedelta(seconds=settings.RUN_LEASE_S)


def claim(kinds: Collection[str]) -> Run | None:
    """Take the run whose turn it is; two workers never get the same, a company never two at once."""
    for company in _in_turn(kinds):
        run = _claim_of(company, kinds)
        if run:
            return run
    return None


def _in_turn(kinds: Collection[str]) -> list[int]:
    """Give the companies that wait: first the one that has not had a run for the longest time."""
    waiting = list(
        Run.objects.unscoped(WHY)
        .filter(_to_be_taken(), kind__in=kinds)
        .order_by("asked_at", "pk")
        .values_list("case__company_id", flat=True)
    )
    companies = list(dict.fromkeys(waiting))
    if len(companies) < 2:
        return companies
    served = dict(
        Run.objects.unscoped(WHY)
        .filter(case__company__in=companies, started_at__isnull=False)
        .order_by()
        .values_list("case__company_id")
        .annotate(at=Max("started_at"))
    )
    # Sorting keeps the order of asking among those who never had one.
    return sorted(companies, key=lambda one: served[one].timestamp() if one in served else 0.0)


def _to_be_taken() -> Q:
    return Q(state=RunState.QUEUED) | Q(state=RunState.RUNNING, beat_at__lt=timezone.now() - lease())


def _claim_of(company: int, kinds: Collection[str]) -> Run | None:
    with transaction.atomic():
        # Held, so that two workers don't take two runs of one company.
        Company.objects.unscoped(WHY).select_for_update().get(pk=company)
        runs = Run.objects.unscoped(WHY).filter(case__company=company)
        now = timezone.now()
        found = runs.filter(_to_be_taken(), kind__in=kinds).order_by("asked_at", "pk")
        if runs.filter(state=RunState.RUNNING, beat_at__gte=now - lease()).exists():
            # A document is written in seconds: nobody waits for it behind an hour of computing.
            found = found.filter(kind=RunKind.PAPER)
        # One that was begun before and left goes first: its folder holds what has been done.
        run: Run | None = found.order_by(F("started_at").asc(nulls_last=True), "asked_at", "pk").first()
        if run is None:
            return None
        run.state, run.started_at, run.beat_at = RunState.RUNNING, now, now
        run.save(update_fields=["state", "started_at", "beat_at", "changed_at"])
    whole = Run.objects.unscoped(WHY).select_related("case__company", "data_set", "asked_by")
    claimed: Run = whole.get(pk=run.pk)
    return claimed


def beat(run: Run, **values: Any) -> bool:
    """Write a sign of life, and what else there is to say; tell whether the run is still one's own."""
    sign = _later_than(run.beat_at)
    kept = _own(run).update(beat_at=sign, **values)
    if kept:
        run.beat_at = sign
    return bool(kept)


def leave(run: Run, state: str, **values: Any) -> bool:
    """Let go of a run in another state; tell whether it was still one's own."""
    if state not in LIVE:
        values["finished_at"] = timezone.now()
    return bool(_own(run).update(state=state, beat_at=None, **values))


def _own(run: Run) -> Any:
    return Run.objects.unscoped(WHY).filter(pk=run.pk, state=RunState.RUNNING, beat_at=run.beat_at)


def _later_than(sign: datetime | None) -> datetime:
    now = timezone.now()
    # A clock that was put back must not make two signs alike.
    return now if sign is None or now > sign else sign + timedelta(microseconds=1)


def is_to_be_cancelled(run: Run) -> bool:
    """Tell whether somebody has asked for its end."""
    asked: bool = Run.objects.unscoped(WHY).filter(pk=run.pk, cancel_asked_at__isnull=False).exists()
    return asked
