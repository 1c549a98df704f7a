"""The factory file: read back as written, and every fault named with its line."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmitt.engine.factory import FactoryFault, parse_factory, write_factory
from simmitt.engine.factory.model import Evidence, Factory, Routing
from simmitt.engine.factory.opening import read_factory

SAW_AND_MILL = """
name = "Two stations"

[run]
starts_at = 2026-01-05T00:00:00
horizon_h = 840.0
warm_up_h = 168.0

[arrivals]
kind = "poisson"
per_week = 12.5
calendar = "day"

[[calendar]]
name = "day"
monday = ["06:00-14:30", "22:00-06:00"]
sunday = ["20:00-24:00"]

[[crew]]
name = "millers"
people = 2

[[station]]
name = "Saw"
calendar = "day"

[[station]]
name = "Fräs 2"
capacity = 2
dispatch = "setup_saving"
buffer = 4
crews = ["millers"]
members = { "Fräs 2" = 0.6, "Fräs 3" = 0.4 }
[station.setup]
time = { family = "lognormal", mean_h = 0.75, cv = 0.6, observations = 48 }
share_when_product_changes = 0.9
[station.breakdown]
mtbf_h = 120.0
repair = { family = "exponential", mean_h = 3.5 }
observations = 7

[[operation]]
name = "Sawing"
station = "Saw"
run = { family = "empirical", quantiles_h = [0.1, 0.5, 2.0], observations = 90, pooled_with = "Saw" }
delay = { family = "gamma", mean_h = 10.0, cv = 1.2 }

[[operation]]
name = "Milling"
station = "Fräs 2"
run = 1.25
typical_pieces = 40.0
size_exponent = 0.8
scrap_share = 0.01

