"""The app's addresses."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.nouns.page import EVERYONE, Entry, Page, View
from simmitt.web.public import confirm_views, contact_views, desk_views, feeds, register_views, views
from simmitt.web.public.nouns import ENQUIRY_READERS, ENQUIRY_WRITERS, NEWS_READERS
from simmitt.web.scope.roles import OUTREACH


def _world(name: str, path: Any, view: View, *, asks: bool = False, **more: Any) -> Page:
    """Declare a page that everybody may open, and post to where it asks something."""
    return Page(name, path, view, opens=EVERYONE, posts=EVERYONE if asks else None, unwatched=True, **more)


PAGES: tuple[Page, ...] = (
    _world("start", "", views.start),
    _world("about", _("about/"), views.about),
    _world("how", _("how-it-works/"), views.how),
    _world("results", _("results/"), views.results),
    _world("news", _("news/"), views.news),
    # Before the items: an item's address is any word.
    _world("feed", _("news/rss/"), feeds.feed),
    _world("news_item", _("news/<str:public_id>/"), views.news_item, under="news"),
    _world("register", _("register/"), register_views.register, asks=True),
    _world("register_step", _("register/<int:step>/"), register_views.register_step, asks=True),
    _world("register_elsewhere", _("register/elsewhere/"), register_views.register_elsewhere, asks=True),
    _world("register_sent", _("register/sent/"), confirm_views.register_sent, asks=True),
    _world("register_confirm", _("register/confirm/<str:token>/"), confirm_views.register_confirm, asks=True),
    _world("contact", _("contact/"), contact_views.contact, asks=True),
    _world("contact_sent", _("contact/sent/"), contact_views.contact_sent, under="contact"),
    _world("accessibility", _("accessibility/"), views.accessibility),
    _world("privacy", _("privacy/"), views.privacy),
    _world("site_map", _("site-map/"), views.site_map),
    _world("results_csv", "results.csv", feeds.results_csv, localised=False),
    _world("results_json", "results.json", feeds.results_json, localised=False),
    _world("sitemap_xml", "sitemap.xml", feeds.sitemap_xml, localised=False),
    _world("robots", "robots.txt", feeds.robots, localised=False),
    Page(
        "news_list",
        "programme/news/",
        desk_views.news_list,
        opens=NEWS_READERS,
        entry=Entry(_("News"), "news", 50),
    ),
    Page(
        "news_new",
        "programme/news/new/",
        desk_views.news_new,
        opens=OUTREACH,
        posts=OUTREACH,
        under="news_list",
    ),
    Page(
        "news_edit",
        "programme/news/<str:public_id>/edit/",
        desk_views.news_edit,
        opens=OUTREACH,
        posts=OUTREACH,
        of="news",
        under="news_list",
    ),
    Page(
        "news_publish",
        "programme/news/<str:public_id>/",
        desk_views.news_publish,
        opens=NEWS_READERS,
        posts=OUTREACH,
        of="news",
        under="news_list",
    ),
    Page(
        "enquiries",
        "programme/messages/",
        desk_views.enquiries,
        opens=ENQUIRY_READERS,
        entry=Entry(pgettext_lazy("menu", "Messages"), "mail", 55, tab_of="news_list"),
    ),
    Page(
        "enquiry",
        "programme/messages/<str:public_id>/",
        desk_views.enquiry,
        opens=ENQUIRY_READERS,
        posts=ENQUIRY_WRITERS,
        of="enquiry",
        under="enquiries",
    ),
    Page("voices", "programme/voices/", desk_views.voices, opens=NEWS_READERS, under="news_list"),
    Page(
        "voice_new",
        "programme/voices/new/",
        desk_views.voice_new,
        opens=OUTREACH,
        posts=OUTREACH,
        under="news_list",
    ),
    Page(
        "voice_edit",
        "programme/voices/<str:public_id>/edit/",
        desk_views.voice_edit,
        opens=OUTREACH,
        posts=OUTREACH,
        of="voice",
        under="news_list",
    ),
)
