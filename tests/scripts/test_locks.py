"""The lock files name everything that pyproject.toml asks for, with hashes and without addresses."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PROJECT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)", re.MULTILINE)
LOCKS = {
    "requirements.lock": ("core", "report", "web", "build"),
    "requirements-dev.lock": ("core", "report", "web", "build", "dev"),
    "requirements-tools.lock": ("tools",),
}


def pins(lock: str) -> dict[str, Version]:
    text = (PROJECT / lock).read_text("utf-8")
    return {canonicalize_name(pin["name"]): Version(pin["version"]) for pin in PIN.finditer(text)}


def asked_for(group: str) -> list[Requirement]:
    declared: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    groups = {
        "core": declared["project"]["dependencies"],
        **declared["project"]["optional-dependencies"],
        **declared["dependency-groups"],
    }
    requirements = [Requirement(entry) for entry in groups[group] if isinstance(entry, str)]
    # An extra may ask for another one of our own.
    return [requirement for requirement in requirements if requirement.name != "simmitt"]


@pytest.mark.parametrize(("lock", "groups"), LOCKS.items())
def test_every_requirement_is_met_by_a_pin(lock: str, groups: tuple[str, ...]) -> None:
    pinned = pins(lock)

    unmet = [
        str(requirement)
        for group in groups
        for requirement in asked_for(group)
        if not (version := pinned.get(canonicalize_name(requirement.name)))
        or version not in requirement.specifier
    ]

    assert unmet == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (PROJECT / lock).read_text("utf-8")
    without_hash = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if "--hash=sha256:" not in entry]

    assert without_hash == []
    assert not re.search(r"://|file:|index|find-links", text)


def test_running_and_checking_use_the_same_versions() -> None:
    running, checking = pins("requirements.lock"), pins("requirements-dev.lock")

    assert {name: checking.get(name) for name in running} == running
