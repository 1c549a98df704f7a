"""A large file on a bad line: ten breaks and a page that is loaded again, and not a byte is lost."""

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect
from playwright.sync_api import Page as Window
from web.browser.looking import faults_of
from web.browser.people import address_of, sign_in
from web.browser.serving import Site

from simmitt.web.scope.roles import Role

SignedIn = Callable[[Role | None], Window]
SIZE, BREAKS = 40_000_000, 10
PATIENCE_S = 60


class BadLine:
    """Breaks every other piece: by turns before it has come, and before its answer is back."""

    def __init__(self) -> None:
        self.pieces = self.breaks = 0

    def carry(self, route: Route) -> None:
        if route.request.method != "POST" or self.breaks == BREAKS:
            route.continue_()
            return
        self.pieces += 1
        if self.pieces % 2:
            route.continue_()
            return
        self.breaks += 1
        if self.breaks % 2:
            route.fetch()
        route.abort("connectionfailed")


@pytest.fixture
def careless(browser: Browser, demo: Site) -> Iterator[Window]:
    """Give a window of the champion's whose console may complain: its line is bad on purpose."""
    context = browser.new_context(base_url=demo.url)
    window = context.new_page()
    sign_in(window, address_of(demo, Role.CHAMPION))
    yield window
    context.close()


def open_data(window: Window) -> Window:
    window.goto("/sv/home/")
    window.get_by_role("navigation", name="Sidor").get_by_role("link", name="Underlag").first.click()
    return window


def test_ten_breaks_and_a_reload_lose_nothing(careless: Window, demo: Site, tmp_path: Path) -> None:
    log = tmp_path / "lång logg.csv"
    log.write_bytes(random.Random(7).randbytes(SIZE))
    window = open_data(careless)
    line = BadLine()
    window.route("**/uploads/*/", line.carry)

    window.set_input_files("input[type=file]", log)
    window.get_by_role("button", name="Skicka").click()
    expect(window.get_by_text("Ingen kontakt.")).to_be_visible()
    expect(window.locator(".upload-part progress")).to_have_attribute("aria-label", log.name)
    window.on("dialog", lambda dialog: dialog.accept())
    until = time.monotonic() + PATIENCE_S
    while line.breaks < BREAKS // 2:
        assert time.monotonic() < until, line.pieces
        window.wait_for_timeout(100)
    window.reload()

    expect(window.get_by_text("Påbörjat, men inte lämnat")).to_be_visible()
    assert faults_of(window) == []
    window.set_input_files("input[type=file]", log)
    window.get_by_role("button", name="Skicka").click()
    expect(window.get_by_text("Filerna är framme och läses nu.")).to_be_visible(timeout=1_000 * PATIENCE_S)

    assert line.breaks == BREAKS
    digest = hashlib.sha256(log.read_bytes()).hexdigest()
    assert digest in demo.one("SELECT files FROM analyses_dataset ORDER BY id DESC LIMIT 1")


def test_a_file_that_is_too_large_is_refused_before_anything_is_sent(
    signed_in: SignedIn, tmp_path: Path
) -> None:
    huge = tmp_path / "hela året.csv"
    with huge.open("wb") as file:
        file.truncate(612 * 2**20)
    window = open_data(signed_in(Role.CHAMPION))
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.method))

    window.set_input_files("input[type=file]", huge)
    window.get_by_role("button", name="Skicka").click()

    expect(window.get_by_text("hela året.csv är 612 MB, gränsen är 512.")).to_be_visible()
    assert "POST" not in asked


def test_whoever_stops_has_nothing_left_behind(signed_in: SignedIn, demo: Site, tmp_path: Path) -> None:
    log = tmp_path / "ångrad.csv"
    log.write_bytes(b"x" * 3_000_000)
    window = open_data(signed_in(Role.CHAMPION))
    window.route("**/uploads/*/", lambda route: None)  # a line on which nothing moves

    window.set_input_files("input[type=file]", log)
    window.get_by_role("button", name="Skicka").click()
    window.get_by_role("button", name="Avbryt och kasta").click()

    expect(window.get_by_text("Avbrutet. Det som var skickat är kastat.")).to_be_visible()
    assert demo.one("SELECT count(*) FROM analyses_upload WHERE name = ?", log.name) == 0
