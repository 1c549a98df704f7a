"""The page of the factory file says what the tables of its reader say."""

import factory_page


def test_the_page_is_the_one_that_the_tables_write() -> None:
    assert factory_page.PAGE.read_text(encoding="utf-8") == factory_page.page(), (
        "run .venv/bin/python scripts/factory_page.py"
    )
