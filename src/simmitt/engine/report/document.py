"""A document as a tree of plain parts; paper, Word and web are drawn from the same tree.

Texts are already in the document's language: whoever composes the tree has the words.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from simmitt.ground.texts import Language

Align = Literal["left", "right"]
Tone = Literal["plain", "your_turn", "doubt", "done"]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the document's parts, 2 their sections, 3 within these."""

    text: str
    level: int = 2
    anchor: str = ""  # what links lead to


@dataclass(frozen=True)
class Paragraph:
    """Running text; ``lead`` is an introduction set larger, ``small`` a note."""

    text: str
    style: Literal["body", "lead", "small", "strong"] = "body"


@dataclass(frozen=True)
class Bullets:
    """A list; numbered where the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a heading row; the last row is a sum where ``total`` says so.

    ``row_heading`` is the column that names the row and is set bold; without it the first
    column names the row for those who listen, and stands plain. A folded table shows its caption
    alone until somebody opens it; paper has no folds, and one that is ``screen_only`` is left
    out there. ``anchors`` name rows that links lead to.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...] = ()
    widths: tuple[float, ...] = ()  # relative; empty: by content
    total: bool = False
    row_heading: int | None = None
    folded: bool = False
    screen_only: bool = False
    anchors: tuple[tuple[str, ...], ...] = ()  # those of each row; empty: no row has any


@dataclass(frozen=True)
class Link:
    """Words that lead to an anchor in the same document ("": nowhere); on paper they lead nowhere."""

    text: str
    target: str


@dataclass(frozen=True)
class Point:
    """One thing worth knowing: said in a sentence, with what to do about it and what it rests on."""

    title: str
    text: str = ""
    note: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Points:
    """Points in order of weight; numbered unless they stand on a par."""

    items: tuple[Point, ...]
    numbered: bool = True


@dataclass(frozen=True)
class Chart:
    """A drawing: the question is its title, the answer its first line, the figures its table."""

    title: str
    answer: str
    svg: str  # drawn for a text width of 880 units
    alt: str
    table: Table
    narrow_svg: str = ""  # the same for 340 units, for phones
    anchor: str = ""  # what links lead to, and what its file is called
    tallest_mm: float = 205.0  # on paper: so that it shares its page with its title, or with more


@dataclass(frozen=True)
class KeyFigure:
    """One large figure with its caption and interval, as in the row of money figures.

    ``svg`` is a small measure line; it only repeats what ``note`` says in words.
    """

    caption: str
    value: str
    note: str = ""
    svg: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """Two to five key figures side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Callout:
    """A set-off passage: the next step, a doubt, something done."""

    title: str
    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Fields:
    """Lines to fill in by hand (Word: fields to type in), each with its label."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page (on paper)."""


Part = Heading | Paragraph | Bullets | Points | Table | Chart | KeyFigures | Callout | Fields | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole document. ``dated`` stands for the day it speaks of, never the clock's."""

    title: str
    subtitle: str
    language: Language
    dated: date
    parts: tuple[Part, ...]
    header: str = ""  # company; in the head of every page
    status: str = ""  # "Utkast" while it is a draft; in the head of every page
    footer: str = ""  # grade, run, model, data, catalogue; at the foot of every page

    @property
    def lead(self) -> str:
        """The first sentences, that answer before anything is shown; empty where there are none."""
        first = self.parts[0] if self.parts else None
        return first.text if isinstance(first, Paragraph) and first.style == "lead" else ""

    def on_paper(self) -> "Document":
        """Give the document without the tables that only a screen has room for."""
        kept = tuple(part for part in self.parts if not (isinstance(part, Table) and part.screen_only))
        return replace(self, parts=kept)
