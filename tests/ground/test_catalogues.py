"""Every sentence in the code has its Swedish, and every Swedish sentence its place in the code."""

import ast
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message

import compile_texts

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = sorted((PROJECT / "src" / "simmitt").rglob("*.py"))
KNOWN_FORMAT = re.compile(r"(\.\d+)?%?|date|day|datetime")
MAKERS = {"say": 1, "say_many": 2}
# Texts that are data: the columns that people read, and the module that makes messages of them.
TABLES = {"src/simmitt/engine/measures/catalogue.csv": ("name_en", "kpi", "risks")}
# Typer hands the help texts back as strings; only here they become messages again.
TAKEN_BACK = "cli.py"
READERS_OF_TABLES = ("src/simmitt/engine/measures/catalogue.py",)


@dataclass(frozen=True)
class Call:
    """A place in the code that makes a message."""

    where: str
    texts: tuple[str, ...]  # empty: not written out as they should be
    given: frozenset[str]  # names of the values; "*" where they come in a mapping


def calls_in(path: Path) -> Iterator[Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            wanted = node.args[: MAKERS[node.func.id]]
            texts = tuple(
                arg.value for arg in wanted if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            )
            given = {keyword.arg or "*" for keyword in node.keywords}
            if node.func.id == "say_many":
                given.add("count")
            yield Call(
                f"{path.relative_to(PROJECT)}:{node.lineno}",
                texts if len(texts) == MAKERS[node.func.id] else (),
                frozenset(given),
            )


def texts_of_tables() -> Iterator[Call]:
    for table, columns in TABLES.items():
        rows = csv.DictReader((PROJECT / table).read_text("utf-8").splitlines())
        for number, row in enumerate(rows, start=2):
            for column in columns:
                if row[column]:
                    yield Call(f"{table}:{number}", (row[column],), frozenset())


def values_filled_in_later() -> set[str]:
    """Name what ``message.filled(name=…)`` gives, anywhere in the code."""
    calls = (
        node
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "filled"
    )
    return {keyword.arg for call in calls for keyword in call.keywords if keyword.arg}


CALLS = [call for path in SOURCES if path.name != "texts.py" for call in calls_in(path)]
CALLS += texts_of_tables()


@pytest.fixture(scope="module")
def rooms() -> dict[str, Catalog]:
    return compile_texts.read_rooms(compile_texts.TEXTS)


@pytest.fixture(scope="module")
def swedish(rooms: dict[str, Catalog]) -> dict[str, Message]:
    return {first(message): message for message in compile_texts.merge(rooms) if message.id}


def first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> list[tuple[str, str]]:
    """Give each English form beside its Swedish."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string or (), strict=True))


def placeholders(text: str) -> set[tuple[str, str]]:
    return {(name, form or "") for _, name, form, _ in Formatter().parse(text) if name is not None}


def names(text: str) -> set[str]:
    return {name for name, _ in placeholders(text)}


def listed(faults: list[str]) -> str:
    return "\n".join(faults)


def test_there_is_something_to_translate() -> None:
    assert CALLS


def test_a_message_is_written_out_where_it_is_made() -> None:
    not_written_out = [
        call.where for call in CALLS if not call.texts and not call.where.startswith(READERS_OF_TABLES)
    ]

    assert not_written_out == [], listed(not_written_out)


def test_messages_are_made_by_say_alone() -> None:
    makers = re.compile(r"(?<!\w)Message\(|say as |say_many as ")
    elsewhere = [
        str(path.relative_to(PROJECT))
        for path in SOURCES
        if path.name not in ("texts.py", TAKEN_BACK) and makers.search(path.read_text("utf-8"))
    ]

    assert elsewhere == [], listed(elsewhere)


def test_every_message_has_its_swedish(swedish: dict[str, Message]) -> None:
    missing = [
        f"{call.where} {call.texts[0]}" for call in CALLS if call.texts and call.texts[0] not in swedish
    ]

    assert missing == [], listed(missing)


def test_a_counting_message_has_both_its_forms_translated(swedish: dict[str, Message]) -> None:
    counting = [call for call in CALLS if len(call.texts) == MAKERS["say_many"] and call.texts[0] in swedish]

    differing = [call.where for call in counting if swedish[call.texts[0]].id != call.texts]

    assert differing == [], listed(differing)


def test_no_translation_is_left_over(swedish: dict[str, Message]) -> None:
    used = {call.texts[0] for call in CALLS if call.texts}

    left_over = sorted(set(swedish) - used)

    assert left_over == [], listed(left_over)


def test_no_translation_is_a_guess_or_empty(rooms: dict[str, Catalog]) -> None:
    messages = [(room, message) for room, catalogue in rooms.items() for message in catalogue if message.id]

    doubtful = [
        f"{room}: {first(message)}"
        for room, message in messages
        if message.fuzzy or not all(text.strip() for _, text in forms(message))
    ]

    assert doubtful == [], listed(doubtful)


def test_a_translation_keeps_the_values_and_how_they_are_written(swedish: dict[str, Message]) -> None:
    # "One row" may leave its number out, in either language.
    free = {("count", "")}
    pairs = [pair for message in swedish.values() for pair in forms(message)]

    differing = [
        english for english, text in pairs if placeholders(english) - free != placeholders(text) - free
    ]

    assert differing == [], listed(differing)


def test_every_value_in_a_text_is_given() -> None:
    later = values_filled_in_later()
    lacking = [
        f"{call.where} {sorted(names(text) - call.given - later)}"
        for call in CALLS
        for text in call.texts
        if "*" not in call.given and names(text) - call.given - later
    ]

    assert lacking == [], listed(lacking)


def test_every_format_is_one_that_the_writer_knows() -> None:
    unknown = [
        f"{call.where} {form}"
        for call in CALLS
        for text in call.texts
        for _, form in placeholders(text)
        if not KNOWN_FORMAT.fullmatch(form)
    ]

    assert unknown == [], listed(unknown)
