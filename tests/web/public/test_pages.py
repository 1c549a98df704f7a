"""Every public page, in both languages, with and without a programme."""

from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from web.world import World

from simmitt.web.programmes.models import Programme
from simmitt.web.public.accessibility import ITEMS
from simmitt.web.public.models import News, Voice

PAGES = (
    "start", "about", "how", "results", "news", "register", "contact", "contact_sent", "accessibility",
    "privacy", "site_map",
)  # fmt: skip
SWEDISH = {
    "about": "/sv/om/", "how": "/sv/sa-gar-det-till/", "register": "/sv/anmal/", "results": "/sv/resultat/",
    "news": "/sv/nyheter/", "contact": "/sv/kontakt/", "accessibility": "/sv/tillganglighet/",
    "privacy": "/sv/personuppgifter/", "site_map": "/sv/webbplatskarta/",
}  # fmt: skip


class Outline(HTMLParser):
    """The page's language, headings and links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language = ""
        self.headings: list[int] = []
        self.ids: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "html":
            self.language = str(known.get("lang"))
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))
        if known.get("id"):
            self.ids.append(known["id"])


def _address(name: str, language: str, *args: Any) -> str:
    with override(language):
        return reverse(name, args=args)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_answers_in_its_language_with_one_heading(
    client: Client, world: World, name: str, language: str
) -> None:
    answer = client.get(_address(name, language))

    outline = Outline(answer.content.decode())
    assert answer.status_code == 200
    assert outline.language == language
    assert outline.headings.count(1) == 1
    assert len(outline.ids) == len(set(outline.ids))
    assert "Kanarie" not in answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_headings_never_skip_a_level(client: Client, world: World, name: str) -> None:
    Voice.objects.create(
        programme=world.programme["mitt"], name="Lova Granqvist", where_sv="Nord", phone="060-1"
    )

    levels = Outline(client.get(_address(name, "sv")).content.decode()).headings

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_without_a_programme_the_pages_say_so(client: Client, db: None, name: str, language: str) -> None:
    answer = client.get(_address(name, language))

    assert answer.status_code == 200
    assert Outline(answer.content.decode()).headings.count(1) == 1


@pytest.mark.parametrize(("name", "address"), SWEDISH.items())
def test_swedish_addresses_are_swedish(name: str, address: str) -> None:
    assert _address(name, "sv") == address


def test_the_start_page_shows_whom_to_call(client: Client, world: World) -> None:
    Voice.objects.create(
        programme=world.programme["mitt"],
        name="Lova Granqvist",
        where_sv="Västernorrland",
        phone="060-12 34 56",
    )
    Voice.objects.create(
        programme=world.programme["syd"], name="Någon Annan", where_sv="Skåne", phone="040-1"
    )

    page = client.get("/sv/").content.decode()

    assert 'href="tel:060123456"' in page
    assert "Någon Annan" not in page


def test_the_statement_holds_all_eleven_things(client: Client, world: World) -> None:
    page = client.get("/sv/tillganglighet/").content.decode()

    outline = Outline(page)
    assert len(ITEMS) == 11
    assert all(item.key in outline.ids for item in ITEMS)
    for section in page.split("<section id=")[1:]:
        assert "<p" in section.split("</section>")[0] or "<li" in section.split("</section>")[0]
    assert "https://www.digg.se/tdosanmalan" in page
    assert "/sv/kontakt/?about=access" in page
    assert "delvis förenlig" in page
    assert all(str(partner) in page for partner in (world.partner["nord"], world.partner["väst"]))


def test_every_footer_leads_to_the_statement(client: Client, world: World) -> None:
    assert all(
        'href="/sv/tillganglighet/"' in client.get(_address(name, "sv")).content.decode() for name in PAGES
    )


def test_the_cookies_of_the_page_are_those_that_are_set(client: Client, world: World) -> None:
    page = client.get("/sv/personuppgifter/").content.decode()
    for name in PAGES:
        client.get(_address(name, "sv"))
    client.post("/sv/anmal/1/", {"name": "Granforsen AB", "org_no": "559900-0048"})
    client.post("/sv/kontakt/", {"about": "question", "text": "Hej"})
    client.force_login(world.person["owner of alfa"], backend=settings.AUTHENTICATION_BACKENDS[1])
    client.post(reverse("language_save"), {"language": "en"})

    named = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert set(client.cookies) <= named
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} <= set(client.cookies)
    assert all(f"<code>{name}</code>" in page for name in named)
    assert page.count("<code>") == len(named)
    assert "8 timmar" in page


def test_reading_sets_no_cookie_at_all(client: Client, world: World) -> None:
    for name in ("start", "about", "how", "results", "news", "accessibility", "privacy", "site_map"):
        client.get(_address(name, "sv"))

    assert not client.cookies


def test_a_draft_is_never_public(client: Client, world: World) -> None:
    draft = world.rows["news_draft"]["mitt"]
    later = News.objects.create(
        programme=world.programme["mitt"], title_sv="I morgon", lead_sv="Sen.", text_sv="Sen.",
        published_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    other = world.rows["news"]["syd"]

    for row in (draft, later, other):
        assert client.get(_address("news_item", "sv", row.public_id)).status_code == 404
    for address in ("/sv/", "/sv/nyheter/", "/sv/nyheter/rss/", "/sv/webbplatskarta/", "/sitemap.xml"):
        page = client.get(address).content.decode()
        assert not any(one in page for row in (draft, later, other) for one in (row.title_sv, row.public_id))


def test_news_without_english_are_marked_as_swedish(client: Client, world: World) -> None:
    news = world.rows["news"]["mitt"]

    page = client.get(_address("news_item", "en", news.public_id)).content.decode()

    assert '<article class="article" lang="sv">' in page


def test_the_text_of_news_is_cleaned(client: Client, world: World) -> None:
    news = world.rows["news"]["mitt"]
    news.text_sv = (
        "# Rubrik\n\n<img src=x onerror=alert(1)> ![b](/b.png) [x](javascript:alert(1)) [y](https://a.se)"
    )
    news.save()

    page = client.get(_address("news_item", "sv", news.public_id)).content.decode()

    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "<h2>Rubrik</h2>" in page
    assert 'href="https://a.se" rel="noopener"' in page


def test_a_list_of_news_asks_the_database_equally_often(
    client: Client, world: World, django_assert_max_num_queries: Any
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(30) as asked_for:
            client.get("/sv/nyheter/")
        return len(asked_for)

    few = asked()
    for number in range(3):
        News.objects.create(
            programme=world.programme["mitt"], title_sv=f"N {number}", lead_sv="x", text_sv="x",
            published_at=timezone.now(),
        )  # fmt: skip

    assert asked() == few


def test_a_closed_registration_says_so(client: Client, world: World) -> None:
    programme = Programme.objects.unscoped("test").get(pk=world.programme["mitt"].pk)
    programme.registration_open = False
    programme.save()

    assert "stängd" in client.get("/sv/anmal/").content.decode()
    assert client.get("/sv/anmal/1/").status_code == 302
    assert "/sv/anmal/" not in client.get("/sv/").content.decode()
