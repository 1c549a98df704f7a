"""A real browser before a real server: Debian's Chromium, driven from outside."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from web.browser.serving import Site, serving

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
