"""Writing to the programme: a question, or a report of something that is not accessible."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from simmitt.web.nouns.forms import PlainForm
from simmitt.web.nouns.guard import Asking
from simmitt.web.public import operations, queries
from simmitt.web.public.forms import EnquiryForm
from simmitt.web.public.limits import MOST_AN_HOUR, TooMany, count_sending
from simmitt.web.public.models import Enquiry
from simmitt.web.public.speaking import in_both

WRONG, TOO_MANY = 422, 429
MANY = _("That was much in a short time. Wait an hour, or call us. What you wrote is still here.")


def contact(request: Asking) -> HttpResponse:
    """Show whom to call, and take in a message."""
    front = queries.public_programme()
    if front is None:
        return in_both(request, "contact", {"front": None})
    form = EnquiryForm(request.POST or None, initial={"about": _asked_about(request)})
    status = 200
    if request.method == "POST":
        if form.is_valid() and _take_in(request, form, front):
            return redirect("contact_sent")
        status = refusal(form)
    context = {"front": front, "form": form, "voices": queries.voices_of(front)}
    return in_both(request, "contact", context, status)


def contact_sent(request: Asking) -> HttpResponse:
    """Thank, and say when an answer comes."""
    return in_both(request, "contact_sent", {})


def _asked_about(request: Asking) -> str:
    wanted = request.GET.get("about", "")
    return wanted if wanted in Enquiry.About.values else Enquiry.About.QUESTION


def _take_in(request: Asking, form: EnquiryForm, front: Any) -> bool:
    if form.is_trapped:
        # A machine is told what a person would be told.
        return True
    if not may_send(request, form, "enquiry"):
        return False
    operations.write_enquiry(
        programme=front,
        about=form.cleaned_data["about"],
        text=form.cleaned_data["text"],
        email=form.cleaned_data["email"],
        absolute=request.build_absolute_uri,
    )
    return True


def may_send(request: Asking, form: PlainForm, what: str, most: int = MOST_AN_HOUR) -> bool:
    """Count the sending; where it is too many, say so in the form."""
    try:
        count_sending(request, what, most)
    except TooMany:
        form.add_error(None, MANY)
        form.too_many = True
        return False
    return True


def refusal(form: PlainForm) -> int:
    """Give the status of a page whose form was not taken in."""
    return TOO_MANY if form.too_many else WRONG
