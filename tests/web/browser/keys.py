"""Doing with the keyboard what a mouse does."""

from playwright.sync_api import Locator
from playwright.sync_api import Page as Window

MOST_STEPS = 150


def tab_to(window: Window, wanted: Locator) -> None:
    """Press Tab until the thing has focus, as somebody without a mouse does."""
    target = wanted.element_handle()
    for _step in range(MOST_STEPS):
        if window.evaluate("node => node === document.activeElement", target):
            return
        window.keyboard.press("Tab")
    raise AssertionError(f"can't be reached by Tab: {wanted}")


def press(window: Window, wanted: Locator, key: str = "Enter") -> None:
    """Go to a thing and press a key on it."""
    tab_to(window, wanted)
    window.keyboard.press(key)


def write(window: Window, wanted: Locator, text: str) -> None:
    """Go to a field and write in it."""
    tab_to(window, wanted)
    window.keyboard.press("Control+A")
    window.keyboard.type(text)
