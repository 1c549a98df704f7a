"""Saying yes to a set of data: from then on figures rest on it, and the files received are thrown away."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from simmitt.web.analyses.asking import TooManyWaiting, follow_approval
from simmitt.web.analyses.models import DataSet, DataState, Upload
from simmitt.web.analyses.shelf import upload_at
from simmitt.web.analyses.upload_rules import Refused
from simmitt.web.analyses.uploading import remove

FETCHED = "the set of data has been fetched within its scope"


def approve(*, data_set: DataSet, person: Any, version: int) -> None:
    """Approve a set that has been read; raises ``Stale`` where it has been read otherwise meanwhile.

    Raises
    ------
    Refused
        There is nothing to approve, or too much waits already.
    """
    if data_set.state != DataState.READ:
        raise Refused(_("The data can't be approved now. Look how it stands."), 409)
    with transaction.atomic():
        data_set.state = DataState.APPROVED
        data_set.approved_by, data_set.approved_at = person, timezone.now()
        data_set.save_version(version)
        try:
            follow_approval(data_set=data_set, person=person)
        except TooManyWaiting:
            raise Refused(_("So much of yours waits already. Wait until some of it is done."), 429) from None
        throw_away_received(data_set)


def throw_away_received(data_set: DataSet) -> None:
    """Throw away the files as they were received; the log without names, and their digests, are kept."""
    uploads = Upload.objects.unscoped(FETCHED).filter(data_set=data_set).select_related("case__company")
    paths = [upload_at(one) for one in uploads]
    uploads.delete()
    for path in paths:
        transaction.on_commit(partial(remove, path))


def throw_away_old(before: datetime) -> int:
    """Throw away received files that nobody has gone on with since; give of how many sets."""
    rows = DataSet.objects.unscoped("the worker keeps every company's shelf in order")
    old = rows.filter(uploads__isnull=False, changed_at__lt=before).select_related("case__company").distinct()
    for data_set in old:
        with transaction.atomic():
            throw_away_received(data_set)
    return len(old)
