"""How words are made to fit."""

from hypothesis import given
from hypothesis import strategies as st

from simmitt.engine.report.lettering import BOLD, HEAD, REGULAR, clean, settable, shorten, width_of, wrap
from simmitt.engine.report.look import FONTS


def test_the_fonts_hold_what_the_texts_need() -> None:
    for font in (REGULAR, BOLD, HEAD):
        assert all(width_of(character, 1000, font) != 700 for character in "åäöÅÄÖ−×±%…\u00a0")
        assert (FONTS / f"{font}.ttf").is_file()
        assert (FONTS / f"{font}.woff2").read_bytes()[:4] == b"wOF2"
    assert settable("åäö – − × \u00a0") == "åäö – − × \u00a0"


def test_digits_are_equally_wide() -> None:
    assert len({width_of(digit, 10) for digit in "0123456789"}) == 1


def test_fonts_carry_their_licences() -> None:
    for family in ("familjen-grotesk", "atkinson-hyperlegible-next"):
        assert (
            "SIL OPEN FONT LICENSE" in (FONTS / f"{family}-LICENSE.txt").read_text(encoding="utf-8").upper()
        )


def test_no_mark_turns_a_sentence_round() -> None:
    assert clean("Mill \u202egnp\u2066 stood 12 h") == "Mill gnp stood 12 h"


def test_a_number_stays_with_its_word() -> None:
    assert wrap("Köerna framför Fräs 2", 130, 16) == ["Köerna framför", "Fräs\u00a02"]


@given(st.text(max_size=80), st.floats(20, 400), st.integers(1, 4))
def test_wrapped_lines_always_fit(text: str, room: float, lines: int) -> None:
    wrapped = wrap(text, room, 12, lines=lines)

    assert 1 <= len(wrapped) <= lines
    assert all(width_of(line, 12) <= room for line in wrapped)


@given(st.text(max_size=60), st.floats(20, 300))
def test_a_shortened_text_fits_and_says_so(text: str, room: float) -> None:
    shown = shorten(text, room, 12)

    assert width_of(shown, 12) <= room
    assert shown == text or shown.endswith("…")


@given(st.text())
def test_a_clean_text_stays_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)