[[product]]
name = "Bracket"
share = 1.0
order_pieces = { family = "fixed", mean = 40.0 }
routings = [
  { weight = 3.0, operations = ["Sawing", "Milling"] },
  { weight = 1.0, operations = ["Sawing", "Milling", "Milling"] },
]
"""


def test_a_factory_is_read_back_as_it_was_written() -> None:
    factory = parse_factory(SAW_AND_MILL)

    again = parse_factory(write_factory(factory))

    assert again == factory


def test_what_a_figure_rests_on_is_read_back_in_the_unit_of_its_mean() -> None:
    told = 'observations = 9, pooled_with = "Saw", follows = "Burr", mean_low_h = 0.0, mean_high_h = 0.9'
    text = SAW_AND_MILL.replace('observations = 90, pooled_with = "Saw"', told)
    text = text.replace("observations = 7", "observations = 7\nmean_low_h = 60.5\nmean_high_h = 290.0")

    factory = parse_factory(text)

    assert factory.operations[0].run_s.evidence == Evidence(9, "Saw", "Burr", 0.0, 3_240.0)
    breakdown = factory.stations[1].breakdown or factory.stations[0].breakdown
    assert breakdown
    assert breakdown.evidence == Evidence(7, "", "", 217_800.0, 1_044_000.0)
    assert parse_factory(write_factory(factory)) == factory


def test_writing_twice_gives_the_same_text() -> None:
    text = write_factory(parse_factory(SAW_AND_MILL))

    assert write_factory(parse_factory(text)) == text


def with_many_ways() -> Factory:
    """Give the factory with ways that would fill its file, in which one operation has an odd name."""
    factory = parse_factory(SAW_AND_MILL.replace('"Milling"', '"Milling \\"A\\" = b"'))
    saw, mill = (each.name for each in factory.operations)
    ways = tuple(Routing((saw, *[mill] * (5 + n % 40), saw), 1.0 + n) for n in range(200))
    arrivals = replace(factory.arrivals, opening_routings={factory.products[0].name: ways[:50]})
    return replace(factory, products=(replace(factory.products[0], routings=ways),), arrivals=arrivals)


def test_many_long_ways_take_little_room_and_are_read_back_as_they_were() -> None:
    factory = with_many_ways()
    in_full = sum(len(name) + 4 for way in factory.products[0].routings for name in way.operations)

    text = write_factory(factory)

    assert parse_factory(text) == factory
    assert write_factory(parse_factory(text)) == text
    assert len(text) < in_full / 3


def test_few_ways_are_told_in_full() -> None:
    assert "short_names" not in write_factory(parse_factory(SAW_AND_MILL))


def test_a_way_may_be_told_by_short_names_beside_one_in_full() -> None:
    text = SAW_AND_MILL.replace(
        'weight = 3.0, operations = ["Sawing", "Milling"]', 'weight = 3.0, operations = "s m"'
    )
    text = text.replace("[arrivals]", '[short_names]\ns = "Sawing"\nm = "Milling"\n\n[arrivals]', 1)

    assert parse_factory(text) == parse_factory(SAW_AND_MILL)


def test_a_short_name_that_nobody_told_is_refused() -> None:
    text = SAW_AND_MILL.replace('["Sawing", "Milling"] }', '"s m" }', 1)

    with pytest.raises(FactoryFault) as caught:
        parse_factory(text, "shop.toml")

    assert "“s” is no short name" in caught.value.in_language("en")
    assert caught.value.place.row is not None


def test_a_night_shift_ends_on_the_next_day() -> None:
    factory = parse_factory(SAW_AND_MILL)

    night = factory.calendars[0].shifts[1]

    assert (night.start_s, night.end_s) == (22 * 3600.0, 30 * 3600.0)


@given(st.floats(0.0, 5_000.0), st.floats(0.0, 9.0))
def test_any_time_survives_the_file(mean_h: float, cv: float) -> None:
    text = SAW_AND_MILL.replace("mean_h = 0.75, cv = 0.6", f"mean_h = {mean_h:.9f}, cv = {cv:.6f}")
    factory = parse_factory(text)

    assert parse_factory(write_factory(factory)) == factory


FAULTS = [
    ('station = "Saw"', 'station = "Sow"', "Sow"),
    ("mtbf_h = 120.0", "mtbf_h = -1", "at least"),
    ('kind = "poisson"', 'kind = "often"', "poisson, regular, saturated"),
    ("cv = 0.6", "cx = 0.6", "cx"),
    ('"06:00-14:30"', '"6 to 14"', "6 to 14"),
    ("people = 2", "", "people"),
    ("share_when_product_changes = 0.9", "share_when_product_changes = 90", "between 0 and 1"),
    ('["Sawing", "Milling"] }', '["Sawing", "Turning"] }', "Turning"),
    ('name = "Fräs 2"', 'name = "Saw"', "Saw"),
    ("per_week = 12.5", "per_week = 0.0", "0 a week"),
]


@pytest.mark.parametrize(("right", "wrong", "told"), FAULTS)
def test_a_fault_is_told_with_its_line(right: str, wrong: str, told: str) -> None:
    text = SAW_AND_MILL.replace(right, wrong, 1)
    line = next(n for n, content in enumerate(SAW_AND_MILL.splitlines(), start=1) if right in content)

    with pytest.raises(FactoryFault) as caught:
        parse_factory(text, "shop.toml")

    message = caught.value.in_language("en")
    assert told in message
    assert caught.value.place.file == "shop.toml"
    # A missing key is told at its table's heading, a broken list at its first line.
    assert caught.value.place.row is not None
    assert line - 3 <= caught.value.place.row <= line


def test_an_entry_that_takes_no_time_would_take_in_orders_without_end() -> None:
    endless = SAW_AND_MILL.replace('kind = "poisson"', 'kind = "saturated"').replace(
        '{ family = "empirical", quantiles_h = [0.1, 0.5, 2.0], observations = 90, pooled_with = "Saw" }',
        "0.0",
    )

    with pytest.raises(FactoryFault, match="takes no time"):
        parse_factory(endless)


def test_text_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "factory.toml"
    file.write_text("name = \n", encoding="utf-8")

    with pytest.raises(FactoryFault, match="TOML"):
        read_factory(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FactoryFault) as caught:
        read_factory(tmp_path / "none.toml")

    assert "none.toml" in caught.value.in_language("sv")
