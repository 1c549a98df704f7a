from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from web.outreach.conftest import Asks
from web.outreach.roads import lead_at, many_at, waiting
from web.world import World, canary

from simmitt.web.outreach.stages import Stage

As = Callable[[str], Client]


def board(client: Client) -> str:
    answer = client.get(reverse("board"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_card_tells_name_place_size_and_next_step(world: World, as_person: As) -> None:
    page = board(as_person("coordinator"))

    assert f"{canary('alfa')} Mekaniska AB" in page
    assert "Sundsvall, 23 anställda" in page
    assert f"Ring {canary('alfa')}" in page


def test_a_company_that_waits_for_an_answer_stands_first_with_its_days(world: World, as_person: As) -> None:
    lead_at(world, "Står länge AB", days=90)
    lead_at(world, "Väntar AB", days=1, **waiting(0))

    page = board(as_person("coordinator"))

    assert page.index("Väntar AB") < page.index("Står länge AB")
    assert "Svara i dag" in page


def test_a_late_answer_is_said_in_words(world: World, as_person: As) -> None:
    lead_at(world, "Väntar AB", **waiting(-1))

    assert "Svaret är sent" in board(as_person("coordinator"))


def test_age_is_told_only_when_a_company_has_stood_too_long(world: World, as_person: As) -> None:
    lead_at(world, "Ny AB", Stage.ANALYSIS, days=27)
    lead_at(world, "Gammal AB", Stage.ANALYSIS, days=29)

    page = board(as_person("coordinator"))

    assert "29 dygn här" in page
    assert "27 dygn här" not in page


def test_a_column_of_more_than_fifty_becomes_a_list(world: World, as_person: As) -> None:
    many_at(world, 51, Stage.CHARTER)

    page = board(as_person("manager"))

    assert "Visa alla 51 i Överenskommelse som lista" in page
    assert page.count('class="board-line"') == 50
    assert 'data-count="more"' in page


def test_closed_and_not_now_stand_below_as_counts(world: World, as_person: As) -> None:
    lead_at(world, "Slut AB", Stage.CLOSED)

    page = board(as_person("coordinator"))

    assert "Avslutad: 1" in page
    assert "Slut AB" not in page


def test_a_coach_sees_the_cards_but_cannot_move_them(world: World, as_person: As) -> None:
    page = board(as_person("coach"))

    assert canary("alfa") in page
    assert "data-card=" not in page
    assert reverse("board_move", args=[world.rows["lead"]["alfa"].public_id]) not in page


def test_an_auditor_cannot_move_them_either(world: World, as_person: As) -> None:
    assert "data-card=" not in board(as_person("auditor"))


def test_another_organisations_companies_are_not_on_it(world: World, as_person: As) -> None:
    page = board(as_person("coordinator elsewhere"))

    assert canary("gamma") in page
    assert canary("alfa") not in page
    assert canary("beta") not in page


def test_an_archived_company_is_not_on_it(world: World, as_person: As) -> None:
    company = world.company["alfa"]
    company.archived_at = company.created_at
    company.save()

    assert canary("alfa") not in board(as_person("manager"))


def test_an_empty_board_says_what_to_do(world: World, as_person: As) -> None:
    for lead in world.rows["lead"].values():
        lead.delete()

    page = board(as_person("manager"))

    assert "Inget företag är på väg än" in page
    assert reverse("companies") in page


@pytest.mark.parametrize("who", ["steering", "support", "leader", "owner of alfa", "stranger"])
def test_it_is_not_there_for(world: World, as_person: As, who: str) -> None:
    assert as_person(who).get(reverse("board")).status_code == 404


@pytest.mark.parametrize("page", ["board", "leads", "my_week", "map", "monday"])
def test_pages_ask_the_database_equally_often(world: World, as_person: As, asks: Asks, page: str) -> None:
    manager = as_person("manager")
    owner = world.person["manager"]
    lead_at(world, "Först AB", owner=owner)
    with_one = asks(manager, reverse(page))

    many_at(world, 2, owner=owner)
    with_three = asks(manager, reverse(page))
    many_at(world, 60, Stage.DIALOGUE, owner=owner)
    with_many = asks(manager, reverse(page))

    assert (with_one, with_one) == (with_three, with_many)
