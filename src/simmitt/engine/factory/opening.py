"""A factory from its file, written as TOML or as a workbook."""

from pathlib import Path

from simmitt.engine.factory.faults import FactoryFault
from simmitt.engine.factory.model import Factory
from simmitt.engine.factory.reading import parse_factory
from simmitt.engine.factory.workbook.reading import read_workbook
from simmitt.ground.errors import Place
from simmitt.ground.texts import say

_PACKED = b"PK\x03\x04"  # how a workbook begins
_MOST_BYTES = 64 * 2**20  # of a text; a factory of a million orders has fewer


def read_factory(path: Path) -> Factory:
    """Read a factory file; raises ``FactoryFault`` with the line or the cell at fault."""
    try:
        with path.open("rb") as stream:
            beginning = stream.read(len(_PACKED))
            if beginning == _PACKED:
                return read_workbook(path)
            text = (beginning + stream.read(_MOST_BYTES)).decode("utf-8")
            if stream.read(1):
                raise _unreadable(path)
    except FileNotFoundError:
        raise FactoryFault(
            say("There is no such file."),
            remedy=say("Check the name and the folder."),
            place=Place(path.name),
        ) from None
    except (OSError, UnicodeDecodeError):
        raise _unreadable(path) from None
    return parse_factory(text.replace("\r\n", "\n"), path.name)


def _unreadable(path: Path) -> FactoryFault:
    return FactoryFault(
        say("The file can't be read as text."),
        expected=say("Expected a factory file in TOML, encoded as UTF-8, or the filled-in workbook (xlsx)."),
        place=Place(path.name),
    )
