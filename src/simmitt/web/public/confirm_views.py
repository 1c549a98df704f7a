"""From the letter to the company: sent, confirmed, sent again, taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from simmitt.web.nouns.guard import Asking
from simmitt.web.public import queries, registering
from simmitt.web.public.answers import CONTACT
from simmitt.web.public.intake import confirm
from simmitt.web.public.limits import TooMany, count_sending
from simmitt.web.public.models import Registration
from simmitt.web.public.register_views import HELD, held_by, let_go, open_programme
from simmitt.web.public.speaking import in_both

GONE = 404


def register_sent(request: Asking) -> HttpResponse:
    """Say where the letter went; send it again, or take everything back."""
    registration = held_by(request, open_programme())
    if registration is None or registration.sent_at is None:
        return redirect("register")
    if request.method == "POST" and request.POST.get("act") == "withdraw":
        return _withdraw(request, registration)
    if request.method == "POST":
        _send_again(request, registration)
        return redirect("register_sent")
    context = {"registration": registration, "change_url": reverse("register_step", args=[CONTACT])}
    return in_both(request, "register_sent", context)


def register_confirm(request: Asking, token: str) -> HttpResponse:
    """Ask for a press on a button: what reads letters by machine must not confirm anything."""
    registration = queries.registration_to_confirm(token)
    if registration is None:
        return in_both(request, "register_gone", {}, GONE)
    if request.method == "POST":
        return _press(request, registration, token)
    who = queries.who_answers(registration) if registration.confirmed_at else ""
    return in_both(request, f"register_{registration.link_state}", {"registration": registration, "who": who})


def _press(request: Asking, registration: Registration, token: str) -> HttpResponse:
    if registration.link_state == "confirmed":
        return redirect("register_confirm", token=token)
    if request.POST.get("act") == "withdraw":
        return _withdraw(request, registration)
    if registration.link_state == "expired":
        _send_again(request, registration)
        return in_both(request, "register_resent", {"registration": registration})
    confirm(registration=registration, absolute=request.build_absolute_uri)
    request.session.pop(HELD, None)
    return redirect("register_confirm", token=token)


def _withdraw(request: Asking, registration: Registration) -> HttpResponse:
    let_go(request, registration)
    messages.success(request, gettext("The registration is gone, and everything that was in it."))
    return redirect("register")


def _send_again(request: Asking, registration: Registration) -> None:
    try:
        count_sending(request, "registration")
    except TooMany:
        sent = False
    else:
        sent = registering.send(registration=registration, absolute=request.build_absolute_uri)
    if sent:
        messages.success(request, gettext("A new letter is on its way. The earlier link no longer works."))
    else:
        messages.warning(request, gettext("No new letter was sent: one has just gone. Wait a while."))
