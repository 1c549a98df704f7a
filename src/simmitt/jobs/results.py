"""The folder of results: written beside, finished by one rename, and listed in ``result.json``."""

import hashlib
import mimetypes
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from simmitt import __version__
from simmitt.engine.report.document import Document
from simmitt.engine.report.fragment import render_fragment
from simmitt.engine.report.words import Words
from simmitt.ground.texts import LANGUAGES, Language, Message
from simmitt.jobs.both import both, both_or_none
from simmitt.jobs.job import Job
from simmitt.outputs import write_json, write_tables, write_text

RESULT = "result.json"
_MEDIA = {".toml": "application/toml", ".simmitt": "application/octet-stream", ".svg": "image/svg+xml"}


class Results:
    """What a job leaves; nobody sees it before it is whole."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.folder = job.folder / "out.unfinished"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self._labels: dict[str, Message] = {}
        self._fragments: dict[str, dict[str, str]] = {}

    def text(self, name: str, text: str, label: Message | None = None) -> None:
        """Write a text."""
        write_text(self._at(name, label), text)

    def content(self, name: str, content: bytes, label: Message | None = None) -> None:
        """Write bytes."""
        self._at(name, label).write_bytes(content)

    def record(
        self, name: str, made: Callable[[Words], Mapping[str, Any]], label: Message | None = None
    ) -> None:
        """Write a record in both languages: ``name.sv.json`` and ``name.en.json``."""
        for language in LANGUAGES:
            path = self._at(f"{name}.{language}.json", label)
            write_json(path, dict(made(Words(language))))

    def plain_record(self, name: str, record: Mapping[str, Any], label: Message | None = None) -> None:
        """Write a record that is the same in both languages."""
        write_json(self._at(name, label), dict(record))

    def fragment(self, name: str, composed: Callable[[Language], Document]) -> dict[Language, Document]:
        """Draw a document in both languages as a part of the platform's page; give the documents."""
        documents = {language: composed(language) for language in LANGUAGES}
        for language, document in documents.items():
            self.text(f"{name}.{language}.html", render_fragment(document, name))
        self._fragments[name] = {language: f"{name}.{language}.html" for language in LANGUAGES}
        return documents

    def tables(self, folder: str, tables: Mapping[str, pl.DataFrame], language: Language) -> None:
        """Write tables for a spreadsheet: ``folder/name.csv``."""
        if tables:
            (self.folder / folder).parent.mkdir(parents=True, exist_ok=True)
            write_tables(self.folder / folder, tables, language)

    def finish(self, told: Mapping[str, Any]) -> None:
        """Write ``result.json`` and let everything appear."""
        job = self._job
        head = {"kind": job.kind, "simmitt": __version__, "seed": job.seed, "key": job.key()}
        record = {**head, **told, "fragments": self._fragments, "files": self._files()}
        write_json(self.folder / RESULT, record)
        if job.out.exists():
            job.out.rename(job.folder / "out.replaced")
        self.folder.rename(job.out)
        shutil.rmtree(job.folder / "out.replaced", ignore_errors=True)

    def _at(self, name: str, label: Message | None) -> Path:
        if label is not None:
            self._labels[name] = label
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _files(self) -> list[dict[str, Any]]:
        paths = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return [self._file(path, path.relative_to(self.folder).as_posix()) for path in paths]

    def _file(self, path: Path, name: str) -> dict[str, Any]:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return {
            "name": name,
            "size": path.stat().st_size,
            "sha256": digest,
            "media": _MEDIA.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream",
            "label": both_or_none(self._labels.get(name)),
        }


def leads(documents: Mapping[Language, Document]) -> dict[str, str] | None:
    """Give the first sentences of a document in both languages; None where it has none."""
    told: dict[str, str] = {language: document.lead for language, document in documents.items()}
    return told if all(told.values()) else None


def figure(estimate: Any) -> dict[str, float]:
    """Give value and interval alone."""
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}


def several(messages: Any) -> list[dict[str, str]]:
    """Give sentences in both languages."""
    return [both(each) for each in messages]
