"""Companies and their workplaces, contacts, register files and merges."""

from typing import Any, ClassVar, cast

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from simmitt.ground.sorting import folded, swedish_key
from simmitt.web.companies import rules
from simmitt.web.companies.register import industries
from simmitt.web.companies.register.industries import Edition
from simmitt.web.companies.register.municipalities import Municipality, by_code
from simmitt.web.companies.register.sizes import SIZE_CLASSES
from simmitt.web.nouns.words import spoken
from simmitt.web.programmes.models import Partner, Programme
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.rows import Row

LONGEST_KEY = 120


class Source(models.TextChoices):
    """How a company came here."""

    REGISTER = "register", _("Business register")
    HAND = "hand", _("Entered by hand")
    SELF = "self", _("Registered itself")


class SniEdition(models.TextChoices):
    """The edition that an industry code belongs to."""

    SNI2007 = "2007", "SNI 2007"
    SNI2025 = "2025", "SNI 2025"


class Company(Row):
    """A company, as one programme knows it."""

    RULE: ClassVar[Rule] = rules.companies

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="companies")
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="companies",
        verbose_name=_("Responsible organisation"),
    )  # fmt: skip
    # As long as the register lets them be.
    name = models.CharField(_("Company name"), max_length=250)
    # Empty for a sole trader: that number is a person's.
    org_no = models.CharField(_("Organisation number"), max_length=11, blank=True)
    sole_trader = models.BooleanField(_("Sole trader"), default=False)
    municipality = models.CharField(_("Municipality"), max_length=4, blank=True)
    address = models.CharField(_("Visiting address"), max_length=250, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=6, blank=True)
    town = models.CharField(_("Town"), max_length=100, blank=True)
    phone = models.CharField(_("Phone"), max_length=60, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    website = models.URLField(_("Website"), max_length=260, blank=True)
    sni = models.CharField(_("Industry code (SNI)"), max_length=6, blank=True)
    sni_edition = models.CharField(
        _("Edition of the industry code"),
        max_length=4,
        choices=SniEdition.choices,
        default=SniEdition.SNI2007,
    )
    size_class = models.PositiveSmallIntegerField(_("Size class"), default=0)
    employees = models.PositiveIntegerField(_("Employees"), null=True, blank=True)
    need = models.TextField(_("Need, in the company's own words"), blank=True, max_length=4000)
    digital = models.BooleanField(_("Digitalisation"), default=False)
    competence = models.BooleanField(_("Competence supply"), default=False)
    sustainable = models.BooleanField(_("Sustainable production"), default=False)
    no_advertising = models.BooleanField(_("No advertising"), default=False)
    source = models.CharField(_("Came by"), max_length=8, choices=Source.choices, default=Source.HAND)
    # Fields that a person has changed: the register never overwrites them by itself.
    by_hand = models.JSONField(default=list, editable=False)
    seen_in_register_on = models.DateField(null=True, editable=False)
    gone_from_register = models.BooleanField(default=False, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)
    archive_reason = models.CharField(max_length=200, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="merged"
    )
    name_key = models.CharField(max_length=LONGEST_KEY, editable=False, default="")
    place_key = models.CharField(max_length=LONGEST_KEY, editable=False, default="")
    # What it is found by, folded: the databases don't agree on the case of å, ä and ö.
    search_text = models.TextField(editable=False, default="")

    class Meta:
        """An organisation number stands once in a programme among the companies that are alive."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "org_no"],
                condition=~models.Q(org_no="") & models.Q(archived_at__isnull=True),
                name="company_org_no",
            ),
            models.CheckConstraint(
                condition=models.Q(sole_trader=False) | models.Q(org_no=""), name="company_no_personal_number"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["programme", "archived_at", "name_key"], name="company_by_name"),
            models.Index(fields=["partner", "archived_at", "name_key"], name="company_by_partner"),
            models.Index(fields=["programme", "municipality"], name="company_by_place"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys that sort the name and the place, and the text that finds it."""
        self.write_keys()
        super().save(*args, **kwargs)

    def write_keys(self) -> None:
        """Derive what is kept for sorting and searching; bulk writes call it themselves."""
        self.name_key = swedish_key(self.name)
        self.place_key = swedish_key(self.place)
        self.search_text = folded(
            " ".join((self.name, self.org_no, self.org_no.replace("-", ""), self.place, self.town))
        )

    def get_additional_data(self) -> dict[str, Any]:
        """Tell the audit log where the company belongs."""
        return {"programme": self.programme_id, "company": self.pk}

    @property
    def place(self) -> str:
        """Give the municipality's name."""
        known = self._municipality
        return known.short_name if known else ""

    @property
    def county(self) -> str:
        """Give the county's name."""
        known = self._municipality
        return known.county.short_name if known else ""

    @property
    def _municipality(self) -> Municipality | None:
        return by_code(self.municipality) if self.municipality else None

    @property
    def industry(self) -> str:
        """Give the industry's code and name."""
        return industries.label(self.sni, spoken(), cast("Edition", self.sni_edition)) if self.sni else ""

    @property
    def size(self) -> str:
        """Give the size as people say it: 63 employees, or the register's class."""
        if self.employees is not None:
            return ngettext("{count} employee", "{count} employees", self.employees).format(
                count=self.employees
            )
        return SIZE_CLASSES[self.size_class].label.in_language(spoken())


class Workplace(Row):
    """A place where a company works; visits and municipality are its, aid is the company's."""

    RULE: ClassVar[Rule] = rules.of_company

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="workplaces")
    cfar = models.CharField(_("Workplace number (CFAR)"), max_length=8, blank=True)
    name = models.CharField(_("Name"), max_length=250, blank=True)
    municipality = models.CharField(_("Municipality"), max_length=4, blank=True)
    address = models.CharField(_("Visiting address"), max_length=250, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=6, blank=True)
    town = models.CharField(_("Town"), max_length=100, blank=True)
    sni = models.CharField(_("Industry code (SNI)"), max_length=6, blank=True)
    size_class = models.PositiveSmallIntegerField(_("Size class"), default=0)
    by_hand = models.JSONField(default=list, editable=False)
    gone_from_register = models.BooleanField(default=False, editable=False)

    class Meta:
        """A workplace number stands once in a company."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["company", "cfar"], condition=~models.Q(cfar=""), name="workplace_cfar"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.town or self.cfar

    def get_additional_data(self) -> dict[str, Any]:
        """Tell the audit log whose it is."""
        return self.company.get_additional_data()

    @property
    def place(self) -> str:
        """Give the municipality's name."""
        known = by_code(self.municipality) if self.municipality else None
        return known.short_name if known else ""


