from collections.abc import Callable
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.outreach.conftest import Asks
from web.outreach.roads import lead_at
from web.world import World, canary

from simmitt.web.companies.models import Company, Contact, Source, Workplace
from simmitt.web.outreach.models import Kind, Note
from simmitt.web.outreach.stages import Stage

As = Callable[[str], Client]


def card(client: Client, company: Company, page: int = 1) -> str:
    answer = client.get(reverse("company", args=[company.public_id]), {"page": page})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def alfa(world: World) -> Company:
    return world.company["alfa"]


def test_whom_to_meet_stands_before_all_facts(world: World, alfa: Company, as_person: As) -> None:
    contact: Contact = world.rows["contact"]["alfa"]
    contact.phone = "070-123 45 67"
    contact.save()

    page = card(as_person("coordinator"), alfa)

    assert 'href="tel:0701234567"' in page
    assert page.index("Vem du ska träffa") < page.index("Senast sagt") < page.index("Om företaget")


def test_the_way_so_far_counts_the_days_in_each_stage(world: World, alfa: Company, as_person: As) -> None:
    page = as_person("coordinator").get(reverse("company", args=[alfa.public_id]))

    stays = [(stay.stage, stay.lasted.days) for stay in page.context["card"].stays]
    assert stays == [(Stage.CONTACTED, 21), (Stage.DIALOGUE, 9)]


def test_a_fact_says_where_it_comes_from(alfa: Company, as_person: As) -> None:
    alfa.source, alfa.by_hand, alfa.phone = Source.REGISTER, ["phone"], "060-1 23"
    alfa.save()

    facts = as_person("coordinator").get(reverse("company", args=[alfa.public_id])).context["card"].facts

    sources = {fact.name: str(fact.source) for fact in facts}
    assert (sources["phone"], sources["org_no"]) == ("Ändrat för hand", str(Source.REGISTER.label))


def test_notes_are_read_twenty_at_a_time(alfa: Company, as_person: As) -> None:
    now = timezone.now()
    for number in range(25):
        Note.objects.create(company=alfa, text=f"Ord {number:02}.", happened_at=now - timedelta(days=number))
    client = as_person("coordinator")

    first, second = card(client, alfa), card(client, alfa, page=2)

    assert "Ord 17." in first
    assert "Ord 24." not in first
    assert "Ord 24." in second


def test_buttons_are_those_that_lead_somewhere(world: World, alfa: Company, as_person: As) -> None:
    move = reverse("board_move", args=[world.rows["lead"]["alfa"].public_id])
    write = reverse("note_new", args=[alfa.public_id])

    shown = {
        who: (move in card(as_person(who), alfa), write in card(as_person(who), alfa))
        for who in ("manager", "coordinator", "coach", "auditor")
    }

    assert shown == {
        "manager": (True, True),
        "coordinator": (True, True),
        "coach": (False, True),
        "auditor": (False, False),
    }


def test_a_company_of_the_register_can_be_taken_in_from_its_card(world: World, as_person: As) -> None:
    company = Company.objects.create(
        programme=world.programme["mitt"], partner=world.partner["nord"], name="Registrets AB"
    )

    page = card(as_person("coordinator"), company)

    assert reverse("lead_start", args=[company.public_id]) in page


def test_an_archived_company_says_so_and_offers_no_move(world: World, alfa: Company, as_person: As) -> None:
    alfa.archived_at = timezone.now()
    alfa.save()

    page = card(as_person("coordinator"), alfa)

    assert "Företaget är arkiverat" in page
    assert reverse("board_move", args=[world.rows["lead"]["alfa"].public_id]) not in page


def test_a_merged_company_leads_to_the_one_it_became(world: World, alfa: Company, as_person: As) -> None:
    alfa.archived_at, alfa.merged_into = timezone.now(), world.company["beta"]
    alfa.save()

    assert reverse("company", args=[world.company["beta"].public_id]) in card(as_person("coordinator"), alfa)


def test_a_merged_company_does_not_name_one_that_the_reader_does_not_reach(
    world: World, alfa: Company, as_person: As
) -> None:
    alfa.archived_at, alfa.merged_into = timezone.now(), world.company["gamma"]
    alfa.save()

    assert canary("gamma") not in card(as_person("coordinator"), alfa)


def test_the_registration_tells_what_was_agreed_to(alfa: Company, as_person: As) -> None:
    registration = alfa.registrations.unscoped("a test sets the scene").get()
    registration.agreed_at, registration.consent_version = timezone.now(), "2026-10"
    registration.save()

    assert "samtycke, version 2026-10" in card(as_person("coordinator"), alfa)


