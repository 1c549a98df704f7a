"""Public figures: as of last month's end, never of fewer than five companies, nor by subtraction."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from web.world import World

from simmitt.web.companies.models import Company
from simmitt.web.outreach.models import Kind, Lead, Move, Note
from simmitt.web.outreach.stages import Stage
from simmitt.web.public.figures import Figures, figures_of
from simmitt.web.scope.aggregates import month_began_at


def _companies(
    world: World, count: int, stage: str, municipality: str = "2281", moved_ago: int = 40
) -> list[Company]:
    made = []
    for number in range(count):
        company = Company.objects.create(
            programme=world.programme["mitt"], partner=world.partner["nord"], municipality=municipality,
            name=f"{stage} {municipality} {number}",
        )  # fmt: skip
        Move.objects.create(
            company=company, to_stage=stage, moved_at=month_began_at() - timedelta(days=moved_ago)
        )
        made.append(company)
    return made


def _values(world: World) -> dict[str, int | None]:
    cache.clear()
    figures: Figures = figures_of(world.programme["mitt"])
    return {one.code: one.value for one in figures.every}


def test_a_company_counts_in_every_step_it_has_passed(world: World) -> None:
    _companies(world, 5, Stage.FOLLOWED_UP)
    _companies(world, 7, Stage.CHARTER)

    values = _values(world)

    assert values["companies_in_dialogue"] == 12
    assert values["companies_with_charter"] == 12
    assert values["companies_with_plan"] == 5
    assert values["companies_followed_up"] == 5


def test_fewer_than_five_are_hidden_on_every_page(client: Client, world: World) -> None:
    _companies(world, 9, Stage.DIALOGUE)
    _companies(world, 4, Stage.PLAN_DECIDED)

    values = _values(world)

    assert values["companies_in_dialogue"] == 13
    assert values["companies_with_plan"] is None
    assert "visas när minst 5 företag står bakom" in client.get("/sv/resultat/").content.decode()
    assert "visas när minst 5 företag står bakom" in client.get("/sv/").content.decode()


def test_what_is_left_over_is_never_one_to_four(world: World) -> None:
    _companies(world, 18, Stage.PLAN_DECIDED)
    _companies(world, 3, Stage.WORKSHOPS)

    values = _values(world)

    # 21 analysed and 18 with a plan would tell that three have none.
    assert values["companies_analysed"] == 21
    assert values["companies_with_plan"] is None


def test_a_county_with_few_takes_another_with_it(world: World) -> None:
    _companies(world, 12, Stage.DIALOGUE, "2281")
    _companies(world, 2, Stage.DIALOGUE, "2380")

    values = _values(world)

    assert values["companies_in_dialogue"] == 14
    assert values["companies_in_dialogue_22"] is None
    assert values["companies_in_dialogue_23"] is None


def test_what_happens_this_month_is_seen_next_month(world: World) -> None:
    _companies(world, 6, Stage.DIALOGUE)
    before = _values(world)
    _companies(world, 6, Stage.DIALOGUE, "2380", moved_ago=0)

    assert _values(world) == before


def test_moves_taken_back_and_merged_companies_do_not_count(world: World) -> None:
    companies = _companies(world, 7, Stage.DIALOGUE)
    Move.objects.unscoped("test").filter(company=companies[0]).update(undone=True)
    Company.objects.unscoped("test").filter(pk=companies[1].pk).update(merged_into=companies[2])

    assert _values(world)["companies_in_dialogue"] == 5


def test_another_programme_does_not_count(world: World) -> None:
    for company in _companies(world, 6, Stage.DIALOGUE):
        Company.objects.unscoped("test").filter(pk=company.pk).update(programme=world.programme["syd"])

    assert _values(world)["companies_in_dialogue"] is None


@pytest.mark.parametrize(("companies", "shown"), [(4, None), (5, 10)])
def test_visits_need_five_companies_behind(world: World, companies: int, shown: int | None) -> None:
    for company in _companies(world, companies, Stage.DIALOGUE):
        for _visit in range(2):
            Note.objects.create(
                company=company, kind=Kind.VISIT, text="x", happened_at=month_began_at() - timedelta(days=3)
            )

    assert _values(world)["visits"] == shown


def test_answers_in_time_are_a_share_of_those_that_were_due(world: World) -> None:
    came = month_began_at() - timedelta(days=20)
    for number, company in enumerate(_companies(world, 8, Stage.CONTACTED)):
        Lead.objects.create(
            company=company, registered_at=came, answer_due_on=(came + timedelta(days=7)).date(),
            answered_at=came + timedelta(days=3 if number < 6 else 12),
        )  # fmt: skip

    assert _values(world)["answered_in_time"] == 75


def test_the_page_says_until_when_it_counts(client: Client, world: World) -> None:
    began = timezone.localdate().replace(day=1)

    assert f"1 {_month(began.month)} {began.year}" in client.get("/sv/resultat/").content.decode()


def _month(number: int) -> str:
    months = "januari februari mars april maj juni juli augusti september oktober november december"
    return months.split()[number - 1]
