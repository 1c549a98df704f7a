"""A log kept as it was read: no name of a worker in it that became a code, and read again without loss."""

import gzip
from collections.abc import Sequence
from pathlib import Path

from simmitt.engine.eventlog.archives import Unpacking, gunzip
from simmitt.engine.eventlog.faults import DamagedFile, damaged
from simmitt.engine.eventlog.limits import LIMITS, Limits
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.eventlog.opening import bytes_of
from simmitt.engine.eventlog.wire import Garbled, check_log, pack, unpack
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say

__all__ = ["DamagedFile", "KeptBesideOthers", "keep", "kept_among", "kept_log"]

SUFFIX = ".simmitt"
# The number goes up when older versions could not read what follows.
_MARK = b"simmitt kept log 1\n"


class KeptBesideOthers(InputFault):
    """A kept log is whole; other files can't be read together with it."""


def keep(log: EventLog) -> bytes:
    """Give a log as bytes: the same log, the same bytes."""
    return _MARK + gzip.compress(b"".join(pack(log)), compresslevel=6, mtime=0)


def kept_among(paths: Sequence[Path]) -> Path | None:
    """Give the kept log among some files; None where there is none.

    Raises
    ------
    KeptBesideOthers
        It isn't alone.
    """
    kept = next((path for path in paths if _is_kept(path)), None)
    if kept is not None and len(paths) > 1:
        raise KeptBesideOthers(
            say("This is a log as simmitt keeps it, which can't be read together with other files."),
            remedy=say("Give it alone; all that was read with it is in it."),
            place=Place(file=kept.name),
        )
    return kept


def kept_log(path: Path, limits: Limits = LIMITS) -> EventLog:
    """Give the log that was kept.

    Raises
    ------
    DamagedFile
        The file was cut off or changed.
    OverLimit
    """
    place = Place(file=path.name)
    received = bytes_of(path, place, limits)[len(_MARK) :]
    unpacking = Unpacking(len(received), limits.expanded_bytes, place, limits)
    try:
        return check_log(unpack(gunzip(received, unpacking, place)))
    except Garbled as fault:
        raise damaged(place, say("a log as simmitt keeps it")) from fault


def _is_kept(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_MARK)) == _MARK
    except OSError:  # that it is missing is told where it is opened
        return False
