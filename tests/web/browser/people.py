"""Signing in as people do."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page as Window
from web.browser.serving import Site

from simmitt.web.demo.logins import PASSWORD
from simmitt.web.scope.roles import Role

PROGRAMME_WITH_MOST = (
    "SELECT programme_id FROM companies_company GROUP BY programme_id ORDER BY count(*) DESC LIMIT 1"
)


def address_of(site: Site, role: Role) -> str:
    """Give the e-mail address of somebody with the role in the larger programme."""
    sql = (
        "SELECT p.email FROM people_membership m JOIN accounts_person p ON p.id = m.person_id "
        f"WHERE m.role = ? AND m.ended_at IS NULL AND m.programme_id = ({PROGRAMME_WITH_MOST}) "
        "ORDER BY m.id LIMIT 1"
    )
    return str(site.one(sql, role.value))


def sign_in(window: Window, address: str, language: str = "sv", password: str = PASSWORD) -> None:
    """Write the address and the password, and send."""
    window.goto(f"/{language}/login/")
    window.fill("[name=login]", address)
    window.fill("[name=password]", password)
    window.press("[name=password]", "Enter")
    window.wait_for_url(lambda url: "/login" not in url)


def code_now(secret: str) -> str:
    """Give the code that an authenticator app would show."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def wait_for_next_code() -> None:
    """A code is good once: wait for the next."""
    time.sleep(31 - time.time() % 30)


def begin_to_connect(window: Window, password: str = PASSWORD) -> str:
    """Open the page that connects an authenticator app; give the secret for those who can't photograph it."""
    window.goto("/sv/account/safety/app/connect/")
    if window.locator("main [name=password]").count():
        window.fill("main [name=password]", password)
        window.press("main [name=password]", "Enter")
    return "".join(window.locator("code.secret").inner_text().split())
