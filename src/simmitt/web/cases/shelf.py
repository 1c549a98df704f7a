"""Where a journey's files lie: a folder of its own, named by an id that tells nothing."""

from pathlib import Path

from django.conf import settings

from simmitt.web.cases.models import Case, Document


def folder_of(case: Case) -> Path:
    """Give the folder of a journey; it may not exist yet. Companies merge, the journey stays what it is."""
    root: Path = settings.FILES_DIR
    return root / case.public_id


def document_at(document: Document) -> Path:
    """Give where a document lies."""
    return folder_of(document.case) / "documents" / document.public_id
