from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from web.plans.rows import done_run, measures_of
from web.world import World

from simmitt.web.plans import operations
from simmitt.web.plans.models import Plan, PlanMeasure
from simmitt.web.plans.operations import Change
from simmitt.web.plans.taking_in import plan_from

AsPerson = Callable[[str], Client]


def test_a_run_that_is_done_becomes_a_plan_when_the_page_is_opened(
    world: World, as_person: AsPerson, plan: Plan
) -> None:
    done_run(plan.case, world.person["manager"])

    page = as_person("owner of alfa").get(reverse("plan", args=[world.company["alfa"].public_id]))

    assert page.context["plan"].number == plan.number + 1
    assert [one.measure.name for one in page.context["page"].rows] == [
        "Kortare ställ: Fräs 2", "Korsträning", "Bemanna raster",
    ]  # fmt: skip


def test_a_run_becomes_one_plan_however_often_it_is_asked_for(world: World, plan: Plan) -> None:
    run = done_run(plan.case, world.person["manager"])

    assert plan_from(run) == plan_from(run)
    assert Plan.objects.unscoped("a test").filter(run=run).count() == 1


def test_a_measure_begins_with_what_the_run_computed(measures: list[PlanMeasure]) -> None:
    first = measures[0]

    assert (first.cost_sek, first.cost_kind, first.hours) == (60_000, "catalogue", 120)
    assert (first.starts_on.isoformat(), first.ready_on.isoformat()) == ("2027-01-11", "2027-03-05")  # type: ignore[union-attr]
    assert (first.risk, first.mitigation) == ("Svarven svälter.", "Höj taket.")
    assert (first.owner, first.decision) == ("", "")


def test_what_was_said_of_a_measure_is_carried_into_the_next_plan(
    world: World, plan: Plan, measures: list[PlanMeasure]
) -> None:
    person = world.person["champion of alfa"]
    about = measures[1].public_id
    for field, raw in (("owner", "Amir Hadzic"), ("cost_sek", "52000"), ("cost_kind", "estimate"),
                       ("cost_margin_sek", "5000"), ("decision", "yes")):  # fmt: skip
        operations.change_field(plan=plan, change=Change(about, field, raw, 0), person=person)

    _first, second, _third = measures_of(plan_from(done_run(plan.case, person)))

    assert (second.owner, second.cost_sek, second.cost_margin_sek) == ("Amir Hadzic", 52_000, 5_000)
    # The figures are new: the owner decides anew.
    assert second.decision == ""
