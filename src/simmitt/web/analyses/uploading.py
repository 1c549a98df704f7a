"""Files on their way in, piece by piece: what has been answered for is on disk.

A piece is written and synced first and told to the database afterwards, so that a row never promises more
than the disk holds. Whatever a break left beyond what was answered for is written over by the next piece.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from fcntl import LOCK_EX, LOCK_UN, flock
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from simmitt.web.analyses.models import Upload
from simmitt.web.analyses.shelf import upload_at
from simmitt.web.analyses.upload_rules import (
    MEGABYTE,
    Refused,
    clean_name,
    require_count,
    require_room,
    require_share,
    require_size,
)
from simmitt.web.cases.models import Case, refuse_ended
from simmitt.web.cases.shelf import folder_of
from simmitt.web.companies.models import Company
from simmitt.web.scope.rows import new_id

FETCHED = "the upload has been fetched within its scope, and is the person's own"
HELD = "what a company holds is counted for it alone"
BLOCK = MEGABYTE


class Elsewhere(Exception):
    """The piece does not begin where the file ends so far."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


@dataclass(frozen=True)
class Coming:
    """A file that somebody wants to send, as the browser describes it."""

    name: str
    size: int
    mark: str = ""


def begin(*, case: Case, person: Any, coming: Coming) -> Upload:
    """Give where a file comes to lie: the place of one that broke off, where it is the same, or a new one.

    Raises
    ------
    Refused
        Nothing has been written.
    """
    name = clean_name(coming.name)
    require_size(name, coming.size)
    with transaction.atomic():
        # Held, so that two windows that begin at once go on with one upload.
        Company.objects.unscoped(FETCHED).select_for_update().get(pk=case.company_id)
        own = waiting(case, person)
        known: Upload | None = own.filter(name=name, size=coming.size, mark=coming.mark).first()
        if known:
            return known
        require_count(own.count() + 1)
        _require_place(case, coming.size)
        made: Upload = Upload.objects.create(
            case=case, name=name, size=coming.size, mark=coming.mark, handed_in_by=person
        )
        _lay_out(upload_at(made))
    return made


def waiting(case: Case, person: Any) -> Any:
    """Give what a person has sent, or half sent, and not handed in yet; the first one first."""
    rows = Upload.objects.unscoped(FETCHED).filter(case=case, handed_in_by=person, data_set=None)
    return rows.order_by("pk")


def _require_place(case: Case, size: int) -> None:
    held = Upload.objects.unscoped(HELD).filter(case__company_id=case.company_id).aggregate(all=Sum("size"))
    require_share(held["all"] or 0, size)
    on_way = (
        Upload.objects.unscoped(HELD).filter(finished_at=None).aggregate(left=Sum(F("size") - F("received")))
    )
    require_room(folder_of(case), size + (on_way["left"] or 0))


def _lay_out(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Let the folder itself remember its new file after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def received_of(upload: Upload) -> int:
    """Give how far the file has come: what was answered for, where the disk still has it."""
    try:
        return min(upload.received, upload_at(upload).stat().st_size)
    except FileNotFoundError:
        return 0


def add_piece(*, upload: Upload, offset: int, piece: bytes) -> Upload:
    """Write a piece where it belongs; when this returns it is on disk.

    Raises
    ------
    Elsewhere
        It begins elsewhere than the file ends, or somebody else was quicker.
    Refused
        It is longer than what is left of the file, or there is no room.
    """
    with _held(upload) as current:
        received = received_of(current)
        if current.finished_at or offset != received:
            raise Elsewhere(received)
        if offset + len(piece) > current.size:
            raise Refused(_("The file is longer than it was said to be. Choose it once more."))
        require_room(folder_of(current.case), len(piece))
        _write(upload_at(current), offset, piece)
        current.received = offset + len(piece)
        _tell_received(current)
        if current.received == current.size:
            finish(current)
    return current


@contextmanager
def _held(upload: Upload) -> Iterator[Upload]:
    """Keep everybody else from the file while a piece is written; give the row as it stands then."""
    path = upload_at(upload)
    _as_it_stands(upload)
    if not path.exists():
        _lay_out(path)
    with path.open("rb") as door:
        flock(door, LOCK_EX)
        try:
            yield _as_it_stands(upload)
        finally:
            flock(door, LOCK_UN)


def _as_it_stands(upload: Upload) -> Upload:
    rows = Upload.objects.unscoped(FETCHED).select_related("case__company")
    current: Upload | None = rows.filter(pk=upload.pk, data_set=None).first()
    if current is None:
        # Thrown away, or handed in, in this very moment.
        raise Elsewhere(0)
    refuse_ended(current.case)
    return current


def _write(path: Path, offset: int, piece: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(piece)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def _tell_received(upload: Upload) -> None:
    own = Upload.objects.unscoped(FETCHED).filter(pk=upload.pk)
    # Also the sign that it is not abandoned.
    own.update(received=upload.received, changed_at=timezone.now())


def finish(upload: Upload) -> None:
    """Write down what the whole file is, once all of it is here."""
    upload.sha256, upload.finished_at = _digest(upload_at(upload)), timezone.now()
    upload.save(update_fields=["sha256", "finished_at", "changed_at"])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def take_whole(*, case: Case, person: Any, name: str, source: BinaryIO, size: int) -> Upload:
    """Take a file that came in one post; it is read block by block.

    Raises
    ------
    Refused
    """
    # A mark of its own: never the other half of a file that only looks the same.
    upload = begin(case=case, person=person, coming=Coming(name, size, mark=f"whole-{new_id()}"))
    try:
        while not upload.finished_at:
            block = source.read(BLOCK)
            if not block:
                raise Refused(_("The file broke off on the way. Try again."))
            upload = add_piece(upload=upload, offset=upload.received, piece=block)
    except Refused:
        discard(upload=upload)
        raise
    return upload


def discard(*, upload: Upload) -> None:
    """Throw an upload away."""
    with transaction.atomic():
        own = Upload.objects.unscoped(FETCHED).filter(pk=upload.pk, data_set=None)
        if own.delete()[0]:
            transaction.on_commit(lambda: remove(upload_at(upload)))


def remove(path: Path) -> None:
    """Remove a file that may be gone already."""
    with suppress(FileNotFoundError):
        path.unlink()


def discard_abandoned(before: datetime) -> int:
    """Throw away what nobody has gone on with since; give how many went."""
    rows = Upload.objects.unscoped("the worker keeps every company's shelf in order")
    old = list(rows.filter(data_set=None, changed_at__lt=before).select_related("case__company"))
    for upload in old:
        discard(upload=upload)
    return len(old)
