from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.world import World, canary

from simmitt.web.analyses.models import Run
from simmitt.web.analyses.shelf import run_at
from simmitt.web.cases.models import Case
from simmitt.web.companies.models import Company, Contact, Merge, Workplace
from simmitt.web.companies.relations import relations
from simmitt.web.outreach.models import Lead, Note
from simmitt.web.outreach.stages import Stage
from simmitt.web.people.models import Membership

AsPerson = Callable[[str], Client]
# What a merge and its undoing write about themselves; a version never goes back.
NOT_COMPARED = {"companies.merge", "auditlog.logentry", "sessions.session"}
NOT_COMPARED_OF_COMPANY = {"version", "changed_at"}


def company(world: World, whose: str) -> Company:
    found: Company = Company.objects.unscoped("a test").get(pk=world.company[whose].pk)
    return found


def merge(client: Client, world: World, kept: str = "alfa", other: str = "beta", **choices: str) -> Any:
    mine, theirs = company(world, kept), company(world, other)
    fields = {
        "other": theirs.public_id,
        "version": str(mine.version),
        "other_version": str(theirs.version),
        **{f"take_{name}": choice for name, choice in choices.items()},
    }
    return client.post(reverse("company_merge", args=[mine.public_id]), fields)


def newest() -> Merge:
    done: Merge = Merge.objects.unscoped("a test").order_by("-pk")[0]
    return done


def undo(client: Client) -> Any:
    done = newest()
    return client.post(reverse("merge_undo", args=[done.public_id]))


def dump() -> dict[str, list[dict[str, Any]]]:
    """Give every row of the platform's own tables."""
    return {
        model._meta.label_lower: [_told(row) for row in model._base_manager.order_by("pk").values()]
        for model in apps.get_models()
        if model.__module__.startswith("simmitt.") and model._meta.label_lower not in NOT_COMPARED
    }


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in row.items()
        if "org_no" not in row or name not in NOT_COMPARED_OF_COMPANY
    }


@pytest.fixture
def twins(world: World) -> World:
    """Make alfa and beta as alike and as entangled as two entries of one company get."""
    for name in ("alfa", "beta"):
        Workplace.objects.create(company=world.company[name], cfar="11112222", name=f"Huvud {name}")
    Membership.objects.create(
        person=world.person["owner of alfa"], role="owner", programme=world.programme["mitt"],
        company=world.company["beta"],
    )  # fmt: skip
    lead = world.rows["lead"]["beta"]
    lead.stage = Stage.ANALYSIS
    lead.save()
    return world


def test_everything_moves_to_the_company_that_is_kept(twins: World, as_person: AsPerson) -> None:
    answer = merge(as_person("coordinator"), twins, phone="kept", need="both", email="other")

    kept, other = company(twins, "alfa"), company(twins, "beta")
    assert answer.status_code == 302
    assert kept.need == f"Behov {canary('alfa')}\n\nBehov {canary('beta')}"
    assert (kept.email, kept.by_hand) == ("info@beta.example", ["email"])
    assert (other.merged_into, other.archived_at is None) == (kept, False)
    for model, count in ((Contact, 2), (Note, 4)):
        assert model.objects.unscoped("a test").filter(company=kept).count() == count
        assert not model.objects.unscoped("a test").filter(company=other).exists()
    # What both had stays where it was: a workplace number, a person's role.
    assert Workplace.objects.unscoped("a test").filter(company=kept).count() == 3
    assert Workplace.objects.unscoped("a test").get(company=other).cfar == "11112222"
    assert Membership.objects.unscoped("a test").filter(company=other).count() == 1


def test_the_files_of_a_journey_are_found_after_a_merge(world: World, as_person: AsPerson) -> None:
    run: Run = world.rows["run"]["beta"]
    place = run_at(run)
    Case.objects.unscoped("a test").filter(company=company(world, "alfa")).update(closed_at=timezone.now())

    assert merge(as_person("manager"), world).status_code == 302

    moved = Run.objects.unscoped("a test").select_related("case__company").get(pk=run.pk)
    assert moved.case.company == company(world, "alfa")
    assert (run_at(moved), place.is_dir()) == (place, True)


