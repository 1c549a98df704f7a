"""What is written beside the page: the record, the tables, the pictures."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl
import pytest
from engine.report.analyses import Analysed, busy_shop, hasty_shop, nothing_known, study, sums_per_day

from simmitt.engine.kpi.nouns import Withheld
from simmitt.engine.observations import all_rules
from simmitt.engine.quality.harmless import harmless
from simmitt.engine.report.analysis_record import analysis_record
from simmitt.engine.report.analysis_tables import analysis_pictures, analysis_tables
from simmitt.engine.report.document import Chart
from simmitt.engine.report.words import Words
from simmitt.ground.texts import say

FILES = Path(__file__).resolve().parents[3] / "docs" / "reference" / "files.md"


def record_of(analysed: Analysed) -> dict[str, Any]:
    return analysis_record(
        analysed.log, analysed.diagnosis, analysed.as_is, analysed.as_is, Words("en"),
        observations=analysed.observations, hours=analysed.hours,
    )  # fmt: skip


def withheld(figure: str) -> Withheld:
    return Withheld(figure, say("{name}", name=figure), (), say("{name}", name=""))


@pytest.mark.parametrize("make", [busy_shop, hasty_shop, sums_per_day, study, nothing_known])
def test_the_record_is_plain_json(make: Any) -> None:
    record = record_of(make())

    assert json.loads(json.dumps(record)).keys() == record.keys()


def test_the_record_keeps_what_readers_know_and_holds_the_rest() -> None:
    record = record_of(busy_shop())

    known = {"log", "quality", "figures", "repairs", "bottlenecks", "agreement", "constraint"}
    assert known < record.keys()
    for name in ("closing", "waiting", "accounts", "iso", "iso_machines", "changeovers", "flow", "streams",
                 "strip", "hours", "observations", "withheld", "definitions"):  # fmt: skip
        assert record[name], name


def test_what_a_rule_rests_on_is_a_figure_or_stands_in_the_record() -> None:
    record = record_of(busy_shop())

    for _, rule in all_rules():
        for name in rule.rests_on:
            root = name.split("/")[0]
            assert root in record or re.fullmatch(r"[a-z0-9_]+", name), name
            assert "/" not in name or root in record, name


def test_the_reference_names_every_part_of_the_record() -> None:
    told = FILES.read_text("utf-8").split("`factory.toml`")[0]

    assert {name for name in record_of(busy_shop()) if f"`{name}`" not in told} == set()


def test_a_withheld_figure_is_in_no_table_and_in_no_record_but_by_name() -> None:
    busy = busy_shop()
    as_is = replace(busy.as_is, withheld=(withheld("busy_sum_h"),))

    record = record_of(replace(busy, as_is=as_is))
    tables = analysis_tables(as_is, "en")

    assert "busy_sum_h" not in {each["id"] for each in record["figures"]}
    assert [each["figure"] for each in record["withheld"]] == ["busy_sum_h"]
    assert "busy_sum_h" not in tables["figures"]["id"].to_list()
    assert "busy_sum_h" not in tables["machines"].columns


def test_the_tables_hold_the_figures_of_the_page() -> None:
    busy = busy_shop()

    tables = analysis_tables(busy.as_is, "en", busy.observations)

    assert set(tables) == {
        "figures", "machines", "waiting", "accounts", "changeovers", "flow", "iso22400", "iso22400_machines",
        "observations",
    }  # fmt: skip
    assert tables["figures"].height == len(busy.as_is.figures)
    assert tables["machines"]["machine"].sort().to_list() == ["Inspection", "Lathe 3", "Mill 2", "Saw 1"]
    assert tables["observations"]["code"].to_list() == [each.code for each in busy.observations]


def test_the_waiting_in_the_table_adds_up() -> None:
    table = analysis_tables(busy_shop().as_is, "en")["waiting"]

    causes = table.select(pl.sum_horizontal(pl.exclude("machine", "total_h"))).to_series()
    assert causes.to_list() == pytest.approx(table["total_h"].to_list())
    assert table["total_h"][0] == pytest.approx(table["total_h"][1:].sum())


def test_a_table_that_would_be_empty_is_left_out() -> None:
    assert analysis_tables(nothing_known().as_is, "en") == {}
    assert set(analysis_tables(sums_per_day().as_is, "en")) == {"figures", "machines"}


@pytest.mark.parametrize("name", ["=1+1", "+46 70", "-2 Lathe", "@SUM(A1)", "\t=1", " =1", "%x", "|cmd"])
def test_no_cell_begins_like_a_formula(name: str) -> None:
    busy = busy_shop()
    hostile = tuple(
        replace(each, scope=name) if each.scope == "Mill 2" else each for each in busy.as_is.figures
    )

    tables = analysis_tables(replace(busy.as_is, figures=hostile), "en")

    assert f"'{name}" in tables["machines"]["machine"].to_list()
    assert name not in tables["figures"]["scope"].to_list()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a,=cmd|'/c calc'!A0,b", "a,'=cmd|'/c calc'!A0,b"),
        ("a, @SUM(A1)", "a,' @SUM(A1)"),
        ("\x1b]0;title\x07Mill\x9b31m", "]0;titleMill31m"),
        ("\x00=1", "'=1"),
        ("Mill \u202egnp.exe 2", "Mill gnp.exe 2"),
        ("Mill 1, east", "Mill 1, east"),
    ],
)
def test_no_text_runs_where_commas_separate_or_in_a_terminal(text: str, written: str) -> None:
    table = harmless(pl.DataFrame({"machine": [text, None], "count": [-1, 2]}))

    assert table.rows() == [(written, -1), (None, 2)]


def test_every_picture_is_a_file_for_a_wide_column_and_for_a_phone() -> None:
    page = busy_shop().page("en")

    pictures = analysis_pictures(page)

    charts = [part for part in page.parts if isinstance(part, Chart)]
    assert set(pictures) == {f"{chart.anchor}{end}" for chart in charts for end in (".svg", "_narrow.svg")}
    for svg in pictures.values():
        root = ET.fromstring(svg)
        assert [child.tag.rpartition("}")[2] for child in root[:2]] == ["title", "desc"]
        assert " style=" not in svg


def test_key_figures_of_machines_stand_in_the_record_and_in_a_table() -> None:
    busy = busy_shop()

    of_machines = record_of(busy)["iso_machines"]
    table = analysis_tables(busy.as_is, "en")["iso22400_machines"]

    assert set(of_machines) == set(table["machine"]) == {"Saw 1", "Mill 2", "Lathe 3", "Inspection"}
    told = {(name, each["code"]): each["value"] for name, found in of_machines.items() for each in found}
    assert {(row["machine"], row["code"]): row["value"] for row in table.to_dicts()} == told
    assert table.filter(pl.col("value").is_null() & (pl.col("remark") == "")).is_empty()
