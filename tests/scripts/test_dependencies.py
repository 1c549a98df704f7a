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
SETTINGS = PROJECT / "src/simmitt/web/settings.py"
# Data that the standard library's zoneinfo reads where the system has none; what Django speaks to
# PostgreSQL with.
READ_BY_OTHERS = {"tzdata", "psycopg"}


def imported() -> set[str]:
    """Name the packages that the code imports or names in its settings, as they are installed."""
    tops = {top for path in (PROJECT / "src").rglob("*.py") for top in tops_of(path)}
    tops |= named_in_settings()
    installed = packages_distributions()
    foreign = tops - set(sys.stdlib_module_names) - {"simmitt"}
    return {canonicalize_name(name) for top in foreign for name in installed.get(top, [top])}


def tops_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def named_in_settings() -> set[str]:
    """Give the packages whose apps, middleware or backends Django loads by their names."""
    texts = {
        node.value
        for node in ast.walk(ast.parse(SETTINGS.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text.split(".")[0] for text in texts} & set(packages_distributions())


def declared() -> set[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    entries = project["dependencies"] + extras["report"] + extras["web"]
    return {str(canonicalize_name(Requirement(entry).name)) for entry in entries} - {"simmitt"}


def test_every_import_is_asked_for() -> None:
    assert imported() - declared() == set()


def test_nothing_is_asked_for_in_vain() -> None:
    assert declared() - imported() - READ_BY_OTHERS == set()
