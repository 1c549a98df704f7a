"""A person, who signs in with an e-mail address, and the keys of programs that read for the person."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simmitt.ground.sorting import swedish_key
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.rows import ID_LENGTH, Row, new_id
from simmitt.web.scope.scope import Scope

LONGEST_KEY = 120


class People(BaseUserManager["Person"]):
    """The way to persons.

    Signing in must find a person before anybody has a scope; pages go through memberships, which are scoped.
    """

    def invent(self, email: str, name: str, password: str | None = None) -> "Person":
        """Make a person who can sign in; without a password one has to be set first."""
        person = self.model(email=email.strip().lower(), name=name)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=new_id, editable=False)
    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    name_key = models.CharField(max_length=LONGEST_KEY, editable=False, default="")
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    language = models.CharField(
        _("Language"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv"
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    # The moment before which every session is over, whatever it says of itself.
    sessions_end_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address in one spelling and the key that sorts the name."""
        self.email = self.email.lower()
        self.name_key = swedish_key(self.name)
        super().save(*args, **kwargs)

    @property
    def short_name(self) -> str:
        """Give the first name and the initial: Lova G."""
        first, _space, rest = self.name.partition(" ")
        return f"{first} {rest[0]}" if rest else first or self.email


def _own_tokens(scope: Scope) -> Q:
    """Open a key to its person alone."""
    return Q(person=scope.person) if scope.person else Q(pk__in=())


class Token(Row):
    """A key by which a program reads what its person may read; kept as a digest."""

    RULE: ClassVar[Rule] = _own_tokens

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("What it is for"), max_length=80)
    key_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Say whether it still opens anything."""
        return self.ended_at is None and self.expires_at > timezone.now()
