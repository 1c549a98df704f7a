"""Encodings, separators, line ends, quotes, titles, sums: what happens to a text file."""

from collections.abc import Iterator

from engine.eventlog.nasty.base import ENGLISH, SWEDISH, Style, cells, reports, text_of, text_of_cells, truth
from engine.eventlog.nasty.case import NOTHING_SAID, Case, Honest, Outcome, Refused, Same

from simmitt.engine.eventlog.mapping import Mapping

ROWS = reports()
TRUTH = truth(ROWS)
PLAIN = text_of(ROWS)
NOTED = Style(headings=(*SWEDISH, "Not"))


def case(
    name: str,
    content: bytes | str,
    outcome: Outcome,
    *,
    file: str = "log.csv",
    mapping: Mapping = NOTHING_SAID,
) -> Case:
    data = content.encode() if isinstance(content, str) else content
    return Case(name, {file: data}, outcome, TRUTH, mapping)


def text_cases() -> Iterator[Case]:
    yield from _encodings()
    yield from _separators()
    yield from _lines()
    yield from _headings()
    yield from _bodies()
    yield from _damage()


def _encodings() -> Iterator[Case]:
    for encoding in (
        "utf-8",
        "utf-8-sig",
        "cp1252",
        "latin-1",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "iso8859_15",
    ):
        yield case(f"encoding {encoding}", PLAIN.encode(encoding), Same())
    bom_be = b"\xfe\xff" + PLAIN.encode("utf-16-be")
    yield case("encoding utf-16-be with mark", bom_be, Same())
    yield case("encoding told", PLAIN.encode("cp850"), Same(), mapping=Mapping(encoding="cp850"))
    yield case(
        "encoding told wrongly",
        PLAIN.encode("cp1252"),
        Refused(("utf-8",)),
        mapping=Mapping(encoding="utf-8"),
    )
    yield case("encoding unknown", PLAIN, Refused(("encoding",)), mapping=Mapping(encoding="klingon"))
    yield case(
        "dos code page, machines misspelt alike", PLAIN.encode("cp850"), Same(but=frozenset({"machines"}))
    )
    double = PLAIN.encode().decode("latin-1").encode()
    yield case("encoded twice", double, Same(but=frozenset({"machines"})))
    mixed = (
        PLAIN.encode()[:2000].rsplit(b"\r\n", 1)[0]
        + b"\r\n"
        + PLAIN[2000:].split("\r\n", 1)[1].encode("cp1252")
    )
    yield case("two encodings in one file", mixed, Honest())


def _separators() -> Iterator[Case]:
    for name, separator in (("comma", ","), ("tab", "\t"), ("bar", "|"), ("semicolon", ";")):
        yield case(f"separator {name}", text_of(ROWS, Style(separator=separator)), Same())
        yield case(f"separator {name}, quoted", text_of(ROWS, Style(separator=separator, quote='"')), Same())
    yield case("separator told", text_of(ROWS, Style(separator="^")), Same(), mapping=Mapping(separator="^"))
    yield case("separator unknown", text_of(ROWS, Style(separator="^")), Refused(("separator",)))
    yield case("separator as Excel says", "sep=,\r\n" + text_of(ROWS, Style(separator=",")), Same())
    commas = [[*line[:1], f"{line[1]}, grov; fin", *line[2:]] for line in (cells(r, Style()) for r in ROWS)]
    quoted = text_of_cells(commas, Style(quote='"'))
    yield case("separators inside quotes", quoted, Same())
    breaks = [[*line[:1], f"{line[1]}\r\ngrov", *line[2:]] for line in (cells(r, Style()) for r in ROWS)]
    yield case("line breaks inside quotes", text_of_cells(breaks, Style(quote='"')), Same())
    inner = [[*line[:1], f'{line[1]} ""4""', *line[2:]] for line in (cells(r, Style()) for r in ROWS)]
    yield case("quotes inside quotes", text_of_cells(inner, Style(quote='"')), Same())
    loose = [[*line[:1], f'{line[1]} 4"', *line[2:]] for line in (cells(r, Style()) for r in ROWS)]
    yield case("inches without quotes", text_of_cells(loose), Same())
    ends = "\r\n".join(line + ";" for line in PLAIN.split("\r\n") if line) + "\r\n"
    yield case("separator at each line's end", ends, Same())


