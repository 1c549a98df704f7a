"""What a run has left, for its readers: pages to show, files to fetch; only what the run itself has named."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from simmitt.ground.texts import LANGUAGES
from simmitt.web.analyses.folder import OUT
from simmitt.web.analyses.models import Run
from simmitt.web.analyses.shelf import run_at
from simmitt.web.nouns.words import spoken

# By what the name ends in; a browser is told nothing else, and never asked to guess.
TYPES = {
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
    ".toml": "text/plain; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ANY_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class Left:
    """A file that a run has left for people."""

    name: str
    label: str
    size: int
    sha256: str

    @property
    def ending(self) -> str:
        """Give the kind of file, as people call it."""
        return Path(self.name).suffix.removeprefix(".").upper()


def text_of(told: Any) -> str:
    """Give a text in the reader's language."""
    return str(told.get(spoken(), "")) if isinstance(told, dict) else ""


def fragment(run: Run | None, name: str) -> SafeString:
    """Give a page that the run has left, in the reader's language; empty where it left none."""
    named = run.told.get("fragments", {}).get(name, {}) if run else {}
    path = file_of(run, str(named.get(spoken(), ""))) if run else None
    if path is None:
        return SafeString("")
    # Safe as it stands: our own job has drawn it, and escaped every word of the company's that is in it.
    return mark_safe(path.read_text("utf-8"))  # noqa: S308 (as said above)


def file_of(run: Run, name: str) -> Path | None:
    """Give a file that the run has named among its results; nothing for any other name."""
    if name not in {one["name"] for one in run.told.get("files", ())}:
        return None
    out = (run_at(run) / OUT).resolve()
    path = (out / name).resolve()
    return path if path.is_relative_to(out) and path.is_file() else None


def type_of(name: str) -> str:
    """Give the media type of a file by its name."""
    return TYPES.get(Path(name).suffix.lower(), ANY_TYPE)


def downloads(run: Run | None) -> list[Left]:
    """Give what there is to fetch in the reader's language."""
    files = run.told.get("files", ()) if run else ()
    return [_left(one) for one in files if one.get("label") and _speaks(str(one["name"]))]


def all_files(run: Run) -> list[Left]:
    """Give every file of a run, with its digest."""
    return [_left(one) for one in run.told.get("files", ())]


def _left(one: dict[str, Any]) -> Left:
    name = str(one["name"])
    return Left(name, text_of(one.get("label")) or name, int(one.get("size", 0)), str(one.get("sha256", "")))


def _speaks(name: str) -> bool:
    """Say whether a file is in the reader's language, or in none."""
    parts = [part for whole in Path(name).parts for part in whole.split(".")]
    return not any(other in parts for other in LANGUAGES if other != spoken())
