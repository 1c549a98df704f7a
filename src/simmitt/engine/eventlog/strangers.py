"""Names of people who stand in no column of workers, known by common first names and how family names end."""

import re
from collections.abc import Iterable, Sequence

import polars as pl

from simmitt.engine.eventlog.log import Source
from simmitt.engine.eventlog.name_words import (
    ALSO_WORDS,
    FAMILY_ENDINGS,
    FIRST_NAMES,
    MAKERS,
    SHORT_FAMILIES,
)
from simmitt.engine.eventlog.people import MOST_NAMES
from simmitt.ground.texts import Message

WORKER, ORDER = "worker", "order"
# Columns that name things; a part of a person's name may be a word in them.
THINGS = (ORDER, "activity", "machine", "product", "name", "meter", "from_product", "to_product")
# A text of things with a word that a name may have, and in how many such words are looked for.
_WORDY, _LOOKED_AT = r"[^\W\d_]{3}", 20_000
_FIRST = "|".join(sorted({*FIRST_NAMES, *map(str.upper, FIRST_NAMES)}, key=len, reverse=True))
_WORD = r"[A-ZÅÄÖÉ][a-zåäöéü]{2,}|[A-ZÅÄÖÉ]{3,}"
_FAMILY = rf"(?:(?:[A-ZÅÄÖÉ]\w*(?i:{FAMILY_ENDINGS}))|(?i:{SHORT_FAMILIES}))(?:-[A-ZÅÄÖÉ]\w+)?"
_GIVEN = rf"(?:{_FIRST})(?:[ -](?:{_FIRST}))?"
# In what names things only what is surely a name counts: a first name and what ends as family names do.
_SURE = re.compile(rf"\b(?:{_GIVEN} {_FAMILY}|{_FAMILY}, ?{_GIVEN})\b")
_LIKELY = re.compile(rf"\b(?:{_GIVEN} (?:{_FAMILY}|{_WORD})|(?:{_FAMILY}|{_WORD}), ?{_GIVEN})\b")
_WHOLE = re.compile(rf"(?:{_LIKELY.pattern})")
_ALONE = re.compile(rf"\b(?:{_FIRST}|[A-ZÅÄÖ][a-zåäö]+sson)\b")
_QUICK = sorted({*FIRST_NAMES, *map(str.upper, FIRST_NAMES)})
_COLUMN_SHARE, _FEWEST = 0.5, 2


def strangers(frames: Iterable[pl.DataFrame], source: Source, workers: Sequence[str]) -> Iterable[str]:
    """Give the names of people that stand outside the columns of workers, each person once.

    Parameters
    ----------
    frames
        The tables of a log.
    source
        How it was read; names are looked for in all that it quotes.
    workers
        Who stands in the columns of workers; they are no strangers, however their names are written.
    """
    columns = [column for frame in frames for column in frame if column.dtype == pl.String]
    told = [column.drop_nulls().unique(maintain_order=True) for column in columns if column.name != WORKER]
    named = [texts for texts in told if texts.name in THINGS]
    free = [texts for texts in told if texts.name not in THINGS]
    wordy = [texts.filter(texts.str.contains(_WORDY)) for texts in named if texts.name != ORDER]
    things = {word for texts in wordy for text in texts.head(_LOOKED_AT) for word in words_of(text)}
    found = [name for texts in named for name in names_in_things(texts)]
    things -= {word for name in found for word in words_of(name)}
    free.append(pl.Series([text.replace("_", " ") for text in _texts_of(source)], dtype=pl.String))
    known = {word for name in workers for word in words_of(name)}
    found += [name for texts in free for name in names_in_words(texts, things, known)]
    persons = {frozenset(words_of(name)): name for name in reversed(found)}
    others = [words for words in persons if not any(words <= words_of(name) for name in workers)]
    return [persons[words] for words in reversed(others)][: max(MOST_NAMES - len(workers), 0)]


def _texts_of(source: Source) -> Iterable[str]:
    """Give what a log's source says in words: names of files and sheets, headings, what notes quote."""
    yield from (source.file, source.sheet, *source.unread)
    yield from (text for one in source.parts for text in (one.file, one.sheet))
    yield from (one.heading for one in source.columns)
    yield from (text for note in source.notes for text in _quoted(note))


def _quoted(message: Message) -> Iterable[str]:
    for value in message.values.values():
        if isinstance(value, Message):
            yield from _quoted(value)
        elif isinstance(value, str):
            yield value


def names_in_things(texts: pl.Series) -> list[str]:
    """Give the names of people in a column that names things; all that may be names where most are.

    Parameters
    ----------
    texts
        Different values, none null.
    """
    near = _near(texts)
    whole = [text for text in near if _WHOLE.fullmatch(text) and text.casefold() not in MAKERS]
    if len(whole) >= max(_FEWEST, _COLUMN_SHARE * len(texts)):
        return whole
    return _known(found for text in near for found in _SURE.findall(text))


def names_in_words(texts: pl.Series, things: set[str], workers: set[str]) -> list[str]:
    """Give the names of people in free texts, the whole ones first.

    Parameters
    ----------
    texts
        Different texts, none null.
    things
        Words, in small letters, that name things in the log.
    workers
        Words, in small letters, of the names of workers; alone they are theirs.
    """
    near = [*_near(texts), *texts.filter(texts.str.contains("sson"))]
    whole = _known(found for text in near for found in _LIKELY.findall(text))
    whole = [name for name in whole if not things & words_of(name)]
    known = things | workers | {part for name in whole for part in words_of(name)}
    known |= {name.casefold() for name in ALSO_WORDS}
    alone = [found for text in near for found in _ALONE.findall(text) if found.casefold() not in known]
    return [*whole, *dict.fromkeys(alone)]


def words_of(text: str) -> set[str]:
    """Give the words of a text in small letters."""
    return set(re.findall(r"\w+", text.casefold()))


def _near(texts: pl.Series) -> pl.Series:
    return texts.filter(texts.str.contains_any(_QUICK))


def _known(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name.casefold() not in MAKERS]
