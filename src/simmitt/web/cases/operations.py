"""What is done with cases: each verb is one transaction."""

import hashlib
import os
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from simmitt.web.cases.models import Case, Charter, Confirmation, Declaration, Document, Visit
from simmitt.web.cases.room import require_room
from simmitt.web.cases.shelf import document_at, folder_of
from simmitt.web.companies.models import Company

FETCHED = "its company has been fetched within its scope"


class NotWhole(Exception):
    """A charter with something missing can't be signed."""


class Outdated(Exception):
    """The charter has been changed since the person read it."""


def open_case(*, company: Company, person: Any, fast_track: bool = False) -> Case:
    """Begin a company's journey, with an empty charter; one that is under way stays as it is."""
    with transaction.atomic():
        # Held, so that two who press at once begin one journey.
        Company.objects.unscoped(FETCHED).select_for_update().get(pk=company.pk)
        under_way: Case | None = (
            Case.objects.unscoped(FETCHED).filter(company=company, closed_at=None).first()
        )
        if under_way:
            return under_way
        case: Case = Case.objects.create(company=company, opened_by=person, fast_track=fast_track)
        Charter.objects.create(case=case)
    return case


def change_charter(*, charter: Charter, version: int) -> None:
    """Save the charter; what was signed was the one before."""
    with transaction.atomic():
        charter.save_version(version)


def confirm(*, case: Case, side: str, person: Any, version: int, lacks: bool) -> None:
    """Sign the charter as the person has read it.

    Raises
    ------
    NotWhole
    Outdated
    """
    with transaction.atomic():
        charter = Charter.objects.unscoped(FETCHED).select_for_update().get(case=case)
        if charter.version != version:
            raise Outdated
        if lacks:
            raise NotWhole
        Confirmation.objects.unscoped(FETCHED).get_or_create(
            case=case, side=side, charter_version=version, defaults={"person": person}
        )


def write_visit(*, visit: Visit, case: Case, author: Any) -> None:
    """Write down a visit."""
    visit.case, visit.author = case, author
    with transaction.atomic():
        visit.save()


def change_visit(*, visit: Visit, version: int) -> None:
    """Save a changed visit."""
    with transaction.atomic():
        visit.save_version(version)


def declare(*, case: Case, criterion: str, text: str, person: Any) -> None:
    """Sign for a criterion; what was declared before is withdrawn, and kept."""
    with transaction.atomic():
        _standing(case, criterion).update(withdrawn_at=timezone.now())
        Declaration.objects.create(case=case, criterion=criterion, text=text, person=person)


def withdraw(*, declaration: Declaration) -> None:
    """Take a declaration back."""
    with transaction.atomic():
        declaration.withdrawn_at = timezone.now()
        declaration.save_version(declaration.version)


def _standing(case: Case, criterion: str) -> Any:
    return Declaration.objects.unscoped(FETCHED).filter(case=case, criterion=criterion, withdrawn_at=None)


def keep_document(*, document: Document, case: Case, file: "UploadedFile[Any]", person: Any) -> Document:
    """Put a document on the shelf: first the whole file on disk, then the row that names it.

    Raises
    ------
    NoRoom
    """
    held = Document.objects.unscoped(FETCHED).filter(case=case).aggregate(sum=Sum("size"), count=Count("pk"))
    require_room(folder_of(case), held["sum"] or 0, held["count"], file.size or 0)
    document.case, document.handed_in_by = case, person
    place = document_at(document)
    document.sha256, document.size = _write(file, place)
    try:
        with transaction.atomic():
            document.save()
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return document


def _write(file: "UploadedFile[Any]", place: Path) -> tuple[str, int]:
    """Write a file piece by piece, and give its digest and size once it is on disk."""
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with place.open("xb") as out:
        for piece in file.chunks():
            out.write(piece)
            digest.update(piece)
            size += len(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size


def throw_away(*, document: Document) -> None:
    """Throw a document away: first the row, so that nothing names a file that is gone."""
    place = document_at(document)
    with transaction.atomic():
        document.delete()
    place.unlink(missing_ok=True)
