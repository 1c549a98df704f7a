"""Why there are no results: ``fault.json``, in both languages, with the question that waits, if one does."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import LANGUAGES
from simmitt.jobs.both import both, both_or_none
from simmitt.jobs.job import Job

FAULT = "fault.json"


def write_fault(job: Job, fault: InputFault, question: dict[str, Any] | None = None) -> None:
    """Write what the user can put right; the file appears whole."""
    fault.place = _place(job, fault)
    record: dict[str, Any] = {
        **{str(language): fault.in_language(language) for language in LANGUAGES},
        "found": both(fault.found),
        "expected": both_or_none(fault.expected),
        "remedy": both_or_none(fault.remedy),
        "place": asdict(fault.place),
        "kind": type(fault).__name__,
        "question": question,
    }
    unfinished = job.folder / f"{FAULT}.unfinished"
    unfinished.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(job.folder / FAULT)


def _place(job: Job, fault: InputFault) -> Place:
    """Give the place as people know it: where the platform keeps its folders is nothing to them."""
    file = fault.place.file
    return replace(fault.place, file=Path(file).name) if file.startswith(str(job.folder)) else fault.place
