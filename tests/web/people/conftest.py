"""Invitations that have been written, with the links that the letters held."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from web.world import World

from simmitt.web.people.models import Invitation
from simmitt.web.people.operations import invite
from simmitt.web.scope.roles import Role

Invite = Callable[..., tuple[Invitation, str]]


@pytest.fixture
def invited(world: World) -> Invite:
    """Invite somebody and give the invitation with the path of its link."""

    def asked(by: str = "manager", role: str = Role.OWNER, company: str | None = "alfa", **more: Any) -> Any:
        details = {
            "email": "ny@example.com",
            "name": "Ny Person",
            "programme": world.programme["mitt"],
            **more,
        }
        place = world.company[company] if company else None
        sender = world.person[by] if by else None
        row = invite(
            by=sender, role=role, company=place, whole=lambda path: f"http://testserver{path}", **details
        )
        return row, link()

    return asked


def link() -> str:
    """Give the path of the link in the newest letter."""
    found = re.search(r"http://testserver(/\S+/invitation/\S+/)", str(mail.outbox[-1].body))
    assert found
    return found[1]
