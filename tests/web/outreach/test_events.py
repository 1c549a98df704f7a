from collections.abc import Callable
from typing import Any

import pytest
from auditlog.context import set_actor
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from web.outreach.conftest import Asks
from web.outreach.roads import lead_at, text_of
from web.world import World, canary

from simmitt.web.outreach.events import A_LEAF, Event
from simmitt.web.outreach.models import Note

As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _only_what_the_test_does(world: World) -> None:
    LogEntry.objects.all().delete()


def events(client: Client, **data: Any) -> list[Event]:
    answer = client.get(reverse("events"), data)
    assert answer.status_code == 200
    found: list[Event] = answer.context["leaf"].events
    return found


def rename(world: World, who: str, company: str, name: str) -> None:
    with set_actor(world.person[who]):
        row = world.company[company]
        row.name = name
        row.save()


def test_a_change_tells_who_what_and_from_what_to_what(world: World, as_person: As) -> None:
    rename(world, "coordinator", "alfa", "Nytt namn AB")

    (event,) = events(as_person("manager"))

    assert (event.who, str(event.act), str(event.kind), event.about) == (
        "Person coordinator", "Ändrat", "Företag", "Nytt namn AB",
    )  # fmt: skip
    assert event.address == reverse("company", args=[world.company["alfa"].public_id])
    assert [(str(one.label), one.before, one.after) for one in event.changes] == [
        ("Företagets namn", f"{canary('alfa')} Mekaniska AB", "Nytt namn AB")
    ]


def test_codes_are_told_as_words_and_people_by_name(world: World, as_person: As) -> None:
    lead = world.rows["lead"]["alfa"]
    with set_actor(world.person["coordinator"]):
        lead.stage, lead.owner = "charter", world.person["coach"]
        lead.save()

    (event,) = events(as_person("manager"))

    told = {str(one.label): (one.before, one.after) for one in event.changes}
    assert told == {"Steg": ("Dialog", "Överenskommelse"), "Ansvarig": ("", "Person coach")}


def test_a_coordinator_sees_his_or_her_own_doings(world: World, as_person: As) -> None:
    rename(world, "coordinator", "alfa", "Mitt AB")
    rename(world, "manager", "beta", "Chefens AB")

    assert [event.about for event in events(as_person("coordinator"))] == ["Mitt AB"]
    assert len(events(as_person("auditor"))) == 2


def test_what_is_out_of_reach_is_told_without_its_content(world: World, as_person: As) -> None:
    rename(world, "coordinator", "alfa", "Hemligt AB")
    company = world.company["alfa"]
    type(company).objects.unscoped("it is handed over").filter(pk=company.pk).update(
        partner=world.partner["väst"]
    )

    (event,) = events(as_person("coordinator"))

    assert (event.about, event.changes, event.address) == ("Ett företag som du inte längre når", [], "")


def test_another_programmes_events_are_not_there(world: World, as_person: As) -> None:
    rename(world, "manager of syd", "delta", "Söder AB")

    assert events(as_person("manager")) == []


def test_it_is_narrowed_by_kind_and_person(world: World, as_person: As) -> None:
    rename(world, "coordinator", "alfa", "Mitt AB")
    with set_actor(world.person["coach"]):
        Note.objects.create(company=world.company["alfa"], text="Ord")
    client = as_person("manager")

    assert len(events(client, kind="outreach.note")) == 1
    assert len(events(client, person=world.person["coordinator"].public_id)) == 1
    assert len(events(client, kind="nonsense", person="")) == 2


def test_older_events_stand_on_the_next_page(world: World, as_person: As) -> None:
    with set_actor(world.person["coach"]):
        for number in range(A_LEAF + 3):
            Note.objects.create(company=world.company["alfa"], text=f"Ord {number}")
    client = as_person("manager")

    first = client.get(reverse("events")).context["leaf"]
    second = client.get(reverse("events"), {"before": first.older}).context["leaf"]

    assert (len(first.events), len(second.events), second.older) == (A_LEAF, 3, None)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30])
def test_nonsense_in_the_address_does_no_harm(world: World, as_person: As, before: str) -> None:
    events(as_person("manager"), before=before)


def test_no_secret_is_told(world: World, as_person: As) -> None:
    LogEntry.objects.create(
        content_type_id=LogEntry.objects.model._meta.get_field("content_type").related_model.objects.get(
            app_label="people", model="invitation"
        ).pk,
        object_pk="1", object_repr="nils@example.com", action=LogEntry.Action.CREATE,
        changes={"token_hash": [None, "a1b2c3"], "email": [None, "nils@example.com"]},
        additional_data={"programme": world.programme["mitt"].pk},
    )  # fmt: skip

    page = as_person("manager").get(reverse("events")).content.decode()

    assert "nils@example.com" in page
    assert "a1b2c3" not in page


def test_the_file_holds_the_events(world: World, as_person: As) -> None:
    rename(world, "coordinator", "alfa", "Nytt namn AB")

    answer = as_person("manager").get(reverse("events"), {"format": "csv"})

    assert "Nytt namn AB" in text_of(answer)


def test_the_page_asks_equally_often(world: World, as_person: As, asks: Asks) -> None:
    client = as_person("manager")
    counts = set()
    for more in (1, 2, 57):
        with set_actor(world.person["coach"]):
            for number in range(more):
                lead_at(world, f"Bolag {more} {number}", owner=world.person["coordinator"])
        counts.add(asks(client, reverse("events")))

    assert len(counts) == 1


@pytest.mark.parametrize("who", ["coach", "steering", "support", "leader", "owner of alfa", "stranger"])
def test_it_is_not_there_for(world: World, as_person: As, who: str) -> None:
    assert as_person(who).get(reverse("events")).status_code == 404
