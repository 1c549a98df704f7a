"""What every test stands on: texts compiled from the catalogues as they are now."""

import os

import pytest
from hypothesis import settings

import compile_texts

# A build says the same twice; new examples are looked for on people's own machines.
settings.register_profile("build", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("build")


def pytest_sessionstart(session: pytest.Session) -> None:
    if compile_texts.main() != 0:
        pytest.exit("the text catalogues can't be compiled", returncode=1)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database; ``make test`` runs it on PostgreSQL too."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & {"db", "transactional_db"} or item.get_closest_marker("django_db"):
            item.add_marker("database")
