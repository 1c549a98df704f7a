from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.outreach.roads import lead_at, text_of, waiting
from web.world import World, canary

from simmitt.web.outreach.stages import Stage

As = Callable[[str], Client]


def names(client: Client, query: str) -> list[str]:
    answer = client.get(f"{reverse('leads')}?{query}")
    assert answer.status_code == 200
    return sorted(row.cells[0].value for row in answer.context["listing"].rows)


@pytest.fixture
def road(world: World) -> World:
    for lead in world.rows["lead"].values():
        lead.delete()
    day = timezone.localdate()
    yesterday = day - timedelta(days=1)
    planned: dict[str, Any] = {"next_step": "Ring", "next_step_on": day}
    lead_at(world, "Ny AB", **planned, owner=world.person["coordinator"])
    lead_at(world, "Still AB", Stage.CHARTER, days=70, **planned)
    lead_at(world, "Sen AB", Stage.DIALOGUE, next_step="Ring", next_step_on=yesterday, municipality="2380")
    lead_at(world, "Tom AB", Stage.DIALOGUE)
    lead_at(world, "Anmäld AB", **waiting(2), **planned)
    lead_at(world, "Försenad AB", **waiting(-2), **planned)
    lead_at(world, "Slut AB", Stage.CLOSED, days=70)
    return world


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("stage=charter", ["Still AB"]),
        ("needs=answer", ["Anmäld AB", "Försenad AB"]),
        ("needs=late", ["Försenad AB"]),
        ("needs=still", ["Still AB"]),
        ("needs=step", ["Sen AB"]),
        ("needs=nothing", ["Tom AB"]),
        ("stood=8", ["Slut AB", "Still AB"]),
        ("municipality=2380", ["Sen AB"]),
        ("q=stil", ["Still AB"]),
        ("needs=still&stage=dialogue", []),
    ],
)
def test_it_is_narrowed_by(road: World, as_person: As, query: str, expected: list[str]) -> None:
    assert names(as_person("coordinator"), query) == expected


def test_it_is_narrowed_by_who_is_responsible(road: World, as_person: As) -> None:
    client = as_person("coordinator")

    assert names(client, f"owner={road.person['coordinator'].public_id}") == ["Ny AB"]
    assert "Ny AB" not in names(client, "owner=nobody")


@pytest.mark.parametrize("query", ["stage=x", "needs=x", "stood=x", "stood=99999999", "owner=x", "sort=x"])
def test_nonsense_in_the_address_does_no_harm(road: World, as_person: As, query: str) -> None:
    names(as_person("coordinator"), query)


def test_a_character_that_no_row_holds_leads_nowhere(world: World, as_person: As) -> None:
    client = as_person("coordinator")

    assert client.get(f"{reverse('leads')}?stage=%00").status_code == 404
    assert client.get(reverse("company", args=["x"]).replace("x", "%00")).status_code == 404


def test_the_file_holds_every_row_and_more_columns(road: World, as_person: As) -> None:
    answer = as_person("coordinator").get(f"{reverse('leads')}?format=csv")
    text = text_of(answer)

    assert "Still AB" in text
    assert "Svar utlovat senast" in text


def test_another_organisation_gets_none_of_it(world: World, as_person: As) -> None:
    client = as_person("coordinator elsewhere")
    answer = client.get(f"{reverse('leads')}?format=csv")
    text = text_of(answer)

    assert canary("gamma") in text
    assert canary("alfa") not in text
    assert canary("alfa") not in client.get(reverse("leads")).content.decode()


@pytest.mark.parametrize("who", ["steering", "support", "leader", "owner of alfa", "stranger"])
def test_it_is_not_there_for(world: World, as_person: As, who: str) -> None:
    assert as_person(who).get(reverse("leads")).status_code == 404
