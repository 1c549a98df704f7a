"""News, questions from outside, and companies that come by themselves."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simmitt.web.companies.models import Company
from simmitt.web.programmes.models import Programme, in_language
from simmitt.web.programmes.rules import of_programme
from simmitt.web.public import rules
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.rows import Row


class News(Row):
    """Something the programme tells the world."""

    RULE: ClassVar[Rule] = of_programme

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="news")
    title_sv = models.CharField(_("Heading in Swedish"), max_length=120)
    title_en = models.CharField(_("Heading in English"), max_length=120, blank=True)
    lead_sv = models.CharField(_("First sentence in Swedish"), max_length=300)
    lead_en = models.CharField(_("First sentence in English"), max_length=300, blank=True)
    text_sv = models.TextField(_("Text in Swedish"), max_length=20_000)
    text_en = models.TextField(_("Text in English"), max_length=20_000, blank=True)
    published_at = models.DateTimeField(_("Published"), null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Give the heading in the reader's language."""
        return in_language(self.title_sv, self.title_en)

    @property
    def lead(self) -> str:
        """Give the first sentence in the reader's language."""
        return in_language(self.lead_sv, self.lead_en)

    @property
    def text(self) -> str:
        """Give the text in the reader's language."""
        return in_language(self.text_sv, self.text_en)

    @property
    def is_public(self) -> bool:
        """Say whether the world may read it."""
        return self.published_at is not None and self.published_at <= timezone.now()


class Registration(Row):
    """A company's own words on its way in; it becomes a company when the e-mail is confirmed."""

    RULE: ClassVar[Rule] = rules.registrations

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="registrations")
    # Whoever holds it may go on with the registration: kept as a hash.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    answers = models.JSONField(default=dict)
    language = models.CharField(max_length=2, default="sv")
    # Which wording was agreed to, and when.
    consent_version = models.CharField(max_length=20, blank=True)
    confidentiality_version = models.CharField(max_length=20, blank=True)
    agreed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)  # the letter that confirms the address
    confirmed_at = models.DateTimeField(null=True)
    company = models.ForeignKey(Company, on_delete=models.SET_NULL, null=True, related_name="registrations")

    def __str__(self) -> str:
        return str(self.answers.get("name", ""))


class Enquiry(Row):
    """A question, or a report of something that is not accessible, from somebody outside."""

    RULE: ClassVar[Rule] = of_programme

    class About(models.TextChoices):
        """What it is about."""

        QUESTION = "question", _("A question")
        ACCESS = "access", _("Something is not accessible")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="enquiries")
    about = models.CharField(
        _("What is it about?"), max_length=8, choices=About.choices, default=About.QUESTION
    )
    text = models.TextField(_("Your message"), max_length=4000)
    # May be left out: a fault can be reported without a name.
    email = models.EmailField(_("E-mail, if you want an answer"), blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.text[:60]
