"""What the platform's tests stand on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings
from web.world import World, build_world


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    # A hash that is meant to be slow would be most of the tests' time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _in_swedish() -> Iterator[None]:
    # A request leaves its language behind, and the next test would make its addresses in it.
    with override("sv"):
        yield


@pytest.fixture
def world(db: None, settings: Settings, tmp_path: Path) -> World:
    settings.FILES_DIR = tmp_path / "files"
    return build_world()


@pytest.fixture
def as_person(world: World) -> Callable[[str], Client]:
    """Give a browser in which the named person has signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(world.person[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
