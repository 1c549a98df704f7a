from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from web.outreach.roads import lead_at, many_at, waiting
from web.world import World, canary

from simmitt.web.outreach.monday import Act, Monday, months_between
from simmitt.web.outreach.stages import Stage
from simmitt.web.outreach.words import in_words
from simmitt.web.programmes.models import Counting, Target

As = Callable[[str], Client]
PLANNED = {"next_step": "Ring", "next_step_on": timezone.localdate()}


def monday(client: Client) -> tuple[Monday, str]:
    answer = client.get(reverse("monday"))
    assert answer.status_code == 200
    return answer.context["monday"], answer.content.decode()


def test_a_broken_promise_comes_before_all_else(world: World, as_person: As) -> None:
    many_at(world, 3, Stage.CHARTER, days=40)
    lead_at(world, "Försenad AB", **waiting(-1))

    shown, page = monday(as_person("manager"))

    assert shown.act == Act("answer", 1)
    assert "Svara företaget som har väntat för länge" in page
    assert reverse("leads") + "?needs=late" in page


def test_then_comes_the_stage_where_most_stand_still(world: World, as_person: As) -> None:
    many_at(world, 2, Stage.CHARTER, days=40)
    lead_at(world, "Ett AB", Stage.ANALYSIS, days=40)

    shown, page = monday(as_person("manager"))

    assert shown.act == Act("still", 2, Stage.CHARTER)
    assert "Ring de två som står still i Överenskommelse" in page


def test_then_come_those_without_a_next_step(world: World, as_person: As) -> None:
    many_at(world, 2)

    assert monday(as_person("manager"))[0].act == Act("nothing", 2)


def test_nothing_urgent_is_said_too(world: World, as_person: As) -> None:
    assert monday(as_person("manager"))[0].act == Act("calm")


def test_the_funnel_counts_each_company_once_in_every_stage_it_has_passed(
    world: World, as_person: As
) -> None:
    lead_at(world, "Långt AB", Stage.ANALYSIS)

    shown, _page = monday(as_person("manager"))

    reached = {step.stage: (step.reached, step.share) for step in shown.funnel}
    assert reached[Stage.CONTACTED] == (4, None)
    assert reached[Stage.DIALOGUE] == (4, 1.0)
    assert reached[Stage.CHARTER] == (1, 0.25)
    assert reached[Stage.ANALYSIS] == (1, 1.0)
    assert reached[Stage.WORKSHOPS] == (0, 0.0)


def test_a_coordinators_funnel_is_of_the_companies_in_reach(world: World, as_person: As) -> None:
    shown, page = monday(as_person("coordinator"))

    assert shown.funnel[0].reached == 2
    assert "De företag som du når" in page


def test_the_heading_says_how_many_keep_pace(world: World, as_person: As) -> None:
    _shown, page = monday(as_person("manager"))

    assert "Båda målen ligger efter jämn takt." in page
    assert "mål håller takten" not in page


def test_the_steering_group_reads_no_name_and_no_small_figure(world: World, as_person: As) -> None:
    many_at(world, 6, Stage.CHARTER, days=40)

    shown, page = monday(as_person("steering"))

    reached = [step.reached for step in shown.funnel]
    # Nine were contacted, nine came to a dialogue; three of them went no further, which is too few to tell.
    assert reached[:3] == [9, 9, None]
    assert canary("alfa") not in page
    assert "Bolag 00" not in page
    for address in (reverse("leads"), reverse("board"), "/companies/"):
        assert address not in page


def test_the_steering_group_reads_no_outcome_of_fewer_than_five(world: World, as_person: As) -> None:
    shown, page = monday(as_person("steering"))

    assert world.rows["target"]["mitt"].pk in shown.hidden
    assert "för få för att visas" in page


def test_no_two_figures_of_the_steering_group_tell_of_fewer_than_five(world: World, as_person: As) -> None:
    many_at(world, 5, Stage.PLAN_DECIDED)
    lead_at(world, "Ensam AB", Stage.CARRYING_OUT)
    plans = Target.objects.create(
        programme=world.programme["mitt"],
        name_sv="Planer",
        goal=9,
        due_on=date(2028, 6, 30),
        counting=Counting.PLAN,
    )

    shown, _page = monday(as_person("steering"))

    # Nine reached a dialogue and six of them a charter: three did not, so the six are not told.
    assert [step.reached for step in shown.funnel] == [9, 9, None, None, None, None, None, None]
    assert all(step.standing is None and step.share in (None, 1.0) for step in shown.funnel)
    assert plans.pk in shown.hidden


def test_the_auditor_reads_and_changes_nothing(world: World, as_person: As) -> None:
    client = as_person("auditor")

    assert client.get(reverse("monday")).status_code == 200
    assert client.post(reverse("monday")).status_code == 405


@pytest.mark.parametrize("who", ["coach", "support", "leader", "owner of alfa", "stranger"])
def test_it_is_not_there_for(world: World, as_person: As, who: str) -> None:
    assert as_person(who).get(reverse("monday")).status_code == 404


@pytest.mark.parametrize(
    ("today", "end", "months"),
    [
        (date(2026, 11, 25), date(2027, 6, 30), 7),
        (date(2026, 11, 25), date(2026, 12, 24), 0),
        (date(2026, 11, 25), date(2026, 12, 25), 1),
        (date(2026, 11, 25), date(2026, 1, 1), 0),
    ],
)
def test_months_left_are_whole_months(today: date, end: date, months: int) -> None:
    assert months_between(today, end) == months


@pytest.mark.parametrize(
    ("language", "words"), [("sv", ["ett", "tolv", "13"]), ("en", ["one", "twelve", "13"])]
)
def test_small_numbers_are_words_in_running_text(language: str, words: list[str]) -> None:
    with override(language):
        assert [in_words(number) for number in (1, 12, 13)] == words
