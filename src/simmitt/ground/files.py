"""Results arrive together or not at all: nobody finds half a plan after Ctrl-C."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say


class OutputUnusable(InputFault):
    """The place that results shall go to can't be written."""


@contextmanager
def finished_together(out_dir: Path) -> Iterator[Path]:
    """Give a folder to write in; what it holds is moved to ``out_dir`` when all went well.

    A file or folder of the same name in ``out_dir`` is replaced, others stay. When anything is
    raised, Ctrl-C included, ``out_dir`` is left as it was: not even made if it was not there.

    Raises
    ------
    OutputUnusable
        Before anything is written, where ``out_dir`` is a file or may not be written to; when all
        is written, where a folder would be replaced that no earlier results lie beside.
    """
    staged = _staging_folder(out_dir)
    try:
        fresh, replaced = staged / "fresh", staged / "replaced"
        fresh.mkdir()
        replaced.mkdir()
        yield fresh
        _spare_folders_of_others(fresh, out_dir)
        out_dir.mkdir(parents=True, exist_ok=True)
        _move(fresh, out_dir, replaced)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def check_usable(out_dir: Path) -> None:
    """Raise ``OutputUnusable`` where results could not be written, before long work is begun."""
    _staging_folder(out_dir).rmdir()


def _staging_folder(out_dir: Path) -> Path:
    nearest = out_dir.absolute()
    try:
        # In the nearest folder there is: on the same file system, so that a move is one step.
        nearest = next(path for path in (nearest, *nearest.parents) if path.exists())
        return Path(tempfile.mkdtemp(prefix=".simmitt-", dir=nearest))
    except NotADirectoryError:
        found = say("There is a file where the results' folder should be.")
    except OSError:
        found = say("This folder can't be written to.")
    raise OutputUnusable(found, remedy=say("Name another folder with --out."), place=Place(file=str(nearest)))


def _spare_folders_of_others(fresh: Path, out_dir: Path) -> None:
    """Stop where ``pictures`` may be the user's own: no file of earlier results lies beside it."""
    there = [entry for entry in fresh.iterdir() if (out_dir / entry.name).exists()]
    folders = sorted(entry.name for entry in there if entry.is_dir())
    if folders and not any(entry.is_file() for entry in there):
        raise OutputUnusable(
            say("There is a folder {name} already, and it isn't from an earlier run.", name=folders[0]),
            remedy=say("Name another folder with --out."),
            place=Place(file=str(out_dir)),
        )


def _move(fresh: Path, out_dir: Path, replaced: Path) -> None:
    """Move every entry; put back what was there if that is interrupted."""
    names = sorted(entry.name for entry in fresh.iterdir())
    try:
        for name in names:
            if (out_dir / name).exists():
                (out_dir / name).rename(replaced / name)
            (fresh / name).rename(out_dir / name)
    except BaseException:
        _put_back(fresh, out_dir, replaced, names)
        raise


def _put_back(fresh: Path, out_dir: Path, replaced: Path, names: list[str]) -> None:
    for name in names:
        if not (fresh / name).exists():
            (out_dir / name).rename(fresh / name)
        if (replaced / name).exists():
            (replaced / name).rename(out_dir / name)
    if not any(out_dir.iterdir()):
        out_dir.rmdir()
