"""What the worker does here: forget, once a day, register files that nobody has taken in."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from simmitt.web.companies.imports import forget_waiting
from simmitt.web.mail.tasks import come_back

EVERY, KEPT_FOR = timedelta(days=1), timedelta(days=30)


@task()
def clear_old() -> int:
    """Throw away register files that have waited for thirty days."""
    count = forget_waiting(timezone.now() - KEPT_FOR)
    come_back(clear_old, timezone.now() + EVERY)
    return count
