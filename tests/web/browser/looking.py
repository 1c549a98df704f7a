"""What is wrong with a page as it stands in the browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Window

# 320 px is 1280 px at 400 %: nothing may be lost, and nothing stand outside.
WIDTHS = (1280, 320)


def faults_of(window: Window) -> list[str]:
    """Look at the page wide and narrow."""
    before = window.viewport_size
    faults = [fault for width in WIDTHS for fault in _faults_at(window, width)]
    if window.locator("h1").count() != 1:
        faults.append(f"{window.locator('h1').count()} headings of the first level")
    if before:
        window.set_viewport_size(before)
    return faults


def _faults_at(window: Window, width: int) -> list[str]:
    window.set_viewport_size({"width": width, "height": 900})
    outside = window.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [f"{width} px: {fault}" for fault in _violations(window)]
    return [*found, f"{width} px: {outside} px stand outside"] if outside > 0 else found


def _violations(window: Window) -> list[str]:
    found = Axe().run(window).response["violations"]
    return [f"{one['id']}: {one['help']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
