"""Staff sign in with a second step, by keyboard, and get nowhere without it."""

from collections.abc import Callable

from playwright.sync_api import Page as Window
from playwright.sync_api import expect
from web.browser.keys import press, write
from web.browser.looking import faults_of
from web.browser.people import address_of, begin_to_connect, code_now, sign_in, wait_for_next_code
from web.browser.serving import Site

from simmitt.web.demo.logins import PASSWORD
from simmitt.web.scope.roles import Role


def test_staff_come_no_further_than_to_the_second_step(
    real: Site, open_window: Callable[..., Window]
) -> None:
    window = open_window(real)
    sign_in(window, address_of(real, Role.ANALYST))

    for path in ("companies/board/", "people/", "programme/monday/"):
        window.goto(f"/sv/{path}")
        assert "/account/safety/" in window.url
    assert faults_of(window) == []


def test_the_second_step_is_set_up_and_used_by_keyboard(
    real: Site, open_window: Callable[..., Window]
) -> None:
    address = address_of(real, Role.AUDITOR)
    window = open_window(real)
    sign_in(window, address)
    secret = begin_to_connect(window)
    assert faults_of(window) == []
    write(window, window.locator("main [name=code]"), code_now(secret))
    window.keyboard.press("Enter")
    expect(window.get_by_role("heading", level=1)).to_be_visible()
    for path in ("codes/", "app/disconnect/"):
        window.goto(f"/sv/account/safety/{path}")
        assert faults_of(window) == []
    press(window, window.get_by_role("button", name="Logga ut").first)

    again = open_window(real)
    again.goto("/sv/login/")
    write(again, again.locator("[name=login]"), address)
    write(again, again.locator("[name=password]"), PASSWORD)
    again.keyboard.press("Enter")
    again.locator("main [name=code]").wait_for()
    assert faults_of(again) == []
    wait_for_next_code()
    write(again, again.locator("main [name=code]"), code_now(secret))
    again.keyboard.press("Enter")
    again.wait_for_url("**/programme/monday/")
    expect(again.get_by_text("Granskning").first).to_be_visible()


def test_a_wrong_password_says_no_more_than_that(real: Site, open_window: Callable[..., Window]) -> None:
    told = []
    for address in (address_of(real, Role.COACH), "ingen@demo.example"):
        window = open_window(real)
        window.goto("/sv/login/")
        window.fill("[name=login]", address)
        window.fill("[name=password]", "inte-det-rätta")
        window.press("[name=password]", "Enter")
        window.locator("[data-errors]").wait_for()
        told.append(window.locator("[data-errors]").inner_text())

    assert told[0] == told[1]
