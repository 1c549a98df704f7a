"""How a list may be asked for, described; whatever else is asked is refused and says why."""

from typing import Any, Literal, cast

from ninja import Schema
from pydantic import Field, create_model

from simmitt.web.api.rows import title_of
from simmitt.web.nouns.listing import LONGEST_SEARCH
from simmitt.web.nouns.noun import Noun

MOST_PAGES = 1_000_000
LONGEST_CHOICE = 100


def asked_of(noun: Noun) -> type[Schema]:
    """Give the schema of a list's query."""
    fields: dict[str, Any] = {
        "page": (int, Field(1, ge=1, le=MOST_PAGES)),
        "sort": (_sorts(noun), Field(noun.order)),
        **{one.name: (str, Field("", max_length=LONGEST_CHOICE)) for one in noun.filters},
    }
    if noun.search:
        fields["q"] = (str, Field("", max_length=LONGEST_SEARCH))
    return cast("type[Schema]", create_model(f"{title_of(noun)}Asked", __base__=Schema, **fields))


def _sorts(noun: Noun) -> Any:
    names = [one.name for one in noun.columns if one.sort]
    return Literal[tuple(f"{sign}{name}" for name in names for sign in ("", "-"))]
