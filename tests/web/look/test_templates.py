"""What holds for every template of the platform, read as text."""

import re
from pathlib import Path

import pytest

from simmitt.web.look.icons import ICONS

WEB = Path("src/simmitt/web")
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))
STATIC = WEB / "look" / "static"

INLINE_STYLE = re.compile(r"<style|\sstyle\s*=", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"<[^>{%]*\son[a-z]+\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|srcset|href|action|poster)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE)
NAMED_ICON = re.compile(r"""<c-icon[^>]*\bname="([\w-]+)"|{% icon "([\w-]+)"|<c-tag[^>]*\bicon="([\w-]+)\"""")


def written(template: Path) -> str:
    return re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", template.read_text(), flags=re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_keeps_to_the_strict_policy(template: Path) -> None:
    text = written(template)

    assert not INLINE_STYLE.search(text)
    assert not INLINE_HANDLER.search(text)
    assert not SCRIPT.search(text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_page_asks_nobody_else_for_its_parts(template: Path) -> None:
    loaded = re.sub(r"<a\s[^>]*>", "", written(template))

    assert not ELSEWHERE.search(loaded)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_named_icon_is_drawn(template: Path) -> None:
    named = {next(filter(None, names)) for names in NAMED_ICON.findall(written(template))}

    assert named <= ICONS.keys()


def test_an_icon_is_one_path_on_its_grid() -> None:
    assert [
        name for name, drawing in ICONS.items() if not re.fullmatch(r"M[-MmLlHhVvCcSsAaZz\d. ]+", drawing)
    ] == []


def test_the_style_sheets_ask_nobody_else() -> None:
    for sheet in STATIC.rglob("*.css"):
        assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", sheet.read_text()), sheet.name


def test_a_font_has_its_licence() -> None:
    fonts = STATIC / "simmitt" / "fonts"
    licences = [path.name.removesuffix("-LICENSE.txt") for path in fonts.glob("*-LICENSE.txt")]

    assert [font.name for font in fonts.glob("*.woff2") if not font.name.startswith(tuple(licences))] == []
