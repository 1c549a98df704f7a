import gzip
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from lxml import etree

from simmitt.engine.eventlog import read, xml_tags
from simmitt.engine.eventlog.grid import Grid
from simmitt.engine.eventlog.limits import LIMITS, Limits, LongCell, TooDeep, TooManyColumns, TooManyRows
from simmitt.engine.eventlog.opening import DamagedFile, NotATable, Opened
from simmitt.engine.eventlog.xes import read_xes
from simmitt.ground.errors import InputFault

DAY = "2025-04-03T"
NAME, START, END = "concept:name", "start time:timestamp", "complete time:timestamp"


def event(activity: str, phase: str, clock: str, resource: str = "M1", **more: str) -> str:
    others = "".join(f'<string key="{key}" value="{value}"/>' for key, value in more.items())
    return (
        f'<event><string key="concept:name" value="{activity}"/>'
        f'<string key="lifecycle:transition" value="{phase}"/>'
        f'<string key="org:resource" value="{resource}"/>'
        f'<date key="time:timestamp" value="{DAY}{clock}:00.000+02:00"/>{others}</event>'
    )


def log(*cases: list[str]) -> str:
    traces = "".join(
        f'<trace><string key="concept:name" value="{number}"/>{"".join(events)}</trace>'
        for number, events in enumerate(cases, start=1)
    )
    return f'<?xml version="1.0"?><log xes.version="1.0">{traces}</log>'


def grid(text: str | bytes, limits: Limits = LIMITS) -> Grid:
    content = text.encode() if isinstance(text, str) else text
    return read_xes(Opened("log.xes", "0", "xes", content), limits)


WORK = [event("Mill", "start", "08:00"), event("Mill", "complete", "09:00")]


def test_a_packed_log_is_read_from_start_to_end(tmp_path: Path) -> None:
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(log(WORK, [event("Saw", "complete", "10:00", quantity="4")]).encode()))

    rows = read(path).rows

    assert rows.select("row", "order", "activity", "machine", "good_pieces").rows() == [
        (1, "1", "Mill", "M1", None),
        (3, "2", "Saw", "M1", 4.0),
    ]
    lengths = rows.select((pl.col("end_at") - pl.col("start_at")).dt.total_minutes())
    assert lengths.to_series().to_list() == [60, 0]


def test_attributes_keep_their_exact_texts_and_numbers_are_told_from_texts() -> None:
    text = log(
        [
            '<event><string key="concept:name" value="Turning &amp; Milling &lt;&#65;&#x42;&#38;lt;"/>'
            '<date key="time:timestamp" value="2025-04-03T08:00:00.000+02:00"/>'
            '<float key="weight" value="1.10"/><int key="pieces" value="12345678901234567890"/>'
            '<boolean key="rework" value="true"/><id key="batch" value="a-1"/>'
            '<string key="half" value="7"/></event>'
        ]
    )

    read_ = grid(text)

    assert read_.cells.row(0, named=True) == {
        "case:concept:name": "1", "concept:name": "Turning & Milling <AB&lt;",
        END: "2025-04-03T08:00:00.000+02:00", "weight": "1.10", "pieces": "12345678901234567890",
        "rework": "true", "batch": "a-1", "half": "7",
    }  # fmt: skip
    assert read_.exact == {"weight", "pieces"}


def test_a_log_of_completions_alone_has_ends_and_no_starts() -> None:
    read_ = grid(log([event("Mill", "complete", "08:00"), event("Saw", "complete", "09:00")]))

    assert START not in read_.cells.columns
    assert read_.cells[END].str.slice(11, 5).to_list() == ["08:00", "09:00"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("<log", "<x:log xmlns:x='u'").replace("</log", "</x:log")
        .replace("<event", "<x:event").replace("</event", "</x:event"),
        lambda text: text.replace("<trace>", "<!-- <trace> <event> --><trace><?tool <event>?>"),
        lambda text: text.replace("</event>", "<![CDATA[</event><event>]]></event>"),
        lambda text: text.replace('key="org:resource" value="M1"', "value='M1'\n key = 'org:resource'"),
        lambda text: text.replace("/><", "\n/>\n\t<"),
        lambda text: text.replace("<event>", '<event>he said "go" and > went'),
        lambda text: text.replace('"M1"/>', '"M1"></string>'),
        lambda text: text.replace("<trace>", '<global><int key="q" value="0"/></global><trace>'),
        lambda text: "\ufeff" + text,
        lambda text: text.replace('"1.0"?>', '"1.0" encoding="utf-16"?>').encode("utf-16"),
        lambda text: text.replace('"1.0"?>', '"1.0" encoding="windows-1252"?>').encode("cp1252"),
    ],
)  # fmt: skip
def test_however_the_same_events_are_written_the_table_is_the_same(
    change: Callable[[str], str | bytes],
) -> None:
    text = log([event("Fräsa", "start", "08:00"), event("Fräsa", "complete", "09:00")], WORK)

    read_, plain = grid(change(text)), grid(text)

    assert read_.cells.equals(plain.cells)
    assert read_.rows.to_list() == plain.rows.to_list() == [1, 3]
    assert plain.cells[NAME].to_list() == ["Fräsa", "Mill"]


