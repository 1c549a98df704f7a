"""What a job has computed so far, kept so that a killed one goes on from there.

A piece is a file, named by a digest of everything that it depends on and of its place in the work:
the same name means the same bytes. It appears by one rename. Jobs on the same bytes may look into
each other's pieces.
"""

import hashlib
import pickle
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import simmitt
from simmitt.ground.keeping import Keep
from simmitt.jobs.job import Job

Kept = TypeVar("Kept")

# What takes less is made again sooner than it is read.
_WORTH_S = 0.02
_MARK = b"simmitt piece 2\n"
_HEAD = len(_MARK) + hashlib.sha256().digest_size
_FOLDER = "checkpoint"


class Pieces:
    """Pieces in a folder of one's own, and in those of others to look into."""

    def __init__(self, own: Path, others: Sequence[Path] = ()) -> None:
        self._own, self._others = own, tuple(others)

    def of(self, *depends: object) -> Keep:
        """Give what keeps pieces that depend on these values, and on the program."""
        key = repr((_program(), *depends))

        def keep(name: str, make: Callable[[], Kept], /) -> Kept:
            return self._piece(hashlib.sha256(f"{key}\n{name}".encode()).hexdigest(), make)

        return keep

    def _piece(self, digest: str, make: Callable[[], Kept]) -> Kept:
        for folder in (self._own, *self._others):
            found = _read(folder / digest)
            if found is not None:
                piece: Kept = found[0]
                return piece
        began_s = time.monotonic()
        made = make()
        if time.monotonic() - began_s > _WORTH_S:
            self._write(digest, made)
        return made

    def _write(self, digest: str, made: object) -> None:
        self._own.mkdir(parents=True, exist_ok=True)
        unfinished = self._own / f"{digest}.unfinished"
        whole = pickle.dumps((made,), protocol=pickle.HIGHEST_PROTOCOL)
        with unfinished.open("wb") as stream:
            stream.write(_MARK + _digest(whole))
            stream.write(whole)
        unfinished.replace(self._own / digest)


def pieces_of(job: Job) -> Pieces:
    """Give the pieces of a job, and those of the earlier ones that it follows."""
    return Pieces(job.folder / _FOLDER, [earlier / _FOLDER for earlier in job.after])


def _read(path: Path) -> tuple[Any] | None:
    """Give a piece in a tuple; None where it isn't there, or is not to the letter what was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    head, whole = content[:_HEAD], memoryview(content)[_HEAD:]
    if head != _MARK + _digest(whole):
        return None
    # A pickle can run code. Only jobs write here: companies' files are read by a child that can write
    # no file, except on Windows, where a job must be trusted with the log (docs/reference/jobs.md).
    found: tuple[Any] = pickle.loads(whole)  # noqa: S301 (as said above)
    return found


def _digest(whole: "bytes | memoryview[int]") -> bytes:
    return hashlib.sha256(whole).digest()


@cache
def _program() -> str:
    """Tell this program from any other: a piece made by other code may be another."""
    root = Path(simmitt.__file__).parent
    told = hashlib.sha256(simmitt.__version__.encode())
    for folder in ("engine", "ground"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".csv"):
                told.update(f"{path.relative_to(root)} {path.stat().st_size}".encode())
                told.update(path.stat().st_mtime_ns.to_bytes(8, "little"))
    return told.hexdigest()
