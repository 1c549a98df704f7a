"""What the worker does here: forget, once a day, what has been kept for as long as we said."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from simmitt.web.mail.tasks import come_back
from simmitt.web.public.operations import forget_old

EVERY = timedelta(days=1)


@task()
def clear_old() -> int:
    """Throw away old registrations that nobody confirmed and old messages that have been answered."""
    count = forget_old()
    come_back(clear_old, timezone.now() + EVERY)
    return count
