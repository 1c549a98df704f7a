from collections.abc import Callable
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from web.world import World, canary

from simmitt.web.programmes.models import Partner, Programme, WorkArea

As = Callable[[str], Client]
OTHERS = ["coordinator", "coach", "auditor", "steering", "support", "owner of alfa", "stranger"]


def filled(**more: Any) -> dict[str, Any]:
    return {
        "name_sv": "Smart i mitten",
        "name_en": "",
        "short_name": "Mitt",
        "starts_on": "2026-01-01",
        "ends_on": "2028-12-31",
        "counties": ["22", "23"],
        "answer_days": 5,
        "registration_open": "on",
        "contact_email": "fraga@mitt.example",
        "contact_phone": "",
        "areas_sv": "Flöde\nEnergi",
        "areas_en": "",
        "version": 1,
        **more,
    }


def fresh(world: World) -> Programme:
    again: Programme = Programme.objects.unscoped("a test looks").get(pk=world.programme["mitt"].pk)
    return again


def areas(world: World) -> list[tuple[str, str]]:
    rows = WorkArea.objects.unscoped("a test looks").filter(programme=world.programme["mitt"])
    return [(area.name_sv, area.name_en) for area in rows]


def test_a_manager_changes_the_programme_and_its_work_areas(world: World, as_person: As) -> None:
    kept = WorkArea.objects.unscoped("a test looks").get(programme=world.programme["mitt"])

    answer = as_person("manager").post(
        reverse("programme_edit"),
        filled(areas_sv="Energi\nFlöde\n", areas_en="Energy\nFlow", counties=["21"]),
    )

    assert answer.status_code == 302
    assert (fresh(world).name_sv, fresh(world).counties) == ("Smart i mitten", ["21"])
    assert areas(world) == [("Energi", "Energy"), ("Flöde", "Flow")]
    assert WorkArea.objects.unscoped("a test looks").get(pk=kept.pk).name_sv == "Flöde"


@pytest.mark.parametrize(
    "gap",
    [
        {"ends_on": "2026-01-01"},
        {"counties": []},
        {"counties": ["99"]},
        {"answer_days": 0},
        {"areas_en": "One"},
        {"areas_sv": "x" * 121},
        {"name_sv": ""},
    ],
)
def test_a_programme_that_does_not_add_up_is_refused(
    world: World, as_person: As, gap: dict[str, Any]
) -> None:
    assert as_person("manager").post(reverse("programme_edit"), filled(**gap)).status_code == 422
    assert fresh(world).version == 1
    assert areas(world) == [("Flöde", "Flow")]


def test_a_stale_change_shows_both(world: World, as_person: As) -> None:
    client = as_person("manager")
    client.post(reverse("programme_edit"), filled(name_sv="Deras namn"))

    answer = client.post(reverse("programme_edit"), filled(name_sv="Mitt namn"))

    assert answer.status_code == 409
    assert "Deras namn" in answer.content.decode()
    assert fresh(world).name_sv == "Deras namn"


def test_sharing_lets_the_other_organisation_see(world: World, as_person: As) -> None:
    north, west = world.partner["nord"], world.partner["väst"]
    company = reverse("company", args=[world.company["alfa"].public_id])
    before = as_person("coordinator elsewhere").get(company).status_code

    answer = as_person("manager").post(
        reverse("partner_edit", args=[north.public_id]),
        {"name": north.name, "counties": ["22"], "shares_with": [west.public_id], "version": 1},
    )

    assert answer.status_code == 302
    assert (before, as_person("coordinator elsewhere").get(company).status_code) == (404, 200)
    assert (
        as_person("coordinator").get(reverse("company", args=[world.company["gamma"].public_id])).status_code
        == 404
    )


def test_sharing_is_said_in_plain_words_and_can_be_taken_back(world: World, as_person: As) -> None:
    north, west = world.partner["nord"], world.partner["väst"]
    client = as_person("manager")
    edit = reverse("partner_edit", args=[north.public_id])
    client.post(edit, {"name": north.name, "shares_with": [west.public_id], "version": 1})
    shared = client.get(reverse("programme_edit")).context["partners"]
    client.post(edit, {"name": north.name, "shares_with": [], "version": 2})
    alone = client.get(reverse("programme_edit")).context["partners"]

    assert {one["partner"].name: one["sees"] for one in shared} == {north.name: [], west.name: [north.name]}
    assert all(not one["sees"] for one in alone)


def test_sharing_is_an_event(world: World, as_person: As) -> None:
    north, west = world.partner["nord"], world.partner["väst"]

    as_person("manager").post(
        reverse("partner_edit", args=[north.public_id]),
        {"name": north.name, "shares_with": [west.public_id], "version": 1},
    )

    assert LogEntry.objects.get_for_object(north).filter(changes__has_key="shares_with").count() == 1


def test_another_programmes_organisation_can_not_be_ticked(world: World, as_person: As) -> None:
    north, south = world.partner["nord"], world.partner["syd"]

    answer = as_person("manager").post(
        reverse("partner_edit", args=[north.public_id]),
        {"name": north.name, "shares_with": [south.public_id], "version": 1},
    )

    assert answer.status_code == 422


def test_an_organisation_is_added_and_a_name_stands_once(world: World, as_person: As) -> None:
    client = as_person("manager")

    made = client.post(reverse("partner_new"), {"name": "Utvecklingsbolaget öst", "counties": []})
    again = client.post(reverse("partner_new"), {"name": "Utvecklingsbolaget öst", "counties": []})

    assert (made.status_code, again.status_code) == (302, 422)
    assert "En annan organisation i programmet har det namnet." in again.content.decode()
    partner = Partner.objects.unscoped("a test looks").get(name="Utvecklingsbolaget öst")
    assert partner.programme == world.programme["mitt"]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_changes_the_programme(world: World, as_person: As, who: str) -> None:
    client = as_person(who)
    partner = reverse("partner_edit", args=[world.partner["nord"].public_id])

    for address in (reverse("programme_edit"), reverse("partner_new"), partner):
        assert client.get(address).status_code == 404
        assert client.post(address, filled()).status_code == 404
    assert fresh(world).version == 1


def test_a_manager_elsewhere_reaches_the_own_programme_alone(world: World, as_person: As) -> None:
    client = as_person("manager of syd")

    assert canary("mitt") not in client.get(reverse("programme_edit")).content.decode()
    assert client.get(reverse("partner_edit", args=[world.partner["nord"].public_id])).status_code == 404
