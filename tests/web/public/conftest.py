"""What the public pages' tests stand on."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _nothing_counted_before() -> Iterator[None]:
    # Figures and sendings are kept in memory between requests, and so between tests.
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _letters_are_queued(settings: Settings) -> None:
    # The test runner keeps letters in memory; the platform's own queue is what is tested here.
    settings.EMAIL_BACKEND = "simmitt.web.mail.backend.QueueBackend"
