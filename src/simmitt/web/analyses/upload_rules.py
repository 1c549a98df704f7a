"""What is taken in as an upload, and in which words the rest is refused."""

import re
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simmitt.web.cases.room import is_too_full
from simmitt.web.look.templatetags.writing import number

MEGABYTE = 2**20
# As large as the engine reads in the memory that a run may take.
LARGEST_FILE = 512 * MEGABYTE
# One piece is held in memory until it is on disk.
LARGEST_PIECE = 4 * MEGABYTE
# In one post, from a browser without script; the server refuses larger ones before it reads them.
LARGEST_POST = 60 * MEGABYTE
MOST_FILES = 40
# What a company may have lying here at a time, files on their way counted as if they were here.
MOST_HELD = 4 * 1024 * MEGABYTE
LONGEST_NAME = 200
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Refused(Exception):
    """It is not taken in; the sentence says why and what to do."""

    def __init__(self, sentence: str, status: int = 422) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


def clean_name(told: str) -> str:
    """Give a file's own name: without folders, and without signs that change how a line is read."""
    last = re.split(r"[/\\]", CONTROL.sub("", told))[-1].strip()
    if last in ("", ".", ".."):
        raise Refused(_("The file has no name. Give it one and try again."))
    return _shortened(last)


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    # The ending says what kind of file it is.
    return (
        f"{stem[: LONGEST_NAME - len(dot + ending)]}{dot}{ending}"
        if len(ending) < 10
        else name[:LONGEST_NAME]
    )


def require_size(name: str, size: int) -> None:
    """Refuse a file that is empty or too large."""
    if size <= 0:
        raise Refused(_("{name} is empty. Look whether the export has finished.").format(name=name))
    if size > LARGEST_FILE:
        raise Refused(
            _(
                "{name} is {size} MB, the limit is {limit}. Divide it by month; we put the parts together."
            ).format(name=name, size=megabytes(size), limit=megabytes(LARGEST_FILE)),
            413,
        )


def require_room(folder: Path, coming: int) -> None:
    """Refuse what would leave the disk too full for everything else, before any of it is written."""
    if is_too_full(folder, coming):
        raise Refused(
            _("There is no room for the file on our side right now. Nothing was sent. Try again tomorrow."),
            507,
        )


def require_share(held: int, coming: int) -> None:
    """Refuse what goes beyond what one company may have lying here."""
    if held + coming > MOST_HELD:
        raise Refused(
            _(
                "Your files take up {held} MB here, the limit is {limit}. Approve what has been read, "
                "or throw away what is half sent."
            ).format(held=megabytes(held), limit=megabytes(MOST_HELD)),
            413,
        )


def require_count(count: int) -> None:
    """Refuse more files than one set of data can be."""
    if not count:
        raise Refused(_("Choose at least one file."))
    if count > MOST_FILES:
        raise Refused(
            ngettext(
                "At most {most} file can be handed in together.",
                "At most {most} files can be handed in together.",
                MOST_FILES,
            ).format(most=MOST_FILES)
        )


def megabytes(size: int) -> str:
    """Write a size as people read it; a little is never nothing."""
    rounded = round(size / MEGABYTE, 1) if size < 10 * MEGABYTE else round(size / MEGABYTE)
    return number(max(rounded, 0.1), 0 if float(rounded).is_integer() and rounded else 1)
