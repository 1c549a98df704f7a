"""Writes: a company, its workplaces and contacts, one transaction each."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from simmitt.web.companies.matching import OF_COMPANY, OF_WORKPLACE
from simmitt.web.companies.models import Company, Contact, Workplace
from simmitt.web.companies.register.sizes import size_class_of
from simmitt.web.scope.scope import Scope


class NumberKnown(Exception):
    """The number stands on a company already; ``company`` is it, where the person may see it."""

    def __init__(self, company: Company | None = None) -> None:
        super().__init__()
        self.company = company


class PlaceKnown(Exception):
    """The company has a workplace with that number already."""


def add_company(*, company: Company, scope: Scope) -> None:
    """Keep a company that a person has entered.

    Raises
    ------
    NumberKnown
    """
    _settle_size(company)
    told = [name for name in OF_COMPANY if getattr(company, name)]
    company.by_hand = [name for name in told if name != "sni_edition" or company.sni]
    with _NumbersOnce(company, scope), transaction.atomic():
        company.save()


def change_company(*, company: Company, changed: Iterable[str], seen_version: int, scope: Scope) -> None:
    """Save a company over the version that the person saw; what a person changed is hers to keep.

    Raises
    ------
    Stale, NumberKnown
    """
    _settle_size(company)
    names = set(changed) | ({"size_class"} if "employees" in changed else set())
    company.by_hand = _with(company.by_hand, names, OF_COMPANY)
    with _NumbersOnce(company, scope), transaction.atomic():
        company.save_version(seen_version)


def _settle_size(company: Company) -> None:
    """Keep the class in step with the number, where that is known."""
    if company.employees is not None:
        company.size_class = size_class_of(company.employees)


def _with(by_hand: list[str], changed: Iterable[str], of_register: Iterable[str]) -> list[str]:
    return sorted({*by_hand, *(set(changed) & set(of_register))})


class _NumbersOnce:
    """Let an organisation number stand once in a programme; asked first, and told by the database too."""

    def __init__(self, company: Company, scope: Scope) -> None:
        self.company, self.scope = company, scope

    def __enter__(self) -> None:
        self._look()

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, IntegrityError):
            # Somebody was quicker.
            self._look()

    def _look(self) -> None:
        company = self.company
        if not company.org_no or company.archived_at:
            return
        twins = Company.objects.unscoped("a number stands once in a programme, whoever may see it").filter(
            programme=company.programme_id, org_no=company.org_no, archived_at__isnull=True
        )
        twin = twins.exclude(pk=company.pk).first()
        if twin:
            raise NumberKnown(Company.objects.seen_by(self.scope).filter(pk=twin.pk).first())


@transaction.atomic
def archive(*, company: Company, reason: str) -> None:
    """Take a company out of lists, boards and counts; nothing of it is lost."""
    company.archived_at, company.archive_reason = timezone.now(), reason
    company.save_version(company.version)


def unarchive(*, company: Company, scope: Scope) -> None:
    """Put an archived company back.

    Raises
    ------
    NumberKnown
        Where another company has got its number meanwhile.
    """
    company.archived_at, company.archive_reason = None, ""
    with _NumbersOnce(company, scope), transaction.atomic():
        company.save_version(company.version)


@transaction.atomic
def keep_contact(*, contact: Contact, seen_version: int) -> None:
    """Save a contact, new or over the version that the person saw; one of them is called first.

    Raises
    ------
    Stale
    """
    contact.save_version(seen_version)
    if contact.first:
        others = Contact.objects.unscoped("contacts of the same company").filter(company=contact.company_id)
        for other in others.filter(first=True).exclude(pk=contact.pk):
            other.first = False
            other.save()


def keep_workplace(*, workplace: Workplace, changed: Iterable[str], seen_version: int) -> None:
    """Save a workplace, new or over the version that the person saw.

    Raises
    ------
    Stale, PlaceKnown
    """
    workplace.by_hand = _with(workplace.by_hand, changed, OF_WORKPLACE)
    try:
        with transaction.atomic():
            workplace.save_version(seen_version)
    except IntegrityError as clash:
        raise PlaceKnown from clash


@transaction.atomic
def remove(*, row: Any) -> None:
    """Take away a contact or a workplace; the audit log remembers it."""
    row.delete()
