"""Invent the production log of Nordanå Mekaniska AB, as its business system would export it.

The workshop does not exist; workshop.py simulates half a year of it. Here the rows get the
flaws that such exports have, and their form: Swedish headings, semicolons, decimal commas and
the character set of Windows. The same seed gives the same file.

    python example/make_log.py [FILE]
"""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from workshop import CLOSES, OPENS, Row, simulate

SEED = 12
HEADINGS = (
    "Ordernr", "Artikel", "Benämning", "Operation", "Maskin", "Anställd", "Start", "Slut",
    "Rapporterad tid (h)", "Rapporttyp", "Orderantal", "Godkänt antal", "Kasserat antal", "Omarbete",
    "Leveransdatum",
)  # fmt: skip


def with_flaws(rows: Iterable[Row], random: Random) -> Iterator[Row]:
    """Add what real exports contain: now and then one of the flaws, or a row twice."""
    for row in rows:
        flawed = random.choices(list(FLAWS), list(FLAWS.values()))[0](row)
        yield flawed
        if random.random() < 0.012:
            yield flawed


def without_flaw(row: Row) -> Row:
    """Leave it as it is."""
    return row


def typed_in_afterwards(row: Row) -> Row:
    """Keep the day and the hours, lose the time of day."""
    midnight = datetime.combine(row.start.date(), time())
    return replace(row, start=midnight, end=midnight, reported_h=row.hours)


def never_ended(row: Row) -> Row:
    """Let the system fill in an hour that nobody worked."""
    return replace(row, end=row.start + timedelta(hours=1), reported_h=0.0)


def end_before_start(row: Row) -> Row:
    """Swap the times."""
    return replace(row, start=row.end, end=row.start, reported_h=row.hours)


def double_blank(row: Row) -> Row:
    """Write the machine's name with a slip of the thumb."""
    return replace(row, machine=row.machine.replace(" ", "  "))


def small_letters(row: Row) -> Row:
    """Write the machine's name without capitals."""
    return replace(row, machine=row.machine.lower())


def nobody(row: Row) -> Row:
    """Forget who it was."""
    return replace(row, person="")


FLAWS: dict[Callable[[Row], Row], float] = {
    without_flaw: 0.955,
    typed_in_afterwards: 0.008,
    never_ended: 0.01,
    end_before_start: 0.001,
    double_blank: 0.014,
    small_letters: 0.006,
    nobody: 0.006,
}


def cells(row: Row) -> tuple[str, ...]:
    """Write a row as the business system does."""
    start, end = (f"{at:%Y-%m-%d %H:%M}" for at in (row.start, row.end))
    article, reported = row.order.article, f"{row.hours:.2f}".replace(".", ",")
    pieces = (str(row.order.ordered), str(row.good), str(row.rejected))
    rework, due = "Ja" if row.rework else "Nej", f"{row.order.due:%Y-%m-%d}"
    return (
        row.order.number, article.number, article.name, row.operation, row.machine, row.person, start, end,
        reported, row.kind, *pieces, rework, due,
    )  # fmt: skip


def main(target: Path) -> None:
    """Write the log and say how large it is."""
    random = Random(SEED)
    rows = [row for row in simulate(random) if row.start >= OPENS and row.end <= CLOSES]
    rows.sort(key=lambda row: (row.end, row.machine, row.order.number))
    flawed = list(with_flaws(rows, random))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(map(cells, flawed))
    print(f"{target}: {len({row.order.number for row in rows})} orders, {len(flawed)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "out" / "korlogg.csv")
