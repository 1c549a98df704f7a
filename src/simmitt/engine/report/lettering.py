"""How wide words are, and how to make them fit: drawings and tables can't ask a browser."""

import json
import re
import unicodedata
from functools import cache

from simmitt.engine.report.look import FONTS

REGULAR, BOLD, HEAD = (
    "atkinson-hyperlegible-next-400",
    "atkinson-hyperlegible-next-700",
    "familjen-grotesk-600",
)
_UNKNOWN = 700  # thousandths of the size, for a character our fonts lack
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# They turn round the order of all that follows in a sentence; a name has no need of them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile("[ \t\n\r]+")
_LONG_WORD = re.compile(r"[^\s\u00a0]{22,}")
_AFTER_SEPARATOR = re.compile(r"(?<=[-_/\\.,;])(?=\w)")
_BEFORE_NUMBER = re.compile(r"(?<=\w) (?=\d)")

# Greek, Cyrillic, punctuation, arrows and signs that typst's own fonts hold.
_FALLBACK_CHARACTERS = frozenset(
    [chr(code) for code in range(0x391, 0x3C9) if code != 0x3A2]
    + [chr(code) for code in range(0x410, 0x450)]
    + list("µ≤≥≈≠→←↑↓⇒∑√∞∆‰†‡□■●○◆◇✓\u200b\u202f\ufffd")
)


def clean(text: str) -> str:
    """Give the text composed (å as one character), without what XML can't hold or turns it round."""
    return _TURNING.sub("", _NOT_IN_XML.sub("", unicodedata.normalize("NFC", text)))


def settable(text: str) -> str:
    """Give the text as it can be set on paper: a square stands for what no font of ours holds."""
    known = _settable_characters()
    return "".join(character if character in known else "□" for character in clean(text))


def breakable(text: str) -> str:
    """Give the text with places to break inside words too long for a column."""
    return _LONG_WORD.sub(lambda word: _with_breaks(word.group()), text)


def _with_breaks(word: str) -> str:
    parts = _AFTER_SEPARATOR.split(word)
    return "\u200b".join(part[start : start + 20] for part in parts for start in range(0, len(part) or 1, 20))


def width_of(text: str, size: float, font: str = REGULAR) -> float:
    """Give the width of a line of text in the unit of ``size``; kerning is left out."""
    advances = _advances()[font]
    return sum(advances.get(character, _UNKNOWN) for character in text) * size / 1000


def shorten(text: str, room: float, size: float, font: str = REGULAR) -> str:
    """Give the text, cut with an ellipsis where it doesn't fit."""
    if width_of(text, size, font) <= room:
        return text
    kept = text
    while kept and width_of(kept + "…", size, font) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrap(text: str, room: float, size: float, font: str = REGULAR, lines: int = 2) -> list[str]:
    """Give at most ``lines`` lines that fit; the last is cut where there is more to say.

    A number stays with the word before it: Mill 2 is one name.
    """
    wrapped: list[str] = []
    rest = _BEFORE_NUMBER.sub("\u00a0", _SPACES.sub(" ", clean(text)).strip(" "))
    while rest and len(wrapped) < lines - 1 and width_of(rest, size, font) > room:
        line = _first_line(rest, room, size, font)
        wrapped.append(line)
        rest = rest[len(line) :].lstrip(" ")
    return [*wrapped, shorten(rest, room, size, font)] if rest or not wrapped else wrapped


def _first_line(text: str, room: float, size: float, font: str) -> str:
    """Give as many whole words as fit, or as many characters of a word longer than the line."""
    words = text.split(" ")
    fitting = words[0]
    for word in words[1:]:
        if width_of(f"{fitting} {word}", size, font) > room:
            break
        fitting = f"{fitting} {word}"
    while len(fitting) > 1 and width_of(fitting, size, font) > room:
        fitting = fitting[:-1]
    return fitting


@cache
def _advances() -> dict[str, dict[str, int]]:
    measures: dict[str, dict[str, int]] = json.loads((FONTS / "measures.json").read_text(encoding="utf-8"))
    return measures


@cache
def _settable_characters() -> frozenset[str]:
    own = _advances()
    return (
        frozenset(own[REGULAR]) & frozenset(own[BOLD]) & frozenset(own[HEAD])
        | _FALLBACK_CHARACTERS
        | {"\n", "\t"}
    )
