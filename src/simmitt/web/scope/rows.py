"""What every row of ours has: an address that tells nothing, a version, and a rule of who may see it."""

import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models import F
from django.http import Http404

from simmitt.web.scope.querying import NOTHING, Rule, ScopedManager
from simmitt.web.scope.scope import Scope

# No vowels and no look-alikes: neither words nor misreadings come out.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
ID_LENGTH = 12


def new_id() -> str:
    """Give an address that can't be guessed or counted."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


class Stale(Exception):
    """Somebody else saved first."""

    def __init__(self, current: "Row") -> None:
        super().__init__()
        self.current = current


class Row(models.Model):
    """A row that belongs to somebody."""

    RULE: ClassVar[Rule] = lambda scope: NOTHING  # noqa: ARG005 (each model gives its own)

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    objects = ScopedManager()

    class Meta:
        """Each noun has a table of its own."""

        abstract = True

    def save_version(self, version: int) -> None:
        """Save over the version that the person saw, or raise ``Stale`` with the one that is there now.

        Call it inside a transaction: the version is taken first, then the row is saved. A new row has
        no other version.
        """
        if self.pk is None:
            self.save()
            return
        manager = type(self)._base_manager
        taken = manager.filter(pk=self.pk, version=version).update(version=F("version") + 1)
        if not taken:
            raise Stale(manager.get(pk=self.pk))
        self.version = version + 1
        self.save()


def get_seen(model: type[Any], scope: Scope, public_id: str, *related: str) -> Any:
    """Give the row, or say that there is none: foreign and unknown are told alike."""
    rows = model.objects.seen_by(scope)
    # PostgreSQL does not take the character, and no row has it.
    if "\x00" in public_id:
        raise Http404
    row = (rows.select_related(*related) if related else rows).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row