def _lines() -> Iterator[Case]:
    for name, newline in (("unix", "\n"), ("windows", "\r\n"), ("old mac", "\r")):
        yield case(f"line ends {name}", text_of(ROWS, Style(newline=newline)), Same())
    yield case("no line end at the end", PLAIN.rstrip(), Same())
    yield case("blank lines between", PLAIN.replace("\r\n", "\r\n\r\n"), Same())
    yield case("lines of separators only", PLAIN + ";;;;;;\r\n" * 40, Same())
    yield case("an old end-of-file mark", PLAIN + "\x1a", Same())
    padded = "\r\n".join(";".join(f"  {cell}\t" for cell in line.split(";")) for line in PLAIN.split("\r\n"))
    yield case("blanks round every cell", padded, Same())
    yield case("no-break blanks round every cell", padded.replace(" " * 2, "\u00a0"), Same())
    unit = text_of_cells([[*cells(r, Style()), "\x1f" if n == 9 else ""] for n, r in enumerate(ROWS)], NOTED)
    yield case("a unit separator in a remark", unit, Same())
    yield case("null bytes between lines", PLAIN.replace("\r\n", "\r\n\x00"), Honest())


def _headings() -> Iterator[Case]:
    title = ("Körjournal verkstad 2", "Utskriven: 2026-03-20 08:12", "")
    yield case("title above the headings", text_of(ROWS, Style(title=title)), Same())
    wide = ("Rapport;;;;;;", "Period;2026-01-01;2026-03-31;;;;", ";;;;;;")
    yield case("title as wide as the table", text_of(ROWS, Style(title=wide)), Same())
    yield case("headings in English", text_of(ROWS, Style(headings=ENGLISH)), Same())
    yield case(
        "headings in capitals", text_of(ROWS, Style(headings=tuple(h.upper() for h in SWEDISH))), Same()
    )
    spaced = tuple(f" {h.replace(' ', '_')} " for h in ENGLISH)
    yield case("headings with underscores", text_of(ROWS, Style(headings=spaced)), Same())
    letters = Style(headings=tuple("ABCDEFG"))
    yield case("headings A to G", text_of(ROWS, letters), Same(but=frozenset({"good", "rejected"})))
    yield case(
        "no headings at all", text_of(ROWS, Style(heading=False)), Same(but=frozenset({"good", "rejected"}))
    )
    order = [6, 3, 1, 5, 0, 4, 2]
    mixed = text_of_cells(
        [[cells(r, Style())[i] for i in order] for r in ROWS],
        Style(headings=tuple(SWEDISH[i] for i in order)),
    )
    yield case("columns in another order", mixed, Same())
    twice = text_of_cells([[*cells(r, Style()), "x"] for r in ROWS], Style(headings=(*SWEDISH, "Maskin")))
    yield case("a heading twice", twice, Honest())
    nameless = text_of_cells([[*cells(r, Style()), "", ""] for r in ROWS], Style(headings=(*SWEDISH, "", "")))
    yield case("nameless empty columns", nameless, Same())
    yield case(
        "mapping names a heading",
        text_of(ROWS, Style(headings=("A1", *SWEDISH[1:]))),
        Same(),
        mapping=Mapping(columns={"order": "A1"}),
    )
    yield case(
        "mapping names a heading that is not there",
        PLAIN,
        Refused(("Ordernummer",)),
        mapping=Mapping(columns={"order": "Ordernummer"}),
    )
    cut = {"no order": 0, "no start, no length": 3}
    for name, index in cut.items():
        kept = [i for i in range(7) if i != index and not (index == 3 and i == 4)]
        text = text_of_cells([[cells(r, Style())[i] for i in kept] for r in ROWS],
                             Style(headings=tuple(SWEDISH[i] for i in kept)))  # fmt: skip
        yield case(f"column missing: {name}", text, Refused())
    no_work = text_of_cells([[cells(r, Style())[i] for i in (0, 3, 4, 5)] for r in ROWS],
                            Style(headings=tuple(SWEDISH[i] for i in (0, 3, 4, 5))))  # fmt: skip
    yield case("column missing: no activity, no machine", no_work, Refused())
    only_machine = text_of_cells([[cells(r, Style())[i] for i in (0, 2, 3, 4, 5, 6)] for r in ROWS],
                                 Style(headings=tuple(SWEDISH[i] for i in (0, 2, 3, 4, 5, 6))))  # fmt: skip
    yield case("no activity, the machine stands for it", only_machine, Same(noting="activities"))


