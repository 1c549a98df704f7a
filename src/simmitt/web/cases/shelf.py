"""Where a company's files lie: a folder of its own, named by ids that tell nothing."""

from pathlib import Path

from django.conf import settings

from simmitt.web.cases.models import Case, Document


def folder_of(case: Case) -> Path:
    """Give the folder of a company's journey; it may not exist yet."""
    root: Path = settings.FILES_DIR
    return root / case.company.public_id / case.public_id


def document_at(document: Document) -> Path:
    """Give where a document lies."""
    return folder_of(document.case) / "documents" / document.public_id
