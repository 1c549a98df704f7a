"""Who is what, and where; and who has been asked to become it."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simmitt.web.companies.models import Company
from simmitt.web.people import rules
from simmitt.web.programmes.models import Partner, Programme
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.roles import REACH, Reach, Role
from simmitt.web.scope.rows import Row

INVITATION_LASTS = timedelta(days=7)


class Place(Row):
    """A role, and where it holds."""

    role = models.CharField(_("Role"), max_length=12, choices=Role.choices)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        """Shared by membership and invitation."""

        abstract = True

    @property
    def where(self) -> str:
        """Name the company, the organisation or the programme."""
        return str(self.company or self.partner or self.programme)

    def get_additional_data(self) -> dict[str, int | None]:
        """Tell the log of events whose row it is."""
        return {"programme": self.programme_id, "company": self.company_id}


class Membership(Place):
    """A person's role in a programme, an organisation or a company."""

    RULE: ClassVar[Rule] = rules.memberships

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """A role that reaches a company names it, one that reaches an organisation's names that."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "role", "programme"],
                condition=models.Q(ended_at__isnull=True, company__isnull=True),
                name="membership_of_programme",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "company"],
                condition=models.Q(ended_at__isnull=True, company__isnull=False),
                name="membership_of_company",
            ),
            models.CheckConstraint(
                condition=models.Q(company__isnull=False)
                | ~models.Q(role__in=[role for role in Role if REACH[role] is Reach.COMPANY]),
                name="membership_names_company",
            ),
            models.CheckConstraint(
                condition=models.Q(partner__isnull=False)
                | ~models.Q(role__in=[role for role in Role if REACH[role] is Reach.PARTNER]),
                name="membership_names_partner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"


class Invitation(Place):
    """A letter that lets one person in, once, within seven days."""

    RULE: ClassVar[Rule] = rules.places

    email = models.EmailField(_("E-mail"))
    # Until somebody accepts there is a name and an address, and no person.
    name = models.CharField(_("Name"), max_length=120)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    expires_at = models.DateTimeField(editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        """Say whether it can still be used."""
        return not self.accepted_at and not self.withdrawn_at and timezone.now() < self.expires_at
