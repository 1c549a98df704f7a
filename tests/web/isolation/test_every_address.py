"""Every address, as everybody, for everybody's rows: what is not declared open is shut, and nothing leaks."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from web.isolation.declared import COMPANIES, PEOPLE, PROGRAMMES, SEES
from web.isolation.trying import (
    Attempt,
    ask,
    ask_counting,
    attempts,
    names_row,
    noun_of,
    parts_of,
    steady,
    text_of,
)
from web.world import World, canary

from simmitt.web.nouns.page import EVERYONE, SIGNED_IN, Page
from simmitt.web.pages import PAGES
from simmitt.web.people.standing import scope_of

NAMES = re.compile(
    f"({'|'.join(canary(name) for name in COMPANIES)}) Mekaniska AB|Inbjuden Kanarie[A-Z][a-z]+"
)
GUARDED_ROWS = [page for page in PAGES if names_row(page) and page.opens is not EVERYONE]
# A reader who may see the row and have the page may still be told that it can't be done now.
ANSWERS = {200, 204, 302, 303, 400, 404, 405, 409, 410, 415, 422, 429}
WITHOUT_SIGNING_IN = {302, 401}


@pytest.fixture(autouse=True)
def _no_factory_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simmitt.web.trying.views.PAGE_WAIT_S", 0.0)


@pytest.fixture
def clients(world: World) -> dict[str, Client]:
    clients = {name: Client() for name in PEOPLE}
    for name, client in clients.items():
        if name:
            client.force_login(
                world.person[name], backend="allauth.account.auth_backends.AuthenticationBackend"
            )
    return clients


def patterns(resolver: URLResolver) -> list[URLPattern]:
    return [
        found
        for one in resolver.url_patterns
        for found in (patterns(one) if isinstance(one, URLResolver) else [one])
    ]


def test_every_address_is_declared() -> None:
    declared = {page.name for page in PAGES}

    assert {str(pattern.name) for pattern in patterns(get_resolver())} == declared


def test_a_name_is_declared_once() -> None:
    names = [page.name for page in PAGES]

    assert sorted(names) == sorted(set(names))


def test_an_address_that_names_a_row_says_of_what() -> None:
    lacking = [page.name for page in PAGES if names_row(page) and not noun_of(page)]
    too_much = [page.name for page in PAGES if noun_of(page) and not names_row(page)]

    assert (lacking, too_much) == ([], [])


def test_every_noun_that_has_an_address_has_a_row_of_everybodys(world: World) -> None:
    nouns = {attempt.noun for page in GUARDED_ROWS for attempt in attempts(page, world)}

    assert nouns <= set(world.rows) & set(SEES)


def holds_role(world: World, person: str, audience: object) -> bool:
    if audience is EVERYONE:
        return True
    if audience is SIGNED_IN:
        return bool(person)
    roles = scope_of(world.person[person]).roles if person else frozenset()
    return isinstance(audience, frozenset) and bool(roles & audience)


def verdict(world: World, attempt: Attempt, person: str, method: str, status: int) -> str:
    """Say what is wrong with an answer; nothing where all is well."""
    page = attempt.page
    audience = page.opens if method == "GET" else page.posts
    if audience is None:
        return "" if status == 405 else "no method of this page"
    if audience is EVERYONE:
        return "" if status in ANSWERS else "everybody's page fails"
    if not person:
        return "" if status in WITHOUT_SIGNING_IN else "open without signing in"
    open_to = holds_role(world, person, audience) and attempt.seen_by(person)
    if not open_to:
        return "" if status == 404 else "not shut"
    return "" if status in ANSWERS else "fails"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_open_to_those_it_is_declared_for_and_leaks_nothing(
    page: Page, world: World, clients: dict[str, Client]
) -> None:
    faults = []
    for attempt in attempts(page, world):
        for person, client in clients.items():
            for method in ("GET", "POST"):
                answer = ask(client, method, attempt.url)
                wrong = verdict(world, attempt, person, method, answer.status_code)
                if wrong:
                    faults.append(f"{person or 'nobody'}: {method} {attempt}: {answer.status_code}, {wrong}")
                faults += leaks(person, f"{method} {attempt}", text_of(answer))

    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("page", GUARDED_ROWS, ids=lambda page: page.name)
def test_foreign_and_unknown_are_told_alike(page: Page, world: World, clients: dict[str, Client]) -> None:
    tries = attempts(page, world)
    faults = []
    for person, client in clients.items():
        for unknown in (attempt for attempt in tries if attempt.row == "unknown"):
            foreign = [one for one in tries if one.noun == unknown.noun and not one.seen_by(person)]
            faults += [f"{person}: {fault}" for fault in differences(client, unknown, foreign)]

    assert faults == [], "\n".join(faults)


def differences(client: Client, unknown: Attempt, foreign: list[Attempt]) -> list[str]:
    """Say where a foreign row is told otherwise than one that never was."""
    ask(client, "GET", unknown.url)  # whatever is kept after a first reading is kept now
    nothing, asked_nothing = ask_counting(client, unknown.url)
    faults = []
    for one in foreign:
        answer, asked = ask_counting(client, one.url)
        told = (answer.status_code, steady(answer, one.public_id))
        if told != (nothing.status_code, steady(nothing, one.public_id)):
            faults.append(f"{one} answers otherwise")
        # The same questions to the database: the time tells nothing either.
        if asked != asked_nothing:
            faults.append(f"{one} asks the database otherwise")
    return faults


@pytest.mark.parametrize(
    "query", ["format=csv", "format=xlsx", "q=Kanarie", "q=Kanarie&sort=-name", "page=9999", "sort=x"]
)
def test_a_list_however_asked_for_leaks_nothing(query: str, world: World, clients: dict[str, Client]) -> None:
    faults = []
    for page in PAGES:
        for attempt in attempts(page, world) if not parts_of(page) else []:
            for person, client in clients.items():
                answer = ask(client, "GET", f"{attempt.url}?{query}")
                faults += leaks(person, f"{attempt} ?{query}", text_of(answer), echoed="Kanarie")
                if answer.status_code >= 500:
                    faults.append(f"{person}: {attempt} ?{query}: {answer.status_code}")

    assert faults == [], "\n".join(faults)


def leaks(person: str, where: str, text: str, echoed: str = "") -> list[str]:
    """Name the canaries that the person should not have seen."""
    companies = [name for name in COMPANIES if name not in SEES["company"].get(person, ())]
    programmes = [name for name in PROGRAMMES if name not in SEES["target"].get(person, ())]
    foreign = [canary(name) for name in (*companies, *programmes)]
    if person == "support":
        # Whoever helps people to sign in reads where they belong: the company's name, and nothing else of it.
        text = NAMES.sub("", text)
    # A company's own people never see what staff keep to themselves.
    internal = [f"Internt {canary(name)}" for name in COMPANIES if name not in SEES["note"].get(person, ())]
    return [
        f"{person or 'nobody'}: {where} shows {word}"
        for word in (*foreign, *internal)
        if word in text and word != echoed
    ]
