"""When two names are one: what stays of a name, and how names that are not quite the same differ."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from simmitt.ground.texts import Message, say

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w+#]+(?=\d)")
_MARKS = re.compile(r"[^\w+#|]|_")
_TOKENS = re.compile(r"\d+|[^\W\d_]+")
# Words shorter than this tell things apart by a single letter: Press II and III, Line A and B.
SHORTEST_WORD = 5


class Likeness(NamedTuple):
    """How sure it is that two names mean one thing, and why."""

    certainty: float
    reason: Message


MANGLED = Likeness(0.9, say("Letters were mangled on the way into the file."))
PLAIN_LETTERS = Likeness(0.85, say("The same name written without å, ä, ö or other marks."))
ZEROS = Likeness(0.8, say("The same number with and without leading zeros."))
WORD_ORDER = Likeness(0.7, say("The same words in another order."))
SLIP = Likeness(0.6, say("One letter is missing, doubled or has changed places with the next."))


def spelling_key(name: str) -> str:
    """Give what stays of a name without case, blanks and punctuation.

    Between digits a mark stays a mark: 1.2 is not 12.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    return _MARKS.sub("", _BETWEEN_DIGITS.sub("|", plain))


def order_key(name: str) -> str:
    """Give what stays of an order number without case and outer or repeated blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def likeness(one: str, other: str) -> Likeness | None:
    """Tell whether two names may be one, though they differ in more than case, blanks and marks.

    Numbers and words of fewer than five letters must agree: Mill 1 is not Mill 2, Line 1A not
    Line 1B, Press II not Press III.
    """
    if unmangled(one) == other or unmangled(other) == one:
        return MANGLED
    words, others = _tokens(one), _tokens(other)
    if words == others:
        return None  # they differ in nothing else
    if sorted(words) == sorted(others):
        # Which word a number belongs to is told by their order: only one may be there.
        return WORD_ORDER if sum(word.isdigit() for word in words) <= 1 else None
    if len(words) != len(others):
        return None
    pairs = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    if all(a.isdigit() and b.isdigit() and int(a) == int(b) for a, b in pairs):
        return ZEROS
    if all(_without_marks(a) == _without_marks(b) for a, b in pairs):
        return PLAIN_LETTERS
    return SLIP if len(pairs) == 1 and _slipped(*pairs[0]) else None


def unmangled(name: str) -> str:
    """Give a name as it was before UTF-8 was taken for Windows text; the name itself if it wasn't."""
    try:
        return name.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


def blocks(name: str) -> Iterator[str]:
    """Give keys of which two like names share at least one, so that not all pairs need a look.

    Words that differ by a slip share what is left of them without one letter.
    """
    tokens = _tokens(unmangled(name))
    bare = [str(int(token)) if token.isdigit() else _without_marks(token) for token in tokens]
    yield " ".join(sorted(bare))
    for place, token in enumerate(bare):
        if not token.isdigit() and len(token) >= SHORTEST_WORD:
            before, after = bare[:place], bare[place + 1 :]
            for left in {token, *(token[:n] + token[n + 1 :] for n in range(1, len(token)))}:
                yield " ".join([*before, left, *after])


def _tokens(name: str) -> list[str]:
    return _TOKENS.findall(unicodedata.normalize("NFKC", name).casefold())


def _without_marks(word: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)
    )


def _slipped(one: str, other: str) -> bool:
    """Tell whether one letter too many, too few or two in the wrong order make the difference.

    Another letter in a place is no slip: milling is not filling.
    """
    if min(len(one), len(other)) < SHORTEST_WORD or one[0] != other[0]:
        return False
    if len(one) == len(other):
        apart = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(one) == sorted(other)
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(
        long[:place] + long[place + 1 :] == short for place in range(1, len(long))
    )
