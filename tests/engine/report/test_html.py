"""The document as a page."""

import base64
import hashlib
import itertools
import re
from html.parser import HTMLParser

import pytest

from simmitt.engine.report.document import Chart, Document, Heading
from simmitt.engine.report.html import render_html, style_sheet

# Text, ground and least contrast; 3 is for what isn't text.
PAIRS = [
    ("ink", "surface", 4.5), ("ink", "snow", 4.5), ("ink", "mist", 4.5), ("ink2", "surface", 4.5),
    ("ink2", "mist", 4.5), ("river", "surface", 4.5), ("rust", "surface", 4.5), ("moss", "surface", 4.5),
    ("amber", "surface", 4.5), ("ink", "band", 4.5), ("ink2", "band", 4.5),
    ("edge", "surface", 3.0), ("focus", "surface", 3.0),
    ("c1", "surface", 3.2), ("c2", "surface", 3.2), ("c3", "surface", 3.2), ("c4", "surface", 3.2),
    ("c5", "surface", 3.2), ("c6", "surface", 3.2), ("c1", "band", 3.0),
]  # fmt: skip


class Page(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def attributes(self, name: str) -> list[str]:
        return [value or "" for _, attrs in self.tags for key, value in attrs.items() if key == name]


def tokens(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root\{([^}]*)\}", style_sheet())
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", {"light": light, "dark": dark}[scheme]))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_a_page_fetches_nothing_and_runs_nothing(plan: Document) -> None:
    source = render_html(plan)
    page = Page(source)

    assert not {"script", "link", "iframe", "img", "object"} & {tag for tag, _ in page.tags}
    assert not page.attributes("style")
    assert not [key for _, attrs in page.tags for key in attrs if key.startswith("on")]
    assert all(target.startswith("#") for target in page.attributes("href"))
    assert not page.attributes("src")
    assert all(url.startswith("data:font/woff2;") for url in re.findall(r"url\(([^)]*)\)", source))
    assert set(re.findall(r"https?://[^\"' <)]*", source)) == {"http://www.w3.org/2000/svg"}


def test_a_page_states_the_policy_its_own_style_sheet_keeps(plan: Document) -> None:
    source = render_html(plan)

    digest = base64.b64encode(hashlib.sha256(style_sheet().encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in source
    assert "default-src 'none'" in source
    assert f"<style>{style_sheet()}</style>" in source


def test_a_page_has_language_landmarks_and_a_way_past_them(plan: Document) -> None:
    page = Page(render_html(plan))

    tags = [tag for tag, _ in page.tags]
    assert dict(page.tags)["html"]["lang"] == plan.language
    for landmark in ("header", "nav", "main", "footer"):
        assert tags.count(landmark) == 1
    assert "#main" in page.attributes("href")
    assert len(set(page.attributes("id"))) == len(page.attributes("id"))
    assert {target[1:] for target in page.attributes("href")} <= set(page.attributes("id"))


def test_no_heading_level_is_skipped(plan: Document) -> None:
    page = Page(render_html(plan))

    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert len(levels) == 2 + sum(isinstance(part, Heading | Chart) for part in plan.parts)


def test_every_drawing_stands_at_both_widths_with_its_figures_below(plan: Document) -> None:
    source = render_html(plan)

    charts = sum(isinstance(part, Chart) for part in plan.parts)
    assert source.count('<div class="wide"><svg') == charts
    assert source.count('<div class="narrow"><svg') == charts
    assert source.count("<details><summary>") == charts
    assert source.count('role="img"') == 2 * charts


def test_characters_that_mean_something_to_html_stand_as_they_are(hostile: Document) -> None:
    page = Page(render_html(hostile))

    assert page.text.count(hostile.title) >= 8
    assert page.attributes("data-l").count(hostile.title) == 0  # the first column names its rows
    assert "b" not in {tag for tag, _ in page.tags}


def test_the_same_document_gives_the_same_page(plan: Document) -> None:
    assert render_html(plan) == render_html(plan)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_colours_can_be_told_from_their_ground(scheme: str, front: str, ground: str, least: float) -> None:
    colours = tokens(scheme)

    assert contrast(colours[front], colours[ground]) >= least
