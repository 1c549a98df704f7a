"""A company registers itself: one question a screen, each answer kept before the next."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from simmitt.web.companies.register.municipalities import by_code, county_by_code
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.words import spoken
from simmitt.web.programmes.models import Programme
from simmitt.web.public import agreements, operations, queries, registering
from simmitt.web.public.answers import LOOK, PLACE, STEPS, TERMS, first_gap
from simmitt.web.public.contact_views import may_send, refusal
from simmitt.web.public.forms import ElsewhereForm
from simmitt.web.public.models import Enquiry, Registration
from simmitt.web.public.register_forms import FORMS, PlaceStep, StepForm
from simmitt.web.public.speaking import in_both, in_words

# The session's name for the secret that lets a browser go on with its registration.
HELD = "registration"
# Begun in an hour from one address: a hall full of companies, but no machine that fills the disk.
MOST_BEGUN = 60


def register(request: Asking) -> HttpResponse:
    """Say what is asked and what happens then; go on where the visitor stopped, or begin anew."""
    front = open_programme()
    if front is None:
        return in_both(request, "register_closed", {})
    registration = held_by(request, front)
    if request.method == "POST":
        let_go(request, registration)
        return redirect("register_step", step=1)
    going_on = _gap(registration) if registration else 0
    return in_words(request, "register", {"front": front, "going_on": going_on, "registration": registration})


def register_step(request: Asking, step: int) -> HttpResponse:
    """Ask one question and keep its answer."""
    front = open_programme()
    if front is None:
        return redirect("register")
    if not 1 <= step <= LOOK:
        raise Http404
    registration = held_by(request, front)
    gap = _gap(registration)
    if step > gap:
        return redirect("register_step", step=gap)
    form = _form(request, step, front, registration)
    if request.method == "POST" and form.is_valid():
        answered = _take(request, step, form, registration)
        if answered:
            return answered
    status = refusal(form) if request.method == "POST" else 200
    return in_both(request, "register_step", _screen(step, form, registration), status)


def register_elsewhere(request: Asking) -> HttpResponse:
    """Say kindly that the programme is for other counties, and offer to stay in touch."""
    front = open_programme()
    registration = held_by(request, front)
    if front is None or registration is None or not _is_elsewhere(registration):
        return redirect("register")
    form = ElsewhereForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _stay_in_touch(request, form, registration):
        let_go(request, registration)
        return redirect("contact_sent")
    context = {
        "front": front,
        "form": form,
        "place": by_code(registration.answers["municipality"]),
        "counties": [county for code in front.counties if (county := county_by_code(code))],
    }
    return in_both(request, "register_elsewhere", context, refusal(form) if request.method == "POST" else 200)


def open_programme() -> Programme | None:
    """Give the programme that companies can register with."""
    front = queries.public_programme()
    return front if front and front.registration_open else None


def held_by(request: Asking, front: Programme | None) -> Registration | None:
    """Give the registration that this browser is in the midst of."""
    registration = queries.registration_of(request.session.get(HELD, ""))
    if registration is None or front is None or registration.confirmed_at:
        return None
    return registration if registration.programme_id == front.pk else None


def let_go(request: Asking, registration: Registration | None) -> None:
    """Forget it, here and in the browser."""
    if registration:
        registering.withdraw(registration=registration)
    request.session.pop(HELD, None)


def _gap(registration: Registration | None) -> int:
    if registration is None:
        return 1
    if _is_elsewhere(registration):
        return PLACE
    agreed = (
        registration.agreed_at is not None
        and registration.consent_version == agreements.current("consent").version
        and registration.confidentiality_version == agreements.current("confidentiality").version
    )
    return first_gap(registration.answers, agreed=agreed)


def _is_elsewhere(registration: Registration) -> bool:
    municipality = registration.answers.get("municipality", "")
    return bool(municipality) and municipality[:2] not in registration.programme.counties


def _form(request: Asking, step: int, front: Programme, registration: Registration | None) -> StepForm:
    initial = registration.answers if registration else {}
    posted = request.POST if request.method == "POST" else None
    return FORMS[step - 1](posted, programme=front, initial=initial)


def _take(
    request: Asking, step: int, form: StepForm, registration: Registration | None
) -> HttpResponse | None:
    """Keep the answers and say where to go; nothing where they could not be taken."""
    if step == LOOK:
        return _send(request, form, registration)
    if registration is None and not may_send(request, form, "registration-begun", MOST_BEGUN):
        return None
    registration = _keep(request, step, form, registration)
    if isinstance(form, PlaceStep) and form.is_elsewhere:
        return redirect("register_elsewhere")
    return redirect("register_step", step=_gap(registration))


def _keep(request: Asking, step: int, form: StepForm, registration: Registration | None) -> Registration:
    if registration is None:
        registration, token = registering.begin(
            programme=form.programme, answers=form.answers, language=spoken()
        )
        request.session[HELD] = token
        operations.forget_old()
        return registration
    if step == TERMS:
        return registering.agree(
            registration=registration,
            consent=form.cleaned_data["consent_version"],
            confidentiality=form.cleaned_data["confidentiality_version"],
        )
    return registering.answer(registration=registration, answers=form.answers, language=spoken())


def _send(request: Asking, form: StepForm, registration: Registration | None) -> HttpResponse | None:
    assert registration
    if registration.sent_at is None:
        if not may_send(request, form, "registration"):
            return None
        if not registering.send(registration=registration, absolute=request.build_absolute_uri):
            form.add_error(None, gettext("We have sent several letters already. Look among junk mail."))
            return None
    return redirect("register_sent")


def _screen(step: int, form: StepForm, registration: Registration | None) -> dict[str, Any]:
    return {
        "front": form.programme,
        "form": form,
        "step": step,
        "steps": len(STEPS),
        "title": STEPS[step - 1].title,
        "name": STEPS[step - 1].name,
        "told": registration.told if registration and step == LOOK else [],
        "consent": agreements.current("consent"),
        "confidentiality": agreements.current("confidentiality"),
    }


def _stay_in_touch(request: Asking, form: ElsewhereForm, registration: Registration) -> bool:
    if form.is_trapped:
        return True
    if not may_send(request, form, "enquiry"):
        return False
    place = by_code(registration.answers["municipality"])
    said = gettext("{company} in {place} lies outside our counties and wants to stay in touch.").format(
        company=registration.answers["name"], place=place.short_name if place else ""
    )
    operations.write_enquiry(
        programme=registration.programme,
        about=Enquiry.About.QUESTION,
        text=f"{said}\n\n{form.cleaned_data['text']}".strip(),
        email=form.cleaned_data["email"],
        absolute=request.build_absolute_uri,
    )
    return True
