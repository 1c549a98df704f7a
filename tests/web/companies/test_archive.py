from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from web.world import ORG_NUMBERS, World

from simmitt.web.companies.models import Company

AsPerson = Callable[[str], Client]


@pytest.fixture
def put_away(world: World, as_person: AsPerson) -> Client:
    client = as_person("coordinator")
    client.post(reverse("company_archive", args=[world.company["alfa"].public_id]), {"reason": "Nedlagt"})
    return client


def alfa(world: World) -> Company:
    found: Company = Company.objects.unscoped("a test").get(pk=world.company["alfa"].pk)
    return found


def test_archiving_asks_why(world: World, as_person: AsPerson) -> None:
    address = reverse("company_archive", args=[world.company["alfa"].public_id])

    assert as_person("coordinator").post(address, {"reason": ""}).status_code == 422
    assert alfa(world).archived_at is None


def test_an_archived_company_leaves_the_list_and_comes_back(put_away: Client, world: World) -> None:
    page = put_away.get(reverse("companies")).content.decode()

    back = reverse("company_unarchive", args=[world.company["alfa"].public_id])
    assert f'<a href="{back}">' in page
    assert ORG_NUMBERS["alfa"] not in page
    assert ORG_NUMBERS["alfa"] in put_away.get(reverse("companies"), {"archived": "yes"}).content.decode()
    assert "Nedlagt" in put_away.get(back).content.decode()
    assert put_away.post(back).status_code == 302
    assert (alfa(world).archived_at, alfa(world).archive_reason) == (None, "")


def test_the_number_may_have_been_taken_meanwhile(put_away: Client, world: World) -> None:
    Company.objects.create(programme=world.programme["mitt"], name="Annat", org_no=ORG_NUMBERS["alfa"])

    answer = put_away.post(reverse("company_unarchive", args=[world.company["alfa"].public_id]))

    assert answer.status_code == 422
    assert "Annat" not in answer.content.decode()
    assert alfa(world).archived_at is not None


@pytest.mark.parametrize("who", ["owner of alfa", "coach", "coordinator elsewhere", "auditor"])
def test_others_archive_nothing(who: str, world: World, as_person: AsPerson) -> None:
    for name in ("company_archive", "company_unarchive"):
        address = reverse(name, args=[world.company["alfa"].public_id])
        assert as_person(who).get(address).status_code == 404
        assert as_person(who).post(address, {"reason": "X"}).status_code == 404
    assert alfa(world).archived_at is None
