"""Who can sign in to the demo, and with what."""

from collections.abc import Iterator

from django.utils.translation import override

from simmitt.ground.texts import Language, say
from simmitt.web.demo.invent import words
from simmitt.web.scope.roles import Role

DOMAIN = "demo.example"
PASSWORD: str = words()["programmes"]["password"]
# So many companies of somebody's are named; after that dots.
NAMED = 2


def logins(language: Language) -> Iterator[str]:
    """Give the lines that say who can sign in, and with which password."""
    people: list[dict[str, str]] = words()["programmes"]["people"]
    with override(language):
        told = [(f"{one['key']}@{DOMAIN}", str(Role(one["role"]).label), _where(one)) for one in people]
    wide, role_wide = (max(len(one[column]) for one in told) for column in (0, 1))
    heading = say("Sign in with one of these, and the password {password}", password=PASSWORD)
    yield heading.in_language(language)
    for email, role, where in told:
        yield f"  {email:{wide}}  {role:{role_wide}}  {where}"


def _where(one: dict[str, str]) -> str:
    """Name what the person's role is about."""
    if companies := one.get("company"):
        return ", ".join(companies[:NAMED]) + (" …" if len(companies) > NAMED else "")
    told = words()["programmes"][one.get("programme", "mitt")]
    partners = {partner["key"]: partner["name"] for partner in told["partners"]}
    return str(partners.get(one.get("at", ""), told["short_name"]))
