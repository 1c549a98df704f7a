"""Dates, clocks and numbers as people and programs write them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from engine.eventlog.nasty.base import (
    SWEDISH,
    Report,
    Style,
    Write,
    cells,
    reports,
    shifted,
    stamp,
    text_of,
    text_of_cells,
    truth,
)
from engine.eventlog.nasty.case import NOTHING_SAID, Asked, Case, Honest, Outcome, Refused, Same, Warned

from simmitt.engine.eventlog.mapping import DateOrder, Mapping

ROWS = reports()
TRUTH = truth(ROWS)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
# Days up to the twelfth alone: every date can be read in two ways.
EARLY = [row for row in ROWS if row.start.day <= 12 and row.end.day <= 12]


def case(
    name: str, text: str, outcome: Outcome, rows: list[Report] | None = None, mapping: Mapping = NOTHING_SAID
) -> Case:
    return Case(name, {"log.csv": text.encode()}, outcome, truth(rows) if rows else TRUTH, mapping)


def date_cases() -> Iterator[Case]:
    yield from _dialects()
    yield from _doubtful()
    yield from _apart()
    yield from _zones()
    yield from _meaning()


def number_cases() -> Iterator[Case]:
    yield from _numbers()
    yield from _durations()


def _dialects() -> Iterator[Case]:
    written: dict[str, Write] = {
        "iso with T": stamp("%Y-%m-%dT%H:%M:%S"), "slashes, year first": stamp("%Y/%m/%d %H:%M:%S"),
        "points, day first": stamp("%d.%m.%Y %H:%M"), "hyphens, day first": stamp("%d-%m-%Y %H:%M"),
        "slashes, day first": stamp("%d/%m/%Y %H:%M"), "slashes, month first": stamp("%m/%d/%Y %H:%M"),
        "am and pm": stamp("%m/%d/%Y %I:%M %p"), "short year, year first": stamp("%y-%m-%d %H:%M"),
        "run together": stamp("%Y%m%d %H:%M"), "all run together": stamp("%Y%m%d%H%M"),
        "points in the time": stamp("%Y-%m-%d %H.%M"), "with kl": stamp("%Y-%m-%d kl %H.%M"),
        "month in Swedish": lambda at: f"{at.day} {MONTHS[at.month - 1]} {at.year} {at:%H:%M}",
        "month in English": stamp("%d-%b-%Y %H:%M"), "milliseconds": stamp("%Y-%m-%d %H:%M:%S.000"),
        "comma before milliseconds": stamp("%Y-%m-%d %H:%M:%S,000"),
        "nanoseconds": stamp("%Y-%m-%d %H:%M:%S.000000000"),
        "no leading zeros": lambda at: f"{at.day}/{at.month}/{at.year} {at.hour}:{at:%M}",
        "quoted T and Z-less seconds": stamp("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    for name, write in written.items():
        yield case(f"dates {name}", text_of(ROWS, Style(write=write)), Same())
    writers: dict[str, tuple[Write, Outcome]] = {
        "as Excel's numbers": (_serial, Same()),
        "as Excel's numbers with comma": (lambda at: _serial(at).replace(".", ","), Same()),
        "as seconds since 1970": (_epoch, Honest()),
        "as milliseconds since 1970": (lambda at: _epoch(at) + "000", Honest()),
    }
    for name, (write, outcome) in writers.items():
        yield case(f"dates {name}", text_of(ROWS, Style(write=write)), outcome)


def _serial(at: datetime) -> str:
    return f"{(at - datetime(1899, 12, 30)).total_seconds() / 86400:.7f}"


def _epoch(at: datetime) -> str:
    return str(int(at.replace(tzinfo=UTC).timestamp()))


def _doubtful() -> Iterator[Case]:
    written: dict[DateOrder, str] = {"dmy": "%d/%m/%Y %H:%M", "mdy": "%m/%d/%Y %H:%M"}
    for order, form in written.items():
        text = text_of(EARLY, Style(write=stamp(form)))
        told = Mapping(date_order=order)
        yield case(f"no day after the twelfth, {order}", text, Asked("[dates]", told), EARLY)
    both = [
        [*cells(row, Style(write=stamp("%d/%m/%Y %H:%M" if n % 2 else "%m/%d/%Y %H:%M")))]
        for n, row in enumerate(ROWS)
    ]
    yield case("two orders in one column", text_of_cells(both), Asked("[dates]"))
    mixed = [
        [c[0], c[1], c[2], c[3], d[4], c[5], c[6]]
        for c, d in (
            (
                cells(row, Style(write=stamp("%d/%m/%Y %H:%M"))),
                cells(row, Style(write=stamp("%Y-%m-%d %H:%M"))),
            )
            for row in ROWS
        )
    ]
    yield case("another form in the other column", text_of_cells(mixed), Same())
    forms = [
        cells(row, Style(write=stamp("%Y-%m-%d %H:%M" if n % 2 else "%d.%m.%Y %H:%M")))
        for n, row in enumerate(ROWS)
    ]
    yield case("two forms in one column, both plain", text_of_cells(forms), Honest())
    wrong = [
        [*c[:3], "2026-02-30 07:00" if n == 20 else c[3], *c[4:]]
        for n, c in ((n, cells(row, Style())) for n, row in enumerate(ROWS))
    ]
    yield case("a day that doesn't exist", text_of_cells(wrong), Honest())
    default = [
        [*c[:3], "1900-01-01 00:00" if n == 20 else c[3], *c[4:]]
        for n, c in ((n, cells(row, Style())) for n, row in enumerate(ROWS))
    ]
    yield case("a default date of 1900", text_of_cells(default), Honest())
    future = [
        [*c[:4], c[4].replace("2026", "2062") if n == 20 else c[4], *c[5:]]
        for n, c in ((n, cells(row, Style())) for n, row in enumerate(ROWS))
    ]
    yield case("a year turned round", text_of_cells(future), Warned("far_dates", 1))
    days = text_of(ROWS, Style(write=stamp("%Y-%m-%d")))
    yield case("days without a time of day", days, Honest())


def _apart() -> Iterator[Case]:
    two = [
        [
            r.order,
            r.activity,
            r.machine,
            f"{r.start:%Y-%m-%d}",
            f"{r.start:%H:%M}",
            f"{r.end:%Y-%m-%d}",
            f"{r.end:%H:%M}",
            str(r.good),
            str(r.rejected),
        ]
        for r in ROWS
    ]
    heads = (
        "Ordernr",
        "Operation",
        "Maskin",
        "Startdatum",
        "Starttid",
        "Slutdatum",
        "Sluttid",
        "Antal godkända",
        "Kasserade",
    )
    yield case("date and time of day apart", text_of_cells(two, Style(headings=heads)), Same())
    packed = [
        [*line[:4], line[4].replace(":", "") + "00", line[5], line[6].replace(":", "") + "00", *line[7:]]
        for line in two
    ]
    yield case("times of day run together", text_of_cells(packed, Style(headings=heads)), Same())
    one_day = [r for r in ROWS if r.start.date() == r.end.date()]
    shared = [
        [
            r.order,
            r.activity,
            r.machine,
            f"{r.start:%Y-%m-%d}",
            f"{r.start:%H:%M}",
            f"{r.end:%H:%M}",
            str(r.good),
            str(r.rejected),
        ]
        for r in one_day
    ]
    day_heads = ("Ordernr", "Operation", "Maskin", "Datum", "Från", "Till", "Antal godkända", "Kasserade")
    yield case(
        "one date and two times of day", text_of_cells(shared, Style(headings=day_heads)), Same(), one_day
    )
    night = [
        [
            r.order,
            r.activity,
            r.machine,
            f"{r.start:%Y-%m-%d}",
            f"{r.start:%H:%M}",
            f"{r.end:%H:%M}",
            str(r.good),
            str(r.rejected),
        ]
        for r in ROWS
    ]
    yield case("one date and a night shift", text_of_cells(night, Style(headings=day_heads)),
               Same(noting="next day") if len(one_day) < len(ROWS) else Same())  # fmt: skip


def _winter(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}+01:00"


def _zulu(at: datetime) -> str:
    return f"{at.replace(tzinfo=STOCKHOLM).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _local(at: datetime) -> str:
    return at.replace(tzinfo=STOCKHOLM).isoformat()


def _zones() -> Iterator[Case]:
    yield case("one offset everywhere", text_of(ROWS, Style(write=_winter)), Same())
    yield case("UTC, and the user says where the plant is", text_of(ROWS, Style(write=_zulu)), Same(),
               mapping=Mapping(time_zone="Europe/Stockholm"))  # fmt: skip
    yield case("UTC and nothing said", text_of(ROWS, Style(write=_zulu)), Honest())
    spring = shifted(ROWS, timedelta(days=50))
    yield case("offsets that change in spring", text_of(spring, Style(write=_local)), Honest(), spring)
    half = [[*c[:3], c[3] + "+01:00", *c[4:]] for c in (cells(r, Style()) for r in ROWS)]
    yield case("an offset in one column alone", text_of_cells(half), Refused(("zone",)))


def _meaning() -> Iterator[Case]:
    turned = [
        [*c[:3], c[4], c[3], *c[5:]] if n % 9 == 0 else c
        for n, c in ((n, cells(r, Style())) for n, r in enumerate(ROWS))
    ]
    yield case(
        "some starts and ends changed places",
        text_of_cells(turned),
        Warned("end_before_start", len(range(0, len(ROWS), 9))),
    )
    planned = [
        [*c, f"{r.start.date()} 00:00", f"{r.end.date()} 00:00"]
        for c, r in ((cells(r, Style()), r) for r in ROWS)
    ]
    heads = (*SWEDISH, "Planerad start", "Planerat slut")
    yield case("planned times beside the real ones", text_of_cells(planned, Style(headings=heads)), Same())
    same = [
        [*c[:3], "2026-03-20 08:00", "2026-03-20 08:00", *c[5:]] for c in (cells(r, Style()) for r in ROWS)
    ]
    yield case("the time of printing on every row", text_of_cells(same), Refused())
    doubled = [c for r in ROWS for c in [cells(r, Style())] * (2 if r.good % 10 == 0 else 1)]
    yield case(
        "rows that stand there twice",
        text_of_cells(doubled),
        Warned("exact_duplicates", sum(r.good % 10 == 0 for r in ROWS)),
    )
    midnight = [
        [*c[:3], c[3][:10] + " 00:00" if n % 3 == 0 else c[3], *c[4:]]
        for n, c in ((n, cells(r, Style())) for n, r in enumerate(ROWS))
    ]
    yield case(
        "the hour left out in every third row",
        text_of_cells(midnight),
        Warned("default_midnight_times", None),
    )
    spelt = [
        [c[0], c[1], c[2].upper() if n % 40 == 0 else c[2] + " " * (n % 3), *c[3:]]
        for n, c in ((n, cells(r, Style())) for n, r in enumerate(ROWS))
    ]
    yield case("machines spelt in several ways", text_of_cells(spelt), Honest())
    nameless = [
        ["" if n % 15 == 0 else c[0], *c[1:]] for n, c in ((n, cells(r, Style())) for n, r in enumerate(ROWS))
    ]
    yield case("rows without an order", text_of_cells(nameless), Honest())


def _numbers() -> Iterator[Case]:
    big = [
        r.__class__(r.order, r.activity, r.machine, r.start, r.end, r.good * 1250, r.rejected, r.hours)
        for r in ROWS
    ]

    def grouped(mark: str) -> Style:
        return Style(number=lambda value: f"{int(value):,}".replace(",", mark))

    for name, mark in (
        ("a blank", " "),
        ("a no-break blank", "\u00a0"),
        ("a narrow blank", "\u202f"),
        ("an apostrophe", "'"),
    ):
        yield case(f"thousands by {name}", text_of(big, grouped(mark)), Same(), big)
    for name, mark, sign in (("a point", ".", ","), ("a comma", ",", ".")):
        told = Mapping(decimal_sign=sign)
        yield case(
            f"thousands by {name}, nothing else tells",
            text_of(big, Style(separator="\t", number=grouped(mark).number)),
            Asked("[numbers]", told),
            big,
        )
    unit = Style(number=lambda value: f"{int(value)} st")
    yield case("pieces with their unit", text_of(ROWS, unit), Same())
    comma = Style(number=lambda value: f"{value:.1f}".replace(".", ","))
    yield case("decimal comma", text_of(ROWS, comma), Same())
    yield case("decimal point", text_of(ROWS, Style(number=lambda value: f"{value:.2f}")), Same())
    yield case("a plus sign", text_of(ROWS, Style(number=lambda value: f"+{int(value)}")), Same())
    yield case("leading zeros", text_of(ROWS, Style(number=lambda value: f"{int(value):08d}")), Same())
    yield case("powers of ten", text_of(ROWS, Style(number=lambda value: f"{value:.3E}")), Same())
    words = [
        [*c[:5], "tjugo" if n == 11 else c[5], c[6]]
        for n, c in ((n, cells(r, Style())) for n, r in enumerate(ROWS))
    ]
    yield case("a number in words", text_of_cells(words), Honest())
    negative = [
        [*c[:5], f"-{c[5]}" if n % 50 == 0 else c[5], c[6]]
        for n, c in ((n, cells(r, Style())) for n, r in enumerate(ROWS))
    ]
    yield case(
        "negative pieces", text_of_cells(negative), Warned("negative_pieces", len(range(0, len(ROWS), 50)))
    )
    trailing = [
        [*c[:5], f"{c[5]}-" if n % 50 == 0 else c[5], c[6]]
        for n, c in ((n, cells(r, Style())) for n, r in enumerate(ROWS))
    ]
    yield case(
        "minus behind the number",
        text_of_cells(trailing),
        Warned("negative_pieces", len(range(0, len(ROWS), 50))),
    )
    wide = [
        [*c[:5], c[5].translate(str.maketrans("0123456789", "０１２３４５６７８９")), c[6]]
        for c in (cells(r, Style()) for r in ROWS)
    ]
    yield case("full-width digits", text_of_cells(wide), Honest())
    huge = [
        [*c[:5], "1e300" if n == 3 else c[5], c[6]]
        for n, c in ((n, cells(r, Style())) for n, r in enumerate(ROWS))
    ]
    yield case("a number beyond all reason", text_of_cells(huge), Honest())
    infinite = [
        [*c[:5], "inf" if n == 3 else c[5], c[6]]
        for n, c in ((n, cells(r, Style())) for n, r in enumerate(ROWS))
    ]
    yield case("an infinite number", text_of_cells(infinite), Honest())
    ids = [
        [f"{4_000_000_000_000_000 + n // 4}", *c[1:]]
        for n, c in ((n, cells(r, Style())) for n, r in enumerate(ROWS))
    ]
    long_rows = [
        r.__class__(
            f"{4_000_000_000_000_000 + n // 4}",
            r.activity,
            r.machine,
            r.start,
            r.end,
            r.good,
            r.rejected,
            r.hours,
        )
        for n, r in enumerate(ROWS)
    ]
    yield case("order numbers of sixteen digits", text_of_cells(ids), Same(), long_rows)
    zeros = [[f"000{n // 4:05d}", *c[1:]] for n, c in ((n, cells(r, Style())) for n, r in enumerate(ROWS))]
    zero_rows = [
        r.__class__(f"000{n // 4:05d}", r.activity, r.machine, r.start, r.end, r.good, r.rejected, r.hours)
        for n, r in enumerate(ROWS)
    ]
    yield case("order numbers with leading zeros", text_of_cells(zeros), Same(), zero_rows)


def _hours(row: Report) -> str:
    return f"{_seconds(row) / 3600:.6f}".replace(".", ",")


def _minutes(row: Report) -> str:
    return str(_seconds(row) // 60)


def _clock(row: Report) -> str:
    return f"{_seconds(row) // 3600}:{_seconds(row) // 60 % 60:02d}"


def _seconds(row: Report) -> int:
    return int((row.end - row.start).total_seconds())


def _with_length(heading: str, write: Callable[[Report], str], keep: str) -> str:
    kept = (0, 1, 2, {"end": 4, "start": 3}[keep])
    heads = (*(SWEDISH[index] for index in kept), heading)
    return text_of_cells(
        [[*(cells(row, Style())[index] for index in kept), write(row)] for row in ROWS], Style(headings=heads)
    )


def _durations() -> Iterator[Case]:
    but = frozenset({"good", "rejected"})
    for keep in ("end", "start"):
        yield case(f"{keep} and hours", _with_length("Tid (h)", _hours, keep), Same(but))
        yield case(f"{keep} and minutes", _with_length("Tid (min)", _minutes, keep), Same(but))
        yield case(f"{keep} and a length as 1:30", _with_length("Varaktighet", _clock, keep), Same(but))
        yield case(f"{keep} and numbers without unit", _with_length("Tid", _minutes, keep),
                   Asked("[durations]", Mapping(duration_unit="min"), but))  # fmt: skip
    cells_with_unit = _with_length("Tid", lambda row: _minutes(row) + " min", "end")
    yield case("the unit in the cells", cells_with_unit, Same(but))
