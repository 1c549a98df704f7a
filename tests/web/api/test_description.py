"""The description of the API, and questions that do not follow it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from web.world import World

from simmitt.web.table import NOUNS

AsPerson = Callable[[str], Client]


@pytest.fixture
def told(db: None) -> Any:
    return Client().get("/api/openapi.json").json()


def test_whoever_comes_reads_what_there_is_to_ask(told: Any) -> None:
    expected = {f"/api/{noun.plural}/" for noun in NOUNS} | {
        f"/api/{noun.plural}/{{public_id}}/" for noun in NOUNS
    }

    assert told["openapi"].startswith("3.1")
    assert set(told["paths"]) == expected
    assert told["components"]["securitySchemes"] == {"token": {"type": "http", "scheme": "bearer"}}


def test_a_row_is_described_by_every_column_of_its_noun(told: Any) -> None:
    for noun in NOUNS:
        name = noun.name.title().replace("_", "")
        described = told["components"]["schemas"][name]["properties"]
        assert set(described) == {"id", "url", *(column.name for column in noun.columns)}


def test_refusals_are_described_as_problems(told: Any) -> None:
    answers = told["paths"]["/api/companies/"]["get"]["responses"]

    assert set(answers) == {"200", "401", "403", "404", "414", "422"}
    assert list(answers["404"]["content"]) == ["application/problem+json"]


@pytest.mark.parametrize(
    ("query", "about"),
    [
        ({"page": "0"}, "page"),
        ({"page": "many"}, "page"),
        ({"sort": "password"}, "sort"),
        ({"q": "x" * 101}, "q"),
        ({"municipality": "x" * 101}, "municipality"),
    ],
)
def test_a_question_that_is_not_as_described_is_refused_with_its_reason(
    query: dict[str, str], about: str, world: World, as_person: AsPerson
) -> None:
    answer: Any = as_person("coordinator").get("/api/companies/", query)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["detail"].startswith(f"{about}: ")


def test_an_address_that_never_was_is_told_in_json(world: World, as_person: AsPerson) -> None:
    for client in (Client(), as_person("manager")):
        answer: Any = client.get("/api/secrets/222222222222/")
        assert (answer.status_code, answer.json()["status"]) == (404, 404)
