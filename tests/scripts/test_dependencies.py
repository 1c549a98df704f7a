"""What the code imports is what pyproject.toml asks for; nothing is there by accident."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[2]
# Data that the standard library's zoneinfo reads where the system has none.
READ_BY_OTHERS = {"tzdata"}


def imported() -> set[str]:
    """Name the packages that the code imports, as they are installed."""
    tops = {top for path in (PROJECT / "src").rglob("*.py") for top in tops_of(path)}
    installed = packages_distributions()
    foreign = tops - set(sys.stdlib_module_names) - {"simmitt"}
    return {canonicalize_name(name) for top in foreign for name in installed.get(top, [top])}


def tops_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def declared() -> set[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    entries = project["dependencies"] + project["optional-dependencies"]["report"]
    return {canonicalize_name(Requirement(entry).name) for entry in entries}


def test_every_import_is_asked_for() -> None:
    assert imported() - declared() == set()


def test_nothing_is_asked_for_in_vain() -> None:
    assert declared() - imported() - READ_BY_OTHERS == set()