def test_the_lead_that_is_further_along_is_kept(twins: World, as_person: AsPerson) -> None:
    merge(as_person("coordinator"), twins)

    leads = {one.company_id: one.stage for one in Lead.objects.unscoped("a test")}
    assert leads[twins.company["alfa"].pk] == Stage.ANALYSIS
    assert leads[twins.company["beta"].pk] == Stage.DIALOGUE


def test_a_number_can_be_taken_over(twins: World, as_person: AsPerson) -> None:
    number = company(twins, "beta").org_no

    merge(as_person("coordinator"), twins, org_no="other")

    assert company(twins, "alfa").org_no == number


def test_undoing_gives_back_every_row_as_it_was(twins: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    before = dump()
    merge(client, twins, name="other", org_no="other", need="both", email="other", municipality="other")
    assert dump() != before

    assert undo(client).status_code == 302

    assert dump() == before
    # A second press does nothing.
    assert undo(client).status_code == 200
    assert dump() == before


def test_what_was_written_since_stays(twins: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    merge(client, twins, email="other", need="both")
    kept = company(twins, "alfa")
    kept.need = "Nya ord"
    kept.save()
    added = Contact.objects.create(company=kept, name="Tillkommen")

    undo(client)

    kept = company(twins, "alfa")
    assert (kept.need, kept.email) == ("Nya ord", "info@alfa.example")
    added.refresh_from_db()
    assert added.company == kept


def test_a_company_merged_on_is_parted_first_at_the_end(world: World, as_person: AsPerson) -> None:
    client = as_person("manager")
    merge(client, world, "alfa", "beta")
    first = newest()
    merge(client, world, "gamma", "alfa")

    answer = client.post(reverse("merge_undo", args=[first.public_id]))

    assert answer.status_code == 422
    assert company(world, "beta").archived_at is not None


def test_a_change_meanwhile_stops_the_merge(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    mine, theirs, before = company(world, "alfa"), company(world, "beta"), newest()
    theirs.save_version(theirs.version)

    answer: Any = client.post(
        reverse("company_merge", args=[mine.public_id]),
        {"other": theirs.public_id, "version": "1", "other_version": "1"},
    )

    assert answer.status_code == 409
    assert company(world, "beta").archived_at is None
    assert newest() == before


def test_likely_twins_are_suggested_and_others_are_found(world: World, as_person: AsPerson) -> None:
    twin = Company.objects.create(
        programme=world.programme["mitt"], partner=world.partner["nord"], name="AB Kanariealfa Mekaniska",
        municipality="2281",
    )  # fmt: skip
    page: Any = as_person("coordinator").get(
        reverse("company_merge", args=[world.company["alfa"].public_id]), {"q": "kanarie"}
    )

    assert page.context["likely"] == [twin]
    # The word is gamma's too, but gamma is another organisation's.
    assert {one.name for one in page.context["found"]} == {twin.name, world.company["beta"].name}


def test_only_a_company_that_one_may_change_can_be_the_other(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    address = reverse("company_merge", args=[world.company["alfa"].public_id])

    for other in ("gamma", "delta", "alfa"):
        assert client.get(address, {"with": world.company[other].public_id}).status_code == 404
        assert merge(client, world, "alfa", other).status_code == 404
    assert client.post(address, {"other": "", "version": "x"}).status_code == 404


@pytest.mark.parametrize(
    "who", ["owner of alfa", "coach", "coordinator elsewhere", "auditor", "manager of syd"]
)
def test_others_neither_merge_nor_undo(who: str, world: World, as_person: AsPerson) -> None:
    merge(as_person("manager"), world)
    done = newest()

    for address in (
        reverse("company_merge", args=[world.company["alfa"].public_id]),
        reverse("merge_undo", args=[done.public_id]),
    ):
        assert as_person(who).get(address).status_code == 404
        assert as_person(who).post(address).status_code == 404
    done.refresh_from_db()
    assert done.undone_at is None


def test_an_archived_company_is_not_merged(world: World, as_person: AsPerson) -> None:
    world.company["beta"].archived_at = timezone.now()
    world.company["beta"].save()

    assert merge(as_person("manager"), world).status_code == 404


def test_every_row_that_points_at_a_company_is_known() -> None:
    pointing = {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.remote_field and field.remote_field.model is Company
    }

    assert {one.model._meta.label_lower for one in relations()} == pointing - {
        "companies.company",
        "companies.merge",
    }
    assert get_user_model()._meta.label_lower not in pointing
