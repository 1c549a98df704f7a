"""How near a heading comes to a phrase: case, blanks, signs and å/ä/ö make no difference."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

EXACT, NUMBERED, TOKENS, INSIDE = 1.0, 0.97, 0.7, 0.45

# "Tid (h)" and "Tid" name the same thing; the unit is read elsewhere.
_UNITS = (
    "h tim timmar timme hours hrs hour min minuter minutes mins sek sekunder sec seconds s st pcs styck stk"
    " ea hh mm ss hhmm dagar days dygn"
)
UNIT_WORDS = frozenset(_UNITS.split())
_NUMBER_ENDING = re.compile(r"(?<=..)(?:nr|no|nummer|number|num|id|kod|code|namn|name)$")
_SHORTEST_INSIDE = 5
_A_PLACE = re.compile(
    r"\(?[A-Z]\)?|\([A-Z]+\)|(?:column|kolumn|col|kol|field|fält|falt|f|unnamed|namnlös)[ _:.]*\d+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Phrase:
    """A heading or a known word, taken apart."""

    tokens: tuple[str, ...]
    joined: str

    @staticmethod
    def of(text: str) -> "Phrase":
        """Take a text apart into plain lower-case words."""
        tokens = _tokens(text)
        return Phrase(tokens, "".join(tokens))

    @cached_property
    def stem(self) -> str:
        """The joined words without a number ending: ordernr and order are one."""
        return _NUMBER_ENDING.sub("", self.joined)


# Letters that the Nordic and German alphabets have of their own and that no accent makes.
_PLAIN = str.maketrans({"ø": "o", "æ": "a", "ß": "ss"})


# What tools for analysis write around a heading: Reports[Start], Sum of Good.
_OF_A_TABLE = re.compile(r"^[^\[\]]*\w\[([^\[\]]+)\]$")
_SUM_OF = re.compile(r"^(?:sum of|summa av)\s+", re.IGNORECASE)


def _column_of(match: re.Match[str]) -> str:
    """Give what stands in the brackets, unless it is a unit: Tid[min]."""
    return match[0] if match[1].lower() in UNIT_WORDS else match[1]


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[str, ...]:
    text = _OF_A_TABLE.sub(_column_of, _SUM_OF.sub("", text))
    split = re.sub(r"(?<=[a-zåäö0-9])(?=[A-ZÅÄÖ][a-zåäö])|(?<=[a-zåäö])(?=[A-ZÅÄÖ])", " ", text)
    plain = unicodedata.normalize("NFKD", split.lower().translate(_PLAIN))
    return tuple(re.findall(r"[a-z0-9#]+", "".join(c for c in plain if not unicodedata.combining(c))))


def says_nothing(heading: str) -> bool:
    """Whether a heading is no more than a place: B, (B), Column 2, Fält 3."""
    return bool(_A_PLACE.fullmatch(heading.strip()))


def without_unit(phrase: Phrase) -> Phrase:
    """Give the phrase without its unit words, unless nothing would remain."""
    tokens = tuple(token for token in phrase.tokens if token not in UNIT_WORDS)
    return Phrase(tokens, "".join(tokens)) if tokens else phrase


def nearness(heading: str, words: Iterable[Phrase], without: Iterable[str] = ()) -> float:
    """Give 0 to 1: how plainly a heading says one of the words."""
    whole = Phrase.of(heading)
    bare = without_unit(whole)
    best = max((max(_closeness(whole, word), _closeness(bare, word)) for word in words), default=0.0)
    return 0.0 if best < EXACT and _holds_any(whole, without) else best


def _holds_any(phrase: Phrase, words: Iterable[str]) -> bool:
    return any(word in phrase.tokens or (len(word) > 4 and word in phrase.joined) for word in words)


def _closeness(heading: Phrase, word: Phrase) -> float:
    if heading.joined == word.joined:
        return EXACT
    if heading.stem == word.stem:
        return NUMBERED
    if word.tokens and set(word.tokens) <= set(heading.tokens):
        return TOKENS + 0.2 * len(word.tokens) / len(heading.tokens)
    if len(word.joined) >= _SHORTEST_INSIDE and word.joined in heading.joined:
        return INSIDE + 0.35 * len(word.joined) / len(heading.joined)
    return 0.0
