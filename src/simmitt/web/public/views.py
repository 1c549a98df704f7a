"""The pages that everybody may read."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse

from simmitt.web.drafts.tasks import KEPT_FOR as DRAFTS_KEPT
from simmitt.web.nouns.guard import Asking
from simmitt.web.public import queries
from simmitt.web.public.accessibility import ITEMS, statement
from simmitt.web.public.cookies import cookies, life
from simmitt.web.public.figures import figures_of, too_few
from simmitt.web.public.markdown import to_html
from simmitt.web.public.operations import ANSWERED_KEPT, UNCONFIRMED_KEPT
from simmitt.web.public.speaking import in_both, in_words
from simmitt.web.scope.aggregates import LEAST

ON_START, A_LEAF = 3, 10


def start(request: Asking) -> HttpResponse:
    """Say in ten seconds what a company gets."""
    front = queries.public_programme()
    if front is None:
        return in_words(request, "start_empty", {"front": None})
    context = {
        "front": front,
        "partners": queries.partners_of(front),
        "voices": queries.voices_of(front),
        "news": queries.published_news(front)[:ON_START],
        "figures": figures_of(front),
        "too_few": too_few(),
    }
    return in_words(request, "start", context)


def about(request: Asking) -> HttpResponse:
    """Say who runs the programme, and why."""
    front = queries.public_programme()
    partners = queries.partners_of(front) if front else []
    return in_words(request, "about", {"front": front, "partners": partners})


def how(request: Asking) -> HttpResponse:
    """Show the twelve steps, the hours, and who sees what."""
    return in_words(request, "how", {"least": LEAST})


def results(request: Asking) -> HttpResponse:
    """Show what has come of it, where enough companies stand behind."""
    front = queries.public_programme()
    figures = figures_of(front) if front else None
    context = {"front": front, "figures": figures, "too_few": too_few(), "least": LEAST}
    return in_words(request, "results", context)


def news(request: Asking) -> HttpResponse:
    """List the news."""
    front = queries.public_programme()
    leaf = Paginator(queries.published_news(front), A_LEAF).get_page(request.GET.get("page"))
    return in_both(request, "news", {"front": front, "leaf": leaf})


def news_item(request: Asking, public_id: str) -> HttpResponse:
    """Show one item."""
    front = queries.public_programme()
    item = queries.news_item(front, public_id)
    if item is None:
        raise Http404
    return in_both(request, "news_item", {"front": front, "item": item, "text": to_html(item.text)})


def accessibility(request: Asking) -> HttpResponse:
    """State how accessible the platform is, in the eleven points that the authority demands."""
    front = queries.public_programme()
    partners = queries.partners_of(front) if front else []
    context = {"front": front, "partners": partners, "items": ITEMS, "statement": statement()}
    return in_words(request, "accessibility", context)


def privacy(request: Asking) -> HttpResponse:
    """Say what is kept about people, why, for how long, and which cookies there are."""
    front = queries.public_programme()
    context = {
        "front": front,
        "partners": queries.partners_of(front) if front else [],
        "cookies": cookies(),
        "unconfirmed_kept": life(UNCONFIRMED_KEPT),
        "answered_kept": life(ANSWERED_KEPT),
        "drafts_kept": life(DRAFTS_KEPT),
        "session_kept": life(settings.SESSION_ABSOLUTE_AGE),
    }
    return in_words(request, "privacy", context)


def site_map(request: Asking) -> HttpResponse:
    """List every public page."""
    front = queries.public_programme()
    return in_both(request, "site_map", {"front": front, "news": queries.published_news(front)[:A_LEAF]})
