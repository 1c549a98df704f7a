from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from web.companies.posting import as_it_stands
from web.world import ORG_NUMBERS, World, canary

from simmitt.web.companies.models import Company
from simmitt.web.drafts.models import Draft

AsPerson = Callable[[str], Client]
NEW = "company_new"


def fresh(world: World, whose: str = "alfa") -> Company:
    found: Company = Company.objects.unscoped("a test").get(pk=world.company[whose].pk)
    return found


def enter(client: Client, **fields: str) -> Any:
    form = client.get(reverse(NEW)).context["form"]
    return client.post(reverse(NEW), as_it_stands(form, **{"name": "Åsbro Verktyg AB", **fields}))


def change(client: Client, company: Company, **fields: str) -> Any:
    address = reverse("company_edit", args=[company.public_id])
    return client.post(address, as_it_stands(client.get(address).context["form"], **fields))


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return dict(answer.context["form"].errors)


def test_a_company_is_entered_by_hand(world: World, as_person: AsPerson) -> None:
    answer = enter(
        as_person("coordinator"), org_no="5599000048", municipality="2284", sni="25620", employees="63"
    )

    company = Company.objects.unscoped("a test").get(name="Åsbro Verktyg AB")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("company", args=[company.public_id])
    assert (company.org_no, company.sni, company.size_class, company.source) == (
        "559900-0048",
        "25.620",
        6,
        "hand",
    )
    # There is but one organisation to choose.
    assert company.partner == world.partner["nord"]
    assert set(company.by_hand) == {"name", "municipality", "sni", "sni_edition", "size_class"}


@pytest.mark.parametrize("who", ["owner of alfa", "coach", "auditor", "steering", "stranger"])
def test_who_does_not_seek_companies_out_enters_none(who: str, world: World, as_person: AsPerson) -> None:
    assert as_person(who).get(reverse(NEW)).status_code == 404
    assert as_person(who).post(reverse(NEW), {"name": "X"}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("org_no", "559900-0007", "kontroll"),
        ("org_no", "850709-9805", "person"),
        ("org_no", "12", "siffror"),
        ("postcode", "1234", "siffror"),
        ("sni", "metall", "siffror"),
        ("name", "", "namn"),
        ("email", "a", "e-post"),
        ("website", "inte en adress", "webb"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    field: str, value: str, says: str, world: World, as_person: AsPerson
) -> None:
    found = errors(enter(as_person("coordinator"), **{field: value}))

    assert list(found) == [field]
    assert says in " ".join(found[field]).lower()
    # What may be somebody's number is not repeated.
    assert value not in " ".join(found[field]) or field != "org_no" or len(value) < 3


def test_a_sole_trader_s_number_is_not_kept(world: World, as_person: AsPerson) -> None:
    assert enter(as_person("coordinator"), sole_trader="on", org_no="850709-9805").status_code == 302

    company = Company.objects.unscoped("a test").get(name="Åsbro Verktyg AB")
    assert (company.sole_trader, company.org_no) == (True, "")


def test_a_number_is_not_kept_in_a_draft_before_it_is_checked(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    form: Any = client.get(reverse(NEW)).context["form"]

    client.post(
        reverse("draft_save"),
        urlencode({"key": form.draft.key, "name": "Åsbro", "org_no": "850709-9805"}),
        content_type="application/x-www-form-urlencoded",
    )

    assert [one.fields for one in Draft.objects.all()] == [{"name": ["Åsbro"]}]


def test_a_known_number_leads_to_the_company_that_one_may_see(world: World, as_person: AsPerson) -> None:
    answer = enter(as_person("coordinator"), org_no=ORG_NUMBERS["beta"])

    assert canary("beta") in errors(answer)["org_no"][0]
    assert reverse("company", args=[world.company["beta"].public_id]) in answer.content.decode()


def test_a_number_known_to_others_gives_no_name(world: World, as_person: AsPerson) -> None:
    answer = enter(as_person("coordinator"), org_no=ORG_NUMBERS["gamma"])

    assert "org_no" in errors(answer)
    text = answer.content.decode()
    assert canary("gamma") not in text
    assert world.company["gamma"].public_id not in text


def test_another_programme_s_number_is_free(world: World, as_person: AsPerson) -> None:
    assert enter(as_person("coordinator"), org_no=ORG_NUMBERS["delta"]).status_code == 302


def test_what_a_person_changes_is_kept_as_entered_by_hand(world: World, as_person: AsPerson) -> None:
    before = fresh(world).version

    answer = change(as_person("coordinator"), world.company["alfa"], phone="060-12 34 56", employees="8")

    company = fresh(world)
    assert answer.status_code == 302
    assert (company.phone, company.size_class, company.version) == ("060-12 34 56", 3, before + 1)
    assert company.by_hand == ["phone", "size_class"]


def test_an_owner_changes_the_company_but_not_what_is_the_programme_s(
    world: World, as_person: AsPerson
) -> None:
    client = as_person("owner of alfa")
    client_form = client.get(reverse("company_edit", args=[world.company["alfa"].public_id])).context["form"]

    assert not {"partner", "org_no", "no_advertising", "sole_trader"} & set(client_form.fields)
    change(client, world.company["alfa"], phone="1", org_no="559900-0048", no_advertising="on", partner="")
    company = fresh(world)
    assert (company.phone, company.org_no) == ("1", ORG_NUMBERS["alfa"])
    assert (company.no_advertising, company.partner) == (False, world.partner["nord"])


@pytest.mark.parametrize(
    "who",
    ["owner of beta", "employee of alfa", "coordinator elsewhere", "coach", "auditor", "manager of syd"],
)
def test_others_change_nothing(who: str, world: World, as_person: AsPerson) -> None:
    address = reverse("company_edit", args=[world.company["alfa"].public_id])

    assert as_person(who).get(address).status_code == 404
    assert as_person(who).post(address, {"name": "Tagen"}).status_code == 404
    assert fresh(world).name == world.company["alfa"].name


def test_a_coordinator_can_t_put_a_company_beyond_the_own_sight(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")

    for partner in ("", world.partner["väst"].public_id):
        answer = change(client, world.company["alfa"], partner=partner)
        assert "partner" in errors(answer)
    assert change(as_person("manager"), world.company["alfa"], partner="").status_code == 302


def test_a_draft_is_forgotten_when_the_company_is_saved(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    address = reverse("company_edit", args=[world.company["alfa"].public_id])
    form: Any = client.get(address).context["form"]
    client.post(
        reverse("draft_save"),
        urlencode({"key": form.draft.key, **as_it_stands(form, name="Halvskrivet")}, doseq=True),
        content_type="application/x-www-form-urlencoded",
    )
    again: Any = client.get(address).context["form"]

    assert again["name"].value() == "Halvskrivet"
    client.post(address, as_it_stands(again))
    assert fresh(world).name == "Halvskrivet"
    last: Any = client.get(address).context["form"]
    assert last.draft.saved_at is None
