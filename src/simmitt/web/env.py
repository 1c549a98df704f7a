"""What the surroundings decide: the environment variables, read once and checked."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say

Mode = Literal["check", "demo", "real"]
MODES: tuple[Mode, ...] = ("check", "demo", "real")
SHORTEST_KEY = 32
POSTGRES = ("postgres", "postgresql")


class Unsuitable(InputFault):
    """The surroundings ask for something that can't be started."""


@dataclass(frozen=True)
class Env:
    """Where and how the platform runs."""

    mode: Mode
    secret_key: str
    hosts: tuple[str, ...]
    data_dir: Path
    database_url: str
    mail_url: str
    mail_from: str
    https: bool
    proxies: tuple[str, ...]

    @classmethod
    def read(cls, variables: Mapping[str, str] = os.environ) -> "Env":
        """Read the variables.

        Raises
        ------
        Unsuitable
            Where a variable lacks or can't be used; real running never has a key of our own making.
        """
        mode = _mode(variables.get("SIMMITT_MODE", "check"))
        data_dir = Path(variables.get("SIMMITT_DATA", "data")).resolve()
        return cls(
            mode=mode,
            secret_key=_secret_key(mode, variables),
            hosts=_hosts(mode, variables),
            data_dir=data_dir,
            database_url=variables.get("DATABASE_URL", "") or f"sqlite:///{data_dir / 'simmitt.sqlite3'}",
            mail_url=variables.get("SIMMITT_MAIL_URL", ""),
            mail_from=variables.get("SIMMITT_MAIL_FROM", "simmitt@localhost"),
            https=mode == "real" and variables.get("SIMMITT_HTTPS", "1") != "0",
            proxies=_listed(variables.get("SIMMITT_PROXIES", "127.0.0.1,::1")),
        )


def _mode(text: str) -> Mode:
    for mode in MODES:
        if text == mode:
            return mode
    raise Unsuitable(say("SIMMITT_MODE is {text}; it can be {modes}.", text=text, modes=", ".join(MODES)))


def _secret_key(mode: Mode, variables: Mapping[str, str]) -> str:
    key = variables.get("SIMMITT_SECRET_KEY", "")
    if mode == "real" and len(key) < SHORTEST_KEY:
        raise Unsuitable(
            say("SIMMITT_SECRET_KEY is missing or shorter than {least} characters.", least=SHORTEST_KEY),
            remedy=say("Set it to a long random text and keep it secret."),
        )
    return key or secrets.token_urlsafe(48)


def _hosts(mode: Mode, variables: Mapping[str, str]) -> tuple[str, ...]:
    named = _listed(variables.get("SIMMITT_HOSTS", ""))
    if mode == "real" and not named:
        raise Unsuitable(
            say("SIMMITT_HOSTS is missing."),
            remedy=say("Set it to the names the site answers to, with commas between them."),
        )
    # The second factor is waived in demo mode, so it must not be reached from outside.
    return named if mode == "real" else ("127.0.0.1", "localhost", "[::1]", "testserver")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def database_from(url: str) -> dict[str, Any]:
    """Give Django's settings for ``sqlite:///path`` or ``postgresql://user:password@host:port/name``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")) if parts.path != "/:memory:" else ":memory:")
    if parts.scheme in POSTGRES:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            # Without a pool a page pays for a new connection each time: a quarter of the throughput.
            "OPTIONS": {
                **dict(parse_qsl(parts.query)),
                "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
            },
        }
    raise Unsuitable(
        say("DATABASE_URL begins with {scheme}; it can be sqlite or postgresql.", scheme=parts.scheme or "–")
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A read that turns into a write fails at once under the deferred mode, whatever the timeout.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what a person was told is saved survives a power cut.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
            ),
        },
    }


def mail_from(url: str) -> dict[str, Any]:
    """Give Django's settings for ``smtp://user:password@host:port`` (``smtps`` for TLS from the start)."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps"):
        raise Unsuitable(
            say("SIMMITT_MAIL_URL begins with {scheme}; it can be smtp or smtps.", scheme=parts.scheme or "–")
        )
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and dict(parse_qsl(parts.query)).get("tls", "1") != "0",
    }
