from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.outreach.roads import lead_at, saved, waiting
from web.world import World, canary

from simmitt.web.companies.models import Company
from simmitt.web.outreach.models import Kind, Lead, Move, Note
from simmitt.web.outreach.stages import Stage

As = Callable[[str], Client]
NOT_THEIRS = [
    "coordinator elsewhere",
    "coach",
    "auditor",
    "steering",
    "support",
    "owner of alfa",
    "owner of beta",
    "stranger",
]


@pytest.fixture
def lead(world: World) -> Lead:
    found: Lead = world.rows["lead"]["alfa"]
    return found


def edit(client: Client, lead: Lead, **more: Any) -> Any:
    data = {"next_step": "Besök", "next_step_on": "2026-12-01", "version": saved(lead).version, **more}
    return client.post(reverse("lead_edit", args=[lead.public_id]), data)


def done(client: Client, lead: Lead, **more: Any) -> Any:
    data = {"kind": Kind.VISIT, "text": "Gick runt.", "version": saved(lead).version, **more}
    return client.post(reverse("lead_done", args=[lead.public_id]), data)


def test_somebody_takes_the_company_on_with_a_step(world: World, lead: Lead, as_person: As) -> None:
    me = world.person["coordinator"]

    answer = edit(as_person("coordinator"), lead, owner=me.public_id)

    assert answer.status_code == 302
    now = saved(lead)
    assert (now.owner_id, now.next_step, str(now.next_step_on)) == (me.pk, "Besök", "2026-12-01")


def test_only_outreach_staff_that_one_knows_of_can_be_responsible(
    world: World, lead: Lead, as_person: As
) -> None:
    for who in ("owner of alfa", "coordinator elsewhere", "coordinator of syd", "stranger"):
        answer = edit(as_person("coordinator"), lead, owner=world.person[who].public_id)

        assert answer.status_code == 422
    page = as_person("coordinator").get(reverse("lead_edit", args=[lead.public_id])).content.decode()
    assert "Person coordinator elsewhere" not in page


def test_whoever_is_responsible_already_stays_in_the_list(world: World, lead: Lead, as_person: As) -> None:
    lead.owner = world.person["manager"]
    lead.save()

    answer = edit(as_person("coordinator"), lead, owner=world.person["manager"].public_id)

    assert answer.status_code == 302


@pytest.mark.parametrize("gap", [{"next_step_on": ""}, {"next_step": ""}])
def test_a_step_and_its_day_belong_together(lead: Lead, as_person: As, gap: dict[str, str]) -> None:
    assert edit(as_person("coordinator"), lead, **gap).status_code == 422
    assert saved(lead).next_step == f"Ring {canary('alfa')}"


def test_a_stale_save_shows_both(lead: Lead, as_person: As) -> None:
    client = as_person("coordinator")
    old = saved(lead).version
    edit(client, lead, next_step="Deras steg")

    answer = edit(client, lead, next_step="Mitt steg", version=old)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Deras steg" in page
    assert "Mitt steg" in page
    assert saved(lead).next_step == "Deras steg"


def test_done_writes_a_note_and_the_next_step_at_once(lead: Lead, as_person: As) -> None:
    answer = done(as_person("coordinator"), lead, next_step="Ring igen", next_step_on="2026-12-09")

    assert (answer.status_code, answer["Location"]) == (302, reverse("my_week"))
    note = Note.objects.unscoped("a test looks").latest("pk")
    assert (note.text, note.kind, note.shared) == ("Gick runt.", Kind.VISIT, False)
    assert saved(lead).next_step == "Ring igen"


def test_done_on_a_changed_company_writes_nothing_and_keeps_the_words(lead: Lead, as_person: As) -> None:
    client = as_person("coordinator")
    old = saved(lead).version
    edit(client, lead, next_step="Deras steg")
    before = Note.objects.unscoped("a test counts").count()

    answer = done(client, lead, version=old)

    assert answer.status_code == 409
    assert "Gick runt." in answer.content.decode()
    assert "Deras steg" in answer.content.decode()
    assert Note.objects.unscoped("a test counts").count() == before


@pytest.mark.parametrize(("kind", "answers"), [(Kind.CALL, True), (Kind.MAIL, True), (Kind.NOTE, False)])
def test_what_was_done_may_be_the_answer(world: World, as_person: As, kind: str, answers: bool) -> None:
    lead = lead_at(world, "Väntar AB", **waiting(2))

    done(as_person("coordinator"), lead, kind=kind)

    assert (saved(lead).answered_at is not None) is answers


@pytest.mark.parametrize("who", NOT_THEIRS)
def test_nobody_else_changes_it(lead: Lead, as_person: As, who: str) -> None:
    client = as_person(who)

    for name in ("lead_edit", "lead_done"):
        address = reverse(name, args=[lead.public_id])
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": "x"}).status_code == 404
    assert saved(lead).version == lead.version


# --- from the register into the pipeline ---


@pytest.fixture
def company(world: World) -> Company:
    made: Company = Company.objects.create(
        programme=world.programme["mitt"], partner=world.partner["nord"], name="Registrets AB"
    )
    return made


def test_a_company_of_the_register_is_taken_in(world: World, company: Company, as_person: As) -> None:
    answer = as_person("coordinator").post(reverse("lead_start", args=[company.public_id]), {})

    assert answer["Location"] == reverse("company", args=[company.public_id])
    lead = Lead.objects.unscoped("a test looks").get(company=company)
    move = Move.objects.unscoped("a test looks").get(company=company)
    assert (lead.stage, lead.owner) == (Stage.CONTACTED, world.person["coordinator"])
    assert (move.from_stage, move.to_stage, move.moved_by) == (
        "",
        Stage.CONTACTED,
        world.person["coordinator"],
    )


def test_taking_it_in_twice_changes_nothing(world: World, lead: Lead, as_person: As) -> None:
    client = as_person("coordinator")

    client.post(reverse("lead_start", args=[lead.company.public_id]), {})

    assert saved(lead).stage == Stage.DIALOGUE
    assert saved(lead).version == lead.version


def test_a_step_without_its_day_is_refused(company: Company, as_person: As) -> None:
    client = as_person("coordinator")

    answer = client.post(reverse("lead_start", args=[company.public_id]), {"next_step": "Ring"})

    assert answer.status_code == 422
    assert not Lead.objects.unscoped("a test looks").filter(company=company).exists()


def test_an_archived_company_is_not_taken_in(company: Company, as_person: As) -> None:
    company.archived_at = timezone.now()
    company.save()

    as_person("coordinator").post(reverse("lead_start", args=[company.public_id]), {})

    assert not Lead.objects.unscoped("a test looks").filter(company=company).exists()


@pytest.mark.parametrize("who", NOT_THEIRS)
def test_nobody_else_takes_it_in(company: Company, as_person: As, who: str) -> None:
    address = reverse("lead_start", args=[company.public_id])

    assert as_person(who).post(address, {}).status_code == 404
    assert not Lead.objects.unscoped("a test looks").filter(company=company).exists()
