"""What the worker does with drafts: throw away the old ones."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from simmitt.web.drafts.models import Draft
from simmitt.web.mail.tasks import come_back

KEPT_FOR = timedelta(days=30)
EVERY = timedelta(days=1)


@task()
def clear_old() -> int:
    """Throw away drafts that nobody has touched for a month; give how many they were."""
    count, _kinds = Draft.objects.filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()
    come_back(clear_old, timezone.now() + EVERY)
    return count
