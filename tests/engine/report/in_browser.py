"""Pages in a real browser: nothing for axe to find, nothing that reaches over the edge."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"


def open_browser() -> Iterator[Browser]:
    """Give a browser; skips where there is none."""
    if not Path(CHROMIUM).exists():
        pytest.skip("needs Debian's chromium (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def finds_no_fault(browser: Browser, page: Path, width: int) -> None:
    """Hold a page at a width against axe, its edge and its console; everything that folds is open."""
    # axe is a script of ours, which the page's own policy would keep out.
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    window = context.new_page()
    complaints: list[str] = []
    window.on("console", lambda message: complaints.append(message.text))
    window.goto(page.as_uri())

    window.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    faults = Axe().run(window).response["violations"]
    beyond = window.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()

    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == []
    assert beyond == 0
    assert complaints == []
