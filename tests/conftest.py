"""What every test stands on: texts compiled from the catalogues as they are now."""

import pytest

import compile_texts


def pytest_sessionstart(session: pytest.Session) -> None:
    if compile_texts.main() != 0:
        pytest.exit("the text catalogues can't be compiled", returncode=1)
