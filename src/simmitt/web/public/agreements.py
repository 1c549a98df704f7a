"""The wordings that a company agrees to, each with its version."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from simmitt.web.nouns.words import spoken

Kind = Literal["consent", "confidentiality"]


@dataclass(frozen=True)
class Agreement:
    """One wording, in both languages; a point a line."""

    version: str
    sv: tuple[str, ...]
    en: tuple[str, ...]

    @property
    def since(self) -> date:
        """Give the day from which the wording holds, which is its name."""
        return date.fromisoformat(self.version)

    @property
    def points(self) -> tuple[str, ...]:
        """Give the points in the reader's language."""
        return self.en if spoken() == "en" else self.sv


def current(kind: Kind) -> Agreement:
    """Give the wording in use."""
    return _known()[kind][-1]


def wording(kind: Kind, version: str) -> Agreement | None:
    """Give the wording that was agreed to then."""
    return next((one for one in _known()[kind] if one.version == version), None)


@lru_cache(maxsize=1)
def _known() -> dict[str, list[Agreement]]:
    text = (files("simmitt.web.public") / "agreements.toml").read_text(encoding="utf-8")
    return {
        kind: [Agreement(one["version"], tuple(one["sv"]), tuple(one["en"])) for one in versions]
        for kind, versions in tomllib.loads(text).items()
    }
