"""What machines read: news as RSS, the figures as open data, the map for search engines."""

import csv
import io
import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext, override

from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.words import spoken
from simmitt.web.programmes.models import Programme
from simmitt.web.public import queries
from simmitt.web.public.figures import Figure, figures_of
from simmitt.web.scope.aggregates import LEAST

IN_FEED = 30
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# What a search engine may know of, by name.
MAPPED = (
    "start",
    "about",
    "how",
    "register",
    "results",
    "news",
    "contact",
    "accessibility",
    "privacy",
    "site_map",
)
# What a word processor leaves behind, and XML does not take.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
COLUMNS = ("figure", "label_sv", "label_en", "unit_sv", "unit_en", "value", "until")


def feed(request: Asking) -> HttpResponse:
    """Give the news in this language as RSS."""
    front = queries.public_programme()
    title = _writable(front.name) if front else "simmitt"
    rss = Rss201rev2Feed(
        title=gettext("News from {programme}").format(programme=title),
        link=request.build_absolute_uri(reverse("news")),
        description=gettext("What happens in the programme."),
        language=spoken(),
        feed_url=request.build_absolute_uri(reverse("feed")),
    )
    for item in queries.published_news(front)[:IN_FEED]:
        # An item that is not translated is in the Swedish feed alone.
        if item.language == spoken():
            address = request.build_absolute_uri(reverse("news_item", args=[item.public_id]))
            title, lead = _writable(item.title), _writable(item.lead)
            rss.add_item(title, address, lead, unique_id=address, pubdate=item.published_at)
    return HttpResponse(rss.writeString("utf-8"), content_type=f"{rss.content_type}")


def _writable(text: str) -> str:
    return UNWRITABLE.sub(" ", text)


def sitemap_xml(request: Asking) -> HttpResponse:
    """List every public page, each with its twin in the other language."""
    front = queries.public_programme()
    places: list[tuple[str, list[Any]]] = [(name, []) for name in MAPPED]
    places += [("news_item", [item.public_id]) for item in queries.published_news(front)]
    pages = [_twins(request, name, args) for name, args in places]
    return HttpResponse(
        render_to_string("public/sitemap.xml", {"pages": pages}), content_type="application/xml"
    )


def _twins(request: Asking, name: str, args: list[Any]) -> list[tuple[str, str]]:
    twins = []
    for language in LANGUAGES:
        with override(language):
            twins.append((language, request.build_absolute_uri(reverse(name, args=args))))
    return twins


def robots(request: Asking) -> HttpResponse:
    """Let search engines read the public pages; a demo is for nobody's index."""
    closed = ["/"] if settings.DEMO else ["/api/"]
    lines = ["User-agent: *", *[f"Disallow: {path}" for path in closed]]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap_xml'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def results_csv(_request: Asking) -> HttpResponse:
    """Give the public figures as a table; a figure that too few stand behind has no value."""
    front = _front()
    held = io.StringIO()
    # The mark tells a spreadsheet that this is UTF-8.
    held.write("\ufeff")
    table = csv.DictWriter(held, COLUMNS, delimiter=";")
    table.writeheader()
    until = figures_of(front).until.date().isoformat()
    for figure in figures_of(front).every:
        table.writerow({**_row(figure), "until": until})
    answer = HttpResponse(held.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="results.csv"'
    return answer


def results_json(_request: Asking) -> HttpResponse:
    """Give the public figures as data."""
    front = _front()
    figures = figures_of(front)
    return JsonResponse({
        "programme": front.name_sv,
        "until": figures.until.date().isoformat(),
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "least_companies": LEAST,
        "figures": [_row(figure) for figure in figures.every],
    }, json_dumps_params={"ensure_ascii": False})  # fmt: skip


def _front() -> Programme:
    front = queries.public_programme()
    if front is None:
        raise Http404
    return front


def _row(figure: Figure) -> dict[str, Any]:
    row: dict[str, Any] = {"figure": figure.code, "value": figure.value}
    for language in LANGUAGES:
        with override(language):
            row |= {f"label_{language}": str(figure.label), f"unit_{language}": str(figure.unit)}
    return row
