"""The very first person of a new platform, whom nobody could invite from a page."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from simmitt.web.people.operations import invite
from simmitt.web.programmes.models import Programme
from simmitt.web.scope.roles import Role

# The manager sets the real ones; a programme of the structural funds usually runs for about so long.
YEARS = 3
LONGEST_SHORT_NAME = 40
FOR_THE_OPERATOR = "whoever runs the command runs the whole platform"


def invite_first_manager(*, email: str, name: str, programme: str, root: str) -> str:
    """Invite the manager of a programme, which is made if there is none of the name; give the link."""
    links: list[str] = []

    def whole(path: str) -> str:
        links.append(root + path)
        return links[-1]

    with transaction.atomic():
        invite(by=None, email=email, name=name, role=Role.MANAGER, programme=_found(programme), whole=whole)
    return links[0]


def _found(name: str) -> Programme:
    programmes = Programme.objects.unscoped(FOR_THE_OPERATOR)
    known: Programme | None = programmes.filter(Q(name_sv=name) | Q(short_name=name)).order_by("pk").first()
    return known or _made(name)


def _made(name: str) -> Programme:
    today = timezone.localdate()
    programme: Programme = Programme.objects.create(
        name_sv=name,
        short_name=name[:LONGEST_SHORT_NAME],
        starts_on=today,
        ends_on=date(today.year + YEARS, 12, 31),
        # The first one is what the public pages are about.
        fronts_site=not Programme.objects.unscoped(FOR_THE_OPERATOR).exists(),
    )
    return programme
