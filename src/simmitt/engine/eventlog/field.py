"""One meaning that a column can have, and how to tell it from a heading."""

from dataclasses import dataclass
from typing import Literal

from simmitt.engine.eventlog.headings import Phrase
from simmitt.ground.texts import Message

Content = Literal["name", "number", "instant", "clock", "duration", "pieces", "flag", "kind"]


@dataclass(frozen=True)
class Field:
    """One meaning that a column can have.

    ``words`` name it plainly, the plainest first; ``faint`` words do so only where nothing better
    is found; a heading holding one of ``without`` never means it. What its name is made of stands
    in ``MADE_OF``.
    """

    name: str
    meaning: Message
    content: Content
    words: tuple[Phrase, ...]
    faint: tuple[Phrase, ...] = ()
    without: tuple[str, ...] = ()
    needed: str = ""  # "always", "one of them", "" (welcome)

    @property
    def unit(self) -> str:
        """The unit that the log holds the values in, or "" where they have none."""
        return {"pieces": "pieces", "duration": "s"}.get(self.content, "")


def field_of(
    name: str,
    meaning: Message,
    content: Content,
    *,
    words: str,
    faint: str = "",
    without: str = "",
    needed: str = "",
) -> Field:
    """Make a field; ``words`` and ``faint`` are phrases with commas between, ``without`` single words."""
    return Field(name, meaning, content, _phrases(words), _phrases(faint), tuple(without.split()), needed)


def _phrases(text: str) -> tuple[Phrase, ...]:
    return tuple(Phrase.of(part) for part in text.split(",") if part.strip())
