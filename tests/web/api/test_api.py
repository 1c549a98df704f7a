from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from web.world import ORG_NUMBERS, World, canary

from simmitt.web.companies.models import Company
from simmitt.web.table import NOUNS

AsPerson = Callable[[str], Client]
PROBLEM = "application/problem+json"


def names(answer: Any) -> list[str]:
    return [one["name"] for one in answer.json()["items"]]


def test_whoever_has_not_signed_in_is_told_so_in_json(db: None) -> None:
    for path in ("/api/companies/", "/api/companies/x/", "/api/targets/"):
        answer: Any = Client().get(path)
        assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
        assert answer.json() == {"type": "about:blank", "title": "Unauthorized", "status": 401}


def test_a_second_factor_that_lacks_is_told_in_json(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    Authenticator.objects.filter(user=world.person["coordinator"]).delete()

    assert client.get("/api/companies/").json()["status"] == 403


def test_the_rows_are_those_of_the_reader(world: World, as_person: AsPerson) -> None:
    assert names(as_person("coordinator").get("/api/companies/")) == [
        f"{canary('alfa')} Mekaniska AB",
        f"{canary('beta')} Mekaniska AB",
    ]
    assert names(as_person("owner of beta").get("/api/companies/")) == [f"{canary('beta')} Mekaniska AB"]


def test_a_row_holds_every_column_in_json_s_own_kinds(world: World, as_person: AsPerson) -> None:
    company = world.company["alfa"]

    row = as_person("coordinator").get(f"/api/companies/{company.public_id}/").json()

    assert (row["id"], row["org_no"], row["no_advertising"]) == (
        company.public_id,
        ORG_NUMBERS["alfa"],
        False,
    )
    assert (row["seen"], row["municipality"], row["county"]) == (None, "Sundsvall", "Västernorrland")
    assert row["url"] == f"/api/companies/{company.public_id}/"


def test_foreign_and_unknown_are_told_alike(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    paths = [
        f"/api/companies/{world.company['gamma'].public_id}/",
        f"/api/companies/{world.company['delta'].public_id}/",
        "/api/companies/222222222222/",
        "/api/secrets/",
        "/api/secrets/222222222222/",
    ]

    answers = [client.get(path) for path in paths]

    assert {(one.status_code, one["Content-Type"], one.content) for one in answers} == {
        (404, PROBLEM, b'{"type": "about:blank", "title": "Not Found", "status": 404}')
    }


@pytest.mark.parametrize("who", ["steering", "support", "stranger"])
def test_who_reads_no_companies_finds_none(who: str, world: World, as_person: AsPerson) -> None:
    assert as_person(who).get("/api/companies/").status_code == 404


def test_the_list_s_filters_and_search_hold_here_too(world: World, as_person: AsPerson) -> None:
    client = as_person("manager")

    assert names(client.get("/api/companies/", {"q": "KANARIEBETA"})) == [f"{canary('beta')} Mekaniska AB"]
    assert names(client.get("/api/companies/", {"municipality": "2284"})) == []
    assert len(names(client.get("/api/companies/", {"sort": "-name"}))) == 3


def test_long_lists_come_in_pages(world: World, as_person: AsPerson) -> None:
    for number in range(120):
        Company.objects.create(programme=world.programme["mitt"], name=f"Företag {number}")
    client = as_person("manager")

    first = client.get("/api/companies/", {"q": "företag"}).json()
    second = client.get(first["next"]).json()

    assert (first["count"], first["pages"], len(first["items"]), first["previous"]) == (120, 2, 100, None)
    assert (len(second["items"]), second["next"]) == (20, None)
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in second["items"]}


def test_nothing_can_be_written(world: World, as_person: AsPerson) -> None:
    client = as_person("manager")

    for method in (client.post, client.put, client.patch, client.delete):
        assert method("/api/companies/").status_code == 405


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.plural)
def test_every_noun_answers_and_asks_equally_often(noun: Any, world: World, as_person: AsPerson) -> None:
    client = as_person("manager")
    answer = client.get(f"/api/{noun.plural}/").json()
    with CaptureQueriesContext(connection) as few:
        client.get(f"/api/{noun.plural}/")
    for row in list(noun.model.objects.unscoped("a test").filter(**_of_mitt(noun, world)))[:1]:
        for _ in range(3):
            row.pk, row.public_id, row._state.adding = None, f"{_:012}", True
            if noun.plural in ("contacts", "workplaces", "news", "enquiries"):
                row.cfar = ""
                row.save()
    with CaptureQueriesContext(connection) as many:
        client.get(f"/api/{noun.plural}/")

    assert set(answer) == {"count", "page", "pages", "next", "previous", "items"}
    assert canary("delta") not in str(answer)
    assert canary("syd") not in str(answer)
    assert len(many) == len(few)


def _of_mitt(noun: Any, world: World) -> dict[str, Any]:
    """Give what keeps the rows of one programme: by the way from the noun to it."""
    names = {field.name for field in noun.model._meta.get_fields()}
    if "programme" in names:
        return {"programme": world.programme["mitt"]}
    way = next(
        way for way in ("company", "case__company", "plan__case__company") if way.split("__")[0] in names
    )
    return {way: world.company["alfa"]}


def test_an_auditor_s_reading_is_logged(world: World, as_person: AsPerson) -> None:
    as_person("auditor").get("/api/companies/")

    assert LogEntry.objects.get(additional_data__page="api_companies").actor == world.person["auditor"]
