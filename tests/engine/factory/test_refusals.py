"""Each reason to refuse a factory is met by a factory that is refused for it."""

import ast
import inspect
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from engine.factory.refusals import CONTRADICTIONS, MILL, REFUSALS, SAW, WHOLE, Refusal
from hypothesis import assume, given
from hypothesis import strategies as st

from simmitt.engine.factory import (
    FactoryFault,
    checking,
    impossible,
    opening,
    parse_factory,
    plain_values,
    reading,
    told_distributions,
    told_values,
)
from simmitt.engine.factory.lines import TomlLines
from simmitt.engine.factory.opening import read_factory


def refused(refusal: Refusal) -> tuple[str, FactoryFault]:
    text = WHOLE
    for old, new in refusal.changes:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(FactoryFault) as caught:
        parse_factory(text, "shop.toml")
    return text, caught.value


def test_the_factory_that_is_spoiled_is_a_sound_one() -> None:
    assert len(parse_factory(WHOLE).products) == 2


@pytest.mark.parametrize("reason", REFUSALS)
def test_a_factory_is_refused_with_its_line_in_both_languages(reason: str) -> None:
    refusal = REFUSALS[reason]

    text, fault = refused(refusal)

    assert fault.found.in_language("en") == refusal.english
    assert fault.found.in_language("sv") == refusal.swedish
    assert fault.place.file == "shop.toml"
    assert fault.place.row == line_of(refusal.line, text)


@given(one=st.sampled_from(sorted(CONTRADICTIONS)), other=st.sampled_from(sorted(CONTRADICTIONS)))
def test_a_factory_with_two_contradictions_is_looked_through_to_its_end(one: str, other: str) -> None:
    text = WHOLE
    for old, new in (*CONTRADICTIONS[one].changes, *CONTRADICTIONS[other].changes):
        text = text.replace(old, new, 1)
    try:
        factory = reading.Reader(TomlLines()).factory(tomllib.loads(text))
    except (FactoryFault, tomllib.TOMLDecodeError):
        assume(False)

    found = [fault.found.in_language("en") for fault in checking.contradictions(factory)]

    lists = {"an empty list of orders", "a list that is not used"}  # one is the other's remedy
    assert found or {one, other} == lists


def line_of(told: str, text: str) -> int | None:
    """Give the line that holds just this; after a stroke stands which of several."""
    wanted, _, which = told.partition("|")
    lines = [
        number for number, line in enumerate(text.splitlines(), start=1) if line.strip() == wanted.strip()
    ]
    return lines[int(which or 1) - 1] if wanted else None


def texts_of(module: ModuleType) -> set[str]:
    """Give every sentence that a module may say."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
    ]
    texts = {arg.value for call in calls for arg in call.args[:1] if isinstance(arg, ast.Constant)}
    return {text for text in texts if isinstance(text, str)}


REFUSING = (checking, impossible, reading, opening, plain_values, told_distributions, told_values)


def test_no_reason_is_without_its_factory(tmp_path: Path) -> None:
    faults = [refused(refusal)[1] for refusal in REFUSALS.values()]
    binary = tmp_path / "factory.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (binary, tmp_path / "none.toml"):
        with pytest.raises(FactoryFault) as caught:
            read_factory(path)
        faults.append(caught.value)
    said = {
        message.text for fault in faults for message in (fault.found, fault.expected, fault.remedy) if message
    }

    may_say = set().union(*map(texts_of, REFUSING))

    assert may_say - said == set()


WRONG_VALUES = ("3", "-1", "0", '"x"', '""', "[]", "[3]", '["x"]', "[[]]", "{}", "{ a = 1 }", "true", "1e300",
                "nan", "inf", "2026-01-05", '[["x", "y"], 3]', '{ family = "empirical", quantiles_h = [] }',
                '{ family = "lognormal", mean_h = 1, observations = "x" }', "[{ product = 3 }]")  # fmt: skip
EVERYTHING = (
    WHOLE.replace(SAW, SAW + "members = { Saw = 1 }\ncrews = []\nbuffer = 3\nlook_ahead = 2\n")
    .replace(MILL, MILL + "[station.setup]\ntime = 1\nfamilies = []\nmatrix_h = []\n"
             "[station.breakdown]\nmtbf_h = 9\nrepair = 1\nobservations = 3\n"
             "[station.batch]\nmost = 3\n[station.power]\nrun_kw = 3\n")
    .replace("per_week = 10.0", "per_week = 10.0\nopening_orders = 1\nopening = []\norder = []")
    + "[fitted_on]\nsha256 = 1\n"
)  # fmt: skip
KEYS = [line for line in EVERYTHING.splitlines() if " = " in line]


@given(line=st.sampled_from(KEYS), value=st.sampled_from(WRONG_VALUES))
def test_whatever_stands_behind_a_key_is_read_or_refused(line: str, value: str) -> None:
    try:
        parse_factory(EVERYTHING.replace(line, f"{line.partition(' = ')[0]} = {value}", 1))
    except FactoryFault:
        return


@given(
    table=st.sampled_from(
        ["run", "arrivals", "calendar", "crew", "station", "operation", "product", "fitted_on"]
    ),
    value=st.sampled_from(WRONG_VALUES),
)
def test_whatever_stands_where_a_table_should_is_read_or_refused(table: str, value: str) -> None:
    text = f"{table} = {value}\n"
    if table != "arrivals":
        text += '[arrivals]\nkind = "saturated"\n'

    with pytest.raises(FactoryFault):
        parse_factory(text)
