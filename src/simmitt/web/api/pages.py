"""The app's addresses: for each noun its rows, and one of them."""

from collections.abc import Iterator

from simmitt.web.api.description import VIEWS, description
from simmitt.web.nouns.noun import Noun
from simmitt.web.nouns.page import EVERYONE, Page
from simmitt.web.table import NOUNS


def _of(noun: Noun) -> Iterator[Page]:
    many, one = f"api_{noun.plural}", f"api_{noun.plural}_one"
    yield Page(many, f"api/{noun.plural}/", VIEWS[many], opens=noun.readers, localised=False, machine=True)
    yield Page(
        one, f"api/{noun.plural}/<str:public_id>/", VIEWS[one], opens=noun.readers, of=noun.name,
        localised=False, machine=True,
    )  # fmt: skip


PAGES: tuple[Page, ...] = (
    Page(
        "api", "api/openapi.json", description, opens=EVERYONE, localised=False, machine=True, unwatched=True
    ),
    *(page for noun in NOUNS for page in _of(noun)),
)
