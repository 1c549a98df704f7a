"""News are written in Markdown; what comes out holds text, links, lists and headings, nothing else."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# The page's own heading is the first level; none may be left out below it.
SMALLEST_HEADING, LARGEST_HEADING = 6, 2
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "blockquote", "h2", "h3", "h4", "h5", "h6"}
SCHEMES = {"http", "https", "mailto", "tel"}

_reader = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "html_block", "html_inline", "code", "fence"]
)


def to_html(text: str) -> SafeString:
    """Give the text as HTML that is safe to show."""
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1]) + LARGEST_HEADING - 1
            token.tag = f"h{min(level, SMALLEST_HEADING)}"
    raw = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(raw, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="noopener")
    return mark_safe(clean)  # noqa: S308 - cleaned the line before
