from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from web.world import World

from simmitt.web.companies.models import Company

AsPerson = Callable[[str], Client]


def company(world: World, name: str, **fields: Any) -> Company:
    made: Company = Company.objects.create(
        **{"programme": world.programme["mitt"], "partner": world.partner["nord"], "name": name, **fields}
    )
    return made


def names(client: Client, **query: str) -> list[str]:
    listing = client.get(reverse("companies"), query).context["listing"]
    return [row.cells[0].value for row in listing.rows]


def test_a_coordinator_sees_the_companies_of_the_own_organisation(world: World, as_person: AsPerson) -> None:
    assert names(as_person("coordinator")) == ["KanarieAlfa Mekaniska AB", "KanarieBeta Mekaniska AB"]


@pytest.mark.parametrize("who", ["owner of alfa", "steering", "support", "stranger"])
def test_who_reads_no_companies_finds_no_list(who: str, world: World, as_person: AsPerson) -> None:
    assert as_person(who).get(reverse("companies")).status_code == 404


def test_an_auditor_reads_and_may_enter_nothing(world: World, as_person: AsPerson) -> None:
    page = as_person("auditor").get(reverse("companies"))

    assert page.status_code == 200
    assert reverse("company_new") not in page.content.decode()


def test_a_ring_stands_before_two_dots_and_both_last(world: World, as_person: AsPerson) -> None:
    for name in ("Ömsverken", "Zinkhyttan", "Ängsmaskin", "Åsbro Verktyg", "Aspsågen"):
        company(world, name, town="Ort")

    found = names(as_person("coordinator"), q="ort")

    assert found == ["Aspsågen", "Zinkhyttan", "Åsbro Verktyg", "Ängsmaskin", "Ömsverken"]


@pytest.mark.parametrize(
    "words", ["ÅSBRO", "åsbro", "verktyg åsbro", "559900-0048", "5599000048", "öRNSKÖLDSVIK"]
)
def test_a_company_is_found_whatever_the_case(words: str, world: World, as_person: AsPerson) -> None:
    company(world, "Åsbro Verktyg AB", org_no="559900-0048", municipality="2284")

    assert names(as_person("coordinator"), q=words) == ["Åsbro Verktyg AB"]


def test_a_per_cent_sign_is_searched_for_as_it_is(world: World, as_person: AsPerson) -> None:
    company(world, "100 % Stål AB")

    assert names(as_person("coordinator"), q="%") == ["100 % Stål AB"]
    assert names(as_person("coordinator"), q="_") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"municipality": "2284"}, ["Utvald"]),
        ({"size": "7"}, ["Utvald"]),
        ({"source": "register"}, ["Utvald"]),
        ({"challenge": "sustainable"}, ["Utvald"]),
        ({"gone": "yes"}, ["Utvald"]),
        ({"archived": "yes", "q": "undanlagd"}, ["Undanlagd"]),
        ({"partner": "none"}, []),
        ({"size": "many"}, []),
        ({"challenge": "name"}, []),
        ({"archived": "both", "q": "undanlagd"}, ["Undanlagd"]),
    ],
)
def test_the_list_is_narrowed(
    query: dict[str, str], found: list[str], world: World, as_person: AsPerson
) -> None:
    company(
        world, "Utvald", municipality="2284", size_class=7, source="register", sustainable=True,
        gone_from_register=True,
    )  # fmt: skip
    company(world, "Undanlagd", archived_at=timezone.now())

    assert names(as_person("coordinator"), **query) == found


def test_the_programme_s_counties_stand_first(world: World, as_person: AsPerson) -> None:
    listing = as_person("manager").get(reverse("companies")).context["listing"]

    groups = [heading for heading, _choices in listing.narrowings[0].groups]
    assert groups[:3] == ["Västernorrland", "Jämtland", "Blekinge"]


def test_the_order_is_told_and_turns_round(world: World, as_person: AsPerson) -> None:
    listing = as_person("manager").get(reverse("companies"), {"sort": "-name"}).context["listing"]

    assert [one.direction for one in listing.headings][:2] == ["descending", ""]
    assert listing.headings[0].address == "?sort=name"
    assert [row.cells[0].value[:12] for row in listing.rows] == [
        "KanarieGamma",
        "KanarieBeta ",
        "KanarieAlfa ",
    ]


def test_nothing_at_all_and_nothing_that_matches_are_told_apart(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator of syd")

    assert "q=finns" not in client.get(reverse("companies")).content.decode()
    assert client.get(reverse("companies"), {"q": "finns inte"}).context["listing"].narrowed
    Company.objects.unscoped("a test").update(archived_at=timezone.now())
    empty = client.get(reverse("companies"))
    assert not empty.context["listing"].narrowed
    assert reverse("register_import") in empty.content.decode()


def test_the_list_asks_equally_often_whatever_its_length(world: World, as_person: AsPerson) -> None:
    client = as_person("manager")
    client.get(reverse("companies"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("companies"))
        return len(queries)

    few = asked()
    for number in range(60):
        company(world, f"Företag {number}", municipality="2281", sni="25.620")
    assert asked() == few
