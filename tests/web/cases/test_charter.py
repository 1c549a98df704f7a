"""The charter: filled in, signed by two, signed anew when it has been changed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from web.world import World

from simmitt.web.analyses.models import DataSet, Run
from simmitt.web.cases.charter import is_agreed, lacking
from simmitt.web.cases.models import Case, Charter, Confirmation
from simmitt.web.plans.models import Plan

AsPerson = Callable[[str], Client]


def whole(world: World) -> dict[str, Any]:
    return {
        "problem": "Ordrar väntar.", "indicator": "Ledtid", "unit": "dygn", "better": "lower",
        "baseline_from": "2026-01-01", "baseline_to": "2026-03-01", "target_value": "15",
        "target_on": "2026-12-01", "area": "Fräshallen", "champion": world.person["champion of alfa"].pk,
        "promised_hours": "120", "data_consent": "on", "confidentiality": "on",
    }  # fmt: skip


def place(world: World, page: str = "") -> str:
    return f"/sv/companies/{world.company['alfa'].public_id}/charter/{page}"


def charter_of(world: World) -> Charter:
    charter: Charter = Charter.objects.unscoped("a test").get(case=world.rows["case"]["alfa"])
    return charter


def fill_in(client: Client, world: World, **changed: Any) -> Any:
    version = charter_of(world).version
    return client.post(place(world, "edit/"), {**whole(world), "version": version, **changed})


def sign(client: Client, world: World, side: str, version: int | None = None) -> Any:
    told = {"side": side, "version": version or charter_of(world).version}
    return client.post(place(world, "sign/"), told)


def agreed(world: World) -> bool:
    signed = Confirmation.objects.unscoped("a test").filter(case=world.rows["case"]["alfa"])
    return is_agreed(charter_of(world), list(signed.order_by("-charter_version")))


def test_a_whole_charter_lacks_nothing_and_two_sides_agree_on_it(world: World, as_person: AsPerson) -> None:
    assert fill_in(as_person("coach"), world).status_code == 302
    assert lacking(charter_of(world)) == []

    sign(as_person("owner of alfa"), world, "company")
    assert not agreed(world)
    sign(as_person("coordinator"), world, "programme")

    assert agreed(world)


def test_a_charter_that_is_changed_has_to_be_signed_anew(world: World, as_person: AsPerson) -> None:
    fill_in(as_person("coordinator"), world)
    sign(as_person("owner of alfa"), world, "company")
    sign(as_person("coordinator"), world, "programme")

    fill_in(as_person("coach"), world, area="Hela fabriken")

    assert not agreed(world)
    page = as_person("owner of alfa").get(place(world)).content.decode()
    assert "skrev under en tidigare version" in page


def test_what_lacks_is_named_and_nothing_can_be_signed_before(world: World, as_person: AsPerson) -> None:
    fill_in(as_person("coach"), world, baseline_to="2026-01-20", champion="")

    answer = sign(as_person("owner of alfa"), world, "company")

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Förändringsledaren är utsedd" in page
    assert "minst fyra veckor" in page
    assert not Confirmation.objects.unscoped("a test").exists()


def test_somebody_signs_what_the_person_has_read(world: World, as_person: AsPerson) -> None:
    fill_in(as_person("coach"), world)
    read = charter_of(world).version
    fill_in(as_person("coach"), world, area="Hela fabriken")

    answer = sign(as_person("owner of alfa"), world, "company", version=read)

    assert answer.status_code == 409
    assert "ändrat överenskommelsen" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "side"),
    [
        ("champion of alfa", "company"),
        ("owner of alfa", "programme"),
        ("coordinator", "company"),
        ("coach", "programme"),
        ("owner of beta", "company"),
        ("coordinator elsewhere", "programme"),
    ],
)
def test_nobody_signs_for_another_side(who: str, side: str, world: World, as_person: AsPerson) -> None:
    fill_in(as_person("coach"), world)

    assert sign(as_person(who), world, side).status_code == 404


def test_two_who_change_at_once_see_both_versions(world: World, as_person: AsPerson) -> None:
    read = charter_of(world).version
    fill_in(as_person("coach"), world, area="Fräshallen")

    answer = fill_in(as_person("owner of alfa"), world, area="Svetshallen", version=read)

    assert answer.status_code == 409
    assert "Svetshallen" in answer.content.decode()
    assert charter_of(world).area == "Fräshallen"


def test_the_champion_is_one_of_the_company_s_own(world: World, as_person: AsPerson) -> None:
    answer = fill_in(as_person("coach"), world, champion=world.person["owner of beta"].pk)

    assert answer.status_code == 422


def test_a_baseline_ends_after_it_begins(world: World, as_person: AsPerson) -> None:
    assert fill_in(as_person("coach"), world, baseline_to="2025-12-01").status_code == 422


def test_a_journey_begins_once(world: World, as_person: AsPerson) -> None:
    company = world.company["gamma"]
    for model in (Plan, Run, DataSet, Case):
        of = {"company": company} if model is Case else {"case__company": company}
        model.objects.unscoped("a test").filter(**of).delete()
    client = as_person("coordinator elsewhere")
    begin = f"/sv/companies/{company.public_id}/journey/begin/"

    for _ in range(2):
        assert client.post(begin, {"fast_track": "on"}).status_code == 302

    case = Case.objects.unscoped("a test").get(company=company)
    assert case.fast_track
    assert case.charter.version == 1


def test_a_baseline_of_exactly_four_weeks_is_enough(world: World) -> None:
    charter = charter_of(world)
    charter.baseline_from, charter.baseline_to = date(2026, 1, 1), date(2026, 1, 29)

    assert "minst fyra veckor" not in " ".join(str(one) for one in lacking(charter))
