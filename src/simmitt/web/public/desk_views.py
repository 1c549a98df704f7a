"""The programme's own desk for what it tells the world and what the world writes to it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from simmitt.web.drafts.operations import drafted, forget
from simmitt.web.nouns.editing import show_both
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.listing import list_page
from simmitt.web.public import operations
from simmitt.web.public.forms import NewsForm, VoiceForm
from simmitt.web.public.markdown import to_html
from simmitt.web.public.models import Enquiry, News, Voice
from simmitt.web.public.nouns import ENQUIRY, ENQUIRY_WRITERS, NEWS, NEWS_READERS
from simmitt.web.scope.roles import OUTREACH
from simmitt.web.scope.rows import Stale, get_seen

WRONG, CONFLICT = 422, 409


def news_list(request: Asking) -> HttpResponseBase:
    """List what has been written, published or not."""
    return list_page(request, NEWS, "public/news_list.html", may_write=_may_write(request))


def news_new(request: Asking) -> HttpResponse:
    """Write a new item."""
    form = drafted(request, "news_new", NewsForm)
    if request.method == "POST" and form.is_valid():
        news = operations.write_news(news=form.instance, programme=request.programme)
        forget(request, "news_new")
        messages.success(request, gettext("Saved. Read it through before you publish."))
        return redirect("news_publish", public_id=news.public_id)
    return _news_form(request, form, reverse("news_list"))


def news_edit(request: Asking, public_id: str) -> HttpResponse:
    """Change an item; one that is public changes at once."""
    news, key = get_seen(News, request.scope, public_id), f"news_edit:{public_id}"
    cancel = reverse("news_publish", args=[public_id])
    form = drafted(request, key, NewsForm, instance=news)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_news(news=form.instance, version=form.seen_version)
        except Stale as stale:
            return show_both(request, form, stale.current, cancel)
        forget(request, key)
        messages.success(request, gettext("Saved."))
        return redirect(cancel)
    return _news_form(request, form, cancel)


def news_publish(request: Asking, public_id: str) -> HttpResponse:
    """Show how an item will look; publish it, or take it back."""
    news = get_seen(News, request.scope, public_id)
    if request.method == "POST":
        return _publish(request, news)
    context = {"item": news, "texts": _texts(news), "may_write": _may_write(request)}
    return render(request, "public/news_publish.html", context)


def _may_write(request: Asking) -> bool:
    return bool(request.scope.roles & OUTREACH)


def _publish(request: Asking, news: News) -> HttpResponse:
    public = request.POST.get("act") == "publish"
    change = operations.publish if public else operations.unpublish
    try:
        change(news=news, version=int(request.POST.get("version", "") or news.version))
    except (Stale, ValueError):
        messages.warning(request, gettext("Somebody has changed the item. Read it through once more."))
    else:
        done = gettext("Published.") if public else gettext("Taken back. Nobody outside sees it.")
        messages.success(request, done)
    return redirect("news_publish", public_id=news.public_id)


def _texts(news: News) -> list[dict[str, str]]:
    swedish = {"language": "sv", "title": news.title_sv, "lead": news.lead_sv, "text": to_html(news.text_sv)}
    english = {"language": "en", "title": news.title_en, "lead": news.lead_en, "text": to_html(news.text_en)}
    return [swedish, english] if news.title_en else [swedish]


def _news_form(request: Asking, form: NewsForm, cancel: str) -> HttpResponse:
    status = WRONG if request.method == "POST" else 200
    return render(request, "public/news_edit.html", {"form": form, "cancel": cancel}, status=status)


def enquiries(request: Asking) -> HttpResponseBase:
    """List the messages from outside."""
    may_read_news = bool(request.scope.roles & NEWS_READERS)
    return list_page(request, ENQUIRY, "public/enquiries.html", may_read_news=may_read_news)


def enquiry(request: Asking, public_id: str) -> HttpResponse:
    """Show a message; mark it as answered."""
    row = get_seen(Enquiry, request.scope, public_id)
    if request.method != "POST":
        may_write = bool(request.scope.roles & ENQUIRY_WRITERS)
        return render(request, "public/enquiry.html", {"enquiry": row, "may_write": may_write})
    try:
        operations.answer_enquiry(
            enquiry=row, answered=request.POST.get("act") == "answered",
            version=int(request.POST.get("version", "") or row.version),
        )  # fmt: skip
    except (Stale, ValueError):
        messages.warning(request, gettext("Somebody else has just marked it."))
    return redirect("enquiry", public_id=public_id)


def voices(request: Asking) -> HttpResponse:
    """List the people whom the start page says one can call."""
    rows = Voice.objects.seen_by(request.scope).filter(programme=request.programme)
    return render(request, "public/voices.html", {"voices": rows, "may_write": _may_write(request)})


def voice_new(request: Asking) -> HttpResponse:
    """Add a person."""
    form = drafted(request, "voice_new", VoiceForm)
    if request.method == "POST" and form.is_valid():
        operations.write_voice(voice=form.instance, programme=request.programme)
        forget(request, "voice_new")
        messages.success(request, gettext("Saved. The start page shows it now."))
        return redirect("voices")
    return _voice_form(request, form)


def voice_edit(request: Asking, public_id: str) -> HttpResponse:
    """Change what is said of a person, or take the person off the page."""
    voice, key = get_seen(Voice, request.scope, public_id), f"voice_edit:{public_id}"
    if request.method == "POST" and request.POST.get("act") == "remove":
        operations.remove_voice(voice=voice)
        messages.success(
            request, gettext("{name} no longer stands on the start page.").format(name=voice.name)
        )
        return redirect("voices")
    form = drafted(request, key, VoiceForm, instance=voice)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_voice(voice=form.instance, version=form.seen_version)
        except Stale as stale:
            return show_both(request, form, stale.current, reverse("voices"))
        forget(request, key)
        messages.success(request, gettext("Saved. The start page shows it now."))
        return redirect("voices")
    return _voice_form(request, form)


def _voice_form(request: Asking, form: VoiceForm) -> HttpResponse:
    status = WRONG if request.method == "POST" else 200
    return render(request, "public/voice_edit.html", {"form": form}, status=status)
