"""What matches, among what the person may see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simmitt.web.accounts.models import Person
from simmitt.web.companies.models import Company, Contact
from simmitt.web.outreach.models import Note
from simmitt.web.people.models import Membership
from simmitt.web.public.models import News
from simmitt.web.scope.rows import Row
from simmitt.web.scope.scope import Scope
from simmitt.web.search.index import matching, words_of

A_GROUP = 20
EXCERPT = 160


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    title: str
    where: str
    excerpt: str
    url: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    label: Any
    hits: list[Hit]
    more: bool  # there is more than is shown


def search(scope: Scope, text: str) -> list[Group]:
    """Find companies, contacts, notes, people and news in which every word begins some word."""
    words = words_of(text)
    groups = [_group(kind, scope, words) for kind in KINDS] if words else []
    return [group for group in groups if group.hits]


def _group(kind: "Kind", scope: Scope, words: list[str]) -> Group:
    # Keys first: ordering thousands of whole rows to show twenty of them is what a search would wait for.
    keys = list(kind.find(scope, words).values_list("pk", flat=True)[: A_GROUP + 1])
    rows = kind.model.objects.unscoped("found above, in the reader's scope").filter(pk__in=keys)
    found = {row.pk: row for row in rows.select_related(*kind.related)}
    hits = [kind.hit(found[key], words) for key in keys[:A_GROUP]]
    return Group(kind.label, hits, more=len(keys) > A_GROUP)


def _companies(scope: Scope, words: list[str]) -> Any:
    rows = Company.objects.seen_by(scope).filter(pk__in=matching(Company, words), merged_into__isnull=True)
    return rows.order_by("archived_at", "name_key")


def _contacts(scope: Scope, words: list[str]) -> Any:
    rows = Contact.objects.seen_by(scope).filter(pk__in=matching(Contact, words))
    return rows.order_by("-pk")


def _notes(scope: Scope, words: list[str]) -> Any:
    rows = Note.objects.seen_by(scope).filter(pk__in=matching(Note, words))
    return rows.order_by("-happened_at", "-pk")


def _people(scope: Scope, words: list[str]) -> Any:
    rows = Membership.objects.seen_by(scope).filter(person__in=matching(Person, words), ended_at__isnull=True)
    return rows.order_by("person__name_key", "pk")


def _news(scope: Scope, words: list[str]) -> Any:
    rows = News.objects.seen_by(scope).filter(pk__in=matching(News, words), published_at__isnull=False)
    return rows.order_by("-published_at")


def _company_hit(company: Company, words: list[str]) -> Hit:
    return Hit(company.name, company.place, _excerpt(company.need, words), _card(company))


def _contact_hit(contact: Contact, _words: list[str]) -> Hit:
    return Hit(contact.name, contact.company.name, contact.title, _card(contact.company))


def _note_hit(note: Note, words: list[str]) -> Hit:
    kind = str(note.get_kind_display())
    return Hit(note.company.name, kind, _excerpt(note.text, words), _card(note.company))


def _person_hit(membership: Membership, _words: list[str]) -> Hit:
    role = str(membership.get_role_display())
    return Hit(str(membership.person), membership.where, role, reverse("people"))


def _news_hit(news: News, words: list[str]) -> Hit:
    return Hit(news.title, "", _excerpt(news.lead, words), reverse("news_item", args=[news.public_id]))


def _card(company: Company) -> str:
    return reverse("company", args=[company.public_id])


def _excerpt(text: str, words: Iterable[str]) -> str:
    """Give the part of the text in which the first word found stands."""
    folded = text.casefold()
    places = [place for word in words if (place := folded.find(word)) >= 0]
    first = max(0, min(places, default=0) - EXCERPT // 3)
    part = text[first : first + EXCERPT].strip()
    return ("… " if first else "") + part + (" …" if len(text) > first + EXCERPT else "")


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be found."""

    label: Any
    model: type[Row]
    find: Callable[[Scope, list[str]], Any]
    related: tuple[str, ...]
    hit: Callable[[Any, list[str]], Hit]


KINDS = (
    Kind(_("Companies"), Company, _companies, ("partner",), _company_hit),
    Kind(_("Contacts"), Contact, _contacts, ("company",), _contact_hit),
    Kind(_("Notes"), Note, _notes, ("company",), _note_hit),
    Kind(_("People"), Membership, _people, ("person", "company", "partner", "programme"), _person_hit),
    Kind(_("News"), News, _news, ("programme",), _news_hit),
)
