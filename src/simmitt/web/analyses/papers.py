"""Documents that a page has composed, written as PDF and for Word by a run of their own."""

import json
from collections.abc import Mapping
from typing import Any

from simmitt.web.analyses.asking import ask
from simmitt.web.analyses.models import Run, RunKind
from simmitt.web.cases.models import Case

DOCUMENT = "document.json"


def ask_paper(*, case: Case, name: str, document: Mapping[str, Any], person: Any) -> Run:
    """Give the run that writes a document; one that was written before is not written again.

    Raises
    ------
    TooManyWaiting
    """
    told = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return ask(case=case, kind=RunKind.PAPER, person=person, asked={"name": name}, beside={DOCUMENT: told})
