"""Room on the disk: what is left for everything else, and what one journey may take of it."""

import shutil
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

MEGABYTE = 2**20
# Together, and one by one: far more than a journey has, far less than the disk.
MOST_DOCUMENTS, MOST_HELD = 500, 1024 * MEGABYTE


class NoRoom(Exception):
    """It is not kept; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def free_bytes(folder: Path) -> int:
    """Give how much room the disk has that the folder lies on or will lie on."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def is_too_full(folder: Path, coming: int) -> bool:
    """Say whether so much more would leave the disk too full for everything else."""
    return free_bytes(folder) - coming < settings.LEAST_FREE_BYTES


def require_room(folder: Path, held: int, count: int, coming: int) -> None:
    """Refuse a document that would be one too many.

    Raises
    ------
    NoRoom
    """
    if count >= MOST_DOCUMENTS or held + coming > MOST_HELD:
        raise NoRoom(
            _("The journey's documents take up all they may. Throw away what nobody needs any longer.")
        )
    if is_too_full(folder, coming):
        raise NoRoom(
            _("There is no room for the file on our side right now. Nothing was sent. Try again tomorrow.")
        )
