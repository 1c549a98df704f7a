"""The page in a real browser: nothing for axe to find, nothing that reaches over the edge."""

from pathlib import Path

import pytest
from engine.report.analyses import busy_shop
from engine.report.in_browser import finds_no_fault
from playwright.sync_api import Browser

from simmitt.engine.report.html import render_html
from simmitt.ground.texts import LANGUAGES, Language


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_finds_no_fault(browser: Browser, tmp_path: Path, language: Language, width: int) -> None:
    page = tmp_path / "analysis.html"
    page.write_text(render_html(busy_shop().page(language)), encoding="utf-8")

    finds_no_fault(browser, page, width)
