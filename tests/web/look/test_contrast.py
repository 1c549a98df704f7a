"""The colours of the style sheet, computed by the formula of WCAG 2."""

import re
from pathlib import Path

import pytest

STYLE = Path("src/simmitt/web/look/static/simmitt/css/ground.css").read_text()
LIGHT, DARK = re.findall(r":root \{(.*?)\n\s*\}", STYLE, re.DOTALL)

TEXT = 4.5
LARGE_OR_CONTROL = 3.0

PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink2", "river") for ground in ("surface", "snow", "mist")],
    *[(state, "surface", TEXT) for state in ("rust", "moss", "amber", "berry")],
    *[(state, f"{state}-soft", TEXT) for state in ("rust", "moss", "amber", "berry", "river")],
    *[("ink", f"{state}-soft", TEXT) for state in ("rust", "moss", "amber", "berry", "river")],
    ("on-river", "river", TEXT),
    ("on-river", "river-deep", TEXT),
    ("on-berry", "berry", TEXT),
    ("hero-text", "hero", TEXT),
    ("hero-text", "hero-wash", TEXT),
    ("hero-mark", "hero", LARGE_OR_CONTROL),
    *[("ink", shade, TEXT) for shade in ("m0", "m1", "m2")],
    *[("on-river", shade, TEXT) for shade in ("m3", "m4")],
    *[("edge", ground, LARGE_OR_CONTROL) for ground in ("surface", "snow", "mist")],
    *[(f"c{number}", ground, LARGE_OR_CONTROL) for number in range(1, 7) for ground in ("surface", "snow")],
    ("focus", "halo", LARGE_OR_CONTROL),
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
@pytest.mark.parametrize("block", [LIGHT, DARK], ids=["light", "dark"])
def test_a_pair_can_be_read(block: str, ink: str, ground: str, least: float) -> None:
    colours = tokens(block)

    assert contrast(colours[ink], colours[ground]) >= least


def test_the_dark_has_every_colour_of_the_light() -> None:
    assert tokens(DARK).keys() == tokens(LIGHT).keys()