def written_at_random(random_: random.Random) -> str:
    """Write a log in which every tag may be written in any way that XML allows."""

    def attribute(depth: int = 0) -> str:
        tag = random_.choice(["string", "x:string", "int", "float", "date", "boolean", "id", "list"])
        quote = random_.choice("\"'")
        value = "".join(
            random_.choice(["a", "å", "&amp;", "&#10;", "&#x41;", ">", " ", "&quot;"]) for _ in range(3)
        )
        key = f"key={quote}{random_.choice('abcdefg')}{depth}{quote}"
        rest = f"value={quote}{value}{quote}" if tag != "list" else ""
        pair = " ".join(random_.sample([key, rest], 2)) if random_.random() < 0.3 else f"{key} {rest}"
        inner = (
            "".join(attribute(depth + 1) for _ in range(2)) if depth < 2 and random_.random() < 0.2 else ""
        )
        blank = random_.choice(["", " ", "\n\t"])
        return (
            f"<{tag} {pair}{blank}>{inner}</{tag}>"
            if inner or random_.random() < 0.1
            else f"<{tag} {pair}{blank}/>"
        )

    def some(make: Callable[[], str], most: int) -> str:
        between = ["", "", "\n\t", "text ' > ", "<!-- <event> -->", "<?go <trace>?>", "<![CDATA[</event>]]>"]
        return "".join(random_.choice(between) + make() for _ in range(random_.randint(0, most)))

    def one_event() -> str:
        return random_.choice(["<event/>", f"<event >{some(attribute, 4)}</event>"])

    def trace() -> str:
        return random_.choice(
            ["<trace/>", f"<trace>{some(attribute, 2)}{some(one_event, 4)}{some(attribute, 1)}</trace>"]
        )

    outside = some(attribute, 2)
    return f'<?xml version="1.0"?><log xmlns:x="u">{outside}{some(trace, 5)}{some(one_event, 1)}</log>'


def as_a_tree_tells(text: str) -> list[dict[str, str]]:
    """Read the attributes of events and their traces the slow way."""

    def told(element: etree._Element) -> dict[str, str]:
        sorts = ("string", "int", "float", "date", "boolean", "id")
        children = [child for child in element if isinstance(child.tag, str)]
        return {
            child.get("key", ""): child.get("value", "")
            for child in children
            if etree.QName(child).localname in sorts and "value" in child.attrib
        }

    events = []
    for element in etree.fromstring(text.encode()).iter("event"):
        above = element.getparent()
        of_trace = told(above) if above is not None and above.tag == "trace" else {}
        events.append(told(element) | {f"case:{key}": value for key, value in of_trace.items()})
    return events


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("block_bytes", [2**20, 40])
def test_the_table_is_what_a_tree_of_the_same_text_tells(
    seed: int, block_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml_tags, "_BLOCK_BYTES", block_bytes)
    text = written_at_random(random.Random(seed))

    cells, rows = grid(text).cells, grid(text).rows

    blank = dict.fromkeys(cells.columns)
    truth = [{key: value.strip() or None for key, value in told.items()} for told in as_a_tree_tells(text)]
    filled = {number: told for number, told in enumerate(truth, start=1) if any(told.values())}
    assert dict(zip(rows, cells.iter_rows(named=True), strict=True)) == {
        number: blank | told for number, told in filled.items()
    }


