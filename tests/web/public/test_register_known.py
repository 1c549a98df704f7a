"""A company that is here already: whoever writes in its name learns nothing and gets nothing."""

import re

from django.test import Client
from web.public.wizard import NEW_NUMBER, answer, letters_to, link_of
from web.world import ORG_NUMBERS, World, canary

from simmitt.web.companies.models import Company, Contact
from simmitt.web.mail.models import Letter
from simmitt.web.outreach.models import Lead, Note
from simmitt.web.people.models import Invitation
from simmitt.web.public.models import Registration
from simmitt.web.scope.roles import Role
from simmitt.web.scope.scope import Scope, Standing


def _register(client: Client, number: str, email: str = "anna@granforsen.example") -> list[str]:
    """Register, and give every page that the writer saw."""
    pages = []
    for step in range(1, 8):
        page = _answered(client, step, number, email)
        pages.append(page)
    pages.append(client.get("/sv/anmal/skickad/").content.decode())
    link = link_of(email)
    pages.append(client.get(link).content.decode())
    pages.append(client.post(link, {"act": "confirm"}, follow=True).content.decode())
    return pages


def _answered(client: Client, step: int, number: str, email: str) -> str:
    changed = {1: {"org_no": number}, 5: {"contact_email": email}}.get(step, {})
    return str(answer(client, step, **changed).content.decode())


def _said(letter: Letter) -> tuple[str, str]:
    return letter.subject, _plain(letter.text)


def _plain(page: str) -> str:
    """Leave out what differs from visit to visit."""
    return re.sub(r'(nonce|value)="[^"]*"|(bekrafta|confirm)/[\w-]+', "", page)


def test_the_writer_sees_the_same_as_for_a_new_company(world: World) -> None:
    known = _register(Client(), ORG_NUMBERS["alfa"])
    new = _register(Client(), NEW_NUMBER)

    assert [_plain(page) for page in known] == [_plain(page) for page in new]
    assert not any(canary("alfa") in page for page in known)


def test_the_letters_to_the_writer_say_the_same(world: World) -> None:
    _register(Client(), ORG_NUMBERS["alfa"], "a@granforsen.example")
    _register(Client(), NEW_NUMBER, "b@granforsen.example")

    known, new = letters_to("a@granforsen.example"), letters_to("b@granforsen.example")
    assert [_said(one) for one in known] == [_said(one) for one in new]
    assert len(known) == 2
    assert not any(canary("alfa") in letter.text + letter.subject for letter in known)


def test_the_company_stays_as_it_was_and_nobody_is_let_in(world: World) -> None:
    before = Company.objects.unscoped("test").filter(pk=world.company["alfa"].pk).values().get()
    contacts, invitations = Contact.objects.unscoped("test").count(), _invitations()

    _register(Client(), ORG_NUMBERS["alfa"])

    after = Company.objects.unscoped("test").filter(pk=world.company["alfa"].pk).values().get()
    assert after == before
    assert Contact.objects.unscoped("test").count() == contacts
    assert _invitations() == invitations
    assert Company.objects.unscoped("test").filter(org_no=ORG_NUMBERS["alfa"]).count() == 1


def _invitations() -> int:
    return int(Invitation.objects.unscoped("test").count())


def test_staff_are_told_and_have_a_promise_to_keep(world: World) -> None:
    _register(Client(), ORG_NUMBERS["alfa"])

    registration = Registration.objects.unscoped("test").get(answers__name="Granforsen Mekaniska AB")
    lead = Lead.objects.unscoped("test").get(company=world.company["alfa"])
    note = Note.objects.unscoped("test").filter(company=world.company["alfa"]).first()
    assert registration.known_before
    assert registration.company == world.company["alfa"]
    assert lead.awaits_answer
    assert lead.answer_due_on == registration.answer_due_on
    assert note
    assert not note.shared
    assert "anna@granforsen.example" in note.text
    assert "fanns här redan" in letters_to("coordinator@example.com")[0].text


def test_the_companys_own_people_do_not_see_what_a_stranger_wrote(world: World) -> None:
    _register(Client(), ORG_NUMBERS["alfa"])

    registration = Registration.objects.unscoped("test").get(answers__name="Granforsen Mekaniska AB")
    programme, company = world.programme["mitt"].pk, world.company["alfa"].pk
    owner = Scope(1, (Standing(Role.OWNER, programme, company=company),))
    coordinator = Scope(1, (Standing(Role.COORDINATOR, programme, frozenset({world.partner["nord"].pk})),))
    competitor = Scope(1, (Standing(Role.OWNER, programme, company=world.company["beta"].pk),))
    assert not Registration.objects.seen_by(owner).filter(pk=registration.pk)
    assert not Registration.objects.seen_by(competitor).filter(pk=registration.pk)
    assert Registration.objects.seen_by(coordinator).filter(pk=registration.pk)


def test_a_company_without_a_lead_gets_one(world: World) -> None:
    world.rows["lead"]["alfa"].delete()

    _register(Client(), ORG_NUMBERS["alfa"])

    assert Lead.objects.unscoped("test").get(company=world.company["alfa"]).awaits_answer


def test_the_same_number_in_another_programme_is_another_company(world: World) -> None:
    _register(Client(), ORG_NUMBERS["delta"])

    found = Company.objects.unscoped("test").filter(org_no=ORG_NUMBERS["delta"])
    assert {company.programme for company in found} == {world.programme["mitt"], world.programme["syd"]}


def test_two_registrations_of_one_new_company_make_one_company(world: World) -> None:
    _register(Client(), NEW_NUMBER, "a@granforsen.example")
    _register(Client(), NEW_NUMBER, "b@granforsen.example")

    company = Company.objects.unscoped("test").get(org_no=NEW_NUMBER)
    assert Registration.objects.unscoped("test").filter(company=company).count() == 2
    assert not Invitation.objects.unscoped("test").filter(company=company).exists()
