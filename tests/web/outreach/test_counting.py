from datetime import date, timedelta

import pytest
from django.utils import timezone
from web.outreach.roads import lead_at
from web.world import World

from simmitt.web.outreach.counting import (
    COUNTS_FROM,
    DEFINITIONS,
    outcomes,
    pace,
    reached_and_seen,
    reached_by_stage,
)
from simmitt.web.outreach.models import Move
from simmitt.web.outreach.stages import Stage
from simmitt.web.programmes.models import Counting, Programme, Target, TargetReport
from simmitt.web.scope.roles import Role
from simmitt.web.scope.scope import NOBODY, Scope, Standing


@pytest.fixture
def mitt(world: World) -> Programme:
    # The world's own companies have reached a dialogue; they stay out of the figures here.
    Move.objects.unscoped("a test sets the scene").delete()
    return world.programme["mitt"]


def target(programme: Programme, counting: str) -> Target:
    made: Target = Target.objects.create(
        programme=programme,
        name_sv="Mål",
        unit_sv="företag",
        goal=10,
        due_on=date(2028, 6, 30),
        counting=counting,
    )
    return made


def count(programme: Programme, counting: str) -> int:
    return outcomes([target(programme, counting)], programme)[0].count


@pytest.mark.parametrize(
    ("counting", "stage_before", "stage"),
    [
        (Counting.DIALOGUE, Stage.CONTACTED, Stage.DIALOGUE),
        (Counting.CHARTER, Stage.DIALOGUE, Stage.CHARTER),
        (Counting.ANALYSIS, Stage.ANALYSIS, Stage.WORKSHOPS),
        (Counting.PLAN, Stage.WORKSHOPS, Stage.PLAN_DECIDED),
        (Counting.FOLLOWED_UP, Stage.CARRYING_OUT, Stage.FOLLOWED_UP),
    ],
)
def test_a_company_counts_from_the_stage_that_shows_it(
    world: World, mitt: Programme, counting: str, stage_before: Stage, stage: Stage
) -> None:
    lead_at(world, "Nästan AB", stage_before)
    nearly = count(mitt, counting)
    lead_at(world, "Framme AB", stage)

    assert (nearly, count(mitt, counting)) == (0, 1)


def test_a_skipped_stage_counts_as_passed(world: World, mitt: Programme) -> None:
    lead = lead_at(world, "Snabb AB")
    Move.objects.create(company=lead.company, from_stage=Stage.CONTACTED, to_stage=Stage.PLAN_DECIDED)

    assert (count(mitt, Counting.CHARTER), count(mitt, Counting.ANALYSIS)) == (1, 1)


def test_a_company_that_goes_back_and_forth_counts_once(world: World, mitt: Programme) -> None:
    lead = lead_at(world, "Velar AB", Stage.CHARTER)
    for step in (Stage.DIALOGUE, Stage.CHARTER):
        Move.objects.create(company=lead.company, to_stage=step)

    assert count(mitt, Counting.CHARTER) == 1


def test_a_move_that_was_taken_back_counts_for_nothing(world: World, mitt: Programme) -> None:
    lead = lead_at(world, "Ångrad AB")
    Move.objects.create(company=lead.company, to_stage=Stage.CHARTER, undone=True)

    assert count(mitt, Counting.CHARTER) == 0


def test_what_was_reached_stays_reached_when_the_company_closes(world: World, mitt: Programme) -> None:
    lead = lead_at(world, "Klar AB", Stage.CHARTER)
    Move.objects.create(company=lead.company, to_stage=Stage.CLOSED)
    company = lead.company
    company.archived_at = timezone.now()
    company.save()

    assert count(mitt, Counting.CHARTER) == 1


def test_closing_a_company_reaches_no_stage(world: World, mitt: Programme) -> None:
    lead_at(world, "Nej AB", Stage.CLOSED)

    assert count(mitt, Counting.DIALOGUE) == 0


def test_what_came_before_the_programme_or_after_it_does_not_count(world: World, mitt: Programme) -> None:
    lead_at(world, "Nu AB", Stage.CHARTER)
    mitt.starts_on, mitt.ends_on = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    before = count(mitt, Counting.CHARTER)
    mitt.starts_on, mitt.ends_on = date(2026, 1, 1), timezone.localdate() - timedelta(days=2)

    assert (before, count(mitt, Counting.CHARTER)) == (0, 0)


def test_the_first_and_the_last_day_count(world: World, mitt: Programme) -> None:
    lead_at(world, "I går AB")
    mitt.starts_on = mitt.ends_on = timezone.localdate() - timedelta(days=1)

    assert reached_by_stage(mitt)[Stage.CONTACTED] == 1


def test_reports_are_added_up_within_the_period(mitt: Programme) -> None:
    reported = target(mitt, Counting.REPORTED)
    for day, amount in ((date(2026, 5, 4), 2), (date(2026, 6, 1), 3), (date(2025, 12, 31), 9)):
        TargetReport.objects.create(target=reported, happened_on=day, amount=amount, evidence="Lista")

    assert outcomes([reported], mitt)[0].count == 5


def test_a_merged_company_is_not_counted_twice(world: World, mitt: Programme) -> None:
    kept, gone = (lead_at(world, name, Stage.CHARTER).company for name in ("Kvar AB", "Borta AB"))
    gone.merged_into, gone.archived_at = kept, timezone.now()
    gone.save()

    assert count(mitt, Counting.CHARTER) == 1


def test_another_programmes_companies_do_not_count(world: World, mitt: Programme) -> None:
    lead_at(world, "Söder AB", Stage.CHARTER, partner="syd")

    assert count(mitt, Counting.CHARTER) == 0


def test_the_whole_and_what_a_reader_sees_are_counted_together(world: World, mitt: Programme) -> None:
    lead_at(world, "Vår AB", Stage.CHARTER)
    lead_at(world, "Annans AB", Stage.DIALOGUE, partner="väst")
    manager = Scope(None, (Standing(Role.MANAGER, mitt.pk),))
    own = frozenset({world.partner["nord"].pk})
    coordinator = Scope(None, (Standing(Role.COORDINATOR, mitt.pk, own),))
    stages = (Stage.DIALOGUE, Stage.CHARTER)

    whole, some, none = ([2, 1], [1, 1], [0, 0])
    for scope, seen in ((manager, whole), (coordinator, some), (NOBODY, none)):
        reached = reached_and_seen(mitt, scope, stages)
        assert [list(one.values()) for one in reached] == [whole, seen]


def test_every_way_of_counting_is_defined() -> None:
    assert set(DEFINITIONS) == set(Counting)
    assert set(COUNTS_FROM) == set(Counting) - {Counting.REPORTED}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 12, 1), 0),
        (date(2026, 1, 1), 0),
        (date(2027, 1, 1), 50),
        (date(2028, 1, 1), 100),
        (date(2030, 1, 1), 100),
    ],
)
def test_an_even_pace_is_a_straight_line(today: date, expected: int) -> None:
    promised = Target(goal=100, due_on=date(2028, 1, 1))

    assert pace(promised, date(2026, 1, 1), today) == expected
