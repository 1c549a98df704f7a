"""A document that the platform has composed, written for paper, for Word and as a page."""

import json

from simmitt.engine.report.html import render_html
from simmitt.engine.report.pdf import render_pdf
from simmitt.engine.report.word import render_docx
from simmitt.ground.progress import Progress
from simmitt.ground.texts import say
from simmitt.jobs.job import BadJob, Job
from simmitt.jobs.results import Results
from simmitt.jobs.told_document import document_told

DOCUMENT = "document.json"
_WRITING = say("Writing the document")


def write_paper(job: Job, progress: Progress) -> None:
    """Leave the document as PDF, for Word and as a page that stands alone, under the name asked for."""
    document = document_told(_told(job))
    name = str(job.asked.get("name", "document"))
    if not name.replace("-", "").isalnum():
        raise BadJob(f"no name for a file: {name!r}")
    results = Results(job)
    progress(_WRITING, 0, 2)
    results.content(f"{name}.pdf", render_pdf(document), say("As PDF"))
    progress(_WRITING, 1, 2)
    results.content(f"{name}.docx", render_docx(document), say("For Word"))
    results.text(f"{name}.html", render_html(document), say("As a web page"))
    progress(_WRITING, 2, 2)
    results.finish({"language": document.language, "title": document.title})


def _told(job: Job) -> object:
    path = job.beside(DOCUMENT)
    if path is None:
        raise BadJob(f"{DOCUMENT} is missing")
    try:
        return json.loads(path.read_text("utf-8"))
    except ValueError as fault:
        raise BadJob(f"{DOCUMENT} is no JSON: {fault}") from fault
