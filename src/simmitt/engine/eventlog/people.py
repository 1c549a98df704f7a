"""Names of people and the codes that stand for them, wherever the names turn up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from simmitt.engine.eventlog.personal_numbers import QUICK_PATTERN, shaped_in
from simmitt.engine.eventlog.phone_numbers import QUICK_PATTERN as PHONES
from simmitt.engine.eventlog.phone_numbers import without_phones

# A part of a name that several people share stands for nobody in particular.
_SHARED = "P00"
# More people than work in any shop: the column holds something else than names.
MOST_NAMES = 2_000
_SHORTEST_PART, _FEW = 3, 2
_WORD = re.compile(r"[^\W\d_]+")
_JOINT = r"[\s,._-]*"
_ADDRESS = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+\w{2,}")
_GENITIVE = r"(?:['’:]?s)?"


@dataclass
class Codes:
    """A code for each person, by order of first appearance; it grows as people appear."""

    by_name: dict[str, str] = field(default_factory=dict)
    by_number: dict[str, str] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)
    by_phone: dict[str, str] = field(default_factory=dict)
    strangers: set[str] = field(default_factory=set)  # who stand in no column of workers
    spellings: set[str] = field(default_factory=set)
    _given: int = 0

    def of_name(self, name: str) -> str:
        """Give the code of a name; capitals and blanks make no difference, a personal number does."""
        self.spellings.add(name)
        bare = _bare(name)
        if bare not in self.by_name:
            number = next((one.digits for one in shaped_in(name) if one.is_sound), None)
            self.by_name[bare] = self.of_number(number) if number else self._next()
        return self.by_name[bare]

    def of_stranger(self, name: str) -> str:
        """Give the code of a name that stands in no column of workers."""
        bare = _bare(name)
        if bare not in self.by_name:
            self.strangers.add(bare)
            self.by_name[bare] = self._next()
        return self.by_name[bare]

    def of_phone(self, digits: str) -> str:
        """Give the code of a telephone number."""
        if digits not in self.by_phone:
            self.by_phone[digits] = self._next()
        return self.by_phone[digits]

    def of_number(self, digits: str) -> str:
        """Give the code of a personal identity number."""
        if digits not in self.by_number:
            self.by_number[digits] = self._next()
        return self.by_number[digits]

    def of_address(self, address: str) -> str:
        """Give the code of an e-mail address."""
        bare = address.casefold()
        if bare not in self.by_address:
            self.by_address[bare] = self._next()
        return self.by_address[bare]

    def _next(self) -> str:
        self._given += 1
        return f"P{self._given:02}"


class Names:
    """Names of known people, to be found in texts.

    A whole name is two words or more, in either order and however they are joined. A part of one,
    or a name of one word, counts where it is written as names are and names nothing else: ``per``
    is a word, ``Per`` a colleague, and ``Stål`` is steel where a product is called so. Staff
    numbers and initials are not looked for; they would be found everywhere. Of more names than
    ``MOST_NAMES`` none is.
    """

    def __init__(self, codes: Codes, things: Iterable[str]) -> None:
        known = codes.by_name.items() if len(codes.by_name) <= MOST_NAMES else ()
        persons = {tuple(_WORD.findall(name)): code for name, code in known}
        persons = {words: code for words, code in persons.items() if sum(map(len, words)) >= _SHORTEST_PART}
        whole = {_in_any_order(words): code for words, code in persons.items() if len(words) > 1}
        self._whole = _Pattern(whole, re.IGNORECASE)
        # A thing may be called after a person, and then the words are still the person's.
        taken = {word for thing in things for word in _WORD.findall(self._whole.replaced(thing).casefold())}
        parts = {_as_names(part): code for part, code in _parts(persons).items() if part not in taken}
        self._parts = _Pattern(parts)
        # A text with none of these words holds no name.
        words = {*(max(words, key=len) for words in persons), *_parts(persons)}
        self.quick_pattern = "(?i)" + "|".join([QUICK_PATTERN, PHONES, "@", *sorted(words)])

    def without_whole(self, text: str) -> str:
        """Give a text with codes instead of whole names."""
        return self._whole.replaced(text)

    def without_parts(self, text: str) -> str:
        """Give a text with codes instead of whole names, first names and family names."""
        return self._parts.replaced(self._whole.replaced(text))


def without_numbers(text: str, codes: Codes) -> str:
    """Give a text with codes instead of personal identity numbers."""
    for one in reversed(shaped_in(text)):
        if one.is_sound:
            text = text[: one.begin] + codes.of_number(one.digits) + text[one.end :]
    return text


def without_addresses(text: str, codes: Codes) -> str:
    """Give a text with codes instead of e-mail addresses."""
    if "@" not in text:
        return text
    return _ADDRESS.sub(lambda match: codes.of_address(match[0]), text)


def without_phone_numbers(text: str, codes: Codes) -> str:
    """Give a text with codes instead of telephone numbers."""
    return without_phones(text, codes.of_phone)


class _Pattern:
    """Many expressions in one, each with what stands for it."""

    def __init__(self, codes: dict[str, str], flags: re.RegexFlag = re.NOFLAG) -> None:
        self._codes = list(codes.values())
        either = "|".join(f"({expression})" for expression in codes)
        self._any = re.compile(rf"(?<![^\W_])(?:{either}){_GENITIVE}(?![^\W_])", flags) if codes else None

    def replaced(self, text: str) -> str:
        """Give a text with what stands for each expression instead of it."""
        if self._any is None:
            return text
        return self._any.sub(lambda match: self._codes[(match.lastindex or 1) - 1], text)


def _bare(name: str) -> str:
    return " ".join(name.split()).casefold()


def _in_any_order(words: Sequence[str]) -> str:
    """Match a name as it is, family name first, and without what stands between first and last."""
    first, *between, last = words
    orders = dict.fromkeys([tuple(words), (last, first, *between), (first, last), (last, first)])
    return "|".join(_JOINT.join(map(re.escape, order)) for order in orders)


def _as_names(part: str) -> str:
    return f"{re.escape(part.title())}|{re.escape(part.upper())}"


def _parts(persons: dict[tuple[str, ...], str]) -> dict[str, str]:
    """Give the parts of names, each with the code of the only person who has it."""
    owners: dict[str, set[str]] = {}
    for words, code in persons.items():
        for word in words:
            owners.setdefault(word, set()).add(code)
    # What most of the names have in them is a title or a shift.
    most = max(_FEW, len(persons) // 2)
    return {
        word: codes.pop() if len(codes) == 1 else _SHARED
        for word, codes in owners.items()
        if len(word) >= _SHORTEST_PART and len(codes) <= most
    }
