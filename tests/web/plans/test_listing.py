"""Plans as a list, a file, and data for programs."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from web.world import World

from simmitt.web.plans.models import Plan

AsPerson = Callable[[str], Client]


def test_the_list_shows_the_newest_version_of_each_plan_once(
    world: World, as_person: AsPerson, finished: Plan
) -> None:
    owner = as_person("owner of alfa")
    owner.post(reverse("plan_lock", args=[finished.public_id]))
    owner.post(reverse("plan_version", args=[finished.public_id]))

    rows = as_person("manager").get(reverse("plans")).context["listing"].rows

    names = [str(row.name) for row in rows]
    assert names == [world.company[name].name for name in ("alfa", "beta", "gamma")]
    cells = {cell.label: cell.value for cell in rows[0].more}
    assert (cells["Åtgärder nu"], cells["Beslut"], cells["Första kostnad, kr"]) == (3, "3 / 3", 115_000)


def test_a_coach_lists_the_plans_of_assigned_companies(as_person: AsPerson) -> None:
    assert len(as_person("coach").get(reverse("plans")).context["listing"].rows) == 1
