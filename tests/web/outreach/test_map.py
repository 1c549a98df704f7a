import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from web.outreach.roads import lead_at, many_at
from web.world import World

from simmitt.web.outreach.atlas import Atlas

As = Callable[[str], Client]
LEADS_OF_TIMRA = "?municipality=2262"


def atlas(client: Client) -> tuple[Atlas, str]:
    answer = client.get(reverse("map"))
    assert answer.status_code == 200
    return answer.context["atlas"], answer.content.decode()


def numbers(shown: Atlas) -> dict[str, int | None]:
    return {place.name: place.companies for place in shown.places if place.companies != 0}


def test_every_municipality_of_the_counties_is_there_in_swedish_order(world: World, as_person: As) -> None:
    shown, page = atlas(as_person("manager"))

    names = [place.name for place in shown.places]
    assert (len(names), names[0], names[-1]) == (15, "Berg", "Östersund")
    assert page.count('fill-rule="evenodd"') == 15


def test_numbers_stand_as_text_and_lead_to_the_list(world: World, as_person: As) -> None:
    lead_at(world, "Timrå AB", municipality="2262")

    shown, page = atlas(as_person("manager"))

    assert numbers(shown) == {"Sundsvall": 3, "Timrå": 1}
    assert page.count(reverse("leads") + LEADS_OF_TIMRA) == 2


def test_a_coordinator_sees_the_companies_in_reach(world: World, as_person: As) -> None:
    assert numbers(atlas(as_person("coordinator"))[0]) == {"Sundsvall": 2}
    assert numbers(atlas(as_person("coach"))[0]) == {"Sundsvall": 1}


def test_companies_elsewhere_are_told_below(world: World, as_person: As) -> None:
    lead_at(world, "Långt bort AB", municipality="0114")
    lead_at(world, "Ingenstans AB", municipality="")

    assert "2 företag ligger utanför" in atlas(as_person("manager"))[1]


def test_the_steering_group_sees_sums_of_at_least_five_without_links(world: World, as_person: As) -> None:
    for code in ("2262", "2380"):
        many_at(world, 5, municipality=code)
    many_at(world, 2, municipality="2281")  # five with those of the world
    lead_at(world, "Ensam AB", municipality="2282")

    shown, page = atlas(as_person("steering"))

    told = {place.name: place.companies for place in shown.places if place.companies is not None}
    # Kramfors has one company: Timrå is hidden with it, else the one could be found by subtraction.
    assert told == {"Sundsvall": 5, "Östersund": 5}
    assert "färre än fem" in page
    assert reverse("leads") not in page
    assert reverse("companies") not in page


def test_the_steering_group_sees_nothing_of_too_few(world: World, as_person: As) -> None:
    shown, page = atlas(as_person("steering"))

    assert all(place.companies is None for place in shown.places)
    assert shown.total is None
    assert "så inga siffror visas" in page


@pytest.mark.parametrize("who", ["support", "leader", "owner of alfa", "stranger"])
def test_it_is_not_there_for(world: World, as_person: As, who: str) -> None:
    assert as_person(who).get(reverse("map")).status_code == 404


def test_a_name_stands_on_the_map_where_it_has_room(world: World, as_person: As) -> None:
    shown, page = atlas(as_person("manager"))
    named = {place.name for place in shown.places if place.is_named}

    assert {"Åre", "Örnsköldsvik", "Sundsvall"} <= named
    # Too narrow: its number stands alone, and its name in the table.
    assert "Timrå" not in named
    assert len(re.findall(r'class="name[ "]', page)) == len(named)
