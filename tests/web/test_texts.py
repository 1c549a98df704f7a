"""Every text of the platform has its Swedish, and every Swedish text its place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

import compile_texts

WEB = Path(__file__).resolve().parents[2] / "src" / "simmitt" / "web"
# name -> places of (context, singular, plural) among the arguments
MAKERS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
PERCENT = re.compile(r"%\((\w+)\)")
BRACES = re.compile(r"\{(\w*)[^}]*\}")
Text = tuple[str, str, str]  # context, singular, plural


def texts_in_python(path: Path) -> Iterator[tuple[str, Text | None]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            yield f"{path.relative_to(WEB)}:{node.lineno}", text_of(node, MAKERS[node.func.id])


def text_of(call: ast.Call, places: tuple[int | None, int, int | None]) -> Text | None:
    """Give what a call says; nothing where it isn't written out."""
    given = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args]
    context, singular, plural = ("" if place is None else given[place] for place in places)
    if isinstance(context, str) and isinstance(singular, str) and isinstance(plural, str):
        return context, singular, plural
    return None


def texts_in_template(path: Path) -> Iterator[tuple[str, Text | None]]:
    block: list[str] | None = None
    for token in Lexer(path.read_text("utf-8")).tokenize():
        where = f"{path.relative_to(WEB)}:{token.lineno}"
        words = list(smart_split(token.contents)) if token.token_type is TokenType.BLOCK else []
        if block is not None:
            if words[:1] in (["endblocktranslate"], ["endblocktrans"]):
                yield where, block_text(block)
                block = None
            elif words:
                block.append("\0plural")
            elif token.token_type is TokenType.VAR:
                block.append("%(" + token.contents.split("|")[0].strip() + ")s")
            else:
                block.append(token.contents.replace("%", "%%"))
        elif words[:1] in (["blocktranslate"], ["blocktrans"]):
            block = ["trimmed" if "trimmed" in words else "", context_of(words)]
        elif words[:1] in (["translate"], ["trans"]):
            literal = words[1][:1] in ("'", '"')
            yield where, (context_of(words), words[1][1:-1], "") if literal else None


def context_of(words: list[str]) -> str:
    return words[words.index("context") + 1][1:-1] if "context" in words else ""


def block_text(block: list[str]) -> Text:
    trimmed, context, *parts = block
    singular, _sep, plural = "".join(parts).partition("\0plural")
    if trimmed:
        singular, plural = trim_whitespace(singular), trim_whitespace(plural)
    return context, singular, plural


SOURCES = sorted(WEB.rglob("*.py"))
TEMPLATES = sorted(WEB.rglob("templates/**/*.html")) + sorted(WEB.rglob("templates/**/*.txt"))
FOUND = [found for path in SOURCES if "migrations" not in path.parts for found in texts_in_python(path)]
FOUND += [found for path in TEMPLATES for found in texts_in_template(path)]


def theirs() -> set[tuple[str, str]]:
    """Give allauth's own texts, of which we say some in our own words."""
    path = Path(allauth.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as stream:
        return {key_of(message) for message in read_po(stream) if message.id}


def key_of(message: Message) -> tuple[str, str]:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


@pytest.fixture(scope="module")
def swedish() -> dict[tuple[str, str], tuple[str, ...]]:
    return {key_of(message): forms(message.string) for message in catalogue()}


def catalogue() -> list[Message]:
    merged = compile_texts.merge(compile_texts.read_rooms(compile_texts.TEXTS, "django"))
    return [message for message in merged if message.id]


def forms(texts: object) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts) if isinstance(texts, list | tuple) else ()


def listed(faults: list[str]) -> str:
    return "\n".join(sorted(set(faults)))


def values_in(text: str) -> set[str]:
    return set(PERCENT.findall(text)) | set(BRACES.findall(text))


def test_there_is_something_to_translate() -> None:
    assert len(FOUND) > 100


def test_every_text_is_written_out_where_it_is_made() -> None:
    assert [where for where, text in FOUND if text is None] == []


def test_every_text_has_its_swedish(swedish: dict[tuple[str, str], tuple[str, ...]]) -> None:
    missing = [
        f"{where}: {text[:2]}" for where, text in FOUND if text and not all(swedish.get(text[:2], [""]))
    ]

    assert missing == [], listed(missing)


def test_a_text_that_counts_has_two_forms(swedish: dict[tuple[str, str], tuple[str, ...]]) -> None:
    lacking = [
        f"{where}: {text[1]}"
        for where, text in FOUND
        if text and text[2] and len(swedish.get(text[:2], ())) != 2
    ]

    assert lacking == [], listed(lacking)


def test_no_swedish_text_is_left_over(swedish: dict[tuple[str, str], tuple[str, ...]]) -> None:
    left_over = [
        f"{context}: {text}"
        for context, text in set(swedish) - theirs() - {text[:2] for _, text in FOUND if text}
    ]

    assert left_over == [], listed(left_over)


def test_a_translation_keeps_the_values() -> None:
    # "One thing" may leave its number out, in either language; "many" may not.
    differing = [
        f"{english} | {text}"
        for message in catalogue()
        for english, text in list(zip(forms(message.id), forms(message.string), strict=True))[-1:]
        if values_in(text) - {"count"} != values_in(english) - {"count"}
    ]

    assert differing == [], listed(differing)
