"""What is said yes to, and how a journey ends: each verb is one transaction."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from simmitt.web.analyses.ending import cancel
from simmitt.web.analyses.models import LIVE, Run
from simmitt.web.cases.models import Case
from simmitt.web.journey.models import Acceptance, Closing


def accept(*, case: Case, what: str, run: Run, person: Any) -> None:
    """Say yes to a picture; who has said so already has said so."""
    with transaction.atomic():
        Acceptance.objects.unscoped("its case has been fetched within its scope").get_or_create(
            case=case, what=what, run=run.public_id, defaults={"person": person}
        )


def close(*, case: Case, closing: Closing, person: Any) -> None:
    """End the journey, with what came of it."""
    closing.case, closing.closed_by = case, person
    with transaction.atomic():
        for run in Run.objects.unscoped("its case has been fetched within its scope").filter(
            case=case, state__in=LIVE
        ):
            cancel(run=run)
        closing.save()
        case.closed_at = timezone.now()
        case.save_version(case.version)
