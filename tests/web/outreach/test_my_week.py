from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.outreach.roads import lead_at, waiting
from web.world import World, canary

from simmitt.web.outreach import weeks
from simmitt.web.outreach.models import Lead
from simmitt.web.outreach.queries import week_of
from simmitt.web.outreach.stages import Stage

As = Callable[[str], Client]


@pytest.fixture
def own(world: World) -> Callable[..., Lead]:
    def make(name: str, stage: Stage = Stage.DIALOGUE, **more: Any) -> Lead:
        return lead_at(world, name, stage, owner=world.person["coordinator"], **more)

    return make


def week(client: Client) -> weeks.Week:
    answer = client.get(reverse("my_week"))
    assert answer.status_code == 200
    mine: weeks.Week = answer.context["mine"]
    return mine


def names(leads: list[Lead]) -> list[str]:
    return [lead.company.name for lead in leads]


def test_steps_stand_in_the_week_they_belong_to(
    world: World, own: Callable[..., Lead], as_person: As
) -> None:
    today = timezone.localdate()
    _monday, sunday = week_of(today)
    own("Sen AB", next_step="Ring", next_step_on=today - timedelta(days=1))
    own("I dag AB", next_step="Ring", next_step_on=today)
    own("Söndag AB", next_step="Ring", next_step_on=sunday)
    own("Nästa AB", next_step="Ring", next_step_on=sunday + timedelta(days=1))
    own("Senare AB", next_step="Ring", next_step_on=sunday + timedelta(days=8))
    own("Tom AB")

    mine = week(as_person("coordinator"))

    assert names(mine.late) == ["Sen AB"]
    assert names(mine.this_week) == (["I dag AB", "Söndag AB"])
    assert names(mine.next_week) == ["Nästa AB"]
    assert names(mine.without_step) == ["Tom AB"]


def test_whoever_waits_for_an_answer_stands_here_for_everybody_until_somebody_is_responsible(
    world: World, own: Callable[..., Lead], as_person: As
) -> None:
    lead_at(world, "Ingens AB", **waiting(3))
    own("Mitt AB", **waiting(1))
    lead_at(world, "Chefens AB", owner=world.person["manager"], **waiting(2))
    lead_at(world, "Västs AB", partner="väst", **waiting(0))

    mine = week(as_person("coordinator"))

    assert names(mine.answers) == ["Mitt AB", "Ingens AB"]


def test_a_company_that_is_closed_asks_for_nothing(own: Callable[..., Lead], as_person: As) -> None:
    own("Slut AB", Stage.CLOSED, next_step="Ring", next_step_on=timezone.localdate())

    mine = week(as_person("coordinator"))

    assert not mine.this_week
    assert not mine.without_step


def test_others_companies_are_not_in_my_week(world: World, as_person: As) -> None:
    page = as_person("coordinator").get(reverse("my_week")).content.decode()

    assert canary("alfa") not in page
    assert "Du är inte ansvarig för något företag än" in page


@pytest.mark.parametrize(
    "who", ["coach", "auditor", "steering", "support", "leader", "owner of alfa", "stranger"]
)
def test_it_is_not_there_for(world: World, as_person: As, who: str) -> None:
    assert as_person(who).get(reverse("my_week")).status_code == 404


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("manager", "monday"),
        ("steering", "monday"),
        ("auditor", "monday"),
        ("coordinator", "my_week"),
        ("coach", "leads"),
        ("analyst", "leads"),
        ("owner of alfa", "own_company"),
        ("champion of alfa", "own_company"),
        ("employee of alfa", "own_company"),
        ("support", "people"),
        ("leader", "me"),
        ("stranger", "me"),
    ],
)
def test_home_is_where_the_work_is(world: World, as_person: As, who: str, page: str) -> None:
    assert as_person(who).get(reverse("home"))["Location"] == reverse(page)
