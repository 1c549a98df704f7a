from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.outreach.roads import lead_at, saved, waiting
from web.world import World

from simmitt.web.outreach.models import Lead, Move
from simmitt.web.outreach.stages import Reason, Stage

As = Callable[[str], Client]
SCRIPT: dict[str, Any] = {"headers": {"accept": "application/json", "x-requested-with": "fetch"}}


def move(client: Client, lead: Lead, to: str, *, script: bool = False, **more: Any) -> Any:
    data = {"to_stage": to, "version": saved(lead).version, "back": "board", **more}
    return client.post(reverse("board_move", args=[lead.public_id]), data, **(SCRIPT if script else {}))


def moves(lead: Lead) -> list[tuple[str, str, bool]]:
    rows = Move.objects.unscoped("a test looks").filter(company=lead.company).order_by("moved_at", "pk")
    return [(one.from_stage, one.to_stage, one.undone) for one in rows]


@pytest.fixture
def lead(world: World) -> Lead:
    found: Lead = world.rows["lead"]["alfa"]
    return found


def test_a_move_changes_the_stage_and_leaves_a_trace(lead: Lead, as_person: As) -> None:
    answer = move(as_person("coordinator"), lead, Stage.CHARTER)

    assert (answer.status_code, answer["Location"]) == (302, reverse("board"))
    assert saved(lead).stage == Stage.CHARTER
    assert moves(lead)[-1] == (Stage.DIALOGUE, Stage.CHARTER, False)


def test_a_script_gets_the_new_version(lead: Lead, as_person: As) -> None:
    answer = move(as_person("coordinator"), lead, Stage.CHARTER, script=True)

    assert answer.status_code == 200
    assert answer.json() == {"fields": {"version": saved(lead).version}}


def test_the_same_stage_is_no_move(lead: Lead, as_person: As) -> None:
    before = moves(lead)

    answer = move(as_person("coordinator"), lead, Stage.DIALOGUE)

    assert answer.status_code == 302
    assert moves(lead) == before


def test_not_now_needs_a_reason(lead: Lead, as_person: As) -> None:
    client = as_person("coordinator")

    refused = move(client, lead, Stage.NOT_NOW)
    by_script = move(client, lead, Stage.NOT_NOW, script=True)
    taken = move(client, lead, Stage.NOT_NOW, reason=Reason.NO_TIME)

    assert refused.status_code == 422
    assert "Välj varför företaget säger inte nu." in refused.content.decode()
    assert by_script.status_code == 422
    assert by_script.json() == {"reason": "Välj varför företaget säger inte nu."}
    assert taken.status_code == 302
    assert (saved(lead).stage, saved(lead).reason) == (Stage.NOT_NOW, Reason.NO_TIME)


def test_a_reason_goes_when_the_company_comes_back(lead: Lead, as_person: As) -> None:
    client = as_person("coordinator")
    move(client, lead, Stage.NOT_NOW, reason=Reason.NO_TIME)
    Move.objects.unscoped("it happened long ago").update(moved_at=timezone.now() - timedelta(days=1))

    move(client, lead, Stage.CHARTER, reason=Reason.NO_TIME)

    assert saved(lead).reason == ""


def test_a_stale_move_is_refused_in_words_and_changes_nothing(lead: Lead, as_person: As) -> None:
    client = as_person("coordinator")
    old = saved(lead).version
    move(client, lead, Stage.CHARTER)

    page = move(client, lead, Stage.ANALYSIS, version=old)
    by_script = move(client, lead, Stage.ANALYSIS, version=old, script=True)

    assert (page.status_code, by_script.status_code) == (409, 409)
    assert "Det står nu i Överenskommelse" in page.content.decode()
    assert "Det står nu i Överenskommelse" in by_script.json()["reason"]
    assert saved(lead).stage == Stage.CHARTER


def test_the_page_after_a_stale_move_can_be_sent_as_it_is(lead: Lead, as_person: As) -> None:
    client = as_person("coordinator")
    old = saved(lead).version
    move(client, lead, Stage.CHARTER)

    page = move(client, lead, Stage.ANALYSIS, version=old).content.decode()

    assert f'name="version" value="{saved(lead).version}"' in page


def test_moving_back_at_once_takes_the_move_back(lead: Lead, as_person: As) -> None:
    client = as_person("coordinator")
    since = saved(lead).stage_since
    move(client, lead, Stage.CHARTER)

    move(client, lead, Stage.DIALOGUE)

    assert moves(lead)[-1] == (Stage.DIALOGUE, Stage.CHARTER, True)
    assert saved(lead).stage == Stage.DIALOGUE
    assert abs(saved(lead).stage_since - since) < timedelta(seconds=1)


def test_moving_back_after_ten_minutes_is_a_move_of_its_own(lead: Lead, as_person: As) -> None:
    client = as_person("coordinator")
    move(client, lead, Stage.CHARTER)
    newest = Move.objects.unscoped("it happened a while ago").filter(to_stage=Stage.CHARTER)
    newest.update(moved_at=timezone.now() - timedelta(minutes=11))

    move(client, lead, Stage.DIALOGUE)

    assert moves(lead)[-2:] == [
        (Stage.DIALOGUE, Stage.CHARTER, False),
        (Stage.CHARTER, Stage.DIALOGUE, False),
    ]


def test_nobody_takes_back_what_somebody_else_did(lead: Lead, as_person: As) -> None:
    move(as_person("coordinator"), lead, Stage.CHARTER)

    move(as_person("manager"), lead, Stage.DIALOGUE)

    assert moves(lead)[-2][2] is False


def test_a_move_answers_a_company_that_registered_itself(world: World, as_person: As) -> None:
    lead = lead_at(world, "Väntar AB", **waiting(3))
    client = as_person("coordinator")

    move(client, lead, Stage.DIALOGUE)
    answered = saved(lead).answered_at
    move(client, lead, Stage.CONTACTED)

    assert answered is not None
    assert saved(lead).answered_at is None


def test_a_move_is_an_event(lead: Lead, as_person: As) -> None:
    move(as_person("coordinator"), lead, Stage.CHARTER)

    entries = LogEntry.objects.filter(actor__email="coordinator@example.com", additional_data__isnull=False)
    kinds = {(entry.content_type.model, entry.additional_data["company"]) for entry in entries}
    assert {("lead", lead.company_id), ("move", lead.company_id)} <= kinds


def test_an_archived_company_is_not_moved(lead: Lead, as_person: As) -> None:
    company = saved(lead).company
    company.archived_at = timezone.now()
    company.save()

    answer = move(as_person("coordinator"), lead, Stage.CHARTER)

    assert answer["Location"] == reverse("company", args=[company.public_id])
    assert saved(lead).stage == Stage.DIALOGUE


@pytest.mark.parametrize("to_stage", ["", "nowhere", "'; --"])
def test_an_unknown_stage_is_refused(lead: Lead, as_person: As, to_stage: str) -> None:
    assert move(as_person("coordinator"), lead, to_stage).status_code == 422


@pytest.mark.parametrize(
    "who",
    [
        "coordinator elsewhere",
        "coach",
        "analyst",
        "auditor",
        "steering",
        "leader",
        "support",
        "owner of alfa",
        "owner of beta",
        "manager of syd",
        "stranger",
    ],
)
def test_nobody_else_moves_it(lead: Lead, as_person: As, who: str) -> None:
    before = saved(lead).stage

    answer = move(as_person(who), lead, Stage.CHARTER)

    assert answer.status_code == 404
    assert saved(lead).stage == before
