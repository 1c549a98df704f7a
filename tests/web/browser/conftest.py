"""A real browser before a real server: Debian's Chromium, driven from outside."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright
from web.browser.people import address_of, begin_to_connect, code_now, sign_in
from web.browser.serving import Site, serving

from simmitt.web.scope.roles import Role

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("needs Debian's chromium (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo: second factor waived."""
    with serving(tmp_path_factory.mktemp("demo"), "demo") as site:
        yield site


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Running for real, with the demo's people in it."""
    with serving(tmp_path_factory.mktemp("real"), "real") as site:
        yield site


@pytest.fixture
def open_window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Give a window that complains of its console and of requests that leave the machine."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(site: Site, width: int = 1280, height: int = 900) -> Page:
        context = browser.new_context(base_url=site.url, viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page, site, complaints)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def entries() -> dict[str, StorageState]:
    """Who has signed in already: the cookies, by site and address."""
    return {}


@pytest.fixture
def signed_in(
    open_window: Callable[..., Page], demo: Site, entries: dict[str, StorageState]
) -> Callable[[Role | None], Page]:
    """Give a window in which somebody of the demo has signed in."""

    def enter(role: Role | None) -> Page:
        window = open_window(demo)
        if role is None:
            return window
        if role not in entries:
            sign_in(window, address_of(demo, role))
            entries[role] = window.context.storage_state()
        window.context.add_cookies(entries[role]["cookies"])  # type: ignore[arg-type]  # as they were given
        return window

    return enter


@pytest.fixture
def second_step() -> Callable[[Page, str], None]:
    """Sign in where a second step is demanded, and set it up."""

    def enter(window: Page, address: str) -> None:
        sign_in(window, address)
        code = code_now(begin_to_connect(window))
        window.fill("main [name=code]", code)
        window.press("main [name=code]", "Enter")
        window.wait_for_url(lambda url: "/connect/" not in url)

    return enter


def watch(page: Page, site: Site, complaints: list[str]) -> None:
    """Collect what a browser's console and network say."""
    # A page that answers 4xx on purpose is named by the browser as a failed load of that page.
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{page.url}: {message.text}")
            if message.type in ("error", "warning") and "status of 4" not in message.text
            else None
        ),
    )
    page.on("pageerror", lambda fault: complaints.append(f"{page.url}: {fault}"))
    page.on(
        "request",
        lambda request: (
            complaints.append(f"{page.url}: leaves the machine: {request.url}")
            if not request.url.startswith((site.url, "data:", "blob:"))
            else None
        ),
    )