class Contact(Row):
    """Somebody to talk to at a company, who need not have an account."""

    RULE: ClassVar[Rule] = rules.of_company

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("Name"), max_length=120)
    title = models.CharField(_("Title"), max_length=80, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    first = models.BooleanField(_("First to call"), default=False)

    class Meta:
        """The one to call first stands first."""

        ordering: ClassVar = ["-first", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_additional_data(self) -> dict[str, Any]:
        """Tell the audit log whose it is."""
        return self.company.get_additional_data()


class RegisterFile(Row):
    """A register export that somebody has handed in, with what it would change."""

    RULE: ClassVar[Rule] = rules.imports

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="register_files")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, null=True, related_name="register_files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    # What its industry codes are read as where no heading says.
    edition = models.CharField(max_length=4, choices=SniEdition.choices, default=SniEdition.SNI2007)
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)
    summary = models.JSONField(default=dict)  # counts of new, changed, gone, kept, refused

    def __str__(self) -> str:
        return self.name


class Merge(Row):
    """Two companies that were one, with what it takes to part them again."""

    RULE: ClassVar[Rule] = rules.of_company_for_staff

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="merges")  # the one kept
    other = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Of both companies, the fields that the merge changed: as they were, and as it left them.
    before = models.JSONField()
    after = models.JSONField()
    moved = models.JSONField()  # rows that changed company: model -> {"kept": keys, "other": keys}
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.other_id} → {self.company_id}"

    def get_additional_data(self) -> dict[str, Any]:
        """Tell the audit log whose it is."""
        return self.company.get_additional_data()
