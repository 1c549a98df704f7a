"""A company registers itself: the road from the first screen to the pipeline."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from web.public.wizard import ANSWERS, NEW_NUMBER, answer, answer_until, letters_to, link_of
from web.world import World

from simmitt.ground.workdays import working_days_after
from simmitt.web.companies.models import Company, Contact, Source
from simmitt.web.outreach.models import Lead, Move
from simmitt.web.outreach.stages import Stage
from simmitt.web.people.models import Invitation
from simmitt.web.public.models import Enquiry, Registration


def _registrations() -> list[Registration]:
    return list(Registration.objects.unscoped("test").filter(company__isnull=True))


def _new_company() -> Company:
    company: Company = Company.objects.unscoped("test").get(org_no=NEW_NUMBER)
    return company


def test_the_whole_road(client: Client, world: World) -> None:
    sent = answer_until(client, 7)
    assert sent.headers["Location"] == "/sv/anmal/skickad/"
    assert "anna@granforsen.example" in client.get("/sv/anmal/skickad/").content.decode()
    link = link_of()
    # A machine that opens the link confirms nothing.
    assert client.get(link).status_code == 200
    assert not Company.objects.unscoped("test").filter(org_no=NEW_NUMBER).exists()

    thanks = client.post(link, {"act": "confirm"}, follow=True).content.decode()

    company, due = _new_company(), working_days_after(timezone.localdate(), 5)
    assert (company.name, company.source, company.partner) == (
        "Granforsen Mekaniska AB", Source.SELF, world.partner["nord"]
    )  # fmt: skip
    assert (company.digital, company.competence, company.sustainable) == (True, False, True)
    assert (company.size_class, company.sni, company.need) == (5, "25.620", "Ordrarna ligger för länge.")
    assert "name" in company.by_hand
    contact = Contact.objects.unscoped("test").get(company=company)
    assert (contact.name, contact.title, contact.email, contact.first) == (
        "Anna Granfors", "VD", "anna@granforsen.example", True
    )  # fmt: skip
    lead = Lead.objects.unscoped("test").get(company=company)
    assert (lead.stage, lead.answer_due_on, lead.answered_at) == (Stage.CONTACTED, due, None)
    assert lead.owner == world.person["coordinator"]
    assert lead.registered_at
    assert Move.objects.unscoped("test").filter(company=company).count() == 1
    # Nobody is let in before somebody has called: anybody can write a company's number.
    assert not Invitation.objects.unscoped("test").filter(company=company).exists()
    registration = Registration.objects.unscoped("test").get(company=company)
    assert registration.consent_version == ANSWERS[6]["consent_version"]
    assert registration.agreed_at
    assert registration.confirmed_at
    assert not registration.known_before
    assert "Person coordinator" in thanks
    assert str(due.day) in thanks


def test_everybody_gets_their_letters(client: Client, world: World) -> None:
    answer_until(client, 7)
    client.post(link_of(), {"act": "confirm"})

    to_company = [letter.subject for letter in letters_to("anna@granforsen.example")]
    to_coordinator = letters_to("coordinator@example.com")
    assert to_company[0] == "Bekräfta anmälan av Granforsen Mekaniska AB"
    assert to_company[1:] == ["Tack, anmälan har kommit fram"]
    assert [letter.subject for letter in to_coordinator] == ["Ny anmälan från Granforsen Mekaniska AB"]
    assert f"/sv/companies/{_new_company().public_id}/" in to_coordinator[0].text
    assert not letters_to("coordinator.elsewhere@example.com")
    assert not letters_to("manager@example.com")


def test_in_english(client: Client, world: World) -> None:
    answer_until(client, 7, "en")

    letter = letters_to("anna@granforsen.example")[0]
    assert letter.subject == "Confirm the registration of Granforsen Mekaniska AB"
    assert "/en/register/confirm/" in letter.text


def test_a_second_press_changes_nothing(client: Client, world: World) -> None:
    answer_until(client, 7)
    link = link_of()
    client.post(link, {"act": "confirm"})
    letters = len(letters_to("anna@granforsen.example"))

    again = client.post(link, {"act": "confirm"}, follow=True)

    assert again.status_code == 200
    assert Company.objects.unscoped("test").filter(org_no=NEW_NUMBER).count() == 1
    assert len(letters_to("anna@granforsen.example")) == letters


def test_a_double_press_sends_one_letter(client: Client, world: World) -> None:
    answer_until(client, 7)
    answer(client, 7)

    assert len(letters_to("anna@granforsen.example")) == 1


def test_nothing_is_kept_before_the_first_answer(client: Client, world: World) -> None:
    client.get("/sv/anmal/")
    client.get("/sv/anmal/1/")
    answer(client, 1, name="")

    assert not _registrations()


def test_one_goes_on_where_one_stopped(client: Client, world: World) -> None:
    answer_until(client, 3)

    assert "/sv/anmal/4/" in client.get("/sv/anmal/").content.decode()
    assert client.get("/sv/anmal/6/").headers["Location"] == "/sv/anmal/4/"
    assert "Granforsen Mekaniska AB" in client.get("/sv/anmal/1/").content.decode()
    assert 'value="2281" selected' in client.get("/sv/anmal/2/").content.decode()


def test_another_browser_sees_nothing_of_it(client: Client, world: World) -> None:
    answer_until(client, 5)

    stranger = Client()
    assert "Granforsen" not in stranger.get("/sv/anmal/1/").content.decode()
    assert stranger.get("/sv/anmal/7/").headers["Location"] == "/sv/anmal/1/"
    assert stranger.get("/sv/anmal/skickad/").headers["Location"] == "/sv/anmal/"


def test_the_last_look_shows_every_answer_with_a_way_to_change_it(client: Client, world: World) -> None:
    answer_until(client, 6)

    page = client.get("/sv/anmal/7/").content.decode()

    for text in ("Granforsen Mekaniska AB", NEW_NUMBER, "Sundsvall", "Svetsade ramar", "Anna Granfors", "VD"):
        assert text in page
    assert all(f'href="/sv/anmal/{step}/"' in page for step in range(1, 6))


def test_a_changed_answer_leads_back_to_the_last_look(client: Client, world: World) -> None:
    answer_until(client, 6)

    assert answer(client, 3, makes="Lådor").headers["Location"] == "/sv/anmal/7/"
    assert "Lådor" in client.get("/sv/anmal/7/").content.decode()


def test_changed_after_the_letter_the_old_link_is_dead(client: Client, world: World) -> None:
    answer_until(client, 7)
    link = link_of()
    answer(client, 5, contact_email="ny@granforsen.example")

    assert client.get(link).status_code == 404
    assert client.post(link, {"act": "confirm"}).status_code == 404
    answer(client, 7)
    assert client.get(link_of("ny@granforsen.example")).status_code == 200


def test_an_old_link_gives_a_new_one(client: Client, world: World) -> None:
    answer_until(client, 7)
    link = link_of()
    row = _registrations()[0]
    row.confirm_until = row.sent_at = timezone.now() - timedelta(days=1)
    row.save()

    assert "äldre än sju dygn" in client.get(link).content.decode()
    assert not Company.objects.unscoped("test").filter(org_no=NEW_NUMBER).exists()
    client.post(link, {"act": "confirm"})
    assert link_of() != link
    client.post(link_of(), {"act": "confirm"})
    assert _new_company().name


@pytest.mark.parametrize("where", ["sent", "letter", "begin"])
def test_changing_ones_mind_removes_everything(client: Client, world: World, where: str) -> None:
    answer_until(client, 7)
    link = link_of()
    address = {"sent": "/sv/anmal/skickad/", "letter": link, "begin": "/sv/anmal/"}[where]

    client.post(address, {"act": "withdraw"})

    assert not _registrations()
    assert client.post(link, {"act": "confirm"}).status_code == 404


def test_a_letter_can_be_sent_again_but_not_without_end(client: Client, world: World) -> None:
    answer_until(client, 7)
    for _press in range(8):
        row = _registrations()[0]
        row.sent_at = timezone.now() - timedelta(minutes=5)
        row.save()
        client.post("/sv/anmal/skickad/", {"act": "again"})

    assert len(letters_to("anna@granforsen.example")) == 4


def test_other_counties_are_told_kindly(client: Client, world: World) -> None:
    answer(client, 1)
    assert answer(client, 2, municipality="0180").headers["Location"] == "/sv/anmal/annat-lan/"

    page = client.get("/sv/anmal/annat-lan/").content.decode()
    assert "Stockholm" in page
    assert "Västernorrlands län" in page
    assert client.get("/sv/anmal/3/").headers["Location"] == "/sv/anmal/2/"
    wrong = client.post("/sv/anmal/annat-lan/", {"email": "inte en adress"})
    assert wrong.status_code == 422
    client.post("/sv/anmal/annat-lan/", {"email": "anna@granforsen.example", "text": "Hör av er"})

    enquiry = Enquiry.objects.unscoped("test").get(email="anna@granforsen.example")
    assert "Granforsen Mekaniska AB" in enquiry.text
    assert not _registrations()


def test_a_sole_trader_gives_no_number(client: Client, world: World) -> None:
    answer_until(client, 7, org_no="", sole_trader="on")
    client.post(link_of(), {"act": "confirm"})

    company = Company.objects.unscoped("test").get(name="Granforsen Mekaniska AB")
    assert (company.org_no, company.sole_trader) == ("", True)


def test_old_unconfirmed_registrations_are_forgotten(client: Client, world: World) -> None:
    answer_until(client, 2)
    row = _registrations()[0]
    Registration.objects.unscoped("test").filter(pk=row.pk).update(
        changed_at=timezone.now() - timedelta(days=31)
    )

    answer(Client(), 1)

    assert row.pk not in {one.pk for one in _registrations()}
    assert Registration.objects.unscoped("test").filter(company=world.company["alfa"]).exists()


def test_without_a_coordinator_the_manager_is_told(client: Client, world: World) -> None:
    membership = world.rows["membership"]["coordinator"]
    membership.ended_at = timezone.now()
    membership.save()

    answer_until(client, 7)
    client.post(link_of(), {"act": "confirm"})

    assert len(letters_to("manager@example.com")) == 1


@pytest.mark.parametrize("address", ["/sv/anmal/0/", "/sv/anmal/8/", "/sv/anmal/bekrafta/hittepa/"])
def test_what_is_not_there_is_not_found(client: Client, world: World, address: str) -> None:
    assert client.get(address).status_code == 404