def _bodies() -> Iterator[Case]:
    lines = PLAIN.split("\r\n")
    repeated = "\r\n".join([*lines[:50], lines[0], *lines[50:100], lines[0], *lines[100:]])
    yield case("headings repeated on every page", repeated, Same(noting="heading"))
    total = f"Summa;;;;;{sum(r.good for r in ROWS)};{sum(r.rejected for r in ROWS)}"
    yield case("a sum at the end", text_of(ROWS, Style(footer=(total,))), Same(noting="sum"))
    footer = ("", "Utskriven av Verksamt 12", "Sida 1 av 1")
    yield case("a remark at the end", text_of(ROWS, Style(footer=footer)), Honest())
    wide = text_of_cells(
        [[*cells(r, Style()), "extra"] if n == 40 else cells(r, Style()) for n, r in enumerate(ROWS)]
    )
    yield case("one row with a cell too many", wide, Same(noting="more cells"))
    short = "\r\n".join(line.rsplit(";", 2)[0] if n == 30 else line for n, line in enumerate(lines))
    yield case("one row with cells too few", short, Honest())
    dashes = text_of_cells([["-" if c == "0" else c for c in cells(r, Style())] for r in ROWS])
    yield case("a dash for nothing", dashes, Same())
    merged, last = [], ""
    for row in ROWS:
        line = cells(row, Style())
        merged.append(["" if line[0] == last else line[0], *line[1:]])
        last = line[0]
    if any(not line[0] for line in merged):
        yield case("order written once for its rows", text_of_cells(merged), Honest())
    extra = text_of_cells(
        [[*cells(r, Style()), "Kund AB", "3200,00", "Färdig"] for r in ROWS],
        Style(headings=(*SWEDISH, "Kund", "Kostnad", "Status")),
    )
    yield case("columns of no interest", extra, Same())
    formula = text_of_cells(
        [[*cells(r, Style()), "=cmd|' /C calc'!A0"] for r in ROWS], Style(headings=(*SWEDISH, "Not"))
    )
    yield case("formulas as text", formula, Same())
    long = text_of_cells([[*cells(r, Style()), "y" * 20_000 * (n < 20)] for n, r in enumerate(ROWS)],
                         Style(headings=(*SWEDISH, "Not")))  # fmt: skip
    yield case("very long remarks", long, Same())


def _damage() -> Iterator[Case]:
    yield case("nothing", b"", Refused(("empty",)))
    yield case("blanks only", b"\xef\xbb\xbf \r\n \r\n", Refused(("empty",)))
    yield case("headings only", ";".join(SWEDISH) + "\r\n", Refused(("heading",)))
    yield case("one row only", "\r\n".join(PLAIN.split("\r\n")[:2]), Refused(("one row",)))
    yield case("prose", "Hej!\r\nHär kommer loggen i ett annat brev.\r\n", Refused())
    yield case("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 30, Refused(("picture",)))
    yield case("a PDF", b"%PDF-1.7\n1 0 obj", Refused(("PDF",)))
    yield case(
        "a web page",
        "<!doctype html><html><body><table><tr><td>Order</td></tr></table></html>",
        Refused(("web page",)),
    )
    yield case("noise", bytes((i * 7919) % 256 for i in range(9000)), Refused())
    yield case("no such separator in the data", "\r\n".join(r.order for r in ROWS), Refused())
    yield case("cut in the middle of a row", PLAIN[: len(PLAIN) // 2], Honest())
    yield case(
        "a thousand columns too many",
        ";".join(f"k{i}" for i in range(5000)) + "\r\n" + ("x;" * 5000 + "\r\n") * 3,
        Refused(),
    )
