import pytest

from simmitt.web.companies.register.legal_forms import SOLE_TRADER, legal_form_name, read_legal_form


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("49", "49"),
        ("49 Övriga aktiebolag", "49"),
        ("ÖVRIGA AKTIEBOLAG", "49"),
        ("Aktiebolag", "49"),
        ("10", SOLE_TRADER),
        ("Fysiska personer", SOLE_TRADER),
        ("Enskild firma", SOLE_TRADER),
        ("Trollkarlsgille", "Trollkarlsgille"),
        ("", ""),
    ],
)
def test_a_form_is_told_by_number_or_name(text: str, code: str) -> None:
    assert read_legal_form(text) == code


def test_a_form_has_a_name_in_both_languages() -> None:
    assert (legal_form_name("49", "sv"), legal_form_name("49", "en")) == (
        "Övriga aktiebolag",
        "Limited company",
    )
    assert legal_form_name("Trollkarlsgille", "en") == "Trollkarlsgille"
