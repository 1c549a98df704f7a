"""The outbox: what has gone, what waits, what could not be sent."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simmitt.web.mail.models import Letter, State
from simmitt.web.mail.operations import try_again
from simmitt.web.nouns.guard import Asking
from simmitt.web.scope.rows import get_seen

A_LEAF = 50


def outbox(request: Asking) -> HttpResponse:
    """Show the letters, the newest first, and above them those that need somebody."""
    seen = Letter.objects.seen_by(request.scope)
    chosen = request.GET.get("state", "")
    letters = seen.filter(state=chosen) if chosen in State.values else seen
    context = {
        "page": Paginator(letters.order_by("-pk"), A_LEAF).get_page(request.GET.get("page")),
        "states": [(value, label, value == chosen) for value, label in _states()],
        "chosen": chosen,
        "parked": seen.filter(state=State.PARKED).count(),
        # The demo shows what would have gone; elsewhere a letter is its receiver's.
        "with_text": settings.DEMO,
    }
    return render(request, "mail/outbox.html", context)


def retry(request: Asking, public_id: str) -> HttpResponse:
    """Send a parked letter once more."""
    letter = get_seen(Letter, request.scope, public_id)
    if request.method == "POST":
        if try_again(letter=letter):
            messages.success(request, _("The letter is in the queue again."))
        else:
            messages.info(request, _("The letter was not parked, so nothing was changed."))
    return redirect("outbox")


def _states() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in State.choices if (value == State.KEPT) == settings.DEMO]
