"""What is larger than any page takes is refused before it is read."""

from typing import Any

from django.test import Client
from django.test.client import FakePayload
from web.world import World

from simmitt.web.faults import MOST_MEGABYTES


class Unread(FakePayload):
    """A body that must not be asked for."""

    def read(self, *_size: Any) -> bytes:
        """Say that it was."""
        raise AssertionError


def test_more_than_any_page_takes_is_refused_unread(world: World) -> None:
    told: Any = {"CONTENT_LENGTH": str(MOST_MEGABYTES * 2**20 + 1), "wsgi.input": Unread(b"")}

    answer = Client().generic("POST", "/sv/kontakt/", content_type="multipart/form-data; boundary=x", **told)

    page = answer.content.decode()
    assert (answer.status_code, f"Högst {MOST_MEGABYTES} MB kan skickas åt gången." in page) == (413, True)
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_length_that_is_none_changes_nothing(world: World) -> None:
    for length in ("", "-1", "²", "many"):
        assert Client().get("/sv/", CONTENT_LENGTH=length).status_code == 200
