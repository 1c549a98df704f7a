"""How allauth behaves here: nobody signs up by themselves, and letters speak the reader's language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """People come by invitation or by a confirmed registration."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002 (allauth's form)
        """Say no: an account is made from an invitation."""
        return False
