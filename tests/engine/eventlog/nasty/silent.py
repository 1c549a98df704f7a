"""Files that look tidy and mean something else than they seem to say."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from engine.eventlog.nasty.base import (
    ENGLISH,
    PLACES,
    SWEDISH,
    TO_THE_MINUTE,
    Report,
    Style,
    cells,
    reports,
    text_of,
    text_of_cells,
    truth,
)
from engine.eventlog.nasty.case import NOTHING_SAID, Asked, Case, Outcome, Refused, Same

from simmitt.engine.eventlog.mapping import Mapping

ROWS = reports()
ONE_DAY = [row for row in ROWS if row.start.date() == row.end.date()]
MANY_ROWS = frozenset({"rows", "rejected"})
TIMED = ("Ordernr", "Operation", "Maskin", "Starttid", "Tid (h)", "Antal godkända", "Kasserade")


def case(
    name: str,
    files: str | dict[str, str],
    outcome: Outcome,
    rows: Sequence[Report] = ROWS,
    mapping: Mapping = NOTHING_SAID,
) -> Case:
    named = {"log.csv": files} if isinstance(files, str) else files
    return Case(name, {file: text.encode() for file, text in named.items()}, outcome, truth(rows), mapping)


def silent_cases() -> Iterator[Case]:
    yield from _running_totals()
    yield from _noughts()
    yield from _durations()
    yield from _commas()
    yield from _clocks()
    yield from _ruined()
    yield from _repeated_headings()
    yield from _parts_apart()


def in_parts(parts: int, count: Callable[[int, int], int]) -> list[list[str]]:
    """Write each report as several, with as many pieces as ``count`` gives for all pieces and the part."""
    return [
        [row.order, row.activity, row.machine, TO_THE_MINUTE(row.start + at * (row.end - row.start) / parts),
         TO_THE_MINUTE(row.start + (at + 1) * (row.end - row.start) / parts), str(count(row.good, at)), "0"]
        for row in ROWS for at in range(parts)
    ]  # fmt: skip


def _running_totals() -> Iterator[Case]:
    four = text_of_cells(in_parts(4, lambda good, at: good * (at + 1) // 4))
    yield case("pieces that count on within a step", four, Same(MANY_ROWS, noting="count on from report"))
    each = text_of_cells(in_parts(4, lambda good, at: good * (at + 1) // 4 - good * at // 4))
    yield case("pieces of each part alone", each, Same(MANY_ROWS))
    tried = text_of_cells(in_parts(2, lambda good, at: good - 1 if at else 1))
    yield case("a first piece and then the rest", tried, Same(MANY_ROWS, noting="were taken as each"))
    two = text_of_cells(in_parts(2, lambda good, at: good * (at + 1) // 2))
    yield case(
        "pieces that count on, and the user says so",
        two,
        Same(MANY_ROWS, noting="count on from report"),
        mapping=Mapping(pieces="running"),
    )
    counters: dict[str, int] = {}
    grown = []
    for row in sorted(ROWS, key=lambda row: row.end):
        counters[row.machine] = counters.get(row.machine, 7000) + row.good
        grown.append([*cells(row, Style())[:5], str(counters[row.machine]), str(row.rejected)])
    yield case("a machine's counter in the column of good pieces", text_of_cells(grown),
               Same(frozenset({"good"}), noting="at each machine"))  # fmt: skip


def _noughts() -> Iterator[Case]:
    bare = [replace(row, order=row.order[1:]) for row in ROWS]
    padded = [replace(row, order=row.order.zfill(8)) for row in bare]
    files = {"jan.csv": text_of(bare[:100]), "feb.csv": text_of(padded[60:])}
    yield case("noughts before the orders of a file that overlaps", files, Same(noting="other noughts"), bare)
    both = [two if at % 2 else one for at, (one, two) in enumerate(zip(bare, padded, strict=True))]
    twice = Same(frozenset({"orders", "lead_median_h"}), noting="with and without noughts")
    yield case("noughts before some orders of a file", text_of(both), twice, bare)


def _durations() -> Iterator[Case]:
    for sign in ",.":
        lines = [
            [*cells(row, Style())[:4], _hours_minutes(row, sign), str(row.good), str(row.rejected)]
            for row in ROWS
        ]
        yield case(f"hours and minutes with {sign} between", text_of_cells(lines, Style(headings=TIMED)),
                   Asked('unit = "h:min"', Mapping(duration_unit="h:min")))  # fmt: skip
    beside = [[*cells(row, Style()), _hours_minutes(row, ",")] for row in ROWS]
    text = text_of_cells(beside, Style(headings=(*SWEDISH, "Tid (h)")))
    yield case("hours and minutes beside start and end", text, Same(noting="hours and minutes"))


def _hours_minutes(row: Report, sign: str) -> str:
    minutes = round((row.end - row.start).total_seconds() / 60)
    return f"{minutes // 60}{sign}{minutes % 60:02}"


def _commas() -> Iterator[Case]:
    lines = [
        [*cells(row, Style())[:4], f"{row.hours:.2f}".replace(".", ","), str(row.good), str(row.rejected)]
        for row in ROWS
    ]
    text = text_of_cells(lines, Style(separator=",", headings=TIMED))
    yield case("decimal commas between commas", text, Refused(("decimal comma", "row 2")))
    last = [[*cells(row, Style()), f"{row.hours:.1f}".replace(".", ",")] for row in ROWS]
    text = text_of_cells(last, Style(separator=",", headings=(*SWEDISH, "Tid (h)")))
    yield case("decimal commas between commas in the last column", text, Refused(("decimal comma",)))


def _clocks() -> Iterator[Case]:
    heads = (*SWEDISH[:3], "Datum", "Starttid", "Sluttid", *SWEDISH[5:])
    clocks: dict[str, Callable[[datetime], str]] = {
        "without colon": lambda at: str(int(f"{at:%H%M}")),
        "without colon, with seconds": lambda at: str(int(f"{at:%H%M%S}")),
        "with a comma": lambda at: f"{at.hour},{at:%M}",
    }
    for name, write in clocks.items():
        lines = [
            [*cells(row, Style())[:3], f"{row.start:%Y-%m-%d}", write(row.start), write(row.end),
             str(row.good), str(row.rejected)]
            for row in ONE_DAY
        ]  # fmt: skip
        yield case(f"clock {name}", text_of_cells(lines, Style(headings=heads)), Same(), ONE_DAY)


def _ruined() -> Iterator[Case]:
    long = [replace(row, order=f"{122_000_000_000 + 1_000_003 * int(row.order[1:])}") for row in ROWS]
    for name, sign in (("point", "."), ("comma", ",")):
        lost = [replace(row, order=f"{int(row.order):.2E}".replace(".", sign)) for row in long]
        yield case(f"orders as amounts with a {name}", text_of(lost), Refused(("lost digits", "Ordernr")))
    cut = [replace(row, order=f"{row.order}{row.order}"[:15] + "0000") for row in long]
    yield case("orders cut off after fifteen digits", text_of(cut), Refused(("lost digits",)))
    yield case("orders of eighteen digits", text_of([replace(row, order=f"{row.order}00{row.order[-4:]}")
                                                     for row in long]), Same(), long)  # fmt: skip


def _repeated_headings() -> Iterator[Case]:
    lines = text_of(ROWS).split("\r\n")
    again = {
        "in capitals": lines[0].upper(),
        "with signs": lines[0].lower().replace(" ", "_").replace(";", " ; "),
        "in part": ";;Maskin;;;;",
    }
    for name, heading in again.items():
        text = "\r\n".join([*lines[:50], heading, *lines[50:100], heading, *lines[100:]])
        yield case(f"headings repeated {name}", text, Same(noting="2 repeated headings"))
    english = "\r\n".join([*lines[:50], ";".join(ENGLISH), *lines[50:]])
    yield case("headings repeated in another language", english, Same(noting="1 repeated heading"))


def _parts_apart() -> Iterator[Case]:
    numbers = {name: 10 * (at + 1) for at, (name, _) in enumerate(PLACES)}
    steps = [replace(row, order=f"{row.order}-{numbers[row.activity]}") for row in ROWS]
    yield case("the operation in the order number", text_of(steps), Same(noting="every step counts"), steps)
    parts = [replace(row, order=f"{row.order}-1") for row in ROWS]
    yield case("a part number in the order number", text_of(parts), Same(), parts)
    lengths = [
        [*cells(row, Style())[:4], "15", str(round((row.end - row.start).total_seconds() / 60) - 15),
         str(row.good), str(row.rejected)]
        for row in ROWS
    ]  # fmt: skip
    heads = (*SWEDISH[:4], "Ställtid (min)", "Körtid (min)", *SWEDISH[5:])
    spans = frozenset({"last", "busy_h", "lead_median_h"})
    yield case("setup and run in two columns", text_of_cells(lengths, Style(headings=heads)),
               Same(spans, noting="were not added"))  # fmt: skip
    large = [[*cells(row, Style())[:5], f"{row.good / 1000:.3f}", str(row.rejected)] for row in ROWS]
    counted = (*SWEDISH[:5], "Antal godkända (1000 st)", SWEDISH[6])
    yield case("pieces in thousands", text_of_cells(large, Style(headings=counted)),
               Same(frozenset({"good"}), noting="speaks of thousands"))  # fmt: skip
    money = [[*cells(row, Style())[:5], f"{12.5 * row.good:.2f} kr", str(row.rejected)] for row in ROWS]
    yield case("money in the column of good pieces", text_of_cells(money), Same(frozenset({"good"})))
