"""The page of checks says what the checks say."""

import checks_page


def test_the_page_is_the_one_that_the_checks_write() -> None:
    assert checks_page.PAGE.read_text(encoding="utf-8") == checks_page.page(), (
        "run .venv/bin/python scripts/checks_page.py"
    )
