"""A grid whose columns have been given meaning, and how sound each of them is."""

from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.grid import Grid
from simmitt.engine.eventlog.held import as_texts, text_at
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.recognition import Recognition
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say, say_many

# A column of which more can't be read than this was not what it seemed.
MOST_UNREADABLE_SHARE = 0.2
_NAMED_ROWS = 3


class UnreadableColumn(InputFault):
    """Much of a needed column can't be read as what it should hold."""


@dataclass(frozen=True)
class Understood:
    """The table, the meaning of its columns and what the user said."""

    grid: Grid
    recognition: Recognition
    mapping: Mapping

    def text(self, field: str) -> pl.Series | None:
        """Give the texts of the column read as a field, or None where there is no such column."""
        column = self.held(field)
        return None if column is None else as_texts(column)

    def texts(self, fields: tuple[str, ...]) -> dict[str, pl.Series]:
        """Give the texts of those among the fields that have a column."""
        return {field: as_texts(column) for field, column in self.all_held(fields).items()}

    def held(self, field: str) -> pl.Series | None:
        """Give the column read as a field as the table holds it, or None where there is no such column."""
        heading = self.recognition.heading(field)
        return None if heading is None else self.grid.cells[heading]

    def all_held(self, fields: tuple[str, ...]) -> dict[str, pl.Series]:
        """Give the columns of those among the fields that have one, as the table holds them."""
        found = {field: self.held(field) for field in fields}
        return {field: column for field, column in found.items() if column is not None}

    def heading(self, field: str) -> str:
        """Give the heading of a column that is known to be there."""
        heading = self.recognition.heading(field)
        assert heading is not None, field
        return heading

    def place(self, field: str, at: int | None = None) -> Place:
        """Give the place of a field's column, or of its cell at an index."""
        row = None if at is None else int(self.grid.rows[at])
        return self.grid.place(row, self.heading(field))

    def row_of(self, field: str, cell: str) -> int:
        """Give the index of the first row whose cell holds this text."""
        texts = as_texts(self.grid.cells[self.heading(field)])
        return int(texts.str.contains(cell, literal=True).arg_true()[0])


def unreadable_notes(
    understood: Understood, field: str, values: pl.Series, *, needed: bool, expected: Message
) -> list[Message]:
    """Tell which filled cells of a column gave no value.

    Raises
    ------
    UnreadableColumn
        The column is needed and more than ``MOST_UNREADABLE_SHARE`` of it can't be read.
    """
    texts = understood.grid.cells[understood.heading(field)]
    failing = (texts.is_not_null() & values.is_null()).arg_true()
    if failing.is_empty():
        return []
    filled = len(texts) - texts.null_count()
    at, count = int(failing[0]), len(failing)
    if needed and count > MOST_UNREADABLE_SHARE * filled:
        raise UnreadableColumn(
            say(
                "{count} of {filled} cells can't be read as {meaning}, for example {example}.",
                count=count, filled=filled, meaning=understood.recognition.meaning(field),
                example=text_at(texts, at),
            ),
            expected=expected,
            remedy=say('If another column is meant, name it in the mapping file: [columns] {field} = "…".',
                       field=field),
            place=understood.place(field, at),
        )  # fmt: skip
    rows = ", ".join(str(row) for row in understood.grid.rows.gather(failing.head(_NAMED_ROWS)))
    return [
        say_many(
            "{count} cell in the column {heading} couldn't be read and counts as empty (row {rows}).",
            "{count} cells in the column {heading} couldn't be read and count as empty (first rows {rows}).",
            count,
            heading=understood.heading(field),
            rows=rows,
        )
    ]
