"""Trying a parked letter again."""

from django.db import transaction
from django.utils import timezone

from simmitt.web.mail.models import Letter, State
from simmitt.web.mail.tasks import wake


def try_again(*, letter: Letter) -> bool:
    """Put a parked letter back in the queue, with all its tries before it; say whether it was parked."""
    with transaction.atomic():
        back = (
            Letter.objects.unscoped("the row has been found within the reader's scope")
            .filter(pk=letter.pk, state=State.PARKED)
            .update(state=State.WAITING, tries=0, next_try_at=timezone.now())
        )
        if back:
            wake()
    return bool(back)
