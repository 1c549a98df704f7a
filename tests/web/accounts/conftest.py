"""Signing in as people do: by the form, with a code where one is asked for."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from web.world import PASSWORD, World

from simmitt.web.accounts.models import Person

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    # What limits the number of tries is kept in the cache, which the tests share.
    cache.clear()


@pytest.fixture
def with_code(world: World) -> Callable[[str], str]:
    """Connect an authenticator app to the person and give a code of it."""

    def connected(name: str) -> str:
        Authenticator.objects.filter(user=world.person[name]).delete()
        Authenticator.objects.create(
            user=world.person[name],
            type=Authenticator.Type.TOTP,
            data={"secret": get_adapter().encrypt(SECRET)},
        )
        return code_of(SECRET)

    return connected


def code_of(secret: str) -> str:
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))


def sign_in(client: Client, person: Person | str, password: str = PASSWORD, **more: Any) -> Any:
    address = person if isinstance(person, str) else person.email
    return client.post(reverse("account_login"), {"login": address, "password": password, **more})
