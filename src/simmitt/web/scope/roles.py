"""The roles of people, and how far each of them reaches."""

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is, in one programme or one company."""

    MANAGER = "manager", _("Programme manager")
    COORDINATOR = "coordinator", _("Coordinator")
    COACH = "coach", _("Coach")
    ANALYST = "analyst", _("Analyst")
    LEADER = "leader", _("Workshop leader")
    STEERING = "steering", _("Steering group")
    AUDITOR = "auditor", _("Auditor")
    SUPPORT = "support", _("Support")
    OWNER = "owner", _("Company owner")
    CHAMPION = "champion", _("Operations champion")
    EMPLOYEE = "employee", _("Employee")


class Reach(Enum):
    """Which rows a role opens."""

    PROGRAMME = "every company of the programme"
    PARTNER = "the companies of its own organisation, and of those that share with it"
    ASSIGNED = "the companies it has been assigned to"
    COMPANY = "its own company"
    AGGREGATE = "no company: sums over at least five"
    PEOPLE = "no company: people and their sign-in"


REACH: dict[Role, Reach] = {
    Role.MANAGER: Reach.PROGRAMME,
    Role.AUDITOR: Reach.PROGRAMME,
    Role.COORDINATOR: Reach.PARTNER,
    Role.COACH: Reach.ASSIGNED,
    Role.ANALYST: Reach.ASSIGNED,
    Role.LEADER: Reach.ASSIGNED,
    Role.OWNER: Reach.COMPANY,
    Role.CHAMPION: Reach.COMPANY,
    Role.EMPLOYEE: Reach.COMPANY,
    Role.STEERING: Reach.AGGREGATE,
    Role.SUPPORT: Reach.PEOPLE,
}

Roles = frozenset[Role]
MANAGER: Roles = frozenset({Role.MANAGER})
EVERY_ROLE: Roles = frozenset(Role)
COMPANY: Roles = frozenset({Role.OWNER, Role.CHAMPION, Role.EMPLOYEE})
# Those who speak for a company and may change what it has told us.
COMPANY_VOICES: Roles = frozenset({Role.OWNER, Role.CHAMPION})
# Those who seek companies out and walk beside them.
FIELD: Roles = frozenset({Role.MANAGER, Role.COORDINATOR, Role.COACH, Role.ANALYST})
OUTREACH: Roles = frozenset({Role.MANAGER, Role.COORDINATOR})
STAFF: Roles = FIELD | {Role.LEADER, Role.SUPPORT}
READERS: Roles = FIELD | {Role.AUDITOR}
# Whoever reaches many companies must show a second factor.
SECOND_FACTOR: Roles = STAFF | {Role.AUDITOR}
