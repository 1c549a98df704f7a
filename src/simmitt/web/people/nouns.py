"""The people of a programme as declared: columns, filters, who reads them."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simmitt.web.nouns.noun import Choice, Column, Filter, Noun
from simmitt.web.people.models import Membership
from simmitt.web.people.queries import found, members
from simmitt.web.people.rules import HELPERS, READERS
from simmitt.web.scope.roles import Role


def _rows(request: Any) -> Any:
    return members(request.scope, request.programme)


def _roles(_request: Any) -> list[Choice]:
    return [Choice(role.value, role.label) for role in Role]


def _with_role(rows: Any, role: str) -> Any:
    return rows.filter(role=role) if role in Role.values else rows.none()


MEMBERSHIPS = Noun(
    name="membership",
    plural="people",
    model=Membership,
    label=_("Person"),
    label_many=_("People"),
    # Somebody with two roles stands here twice.
    counted=(_("Role"), _("Roles")),
    found_by=_("Name or e-mail"),
    empty=_("Invite the first one. The letter holds a link that lets one person in, once."),
    readers=READERS,
    rows=_rows,
    address=lambda one: reverse("member", args=[one.public_id]),
    order="name",
    search=found,
    filters=(Filter("role", _("Role"), _roles, _with_role),),
    columns=(
        Column("name", _("Name"), lambda one: str(one.person), sort="person__name_key"),
        Column("role", _("Role"), lambda one: one.get_role_display(), sort="role"),
        Column("where", _("Where"), lambda one: one.where),
        Column("email", _("E-mail"), lambda one: one.person.email, sort="person__email"),
        Column("phone", _("Phone"), lambda one: one.person.phone, listed=False),
        Column("since", _("Since"), lambda one: timezone.localdate(one.created_at), sort="created_at",
               listed=False),
        Column("seen", _("Last signed in"), lambda one: one.person.last_login, sort="person__last_login",
               seen_by=HELPERS),
        Column("second", _("Second step"), lambda one: one.has_second_factor, sort="has_second_factor",
               seen_by=HELPERS),
    ),
)  # fmt: skip
