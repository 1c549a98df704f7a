"""How long what was received is kept, and what the worker throws away once a day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from simmitt.web.analyses.approving import throw_away_old
from simmitt.web.analyses.models import DataSet, Upload
from simmitt.web.analyses.uploading import discard_abandoned, remove
from simmitt.web.mail.tasks import come_back

EVERY = timedelta(days=1)
# Half a file is of no use to anybody; whoever was interrupted on Friday goes on on Monday.
HALF_KEPT_FOR = timedelta(days=5)
# Names of people may stand in them: kept only as long as somebody may still have to put columns right.
RECEIVED_KEPT_FOR = timedelta(days=14)
# A file may be there a moment before its row is.
YOUNG = timedelta(hours=1)
WHY = "the worker keeps every company's shelf in order"


def thrown_away_on(data_set: DataSet) -> date:
    """Give the day when the received files of a set that nobody approves are thrown away."""
    return timezone.localdate(data_set.changed_at + RECEIVED_KEPT_FOR)


@task()
def clear_received() -> int:
    """Throw away half files, received files that have served their time, and files of nobody."""
    now = timezone.now()
    count = discard_abandoned(now - HALF_KEPT_FOR) + throw_away_old(now - RECEIVED_KEPT_FOR)
    for path in _of_nobody(now):
        remove(path)
        count += 1
    come_back(clear_received, now + EVERY)
    return count


def _of_nobody(now: datetime) -> Iterator[Path]:
    """Give the files whose row is gone, with its company or because the server was stopped in between."""
    files = [one for one in settings.FILES_DIR.glob("*/uploads/*") if _is_older(one, now - YOUNG)]
    known = set(Upload.objects.unscoped(WHY).values_list("public_id", flat=True)) if files else set()
    return (one for one in files if one.name not in known)


def _is_older(path: Path, moment: datetime) -> bool:
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:  # thrown away in this very moment
        return False
