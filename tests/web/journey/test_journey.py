"""The journey: what is looked up, whose turn it is, and how it ends."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from web.plans.rows import done_run
from web.world import World

from simmitt.web.analyses.asking import ask, follow
from simmitt.web.analyses.models import DataSet, DataState, Run, RunKind, RunState
from simmitt.web.analyses.taking_in import refuse, take_in
from simmitt.web.cases.models import Case, Confirmation, Declaration, Ended, Visit, VisitKind
from simmitt.web.journey import operations
from simmitt.web.journey.facts import Facts, facts_of
from simmitt.web.journey.models import Acceptance, Closing
from simmitt.web.journey.stations import STATIONS
from simmitt.web.journey.way import Way, way_of
from simmitt.web.plans.models import Financing, Plan

AsPerson = Callable[[str], Client]


@pytest.fixture
def case(world: World) -> Case:
    """A journey with nothing computed yet."""
    one: Case = world.rows["case"]["alfa"]
    for model in (Plan, Run, DataSet):
        model.objects.unscoped("a test").filter(case=one).delete()
    return one


def way(case: Case) -> Way:
    return way_of(
        facts_of(Case.objects.unscoped("a test").select_related("company", "charter").get(pk=case.pk))
    )


def states(case: Case) -> dict[str, str]:
    return {stop.station.code: stop.state for stop in way(case).stops}


def declare(case: Case, world: World, *criteria: str) -> None:
    for criterion in criteria:
        Declaration.objects.unscoped("a test").get_or_create(
            case=case, criterion=criterion, withdrawn_at=None,
            defaults={"text": "Sett.", "person": world.person["manager"]},
        )  # fmt: skip


def agree(case: Case, world: World) -> None:
    charter = case.charter
    for field, value in {
        "unit": "dygn", "baseline_from": date(2026, 1, 1), "baseline_to": date(2026, 3, 1),
        "target_value": 15.0, "target_on": date(2026, 12, 1), "area": "Hallen",
        "champion": world.person["champion of alfa"],
        "promised_hours": 120, "data_consent": True, "confidentiality": True,
    }.items():  # fmt: skip
        setattr(charter, field, value)
    charter.save()
    for side in ("company", "programme"):
        Confirmation.objects.create(
            case=case, side=side, person=world.person["manager"], charter_version=charter.version
        )


def approve_data(case: Case, world: World, grade: str = "B") -> DataSet:
    data: DataSet = DataSet.objects.create(
        case=case, number=7, state=DataState.APPROVED, told={"grade": grade}, approved_at=timezone.now(),
        handed_in_by=world.person["manager"],
    )  # fmt: skip
    return data


def run(case: Case, kind: str, **told: Any) -> Run:
    done: Run = Run.objects.create(
        case=case, kind=kind, state=RunState.DONE, engine="0", key=f"{kind}{timezone.now()}",
        finished_at=timezone.now(), told=told,
    )  # fmt: skip
    return done


def test_everything_waits_for_what_comes_before(case: Case) -> None:
    assert states(case) == {
        "J0": "done", "J1": "open", "J2": "shut", "J3": "shut", "J4": "shut", "J5": "shut", "J6": "shut",
        "J7": "shut", "J8": "shut", "J9": "shut", "J10": "shut", "J11": "shut",
    }  # fmt: skip


def test_each_station_opens_when_the_one_before_is_behind(case: Case, world: World) -> None:
    declare(case, world, "needs_ranked", "eligible", "owner_goes_on")
    assert states(case)["J2"] == "open"
    agree(case, world)
    assert (states(case)["J3"], states(case)["J6"]) == ("open", "open")
    approve_data(case, world)
    assert states(case)["J4"] == "open"
    Visit.objects.create(case=case, kind=VisitKind.ANALYSIS, happened_on=date(2026, 4, 1), text="Dagen")
    declare(case, world, "feedback_given")
    picture = run(case, RunKind.ANALYSE)
    Acceptance.objects.create(
        case=case, what="as_is", run=picture.public_id, person=world.person["owner of alfa"]
    )
    assert states(case)["J5"] == "open"
    model = run(case, RunKind.FIT, light="amber")
    Acceptance.objects.create(
        case=case, what="model", run=model.public_id, person=world.person["owner of alfa"]
    )
    assert (states(case)["J5"], states(case)["J7"]) == ("done", "shut")
    declare(case, world, "attended", "candidates")
    assert states(case)["J7"] == "open"
    run(case, RunKind.PLAN)
    assert (states(case)["J7"], states(case)["J8"]) == ("done", "open")


def test_the_fast_track_passes_over_the_workshops(case: Case, world: World) -> None:
    case.fast_track = True
    case.save()
    declare(case, world, "needs_ranked", "eligible", "owner_goes_on")
    agree(case, world)

    assert states(case)["J6"] == "skipped"


def test_poor_data_do_not_open_the_floor(case: Case, world: World) -> None:
    declare(case, world, "needs_ranked", "eligible", "owner_goes_on")
    agree(case, world)
    approve_data(case, world, grade="D")

    assert states(case)["J4"] == "shut"


def test_a_red_model_does_not_hold(case: Case, world: World) -> None:
    run(case, RunKind.FIT, light="red")

    holds = next(one for stop in way(case).stops for one in stop.asked if one.criterion.key == "holds")
    assert holds.met_on is None


def test_a_new_computation_has_to_be_looked_at_anew(case: Case, world: World) -> None:
    first = run(case, RunKind.ANALYSE)
    Acceptance.objects.create(
        case=case, what="as_is", run=first.public_id, person=world.person["owner of alfa"]
    )
    assert facts(case).accepted

    run(case, RunKind.ANALYSE)

    assert not facts(case).accepted


def facts(case: Case) -> Facts:
    return facts_of(case)


def test_every_station_is_the_way_to_a_later_one_or_the_end() -> None:
    named = {code for station in STATIONS for code in station.after}

    assert named | {"J11"} == {station.code for station in STATIONS}


@pytest.mark.parametrize(
    ("who", "mine"), [("coordinator", True), ("owner of alfa", False), ("employee of alfa", False)]
)
def test_the_page_says_whose_turn_it_is(who: str, mine: bool, world: World, as_person: AsPerson) -> None:
    answer: Any = as_person(who).get(f"/sv/companies/{world.company['alfa'].public_id}/journey/")

    step = answer.context["picture"].step
    assert (step.is_mine, bool(step.url)) == (mine, mine)
    assert sum(one.is_current for one in answer.context["picture"].stations) == 1


def test_the_owner_is_led_to_the_charter_when_it_is_to_be_signed(
    case: Case, world: World, as_person: AsPerson
) -> None:
    declare(case, world, "needs_ranked", "eligible", "owner_goes_on")
    agree(case, world)
    Confirmation.objects.unscoped("a test").filter(side="company").delete()

    answer: Any = as_person("owner of alfa").get(f"/sv/companies/{world.company['alfa'].public_id}/journey/")

    assert answer.context["picture"].step.url.endswith("/charter/")
    assert answer.context["picture"].step.is_mine


def test_the_company_says_yes_to_the_picture_that_is_shown(
    case: Case, world: World, as_person: AsPerson
) -> None:
    place = f"/sv/companies/{world.company['alfa'].public_id}/as-is/accept/"
    assert as_person("champion of alfa").post(place).status_code == 302
    assert not Acceptance.objects.unscoped("a test").filter(case=case).exists()
    shown = run(case, RunKind.ANALYSE)

    for _ in range(2):
        assert as_person("champion of alfa").post(place).status_code == 302

    assert Acceptance.objects.unscoped("a test").get(case=case).run == shown.public_id


@pytest.mark.parametrize("who", ["coordinator", "employee of alfa", "owner of beta", "auditor"])
def test_nobody_else_says_yes_for_the_company(
    who: str, case: Case, world: World, as_person: AsPerson
) -> None:
    run(case, RunKind.ANALYSE)

    place = f"/sv/companies/{world.company['alfa'].public_id}/as-is/accept/"
    assert as_person(who).post(place).status_code == 404


def test_an_ended_journey_can_be_read_and_not_changed(case: Case, world: World, as_person: AsPerson) -> None:
    home = f"/sv/companies/{world.company['alfa'].public_id}"
    as_person("coach").post(f"{home}/journey/close/", {"result": "Kortare ledtid."})

    page: Any = as_person("owner of alfa").get(f"{home}/journey/")
    assert page.context["picture"].is_ended
    assert all(not line.url for one in page.context["picture"].stations for line in one.lines)
    assert as_person("coach").get(f"{home}/charter/edit/").status_code == 404
    assert as_person("coach").get(f"{home}/visits/new/").status_code == 404
    assert as_person("coach").get(f"{home}/documents/").status_code == 200


@pytest.mark.parametrize(
    "write",
    [
        lambda world: world.rows["task"]["alfa"].save(),
        lambda world: world.rows["reading"]["alfa"].delete(),
        lambda world: world.rows["financing"]["alfa"].save(),
        lambda world: world.rows["document"]["alfa"].delete(),
        lambda world: ask(case=world.rows["case"]["alfa"], kind=RunKind.PLAN, person=None),
    ],
    ids=["task", "reading", "financing", "document", "run"],
)
def test_nothing_is_written_to_a_journey_that_has_ended(world: World, write: Callable[[World], None]) -> None:
    Case.objects.unscoped("a test").update(closed_at=timezone.now())
    for noun in ("task", "reading", "financing", "document", "case"):
        world.rows[noun]["alfa"].refresh_from_db()

    with pytest.raises(Ended):
        write(world)


def test_whoever_writes_to_an_ended_journey_is_told_and_nothing_is_kept(
    world: World, as_person: AsPerson
) -> None:
    plan: Plan = world.rows["plan"]["alfa"]
    Case.objects.unscoped("a test").update(closed_at=timezone.now())
    owner = as_person("owner of alfa")

    answer: Any = owner.post(f"/sv/plans/{plan.public_id}/financing/new/")
    told: Any = owner.post(
        f"/sv/plans/{plan.public_id}/financing/new/", headers={"Accept": "application/json"}
    )

    assert (answer.status_code, told.status_code) == (409, 409)
    assert "Resan är avslutad" in answer.content.decode()
    assert told["Content-Type"] == "application/problem+json"
    assert Financing.objects.unscoped("a test").filter(plan=plan).count() == 1


def close(case: Case, world: World) -> None:
    operations.close(case=case, closing=Closing(result="Kortare ledtid."), person=world.person["coach"])


def test_ending_a_journey_ends_what_was_to_be_computed(case: Case, world: World) -> None:
    data = approve_data(case, world)
    waits = ask(case=case, kind=RunKind.ANALYSE, person=None, data_set=data)

    close(case, world)

    waits.refresh_from_db()
    assert waits.state == RunState.CANCELLED


def test_what_is_read_after_the_end_is_left_and_stops_nothing(case: Case, world: World) -> None:
    data = approve_data(case, world)
    data.state = DataState.READING
    data.save()
    reads = run(case, RunKind.READ, kept_sha256="f" * 64)
    reads.data_set, reads.fault = data, {"sv": "Nej", "en": "No"}
    close(case, world)

    take_in(reads)
    refuse(reads)

    data.refresh_from_db()
    assert data.state == DataState.READING
    assert follow(run(case, RunKind.ANALYSE)) is None


def test_the_plan_of_an_ended_journey_can_be_read(world: World, as_person: AsPerson) -> None:
    case: Case = world.rows["case"]["alfa"]
    done_run(case, world.person["manager"])
    close(case, world)

    answer = as_person("owner of alfa").get(f"/sv/companies/{case.company.public_id}/plan/")

    assert answer.status_code == 200
