"""Writing down what changes how somebody signs in: the log of events does not see it by itself."""

from functools import partial
from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset

from simmitt.web.accounts.models import Person
from simmitt.web.nouns.watch import note_change

DEEDS = {
    "second_factor_added": authenticator_added,
    "second_factor_removed": authenticator_removed,
    "recovery_codes_made": authenticator_reset,
    "password_changed": password_changed,
    "password_reset": password_reset,
}


def watch_sign_in() -> None:
    """Let each of them be written down."""
    for deed, signal in DEEDS.items():
        signal.connect(partial(_note, deed), weak=False, dispatch_uid=f"watch {deed}")


def _note(deed: str, sender: Any, user: Person, **more: Any) -> None:  # noqa: ARG001 (a signal's form)
    kind = getattr(more.get("authenticator"), "type", "")
    note_change(user, user, deed=deed, **({"kind": kind} if kind else {}))
