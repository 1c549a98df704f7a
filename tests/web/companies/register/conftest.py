"""What the register's tests share: an invented export, and the shared data beside the project."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[4] / ".." / "shared" / "data"

Record = Mapping[str, str]
Export = Callable[..., bytes]
SharedFile = Callable[[str], Path]


def invented_number(serial: int) -> str:
    """Give an organisation number that passes every check; no group begins with 4."""
    nine = f"4{serial:08d}"
    nine = nine[:2] + "9" + nine[3:]
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in nine[::2])
    last = -(doubled + sum(int(digit) for digit in nine[1::2])) % 10
    return f"{nine}{last}"


def invented_record(serial: int, **changed: str) -> dict[str, str]:
    """Give a row as Statistics Sweden writes it, with every column that is read."""
    number = invented_number(serial)
    record = {
        "PeOrgNr": f"16{number}",
        "OrgNr": number,
        "CFARNr": f"{serial:08d}",
        "Företagsnamn": f"Påhittad Verkstad {serial} AB",
        "Benämning": f"Verkstan {serial}",
        "PostAdress": f"Box {serial}",
        "PostNr": "85102",
        "PostOrt": "SUNDSVALL",
        "BesöksAdress": f"Hittegatan {serial}",
        "BesöksPostNr": "86133",
        "BesöksPostOrt": "TIMRÅ",
        "Kommun, kod": "2262",
        "Kommun": "Timrå",
        "Län, kod": "22",
        "Telefon": "060-12 34 56",
        "E-post": f"info@verkstad{serial}.example",
        "Webbadress": f"www.verkstad{serial}.example",
        "Stkl, kod": "4",
        "Storleksklass": "10-19 anställda",
        "Storleksklass, företag": "8",
        "Juridisk form, kod": "49",
        "Juridisk form": "Övriga aktiebolag",
        "Startdatum": "2001-01-31",
        "Arbetsställestatus, kod": "1",
        "Bransch_1, kod": "25620",
        "Bransch_1": "Metallegoarbeten",
        "Bransch_2, kod": "28990",
        "Bransch_2": "Tillverkning av övriga maskiner",
        "Storleksklass, oms": "20 000 - 49 999 tkr",
        "Reklam, kod": "21",
    }
    return {heading: changed.pop(heading, value) for heading, value in record.items()} | changed


def _export(*records: Record, separator: str = "\t", encoding: str = "cp1252", end: str = "\r\n") -> bytes:
    headings = list(records[0]) if records else list(invented_record(1))
    lines = [headings, *([record.get(heading, "") for heading in headings] for record in records)]
    return end.join(separator.join(cells) for cells in lines).encode(encoding)


@pytest.fixture(scope="session")
def export() -> Export:
    """Write records as the register does: tabs, cp1252, lines ended as on Windows."""
    return _export


@pytest.fixture(scope="session")
def record() -> Callable[..., dict[str, str]]:
    """Make one record, with some columns changed."""
    return invented_record


@pytest.fixture(scope="session")
def shared_file() -> SharedFile:
    """Find a file of the data that the package's tables were carried from."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"the source {name} isn't beside this project")
        return path

    return find
