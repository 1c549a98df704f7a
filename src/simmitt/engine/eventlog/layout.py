"""Where a table begins and ends on its page: title, headings in one row or two, sums, page breaks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from simmitt.engine.eventlog.held import Bools, all_as_texts, different, halves, is_halved, matching
from simmitt.ground.texts import Message, say_many

Row = Sequence[str | None]

_HEADING_ROWS = 25
_FULL_SHARE = 0.6
_WORDS_SHARE = 0.8
# A row with more days than this, all different and without times, is a heading of days.
_MOST_DAYS = 4
_DAY = re.compile(r"\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|(?:19|20)\d{6}")
_TIMED = re.compile(
    rf"(?:{_DAY.pattern})[T ,-].*|\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?: ?[AaPp][Mm])?|20\d{{10,12}}"
)
_SUMS = (
    r"(?i)^(?:summa|summor|delsumma|slutsumma|totalsumma|totalt?|totaler|sum|subtotal|grand total|totals)\b"
)
_FOOTERS = r"(?i)^(?:sida|page|utskriven|utskrivet|printed|rapporten skapad|report generated)\b"
_REPEATED_SHARE = 0.8
_BETWEEN = r"[\s_.:-]*"
_FEW_SHARE = 0.7
_NAMED_ROWS = 3


@dataclass(frozen=True)
class Headings:
    """The rows that hold the headings; ``last`` is -1 where the first row holds data already."""

    first: int
    last: int
    names: tuple[str, ...]  # one per column, "" where none stands

    @property
    def found(self) -> bool:
        """Whether the table has headings at all."""
        return self.last >= 0


def find_headings(rows: Sequence[Row]) -> Headings:
    """Give the headings of a table from its first rows.

    Reports often begin with a title and a date of printing: the heading is the first row about
    as wide as the table, words rather than numbers, dates or times. Two rows are one heading
    where the lower one names the parts of what the upper one names: "Start" above "Datum", "Tid".
    """
    at = _heading_at(rows)
    if at < 0:
        return Headings(-1, -1, ())
    if at + 1 < len(rows) and _parts_of_upper(rows[at], rows[at + 1]):
        return Headings(at, at + 1, _joined(rows[at], rows[at + 1]))
    if at > 0 and _names_lower(rows[at - 1], rows[at]):
        return Headings(at - 1, at, _joined(rows[at - 1], rows[at]))
    return Headings(at, at, tuple(_text(cell) for cell in rows[at]))


def looks_like_report(row: Row) -> bool:
    """Tell a row of a log, which has days or times, from a heading, which has none.

    Sums per day may have a column, and a heading, for each day.
    """
    cells = [_text(cell) for cell in row]
    days = [cell for cell in cells if _DAY.fullmatch(cell)]
    if any(_TIMED.fullmatch(cell) for cell in cells):
        return True
    return bool(days) and (len(days) <= _MOST_DAYS or len(set(days)) < len(days))


def leave_out(
    cells: pl.DataFrame, rows: pl.Series, headings: Sequence[str] = ()
) -> tuple[pl.DataFrame, pl.Series, tuple[Message, ...]]:
    """Drop sums, page footers and repeated headings below a table's own; tell which.

    A row of sums begins with the word and fills clearly fewer cells than a report does: an order
    may well be called Total.
    """
    if cells.is_empty():
        return cells, rows, ()
    filled = pl.sum_horizontal(pl.all().is_not_null())
    count = cells.select(filled).to_series()
    few = (count <= _FEW_SHARE * cells.select(filled.quantile(0.75, "higher")).item()).arg_true()
    ends = _marked(few.filter(_are_ends(cells, few)), cells.height)
    again = _repeats(cells, headings)
    dropped = ends | again
    if not dropped.any():
        return cells, rows, ()
    notes = (*_sum_notes(rows, ends), *repeat_notes(rows, again))
    return cells.filter(~dropped), rows.filter(~dropped), notes


def _are_ends(cells: pl.DataFrame, few: pl.Series) -> pl.Series:
    """Tell which of the rows with few cells begin like a sum or the end of a page."""
    texts = all_as_texts(cells.select(pl.all().gather(few)))
    first = texts.select(pl.coalesce(pl.all()).alias("first")).to_series()
    return (first.str.contains(_SUMS) | first.str.contains(_FOOTERS)).fill_null(value=False)


def _marked(places: pl.Series, height: int) -> pl.Series:
    marks = np.zeros(height, bool)
    marks[places.to_numpy()] = True
    return pl.Series(marks)


def _repeats(cells: pl.DataFrame, headings: Sequence[str]) -> pl.Series:
    """Tell which rows say their own headings, in whatever capitals, blanks and signs between."""
    plain = {name: _plain(word) for name, word in zip(cells.columns, headings, strict=False) if _plain(word)}
    said = _begin_with_heading(cells, set(plain.values()))
    hits = [
        sum(_plain(cell or "") == plain.get(name) for name, cell in row.items())
        >= _REPEATED_SHARE * sum(cell is not None for cell in row.values())
        for row in all_as_texts(cells.filter(said)).iter_rows(named=True)
    ]
    return said.scatter(said.arg_true(), hits) if hits else said


def _begin_with_heading(cells: pl.DataFrame, words: set[str]) -> pl.Series:
    """Tell of which rows the first filled cell is one of the headings."""
    said, blank = np.zeros(cells.height, bool), np.ones(cells.height, bool)
    for column in cells if words else ():
        said |= blank & _are_headings(column, words)
        blank &= column.is_null().to_numpy()
        if not blank.any():
            break
    return pl.Series(said)


def _are_headings(column: pl.Series, words: set[str]) -> Bools:
    if is_halved(column):
        days = {_plain(day) for day in different(halves(column)[0])}
        if not any(word.startswith(day) for day in days for word in words):
            return np.zeros(len(column), bool)
    alike = "|".join(sorted(_BETWEEN.join(map(re.escape, word)) for word in words))
    return matching(column, rf"(?i)^{_BETWEEN}(?:{alike}){_BETWEEN}$").fill_null(value=False).to_numpy()


def _plain(text: str) -> str:
    return re.sub(_BETWEEN, "", text).casefold()


def _heading_at(rows: Sequence[Row]) -> int:
    filled = [sum(bool(_text(cell)) for cell in row) for row in rows[:_HEADING_ROWS]]
    widest = max(filled, default=0)
    wide = [index for index, count in enumerate(filled) if count >= max(2, _FULL_SHARE * widest)]
    for index in wide:
        if _is_words(rows[index]) and not looks_like_report(rows[index]):
            return index
        if looks_like_report(rows[index]):
            break
    return -1 if wide and looks_like_report(rows[wide[0]]) else 0


def _text(cell: str | None) -> str:
    return (cell or "").strip()


def _is_words(row: Row) -> bool:
    cells = [_text(cell) for cell in row if _text(cell)]
    return sum(any(letter.isalpha() for letter in cell) for cell in cells) >= _WORDS_SHARE * len(cells)


def _parts_of_upper(upper: Row, lower: Row) -> bool:
    """Whether the lower row fills columns that the upper leaves blank, with words alone."""
    pairs = [(_text(above), _text(below)) for above, below in zip(upper, lower, strict=False)]
    words = [below for _, below in pairs if below]
    new = [below for above, below in pairs if below and not above]
    return bool(new) and _only_words(words)


def _names_lower(upper: Row, lower: Row) -> bool:
    """Whether the upper row tells apart what the lower one calls by the same name."""
    names = [_text(cell) for cell in lower if _text(cell)]
    above = [_text(cell) for cell in upper if _text(cell)]
    return len(set(names)) < len(names) and len(above) >= 2 and _only_words(above)


def _only_words(words: Sequence[str]) -> bool:
    return all(any(letter.isalpha() for letter in word) for word in words) and not looks_like_report(words)


def _joined(upper: Row, lower: Row) -> tuple[str, ...]:
    """Join two rows; a name above goes on to the right as long as only the lower row says more."""
    width = max(len(upper), len(lower))
    names, above = [], ""
    for index in range(width):
        top = _text(upper[index]) if index < len(upper) else ""
        bottom = _text(lower[index]) if index < len(lower) else ""
        above = (top or above) if bottom else ""
        names.append(" ".join(part for part in (top if not bottom else above, bottom) if part))
    return tuple(names)


def _numbers(rows: pl.Series, marks: pl.Series) -> str:
    return ", ".join(str(row) for row in rows.filter(marks).head(_NAMED_ROWS))


def _sum_notes(rows: pl.Series, marks: pl.Series) -> tuple[Message, ...]:
    if not marks.any():
        return ()
    return (
        say_many(
            "{count} row of sums or page ends was left out (row {rows}).",
            "{count} rows of sums or page ends were left out (first rows {rows}).",
            int(marks.sum()),
            rows=_numbers(rows, marks),
        ),
    )


def repeat_notes(rows: pl.Series, marks: pl.Series) -> tuple[Message, ...]:
    """Tell of the rows that were headings once more."""
    if not marks.any():
        return ()
    return (
        say_many(
            "{count} repeated heading inside the table was left out (row {rows}).",
            "{count} repeated headings inside the table were left out (first rows {rows}).",
            int(marks.sum()),
            rows=_numbers(rows, marks),
        ),
    )
