"""Files that are other than one plain table of reports."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from engine.eventlog.nasty.base import SWEDISH, Report, Style, cells, reports, text_of, text_of_cells, truth
from engine.eventlog.nasty.case import NO_PIECES, NOTHING_SAID, Asked, Case, Honest, Outcome, Refused, Same

from simmitt.engine.eventlog.mapping import Mapping

ROWS = reports()
TRUTH = truth(ROWS)
SPANS = frozenset({"first", "busy_h", "lead_median_h"})


def case(name: str, files: dict[str, str], outcome: Outcome, mapping: Mapping = NOTHING_SAID) -> Case:
    return Case(name, {file: text.encode() for file, text in files.items()}, outcome, TRUTH, mapping)


def shape_cases() -> Iterator[Case]:
    yield from _sorts()
    yield from _several()
    yield from _json()
    yield from _xes()


def _place(row: Report) -> tuple[date, str]:
    return row.start.date(), row.machine


def _sorts() -> Iterator[Case]:
    heads = ("Ordernr", "Operation", "Maskin", "Rapporterad", "Antal godkända", "Kasserade")
    ends = text_of_cells(
        [[c[i] for i in (0, 1, 2, 4, 5, 6)] for c in (cells(r, Style()) for r in ROWS)], Style(headings=heads)
    )
    yield case("ends alone", {"log.csv": ends}, Same(SPANS, noting="estimated", sort="ends"))
    daily = [
        [str(day), machine, str(sum(r.good for r in own)), str(sum(r.rejected for r in own)),
         f"{sum(r.hours for r in own):.2f}".replace(".", ",")]
        for (day, machine), own in (
            (key, list(group))
            for key, group in groupby(sorted(ROWS, key=_place), _place)
        )
    ]  # fmt: skip
    day_heads = ("Datum", "Maskin", "Antal godkända", "Kasserade", "Körtid (h)")
    everything = frozenset(
        {"rows", "orders", "first", "last", "busy_h", "lead_median_h", "machines", "good", "rejected"}
    )
    yield case(
        "sums per day",
        {"log.csv": text_of_cells(daily, Style(headings=day_heads))},
        Same(everything, sort="daily"),
    )
    total, counter = 0, []
    for row in sorted((r for r in ROWS if r.machine == "Fräs 2"), key=lambda r: r.end):
        total += row.good
        counter.append([row.machine, f"{row.end:%Y-%m-%d %H:%M}", str(total)])
    grown = text_of_cells(counter, Style(headings=("Maskin", "Tid", "Räknarställning")))
    yield case("a counter that grows", {"log.csv": grown},
               Same(everything, sort="counters"))  # fmt: skip
    states = []
    for row in ROWS:
        states += [[row.machine, "Kör", f"{row.start:%Y-%m-%d %H:%M}", f"{row.end:%Y-%m-%d %H:%M}"]]
    state_heads = ("Maskin", "Status", "Starttid", "Sluttid")
    yield case("states of machines", {"log.csv": text_of_cells(states, Style(headings=state_heads))},
               Same(SPANS | {"orders", "good", "rejected", "rows"}, sort="states"))  # fmt: skip
    odd = [[line[0], "Zonk", *line[2:]] if n % 2 else line for n, line in enumerate(states)]
    yield case(
        "states in words that nobody knows",
        {"log.csv": text_of_cells(odd, Style(headings=state_heads))},
        Asked("[states]"),
    )
    kinds = [[*cells(r, Style()), "X9" if n % 3 else "P"] for n, r in enumerate(ROWS)]
    coded = text_of_cells(kinds, Style(headings=(*SWEDISH, "Rapporttyp")))
    yield case("kinds in codes that nobody knows", {"log.csv": coded},
               Asked("[kinds]", Mapping(kinds={"run": ("P", "X9")})))  # fmt: skip


def _several() -> Iterator[Case]:
    first, second = ROWS[: len(ROWS) // 2], ROWS[len(ROWS) // 2 :]
    january, february = text_of(first), text_of(second)
    yield case("two months as two files", {"jan.csv": january, "feb.csv": february}, Same())
    overlap = text_of(ROWS[len(ROWS) // 2 - 20 :])
    yield case("two files that overlap", {"jan.csv": january, "feb.csv": overlap}, Same(noting="both"))
    other = text_of(second, Style(separator=",", newline="\n"))
    yield case("two files written differently", {"jan.csv": january, "feb.csv": other}, Same())
    yield case("the same file twice", {"a.csv": text_of(ROWS), "b.csv": text_of(ROWS)}, Same())
    orders = sorted({r.order for r in ROWS})
    due = text_of_cells(
        [[o, "2026-04-01", "40"] for o in orders], Style(headings=("Ordernr", "Leveransdatum", "Orderantal"))
    )
    yield case("a table of orders beside the log", {"log.csv": text_of(ROWS), "orders.csv": due}, Same())
    stops = text_of_cells([["Fräs 2", "2026-01-09 08:00", "2026-01-09 09:30", "Haveri spindel"]],
                          Style(headings=("Maskin", "Starttid", "Sluttid", "Stopporsak")))  # fmt: skip
    more = (
        stops
        + "Såg 1;2026-01-12 10:00;2026-01-12 10:20;Rast\r\n"
        + "Svarv 3;2026-01-13 10:00;2026-01-13 10:20;Materialbrist\r\n"
    )
    yield case("a table of stops beside the log", {"log.csv": text_of(ROWS), "stopp.csv": more}, Same())
    yield case(
        "a table of nothing beside the log",
        {"log.csv": text_of(ROWS), "notes.csv": "Namn;Telefon\r\nA;1\r\nB;2\r\n"},
        Honest(),
    )


def _records() -> list[dict[str, object]]:
    return [
        {"order": r.order, "operation": r.activity, "machine": r.machine, "start": r.start.isoformat(),
         "end": r.end.isoformat(), "good": r.good, "scrap": r.rejected}
        for r in ROWS
    ]  # fmt: skip


def _json() -> Iterator[Case]:
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in _records())
    yield case("JSON lines", {"log.jsonl": lines}, Same())
    yield case(
        "JSON lines escaped", {"log.jsonl": "\n".join(json.dumps(record) for record in _records())}, Same()
    )
    yield case("a JSON array", {"log.json": json.dumps(_records())}, Same())
    yield case("JSON as OData answers", {"log.json": json.dumps({"value": _records()})}, Same())
    nested = [{**record, "machine": {"name": record["machine"], "id": 4}} for record in _records()]
    yield case(
        "JSON with machines in themselves", {"log.jsonl": "\n".join(map(json.dumps, nested))}, Honest()
    )
    ragged = [{key: value for key, value in record.items() if value} for record in _records()]
    yield case("JSON lines that leave out zeros", {"log.jsonl": "\n".join(map(json.dumps, ragged))}, Same())
    yield case("JSON cut off", {"log.jsonl": lines[: len(lines) // 2]}, Honest())
    yield case("JSON deeper than reason", {"log.json": "[" * 100_000}, Refused())
    yield case("JSON of something else", {"log.json": '{"settings": {"a": 1}}'}, Refused())


def _event(row: object, name: str, when: str, phase: str, extra: str = "") -> str:
    return (
        f'<event><string key="concept:name" value="{name}"/><string key="org:resource" value="{row}"/>'
        f'<date key="time:timestamp" value="{when}"/><string key="lifecycle:transition" value="{phase}"/>'
        f"{extra}</event>"
    )


def xes_text(
    *, namespace: str = "", doctype: str = "", phases: tuple[str, str] = ("start", "complete")
) -> str:
    traces = []
    for order in sorted({r.order for r in ROWS}):
        events = [f'<string key="concept:name" value="{order}"/>']
        for r in (r for r in ROWS if r.order == order):
            events += [_event(r.machine, r.activity, r.start.isoformat(), phases[0]),
                       _event(r.machine, r.activity, r.end.isoformat(), phases[1])]  # fmt: skip
        traces.append(f"<trace>{''.join(events)}</trace>")
    return f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<log{namespace}>{"".join(traces)}</log>'


def _xes() -> Iterator[Case]:
    yield case("XES", {"log.xes": xes_text()}, Same(NO_PIECES))
    spaced = xes_text(namespace=' xmlns="http://www.xes-standard.org/"')
    yield case("XES with a namespace", {"log.xes": spaced}, Same(NO_PIECES))
    yield case(
        "XES with phases in capitals", {"log.xes": xes_text(phases=("START", "COMPLETE"))}, Same(NO_PIECES)
    )
    evil = xes_text(doctype='<!DOCTYPE log [<!ENTITY a "b">]>')
    yield case("XES with entities", {"log.xes": evil}, Refused())
    yield case("XES cut off", {"log.xes": xes_text()[:5000]}, Refused())
    yield case("XES without events", {"log.xes": "<log></log>"}, Refused())
    deep = "<log>" + "<a>" * 5000 + "</a>" * 5000 + "</log>"
    yield case("XES deeper than reason", {"log.xes": deep}, Honest())
    yield case("XML of something else", {"log.xml": "<?xml version='1.0'?><rss><item/></rss>"}, Refused())
