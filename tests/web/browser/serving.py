"""A platform of its own for the browser: another process, another database, as users meet it."""

import os
import secrets
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STARTS_WITHIN_S = 60.0
NEWCOMER = "ny@demo.example"
# A programme on its first day: a manager, and nothing else.
AN_EMPTY_PROGRAMME = f"""
import django
django.setup()
from simmitt.web.accounts.models import Person
from simmitt.web.demo.logins import PASSWORD
from simmitt.web.people.models import Membership
from simmitt.web.programmes.models import Programme
programme = Programme.objects.create(
    name_sv="Första dagen", short_name="Första dagen", counties=["25"],
    starts_on="2026-01-01", ends_on="2029-12-31",
)
person = Person.objects.invent("{NEWCOMER}", "Ny Nystart", PASSWORD)
Membership.objects.create(person=person, role="manager", programme=programme)
"""


@dataclass(frozen=True)
class Site:
    """Where it answers, and where its rows lie."""

    url: str
    database: Path

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Look into its database, as its keeper could."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Any:
        """Give the only value asked for."""
        return self.rows(sql, *values)[0][0]

    def last_letter_to(self, address: str) -> str:
        """Give the text of the newest letter to an address."""
        return str(self.one('SELECT text FROM mail_letter WHERE "to" = ? ORDER BY id DESC LIMIT 1', address))


@contextmanager
def serving(folder: Path, mode: str) -> Iterator[Site]:
    """Build the invented programme and serve it until the tests are done."""
    address = f"127.0.0.1:{_free_port()}"
    variables = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "simmitt.web.settings",
        "SIMMITT_MODE": mode,
        "SIMMITT_DATA": str(folder),
        "SIMMITT_HOSTS": "127.0.0.1",
        "SIMMITT_HTTPS": "0",
        "SIMMITT_SECRET_KEY": secrets.token_urlsafe(48),
        "PYTHONWARNINGS": "default",
    }
    # The demo's people are invented in demo mode alone; a real platform takes them over.
    for command, in_mode in (("migrate", mode), ("build_demo", "demo"), ("collectstatic --noinput", "real")):
        _run(["-m", "django", *command.split(), "--verbosity=0"], {**variables, "SIMMITT_MODE": in_mode})
    _run(["-c", AN_EMPTY_PROGRAMME], {**variables, "SIMMITT_MODE": "demo"})
    log = (folder / "server.log").open("wb")
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "simmitt.web.wsgi:application",
            f"--bind={address}",
            "--threads=8",
        ],
        env=variables,
        stdout=log,
        stderr=log,
    )
    try:
        site = Site(f"http://{address}", folder / "simmitt.sqlite3")
        _wait_for(site, server, folder / "server.log")
        yield site
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _run(arguments: list[str], variables: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, *arguments], env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def _wait_for(site: Site, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text("utf-8")
        try:
            with urllib.request.urlopen(f"{site.url}/sv/", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(log.read_text("utf-8"))


def _free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
