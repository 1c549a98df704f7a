from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from web.outreach.conftest import Asks
from web.outreach.roads import lead_at, many_at, text_of
from web.world import World, canary

from simmitt.web.outreach.stages import Stage
from simmitt.web.programmes.models import Target

As = Callable[[str], Client]


@pytest.fixture
def analyses(world: World) -> Target:
    found: Target = world.rows["target"]["mitt"]
    return found


def opened(client: Client, target: Target, **data: Any) -> Any:
    answer = client.get(reverse("target", args=[target.public_id]), data)
    assert answer.status_code == 200
    return answer


def test_the_figure_leads_to_companies_and_each_to_its_evidence(
    world: World, analyses: Target, as_person: As
) -> None:
    lead = lead_at(world, "Klar AB", Stage.WORKSHOPS)

    answer = opened(as_person("auditor"), analyses)

    page = answer.content.decode()
    assert answer.context["outcome"].count == 1
    assert reverse("company", args=[lead.company.public_id]) in page
    assert "Person coordinator" in page
    assert "gick vidare från Analys" in page


def test_a_coordinator_reads_the_whole_figure_and_how_many_are_elsewhere(
    world: World, analyses: Target, as_person: As
) -> None:
    lead_at(world, "Vår AB", Stage.WORKSHOPS)
    lead_at(world, "Annans AB", Stage.WORKSHOPS, partner="väst")
    lead_at(world, "Tredje AB", Stage.WORKSHOPS, partner="väst")

    answer = opened(as_person("coordinator"), analyses)

    page = answer.content.decode()
    assert answer.context["outcome"].count == 3
    assert "Varav 2 hos andra organisationer" in page
    assert "Vår AB" in page
    assert "Annans AB" not in page


def test_the_file_holds_what_the_reader_sees(world: World, analyses: Target, as_person: As) -> None:
    lead_at(world, "Vår AB", Stage.WORKSHOPS)
    lead_at(world, "Annans AB", Stage.WORKSHOPS, partner="väst")

    text = text_of(opened(as_person("coordinator"), analyses, format="csv"))

    assert "Vår AB" in text
    assert "Annans AB" not in text


def test_reports_stand_with_what_proves_them(world: World, as_person: As) -> None:
    target = world.rows["target_report"]["mitt"].target

    page = opened(as_person("coordinator"), target).content.decode()

    assert f"Närvarolista {canary('mitt')}" in page
    assert reverse("target_report_new", args=[target.public_id]) in page


def test_the_list_and_its_file_tell_the_same(world: World, as_person: As) -> None:
    lead_at(world, "Klar AB", Stage.WORKSHOPS)
    client = as_person("manager")

    shown = [(one.target.name, one.count) for one in client.get(reverse("targets")).context["outcomes"]]
    lines = text_of(client.get(reverse("targets"), {"format": "csv"})).splitlines()

    assert shown == [(f"Djupanalyser {canary('mitt')}", 1), ("Workshopserier", 1)]
    assert [line.split(";")[:2] for line in lines[1:]] == [[name, str(count)] for name, count in shown]


def test_the_auditor_has_no_buttons(analyses: Target, as_person: As) -> None:
    client = as_person("auditor")

    assert reverse("target_edit", args=[analyses.public_id]) not in opened(client, analyses).content.decode()
    assert reverse("target_new") not in client.get(reverse("targets")).content.decode()


def test_pages_ask_equally_often(world: World, analyses: Target, as_person: As, asks: Asks) -> None:
    client = as_person("manager")
    addresses = (reverse("targets"), reverse("target", args=[analyses.public_id]))
    lead_at(world, "Först AB", Stage.WORKSHOPS)
    with_one = [asks(client, address) for address in addresses]
    many_at(world, 2, Stage.WORKSHOPS)
    with_three = [asks(client, address) for address in addresses]
    many_at(world, 60, Stage.WORKSHOPS)
    Target.objects.bulk_create(
        Target(
            programme=world.programme["mitt"],
            name_sv=f"Mål {n}",
            goal=1,
            due_on=analyses.due_on,
            counting="plan",
        )
        for n in range(20)
    )

    assert with_one == with_three == [asks(client, address) for address in addresses]


@pytest.mark.parametrize(
    "who", ["coach", "steering", "support", "leader", "owner of alfa", "manager of syd", "stranger"]
)
def test_a_target_is_not_there_for(analyses: Target, as_person: As, who: str) -> None:
    assert as_person(who).get(reverse("target", args=[analyses.public_id])).status_code == 404
