"""The app's addresses."""

from simmitt.web.drafts import views
from simmitt.web.nouns.page import EVERYONE, Page

PAGES: tuple[Page, ...] = (
    Page("draft_save", "drafts/save/", views.save, opens=EVERYONE, posts=EVERYONE, unwatched=True),
    Page("draft_discard", "drafts/discard/", views.discard, opens=EVERYONE, posts=EVERYONE, unwatched=True),
)
