"""Try every address as everybody: one request at a time, each undone before the next."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from web.isolation.declared import SEES
from web.world import World

from simmitt.web.nouns.page import Page
from simmitt.web.pages import PAGES

UNKNOWN = "zzzzzzzzzzzz"
# What else stands in addresses: values that lead somewhere, or nowhere.
OTHER_PARTS: dict[str, str] = {
    "token": "x" * 43,
    "step": "1",
    "name": "as_is.sv.html",
    "plural": "companies",
    "uidb36": "1",
    "key": "x-y",
    "pk": "1",
    "criterion": "owner_goes_on",
}
# An address whose row belongs to nobody in particular: the world reads news.
OF = {"news_item": "news"}
PART = re.compile(r"<(?:\w+:)?(\w+)>")
# What differs from one answer to the next without telling anything.
PASSING = re.compile(r'(nonce|value|csrf[\w-]*)="[^"]*"|' + UNKNOWN)


@dataclass(frozen=True)
class Attempt:
    """One address for one row, or for none."""

    page: Page
    noun: str
    url: str
    row: str  # whose row; "" where the address names none; "unknown" for an id that never was
    public_id: str = ""

    def __str__(self) -> str:
        return f"{self.page.name} {self.noun} {self.row}"

    def seen_by(self, person: str) -> bool:
        """Say whether the person sees the row, by the table."""
        return self.row == "" or self.row in SEES[self.noun].get(person, ())


def parts_of(page: Page) -> list[str]:
    return PART.findall(str(page.path))


def names_row(page: Page) -> bool:
    return "public_id" in parts_of(page)


def attempts(page: Page, world: World) -> list[Attempt]:
    """Give every address that the page has in this world."""
    parts = {part: OTHER_PARTS[part] for part in parts_of(page) if part != "public_id"}
    return _of(page, noun_of(page), parts, world)


def _of(page: Page, noun: str, parts: dict[str, str], world: World) -> list[Attempt]:
    if not names_row(page):
        return [Attempt(page, noun, address(page, parts), "")]
    rows = {whose: row.public_id for whose, row in world.rows[noun].items()} | {"unknown": UNKNOWN}
    return [
        Attempt(page, noun, address(page, {**parts, "public_id": key}), whose, key)
        for whose, key in rows.items()
    ]


def address(page: Page, parts: dict[str, str]) -> str:
    with override("sv"):
        return reverse(page.name, kwargs=parts)


def noun_of(page: Page) -> str:
    """Name the noun whose row stands in the address."""
    return page.of or OF.get(page.name, "")


@contextmanager
def undone() -> Iterator[None]:
    """Let a request do what it does, and take it back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, method: str, url: str, data: dict[str, Any] | None = None) -> HttpResponseBase:
    with undone():
        return client.get(url, data) if method == "GET" else client.post(url, data or {})


def ask_counting(client: Client, url: str) -> tuple[HttpResponseBase, list[str]]:
    """Give the answer, and what the database was asked, without the values."""
    with undone(), CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    return answer, [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]


def text_of(answer: Any) -> str:
    """Give all that a reader could find in an answer: page, file, workbook, archive."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(f"{name}: {value}" for name, value in answer.items())
    return headers + _read(content)


def _read(content: bytes) -> str:
    if content[:2] != b"PK":
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(name + _read(archive.read(name)) for name in archive.namelist())


def steady(answer: Any, public_id: str) -> str:
    """Give an answer's body without what changes from one request to the next."""
    return PASSING.sub("", answer.content.decode().replace(public_id, ""))


def declared(name: str) -> Page:
    return next(page for page in PAGES if page.name == name)
