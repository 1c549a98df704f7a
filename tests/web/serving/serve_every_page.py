"""Run by test_lightness in a process of its own: serves the demo's pages, then tells what has been loaded."""

import json
import sys

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.translation import override

WHO = ("maja", "elof", "nils", "goran", "ulla", "sam", "karin", "leila", None)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def addresses(language: str) -> list[str]:
    """Give every address that needs nothing put in."""
    found = []
    with override(language):
        for name in sorted(key for key in get_resolver().reverse_dict if isinstance(key, str)):
            try:
                found.append(reverse(name))
            except NoReverseMatch:
                continue
    return found


def main() -> None:
    """Serve them to every kind of reader."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("build_demo")
    faults, served = [], 0
    for number, who in enumerate(WHO):
        client = Client(raise_request_exception=False)
        if who:
            person = get_user_model().objects.get(email=f"{who}@demo.example")
            client.force_login(person, backend=BACKEND)
        # Both languages are served, though not both to everybody.
        for address in addresses(("sv", "en")[number % 2]):
            status = client.get(address).status_code
            served += status == 200
            faults += [f"{who} {address}"] if status >= 500 else []
    json.dump({"modules": sorted(sys.modules), "faults": faults, "served": served}, sys.stdout)


main()
