"""What the reader's tests share: files written in many dialects, and the real logs."""

from collections.abc import Callable
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared"

WriteText = Callable[..., Path]


@pytest.fixture
def write_text(tmp_path: Path) -> WriteText:
    """Write a text file and give its path."""

    def write(text: str, name: str = "log.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def _shared(*parts: str) -> Path:
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the real log {parts[-1]} isn't beside this project")
    return path


@pytest.fixture(scope="session")
def real_csv() -> Path:
    """The job shop's log as CSV."""
    return _shared("data", "production_4tu", "Production_Data.csv")


@pytest.fixture(scope="session")
def real_xlsx() -> Path:
    """The same log as a workbook, with other headings."""
    return _shared("data", "production_4tu", "Production_Data.xlsx")


@pytest.fixture(scope="session")
def real_xes() -> Path:
    """A simplified copy of the log in XES."""
    return _shared("data", "production_4tu", "Production_simplified.xes.gz")


@pytest.fixture(scope="session")
def real_with_zones() -> Path:
    """A copy with few columns, whose times state a zone."""
    return _shared("fidelity", "whole.csv.gz")


@pytest.fixture(scope="session")
def real_energy() -> Path:
    """A year of a steel works' electricity."""
    return _shared("data", "energy_steel", "Steel_industry_data.csv.gz")


@pytest.fixture(scope="session")
def real_excavators() -> Path:
    """Twelve years of maintenance orders of five excavators."""
    return _shared("data", "maintenance_excavators", "excavators.csv.gz")
