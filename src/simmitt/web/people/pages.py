"""The app's addresses."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from simmitt.web.nouns.page import EVERYONE, SIGNED_IN, Entry, Page
from simmitt.web.people.rules import GIVERS, HELPERS, READERS
from simmitt.web.people.views import invitations, me, members, programs

# One's own matters; an auditor's reading of them is nobody's business.
_own = partial(Page, opens=SIGNED_IN, unwatched=True)

PAGES: tuple[Page, ...] = (
    Page("people", "people/", members.people, opens=READERS, entry=Entry(_("People"), "people", 60)),
    Page("person_invite", "people/invite/", invitations.new, opens=GIVERS, posts=GIVERS, under="people"),
    Page(
        "invitation", "people/invitations/<str:public_id>/", invitations.invitation,
        opens=READERS, posts=GIVERS | HELPERS, of="invitation", under="people",
    ),
    Page(
        "member", "people/<str:public_id>/", members.member,
        opens=READERS, posts=HELPERS, of="membership", under="people",
    ),
    Page(
        "membership_end", "people/<str:public_id>/end/", members.end,
        opens=GIVERS, posts=GIVERS, of="membership", under="people",
    ),
    # Its address opens a door, so it is written down nowhere.
    Page(
        "invitation_accept", "invitation/<str:token>/", invitations.accept,
        opens=EVERYONE, posts=EVERYONE, unwatched=True,
    ),
    _own("me", "me/", me.me, posts=SIGNED_IN, before_second_factor=True),
    _own("my_sessions_end", "me/sessions/end/", me.end_sessions, posts=SIGNED_IN, before_second_factor=True),
    _own("my_export", "me/export/", me.export),
    _own("language_save", "me/language/", me.save_language, posts=SIGNED_IN, before_second_factor=True),
    _own("programs", "me/programs/", programs.programs, posts=SIGNED_IN),
    _own("program_end", "me/programs/<str:public_id>/end/", programs.end, posts=SIGNED_IN, of="token"),
    _own("programme_choose", "me/programme/", me.choose_programme, posts=SIGNED_IN),
)  # fmt: skip
