"""The page's style sheet for fragments: every rule within ``.report``, the frame's rules left out."""

import re
from collections.abc import Iterator
from importlib.resources import files

SCOPE = ".report"
# What only a page of its own has.
_FRAME = re.compile(
    r"^(\*|html|body|header|main|footer|nav|h1|:focus-visible|\.skip|\.logo|\.head|\.foot|\.mark-|\.subtitle)"
)
_NARROW = "@media screen and "
_HEAD = (
    "/* Made by scripts/report_style.py from the engine's page.css: change that, and run it again. */\n"
    f"{SCOPE}{{container-type:inline-size;font-size:1.0625rem;overflow-wrap:break-word}}\n"
    f"{SCOPE},{SCOPE} *{{box-sizing:border-box}}\n"
    f"{SCOPE}>:is(h2,h3):first-child{{margin-top:0;padding-top:0;border-top:0}}\n"
)


# Classes that the platform has too, for other things: what it says of them is taken back. A drawing's own
# sizes stand in its attributes, which revert-layer brings back.
_TAKEN_BACK = (
    f"{SCOPE} .note{{display:block;max-width:none;margin:0;padding:0;border:0;background:none}}\n"
    f"{SCOPE} .callout{{color:inherit}}\n"
    f"{SCOPE} caption{{color:inherit}}\n"
    f"{SCOPE} svg.ch text{{font-size:revert-layer}}\n"
    f"{SCOPE} :where(svg.ch) :is(path,polyline){{fill:revert-layer}}\n"
    f"{SCOPE} :is(.l,.l1,.l2,.l6){{stroke-width:revert-layer}}\n"
    f"{SCOPE} :is(td,th).n{{padding-left:0;white-space:normal}}\n"
    f"{SCOPE} .wide{{display:block!important}}\n"
)


def scoped_style() -> str:
    """Give the style sheet that fragments are served with; colours are the platform's own variables."""
    rules = (files("simmitt.engine.report") / "page.css").read_text(encoding="utf-8")
    # The platform hides what is wide or narrow by the width of the screen, and means it.
    for hidden in (".wide{display:none", ".narrow{display:none", ".narrow{display:block"):
        rules = rules.replace(hidden, f"{hidden}!important")
    return _HEAD + _TAKEN_BACK + "".join(_scoped(rules))


def _scoped(rules: str) -> Iterator[str]:
    for head, inside in _blocks(rules):
        if head == "@page":
            continue
        if head.startswith("@"):
            yield _conditional(head, "".join(_scoped(inside)))
        elif selectors := [one for one in _selectors(head) if not _FRAME.match(one)]:
            yield f"{','.join(f'{SCOPE} {one}' for one in selectors)}{{{inside}}}\n"


def _conditional(head: str, inside: str) -> str:
    """Give a conditional block; what depends on the screen's width depends on the fragment's instead."""
    if head.startswith(_NARROW):
        return f"@media screen{{@container {head.removeprefix(_NARROW)}{{\n{inside}}}}}\n"
    return f"{head}{{\n{inside}}}\n"


def _blocks(rules: str) -> Iterator[tuple[str, str]]:
    """Give each block's head, and what stands between its braces."""
    at = 0
    while (opens := rules.find("{", at)) >= 0:
        depth, end = 1, opens + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(rules[end], 0)
            end += 1
        yield rules[at:opens].strip(), rules[opens + 1 : end - 1]
        at = end


def _selectors(head: str) -> list[str]:
    """Give the selectors of a rule: commas within brackets are theirs."""
    return [one.strip() for one in re.split(r",(?![^(]*\))", head)]
