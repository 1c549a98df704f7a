"""News, questions from outside, and companies that come by themselves."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simmitt.web.companies.models import Company
from simmitt.web.programmes.models import Programme
from simmitt.web.programmes.rules import of_programme
from simmitt.web.public import rules
from simmitt.web.public.answers import Told, told_in
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.rows import Row


def dialled(phone: str) -> str:
    """Give a phone number without what is there for the eye."""
    return "".join(character for character in phone if character.isdigit() or character == "+")


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
        indexes: ClassVar = [models.Index(fields=["programme", "-published_at"], name="news_by_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def language(self) -> str:
        """Give the language it can be read in here: English only where all of it is."""
        whole = self.title_en and self.lead_en and self.text_en
        return "en" if whole and get_language() == "en" else "sv"

    @property
    def title(self) -> str:
        """Give the heading."""
        return self.title_en if self.language == "en" else self.title_sv

    @property
    def lead(self) -> str:
        """Give the first sentence."""
        return self.lead_en if self.language == "en" else self.lead_sv

    @property
    def text(self) -> str:
        """Give the text."""
        return self.text_en if self.language == "en" else self.text_sv

    @property
    def is_public(self) -> bool:
        """Say whether the world may read it."""
        return self.published_at is not None and self.published_at <= timezone.now()

    def get_additional_data(self) -> dict[str, Any]:
        """Tell the log of events whose it is."""
        return {"programme": self.programme_id}


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
    letters = models.PositiveSmallIntegerField(default=0)
    # Whoever holds it has read the letter: kept as a hash, gone when the answers change.
    confirm_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    confirm_until = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    answer_due_on = models.DateField(null=True)
    company = models.ForeignKey(Company, on_delete=models.SET_NULL, null=True, related_name="registrations")
    # The company was here before; whoever wrote has not been let in to it.
    known_before = models.BooleanField(default=False)

    class Meta:
        """Old ones are looked for by the day they were last touched."""

        indexes: ClassVar = [
            models.Index(fields=["confirmed_at", "changed_at"], name="registration_by_age"),
        ]

    def __str__(self) -> str:
        # The log of events keeps this for longer than the answers are kept.
        return self.public_id

    @property
    def link_state(self) -> str:
        """Say what the letter's link is good for: open, expired, confirmed."""
        if self.confirmed_at:
            return "confirmed"
        return "open" if self.confirm_until and timezone.now() < self.confirm_until else "expired"

    @property
    def told(self) -> list[Told]:
        """Give what the company told, as label and text."""
        return told_in(self.answers)

    def get_additional_data(self) -> dict[str, Any]:
        """Tell the log of events whose it is."""
        return {"programme": self.programme_id, "company": self.company_id}


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
        indexes: ClassVar = [models.Index(fields=["programme", "answered_at"], name="enquiry_open")]

    def __str__(self) -> str:
        # The log of events keeps this for longer than the message is kept.
        return self.public_id

    @property
    def beginning(self) -> str:
        """Give the first words of the message."""
        return self.text if len(self.text) <= 80 else f"{self.text[:79].rstrip()}…"

    def get_additional_data(self) -> dict[str, Any]:
        """Tell the log of events whose it is."""
        return {"programme": self.programme_id}


class Voice(Row):
    """Somebody whom the start page says one can call; the person has agreed to stand there."""

    RULE: ClassVar[Rule] = of_programme

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="voices")
    name = models.CharField(_("Name"), max_length=120)
    where_sv = models.CharField(_("Where, in Swedish"), max_length=80)
    where_en = models.CharField(_("Where, in English"), max_length=80, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    place = models.PositiveSmallIntegerField(_("Place in the list"), default=0)

    class Meta:
        """In the order the programme has put them."""

        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> str:
        """Give the place in the reader's language."""
        return self.where_en if self.where_en and get_language() == "en" else self.where_sv

    @property
    def dialled(self) -> str:
        """Give the phone number as a telephone wants it."""
        return dialled(self.phone)

    def get_additional_data(self) -> dict[str, Any]:
        """Tell the log of events whose it is."""
        return {"programme": self.programme_id}
