"""Who may ask whom in, as what, and where."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.people.conftest import Invite, link
from web.world import World

from simmitt.web.accounts.models import Person
from simmitt.web.people.models import Invitation
from simmitt.web.people.rules import givable
from simmitt.web.people.standing import scope_of
from simmitt.web.scope.roles import Role

AsPerson = Callable[[str], Client]


def ask(client: Client, **fields: Any) -> Any:
    details = {"name": "Ny Person", "email": "ny@example.com", **fields}
    return client.post(reverse("person_invite"), details)


def invitations() -> list[Invitation]:
    made = Invitation.objects.unscoped("the test's own").filter(email__endswith="@example.com")
    return list(made.order_by("pk"))


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("manager", set(Role)),
        ("coordinator", {"owner", "champion", "employee", "coach", "analyst"}),
        ("owner of alfa", {"champion", "employee"}),
        ("champion of alfa", set()),
        ("employee of alfa", set()),
        ("coach", set()),
        ("analyst", set()),
        ("leader", set()),
        ("steering", set()),
        ("auditor", set()),
        ("support", set()),
        ("manager of syd", set()),
        ("stranger", set()),
    ],
)
def test_each_role_gives_the_roles_below_it(name: str, roles: set[str], world: World) -> None:
    assert set(givable(scope_of(world.person[name]), world.programme["mitt"])) == roles


@pytest.mark.parametrize(
    "name", ["champion of alfa", "employee of alfa", "coach", "auditor", "support", "stranger"]
)
def test_those_who_give_no_role_have_no_such_page(name: str, as_person: AsPerson) -> None:
    client = as_person(name)

    assert (client.get(reverse("person_invite")).status_code, ask(client).status_code) == (404, 404)
    assert (invitations(), mail.outbox) == ([], [])


def test_a_coordinator_invites_a_company_owner(world: World, as_person: AsPerson) -> None:
    company = world.company["alfa"]

    answer = ask(as_person("coordinator"), role="owner", company=company.org_no)

    made = invitations()[0]
    assert answer["Location"] == reverse("people")
    assert (made.role, made.company, made.programme, made.invited_by, made.email) == (
        "owner", company, company.programme, world.person["coordinator"], "ny@example.com"
    )  # fmt: skip
    assert made.expires_at - timezone.now() > timedelta(days=6, hours=23)
    assert [one.to for one in mail.outbox] == [["ny@example.com"]]


def test_the_letter_comes_in_both_languages_to_a_stranger_with_a_link_in_each(
    as_person: AsPerson, world: World
) -> None:
    ask(as_person("coordinator"), role="owner", company=world.company["alfa"].org_no)

    text = str(mail.outbox[0].body)
    assert "Person coordinator har bjudit in dig." in text
    assert "Person coordinator has invited you." in text
    assert ("http://testserver/sv/invitation/" in text, "http://testserver/en/invitation/" in text) == (
        True,
        True,
    )


def test_the_letter_to_somebody_known_comes_in_the_persons_language_and_tells_the_inviter_nothing(
    world: World, as_person: AsPerson
) -> None:
    Person.objects.filter(pk=world.person["stranger"].pk).update(language="en")

    known = ask(
        as_person("coordinator"),
        role="owner",
        company=world.company["alfa"].org_no,
        email="stranger@example.com",
    )
    unknown = ask(as_person("coordinator"), role="owner", company=world.company["alfa"].org_no)

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mail.outbox[0].subject.startswith("You are invited to")


def test_only_the_mark_of_the_token_is_kept(invited: Invite) -> None:
    row, there = invited()
    token = there.rstrip("/").rpartition("/")[2]

    assert row.token_hash == sha256(token.encode()).hexdigest()
    assert len(token) >= 43
    assert not any(token in str(value) for value in vars(row).values())


def test_an_owner_invites_to_the_own_company_without_naming_it(world: World, as_person: AsPerson) -> None:
    client = as_person("owner of alfa")
    assert 'name="company"' not in client.get(reverse("person_invite")).content.decode()

    ask(client, role="employee", company=world.company["beta"].org_no)

    assert [(one.role, one.company) for one in invitations()] == [("employee", world.company["alfa"])]


@pytest.mark.parametrize("role", ["owner", "manager", "coordinator", "coach", "support"])
def test_an_owner_gives_no_role_above_or_beside(role: str, as_person: AsPerson) -> None:
    assert ask(as_person("owner of alfa"), role=role).status_code == 422
    assert (invitations(), mail.outbox) == ([], [])


@pytest.mark.parametrize("whose", ["gamma", "delta"])
def test_a_coordinator_can_not_invite_to_a_company_of_others_and_hears_nothing_of_it(
    whose: str, world: World, as_person: AsPerson
) -> None:
    client = as_person("coordinator")

    foreign = ask(client, role="owner", company=world.company[whose].org_no)
    unknown = ask(client, role="owner", company="559999-9999")

    assert (foreign.status_code, unknown.status_code, invitations()) == (422, 422, [])
    assert world.company[whose].name not in foreign.content.decode()
    told = "Inget av dina företag har det numret eller namnet."
    assert (told in foreign.content.decode(), told in unknown.content.decode()) == (True, True)


def test_a_company_is_found_by_name_and_two_that_fit_are_told_apart(
    world: World, as_person: AsPerson
) -> None:
    client = as_person("coordinator")

    ask(client, role="champion", company="kanariealfa mek")
    several = ask(client, role="champion", company="Kanarie")

    assert [one.company for one in invitations()] == [world.company["alfa"]]
    assert several.status_code == 422
    assert "Flera företag passar" in several.content.decode()
    assert world.company["gamma"].name not in several.content.decode()


def test_a_role_that_needs_a_place_gets_one(world: World, as_person: AsPerson) -> None:
    manager, coordinator = as_person("manager"), as_person("coordinator")

    statuses = [
        ask(manager, role="coordinator").status_code,
        ask(manager, role="owner").status_code,
        ask(coordinator, role="coach").status_code,
    ]
    assert (statuses, invitations()) == ([422, 422, 422], [])

    ask(manager, role="coordinator", partner=world.partner["väst"].pk, company=world.company["alfa"].org_no)
    ask(manager, role="coach")
    ask(manager, role="steering", company=world.company["alfa"].org_no)

    assert [(one.role, one.partner, one.company) for one in invitations()] == [
        ("coordinator", world.partner["väst"], None), ("coach", None, None), ("steering", None, None)
    ]  # fmt: skip


def test_the_organisation_of_another_programme_can_not_be_chosen(world: World, as_person: AsPerson) -> None:
    answer = ask(as_person("manager"), role="coordinator", partner=world.partner["syd"].pk)

    assert (answer.status_code, invitations()) == (422, [])


def test_inviting_again_takes_the_earlier_invitation_back(invited: Invite) -> None:
    first, old = invited()
    second, new = invited()

    first.refresh_from_db()
    assert (first.is_open, second.is_open) == (False, True)
    assert (Client().get(old).status_code, Client().get(new).status_code) == (410, 200)


def test_what_is_wrong_stands_beside_the_field_and_in_the_summary(as_person: AsPerson) -> None:
    answer = ask(as_person("coordinator"), name="", email="inte en adress", role="owner")

    page = answer.content.decode()
    assert (answer.status_code, 'href="#id_name"' in page, 'href="#id_email"' in page) == (422, True, True)


def test_support_sends_a_letter_again_but_takes_none_back(invited: Invite, as_person: AsPerson) -> None:
    row, old = invited()
    there = reverse("invitation", args=[row.public_id])
    client = as_person("support")

    assert client.post(there, {"do": "withdraw"}).status_code == 404
    assert client.post(there, {"do": "resend"})["Location"] == reverse("people")

    assert Client().get(old).status_code == 410
    assert Client().get(link()).status_code == 200


def test_sending_again_revives_an_invitation_that_has_become_too_old(
    invited: Invite, as_person: AsPerson
) -> None:
    row, _old = invited()
    Invitation.objects.unscoped("the test's own").update(expires_at=timezone.now() - timedelta(days=1))

    as_person("manager").post(reverse("invitation", args=[row.public_id]), {"do": "resend"})

    assert Client().get(link()).status_code == 200


def test_the_inviter_takes_an_invitation_back(invited: Invite, as_person: AsPerson) -> None:
    row, there = invited(by="coordinator")

    as_person("coordinator").post(reverse("invitation", args=[row.public_id]), {"do": "withdraw"})

    assert Client().get(there).status_code == 410


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("manager", 200), ("coordinator", 200), ("support", 200), ("auditor", 200), ("owner of alfa", 200),
        ("champion of alfa", 200), ("coordinator elsewhere", 404), ("owner of beta", 404),
        ("employee of alfa", 404),
        ("coach", 404), ("steering", 404), ("manager of syd", 404), ("stranger", 404),
    ],
)  # fmt: skip
def test_an_invitation_is_seen_by_those_who_see_the_company(
    name: str, seen: int, invited: Invite, as_person: AsPerson
) -> None:
    row, _there = invited()

    assert as_person(name).get(reverse("invitation", args=[row.public_id])).status_code == seen


@pytest.mark.parametrize(
    "name", ["auditor", "champion of alfa", "coordinator elsewhere", "owner of beta", "manager of syd"]
)
@pytest.mark.parametrize("do", ["resend", "withdraw"])
def test_others_do_nothing_to_it(name: str, do: str, invited: Invite, as_person: AsPerson) -> None:
    row, _there = invited()

    answer = as_person(name).post(reverse("invitation", args=[row.public_id]), {"do": do})

    row.refresh_from_db()
    assert (answer.status_code in (404, 405), row.is_open, len(mail.outbox)) == (True, True, 1)


def test_an_owner_takes_back_no_invitation_to_a_role_that_the_owner_does_not_give(
    invited: Invite, as_person: AsPerson
) -> None:
    row, _there = invited(role=Role.COACH)

    answer = as_person("owner of alfa").post(reverse("invitation", args=[row.public_id]), {"do": "withdraw"})

    row.refresh_from_db()
    assert (answer.status_code, row.is_open) == (404, True)
