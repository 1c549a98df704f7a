"""How often a page asks the database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

Asks = Callable[[Client, str], int]


@pytest.fixture
def asks() -> Asks:
    """Give the number of queries that a page needs; the first visit fills what is kept between pages."""

    def count(client: Client, url: str, **data: Any) -> int:
        assert client.get(url, data).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            client.get(url, data)
        return len(asked)

    return count
