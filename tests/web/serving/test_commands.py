"""The platform's commands as whoever runs it meets them."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from simmitt.cli import INPUT_AT_FAULT, run

SIMMITT = [sys.executable, "-c", "from simmitt.cli import main; main()"]
REAL = {
    "SIMMITT_SECRET_KEY": "k" * 50,
    "SIMMITT_HOSTS": "localhost",
    "SIMMITT_HTTPS": "0",
    "SIMMITT_MAIL_URL": "smtp://127.0.0.1:1",
}
OURS = ("SIMMITT_", "DATABASE_URL", "DJANGO_")
PATIENCE_S = 60
ENGINE = ("numba", "polars", "scipy", "numpy")


def surroundings(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, **more}


def simmitt(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SIMMITT, *words], env=surroundings(**variables), capture_output=True, text=True, timeout=PATIENCE_S,
        check=False,
    )  # fmt: skip


class Running:
    """A command that goes on until it is told to stop."""

    def __init__(self, *words: str, **variables: str) -> None:
        self.process = subprocess.Popen(
            [*SIMMITT, *words], env=surroundings(**variables), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.said: list[str] = []

    def wait_for(self, pattern: str) -> re.Match[str]:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if found := re.search(pattern, line):
                return found
        raise AssertionError("".join(self.said))

    def stop(self) -> tuple[int, float]:
        """Tell it to stop; give its exit code and how long it took."""
        began = time.monotonic()
        self.process.terminate()
        return self.process.wait(PATIENCE_S), time.monotonic() - began

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_fault: object) -> None:
        with self.process as process:
            process.kill()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str, Path]]:
    folder = tmp_path_factory.mktemp("demo")
    # An address that leads to a real database must not matter.
    elsewhere = "postgresql://nowhere.invalid/x"
    with Running("serve", "--demo", "--data", str(folder), DATABASE_URL=elsewhere) as running:
        yield running, running.wait_for(r"http://127\.0\.0\.1:\d+")[0], folder


def test_a_real_platform_has_no_key_of_our_making(tmp_path: Path) -> None:
    refused = simmitt("serve", "--data", str(tmp_path))

    assert refused.returncode == INPUT_AT_FAULT
    assert "SIMMITT_SECRET_KEY saknas" in refused.stderr


def test_it_says_so_in_english_too(tmp_path: Path) -> None:
    refused = simmitt("serve", "--data", str(tmp_path), "--language", "en", SIMMITT_SECRET_KEY="k" * 50)

    assert refused.returncode == INPUT_AT_FAULT
    assert "SIMMITT_HOSTS is missing" in refused.stderr


def test_the_demo_is_for_this_computer_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--demo", "--host", "0.0.0.0"]) == INPUT_AT_FAULT
    assert "ingen andra faktor" in capsys.readouterr().err


def test_a_folder_that_can_not_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    refused = simmitt("migrate", "--data", str(tmp_path / "file"), **REAL)

    assert refused.returncode == INPUT_AT_FAULT
    assert "går inte att skriva i" in refused.stderr


def test_a_real_platform_opens_after_its_database_is_in_step(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    refused = simmitt("serve", *data, **REAL)
    assert refused.returncode == INPUT_AT_FAULT
    assert "simmitt migrate" in refused.stderr

    assert simmitt("migrate", *data, **REAL).returncode == 0
    invited = simmitt("first-manager", "anna@region.example", "--programme", "Vårt program", *data, **REAL)
    assert invited.returncode == 0
    assert re.fullmatch(r"http://localhost/sv/\S+\n", invited.stdout)

    with Running("worker", *data, **REAL) as worker:
        # The invitation's letter, to a mail server that is not there.
        worker.wait_for("try 1")
        assert worker.stop()[0] == 0


def test_the_demo_shows_its_address_and_who_can_sign_in(demo: tuple[Running, str, Path]) -> None:
    running, address, folder = demo

    running.wait_for(r"maja@demo\.example +Programledare")
    with urllib.request.urlopen(f"{address}/sv/", timeout=PATIENCE_S) as answer:
        assert answer.status == 200
    assert (folder / "registerfil.csv").exists()


def test_another_demo_takes_the_next_port(demo: tuple[Running, str, Path], tmp_path: Path) -> None:
    with Running("serve", "--demo", "--data", str(tmp_path)) as other:
        address = other.wait_for(r"http://127\.0\.0\.1:\d+")[0]
        code, lasted_s = other.stop()

    assert address != demo[1]
    assert code == 0
    assert lasted_s <= 10


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        (["serve", "--demo", "--host", "0.0.0.0"], ENGINE),
        (["analyse", "no-such.csv", "--out", "no-such"], ("django", "gunicorn")),
        (["--help"], ("django", "gunicorn", *ENGINE)),
    ],
)
def test_a_command_loads_only_what_it_needs(words: list[str], absent: tuple[str, ...]) -> None:
    code = "import sys; from simmitt.cli import run; run(sys.argv[1:]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=surroundings(), capture_output=True, text=True, check=True
    )

    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded.isdisjoint(absent)