def test_an_auditors_reading_is_an_event(alfa: Company, as_person: As) -> None:
    card(as_person("auditor"), alfa)

    entry = LogEntry.objects.filter(action=LogEntry.Action.ACCESS).latest("pk")
    assert (entry.additional_data["page"], entry.actor.email) == ("company", "auditor@example.com")


def test_the_card_asks_the_database_equally_often(world: World, as_person: As, asks: Asks) -> None:
    def filled(rows: int) -> Company:
        company: Company = lead_at(world, f"Bolag {rows}", Stage.CHARTER).company
        for number in range(rows):
            Note.objects.create(company=company, text="Ord.", kind=Kind.CALL, author=world.person["coach"])
            Contact.objects.create(company=company, name=f"Kontakt {number}")
            Workplace.objects.create(company=company, name=f"Verkstad {number}")
        return company

    client = as_person("coordinator")

    counts = {asks(client, reverse("company", args=[filled(rows).public_id])) for rows in (1, 3, 60)}

    assert len(counts) == 1


@pytest.mark.parametrize(
    "who",
    ["coordinator elsewhere", "leader", "steering", "support", "owner of beta", "manager of syd", "stranger"],
)
def test_nobody_else_finds_it(alfa: Company, as_person: As, who: str) -> None:
    client = as_person(who)

    foreign = client.get(reverse("company", args=[alfa.public_id]))
    unknown = client.get(reverse("company", args=["zzzzzzzzzzzz"]))

    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert canary("alfa") not in foreign.content.decode()


# --- the company's own people ---


def test_the_company_reads_where_it_stands_and_what_comes_next(alfa: Company, as_person: As) -> None:
    for who in ("owner of alfa", "champion of alfa", "employee of alfa"):
        page = card(as_person(who), alfa)

        assert "Vi tar tillsammans reda på vad ni behöver." in page
        assert "Vi besöker er" in page


def test_the_company_reads_who_is_responsible(world: World, alfa: Company, as_person: As) -> None:
    lead = world.rows["lead"]["alfa"]
    nobody = card(as_person("owner of alfa"), alfa)
    lead.owner = world.person["coordinator"]
    lead.save()
    somebody = card(as_person("owner of alfa"), alfa)

    assert "fraga@mitt.example" in nobody
    assert "Person coordinator" in somebody


def test_the_company_reads_by_when_it_is_answered(world: World, alfa: Company, as_person: As) -> None:
    lead = world.rows["lead"]["alfa"]
    lead.registered_at = timezone.now()
    lead.answer_due_on = timezone.localdate() + timedelta(days=3)
    lead.save()

    assert "Vi svarar er senast" in card(as_person("owner of alfa"), alfa)


def test_the_company_reads_shared_notes_alone_and_no_next_step(alfa: Company, as_person: As) -> None:
    page = card(as_person("owner of alfa"), alfa)

    assert f"Delat {canary('alfa')}" in page
    assert f"Internt {canary('alfa')}" not in page
    assert f"Ring {canary('alfa')}" not in page


def test_an_employee_has_no_button_to_change_the_company(alfa: Company, as_person: As) -> None:
    edit = reverse("company_edit", args=[alfa.public_id])

    assert edit in card(as_person("owner of alfa"), alfa)
    assert edit not in card(as_person("employee of alfa"), alfa)


def test_own_company_shows_the_same_page(world: World, alfa: Company, as_person: As) -> None:
    page = as_person("owner of alfa").get(reverse("own_company"))

    assert page.status_code == 200
    assert page.context["company"] == alfa
    assert canary("beta") not in page.content.decode()


def test_somebody_of_two_companies_chooses(world: World, as_person: As) -> None:
    member = world.rows["membership"]["owner of beta"]
    member.person = world.person["owner of alfa"]
    member.save()

    page = as_person("owner of alfa").get(reverse("own_company")).content.decode()

    assert canary("alfa") in page
    assert canary("beta") in page
    assert canary("gamma") not in page


@pytest.mark.parametrize("who", ["manager", "coach", "auditor", "steering", "stranger"])
def test_own_company_is_not_there_for(world: World, as_person: As, who: str) -> None:
    assert as_person(who).get(reverse("own_company")).status_code == 404


def test_five_notes_stand_open_and_the_earlier_ones_on_demand(alfa: Company, as_person: As) -> None:
    for number in range(7):
        Note.objects.create(
            company=alfa,
            kind=Kind.CALL,
            text=f"Samtal {number}",
            happened_at=timezone.now() - timedelta(hours=number),
        )

    page = card(as_person("coordinator"), alfa)
    open_ones, _summary, earlier = page.partition("till</summary>")

    assert open_ones.count('<div class="kept-lines"><p>') == 5
    assert "Samtal 0" in open_ones
    assert "Samtal 6" in earlier
