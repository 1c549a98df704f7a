"""The built package carries everything that the program reads."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(target.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def test_the_compiled_texts_travel_along(packed: set[str]) -> None:
    assert "simmitt/texts/sv/LC_MESSAGES/simmitt.mo" in packed


def test_nothing_stays_behind(packed: set[str]) -> None:
    here = {
        str(path.relative_to(PROJECT / "src"))
        for path in (PROJECT / "src").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert here - packed == set()


def test_tests_and_scripts_stay_at_home(packed: set[str]) -> None:
    assert {name.split("/")[0] for name in packed if ".dist-info/" not in name} == {"simmitt"}
