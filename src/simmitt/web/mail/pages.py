"""The app's addresses."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from simmitt.web.mail import views
from simmitt.web.mail.rules import HELPERS, READERS
from simmitt.web.nouns.page import Entry, Page

PAGES: tuple[Page, ...] = (
    Page(
        "outbox", "outbox/", views.outbox, opens=READERS,
        entry=Entry(_("Outbox"), "mail", 90) if settings.DEMO else None,
    ),
    Page(
        "letter_retry", "outbox/<str:public_id>/retry/", views.retry, opens=HELPERS, posts=HELPERS,
        of="letter", under="outbox",
    ),
)  # fmt: skip
