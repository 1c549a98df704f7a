"""What was done or left open while reading, so that nobody has to guess it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simmitt.ground.texts import Message, say, say_many
from simmitt.web.companies.register.decoding import Grid
from simmitt.web.companies.register.industries import is_known, is_manufacturing
from simmitt.web.companies.register.layout import Layout, Source
from simmitt.web.companies.register.rows import RegisterRow


@dataclass(frozen=True)
class Left:
    """How many rows could be read and are not used."""

    protected: int  # sole traders
    ceased: int  # no longer at work


def notes_on(layout: Layout, grid: Grid, rows: Sequence[RegisterRow], left: Left) -> tuple[Message, ...]:
    """Give the notes, those about people first."""
    return (
        *_about_people(layout, left.protected),
        *_about_ceased(left.ceased),
        *_about_numbers(layout, grid),
        *_about_industries(layout, rows),
        *_about_addresses(layout),
    )


def _about_people(layout: Layout, protected: int) -> Iterator[Message]:
    if protected:
        yield say_many(
            "{count} row is a sole trader and wasn't read: the number is a person's.",
            "{count} rows are sole traders and weren't read: the numbers are people's.",
            protected,
        )
    if "no_advertising" not in layout.sources:
        yield say("The file doesn't tell who has declined advertising.")


def _about_ceased(ceased: int) -> Iterator[Message]:
    if ceased:
        yield say_many(
            "{count} row has ceased according to the register and was left out.",
            "{count} rows have ceased according to the register and were left out.",
            ceased,
        )


def _about_numbers(layout: Layout, grid: Grid) -> Iterator[Message]:
    short = _short_cells(grid, layout.sources.get("cfar"), 8) if layout.cfar_zeros_lost else 0
    if short:
        yield say_many(
            "{count} CFAR number had lost its leading zeros; they were put back.",
            "{count} CFAR numbers had lost their leading zeros; they were put back.",
            short,
        )
    if short := _short_cells(grid, layout.sources.get("municipality_code"), 4):
        yield say_many(
            "{count} municipality code had lost its leading zero; it was put back.",
            "{count} municipality codes had lost their leading zero; it was put back.",
            short,
        )


def _about_industries(layout: Layout, rows: Sequence[RegisterRow]) -> Iterator[Message]:
    if not layout.edition_assumed:
        return
    yield say("The file doesn't name the edition of its industry codes; they were read as SNI {edition}.",
              edition=layout.edition)  # fmt: skip
    if layout.edition == "2007":
        codes = {
            code for row in rows for code in row.sni_codes if is_manufacturing(code) and not is_known(code)
        }
        if codes:
            yield say_many(
                "{count} code isn't in SNI 2007 ({codes}); the file may follow SNI 2025.",
                "{count} codes aren't in SNI 2007 ({codes}); the file may follow SNI 2025.",
                len(codes),
                codes=", ".join(sorted(codes)[:5]),
            )


def _about_addresses(layout: Layout) -> Iterator[Message]:
    if layout.postal:
        yield say(
            "The file has no visiting address for these, so the postal address was read: {headings}.",
            headings=", ".join(layout.postal),
        )


def _short_cells(grid: Grid, source: Source | None, digits: int) -> int:
    """Count the numbers with fewer digits than they should have."""
    if source is None:
        return 0
    cells = (row[source.index] for _, row in grid.rows if source.index < len(row))
    return sum(1 for cell in cells if cell.isdigit() and len(cell) < digits)