def test_what_is_left_out_is_told() -> None:
    inner = '<string key="a" value="1"><string key="b" value="2"/></string>'
    twice = '<string key="a" value="1"/><string key="a" value="2"/>'
    text = log([event("Mill", "complete", "08:00").replace("</event>", inner + "</event>"),
                event("Saw", "complete", "09:00").replace("</event>", twice + "</event>")])  # fmt: skip

    read_ = grid(text)

    assert read_.cells["a"].to_list() == ["1", "2"]
    assert [note.in_language("sv") for note in read_.notes] == [
        "1 attribut inuti ett annat är inte med.",
        "1 attribut anges två gånger i samma händelse; det sista gäller.",
    ]


NESTED = "<string key='a' value='b'>"
ENTITIES = '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "{0}"><!ENTITY b "{1}">]><log>{2}</log>'
HOSTILE: dict[str, tuple[str, type[InputFault]]] = {
    "exponential entities": (ENTITIES.format("x" * 50, "&a;" * 50, "&b;" * 50), DamagedFile),
    "quadratic entities": (ENTITIES.format("x" * 10**5, "y", "&a;" * 10**4), DamagedFile),
    "a file from outside": ('<!DOCTYPE log [<!ENTITY a SYSTEM "file:///x">]><log>&a;</log>', DamagedFile),
    "a type from outside": ('<!DOCTYPE log SYSTEM "http://invented.example/log.dtd"><log/>', DamagedFile),
    "nested deep": ("<log>" + "<a>" * 10**5 + "</a>" * 10**5 + "</log>", TooDeep),
    "nested without end": ("<log>" + "<a>" * (3 * 10**6), TooDeep),
    "nested in an event": (log(["<event>" + NESTED * 300 + "</string>" * 300 + "</event>"]), TooDeep),
    "cut off": (log(WORK)[:-40], DamagedFile),
    "cut off in a tag": (log(WORK)[:-100], DamagedFile),
    "tags that cross": (log(WORK).replace("</event></trace>", "</trace></event>"), DamagedFile),
    "an unknown entity": (log([event("&mill;", "start", "08:00")]), DamagedFile),
    "an open comment": (log(WORK).replace("<trace>", "<!-- <trace>"), DamagedFile),
    "open comments": ("<log>" + "<!--" * 10**6, DamagedFile),
    "a letter that isn't one": (log(WORK).replace("Mill", "Mi\x01ll"), DamagedFile),
    "another root": ("<feed><log/></feed>", NotATable),
    "an encoding that isn't one": (log(WORK).replace('"1.0"?>', '"1.0" encoding="zip"?>'), DamagedFile),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused_with_its_own_fault(name: str) -> None:
    text, kind = HOSTILE[name]

    with pytest.raises(InputFault) as caught:
        grid(text)

    assert type(caught.value) is kind
    assert caught.value.place.file == "log.xes"
    assert caught.value.in_language("sv") != caught.value.in_language("en")


def test_a_document_type_is_named() -> None:
    with pytest.raises(DamagedFile) as caught:
        grid('<!DOCTYPE log [<!ENTITY a "b">]><log/>')

    assert "(DTD)" in caught.value.in_language("sv")


@pytest.mark.parametrize(
    ("limits", "kind", "value"),
    [
        (replace(LIMITS, rows=3), TooManyRows, "3"),
        (replace(LIMITS, columns=4), TooManyColumns, "4"),
        (replace(LIMITS, cell_characters=20), LongCell, "20"),
        (replace(LIMITS, depth=3), TooDeep, "3"),
    ],
)
def test_each_limit_is_named_with_its_value(limits: Limits, kind: type[InputFault], value: str) -> None:
    with pytest.raises(kind) as caught:
        grid(log(WORK, WORK), limits)

    assert value in caught.value.in_language("sv").split(": ", 1)[1]
    assert caught.value.remedy is not None


def test_the_real_log_gives_its_known_figures(real_xes: Path) -> None:
    read_ = grid(gzip.decompress(real_xes.read_bytes()))

    assert read_.cells.height == 4503
    assert [read_.cells[name].n_unique() for name in ("case:concept:name", NAME, "org:resource")] == [
        225,
        24,
        46,
    ]
    assert read_.cells[END].null_count() == 0
    assert [note.in_language("en") for note in read_.notes] == [
        "450 artificial starts and ends of cases were left out."
    ]
