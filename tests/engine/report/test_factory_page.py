"""The page of a fitted factory: the light first, its proof, the factory, and what nobody knows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from engine.report.in_browser import finds_no_fault
from engine.validation.made_logs import log_of_delays, log_of_queues, log_that_turns
from playwright.sync_api import Browser

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.experiments import InputDoubt, doubt_of_inputs
from simmitt.engine.factory import Factory
from simmitt.engine.factory.model import Distribution, Evidence
from simmitt.engine.fitting import fit
from simmitt.engine.fitting.families import FAMILIES, Times
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.report.document import Callout, Chart, Document, Heading, Paragraph, Points, Table
from simmitt.engine.report.factory_document import Material, compose_factory
from simmitt.engine.report.factory_document.shapes import shape_of
from simmitt.engine.report.html import render_html
from simmitt.engine.report.pdf import render_pdf
from simmitt.engine.report.words import Words
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.output import Output
from simmitt.engine.validation import Validation, validate
from simmitt.ground.texts import LANGUAGES, Language

LOGS = {"green": log_of_queues, "amber": log_of_delays, "red": log_that_turns}


@dataclass(frozen=True)
class Modelled:
    """An invented log, and all that its page is written from."""

    log: EventLog
    factory: Factory
    today: Output
    validation: Validation
    explained_share: float
    doubts: Mapping[str, InputDoubt]

    def page(self, language: Language = "en") -> Document:
        last_day = self.log.last_at.date()
        material = Material(
            self.factory, self.today, self.validation, self.explained_share, self.doubts, Words(language)
        )
        return compose_factory(material, last_day)


@cache
def model_of(light: str) -> Modelled:
    log = LOGS[light]()
    fitted = fit(log, learn_working_hours(log))
    validation = validate(log, explained_share=fitted.explained_share)
    today = replicate(fitted.factory, replications=5, seed=0)
    doubts = doubt_of_inputs(fitted.factory, draws=20, replications=5)
    return Modelled(log, fitted.factory, today, validation, fitted.explained_share, doubts)


def page_of(light: str, language: Language = "en") -> Document:
    return model_of(light).page(language)


def tables_of(page: Document) -> dict[str, Table]:
    return {part.caption: part for part in page.parts if isinstance(part, Table)}


@pytest.mark.parametrize("light", LOGS)
def test_the_light_comes_first_and_every_reason_is_told(light: str) -> None:
    lead, callout, *rest = page_of(light).parts
    validation = model_of(light).validation

    assert isinstance(lead, Paragraph)
    assert lead.text == validation.verdict.in_language("en")
    assert isinstance(callout, Callout)
    assert callout.title == f"{light.capitalize()} light."
    told = [point.title for point in rest[0].items] if isinstance(rest[0], Points) else []
    assert told == [reason.text.in_language("en") for reason in validation.reasons]


def test_proof_factory_parameters_and_what_is_unknown_follow() -> None:
    page = page_of("green")

    assert [part.text for part in page.parts if isinstance(part, Heading)] == [
        "What it foretold, and what happened",
        "The factory",
        "What the model knows, and from how much",
        "How sure the model's own figures are",
        "What the log does not tell the model",
    ]
    assert len([part for part in page.parts if isinstance(part, Chart)]) == 5


def test_drawings_have_names_and_classes_and_no_style_of_their_own() -> None:
    for chart in (part for part in page_of("amber").parts if isinstance(part, Chart)):
        for svg in (chart.svg, chart.narrow_svg):
            assert re.search(r"<title>.+</title><desc>.+</desc>", svg)
            assert "style=" not in svg
            assert not re.search(r"\b(nan|inf)\b", svg)
        assert chart.table.rows


def test_every_station_and_operation_stands_with_what_it_rests_on() -> None:
    page, factory = page_of("green"), model_of("green").factory
    tables = tables_of(page)

    assert {row[0] for row in tables["Stations"].rows} == {each.name for each in factory.stations}
    seen = {row[0]: row[6] for row in tables["Operations"].rows}
    assert seen == {each.name: f"{each.run_s.evidence.observations:,}" for each in factory.operations}
    assert "Setups" in tables
    assert "Breakdowns" in tables


def test_every_fitted_mean_stands_with_its_limits() -> None:
    tables, factory = tables_of(page_of("green")), model_of("green").factory

    told = {row[0]: (row[2], row[3]) for row in tables["Operations"].rows}
    for each in factory.operations:
        mean, (low, high) = told[each.name][0].split(" ")[0], told[each.name][1].split(" to ")
        assert float(low) <= float(mean) <= float(high)
        assert each.run_s.evidence.mean_low is not None
        assert float(low) == pytest.approx(each.run_s.evidence.mean_low / 3600, abs=0.051)
    assert all(" to " in row[2] for row in tables["Breakdowns"].rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shape_that_a_fit_can_choose_has_a_name(language: Language) -> None:
    times = Times.of(np.random.default_rng(1).gamma(3.0, 1.0, 400) + 0.5)
    names = [fitted.name for family in FAMILIES if (fitted := family(times))]
    assert len(names) == len(FAMILIES)

    told = [Distribution("empirical", 1.0, evidence=Evidence(follows=name)) for name in names]
    shapes = {shape_of(each).in_language(language) for each in told}

    assert len(shapes) == len(FAMILIES)
    assert shape_of(Distribution("empirical", 1.0)).in_language(language) not in shapes


def test_the_main_figures_say_whether_a_longer_log_or_more_runs_would_tell_more() -> None:
    model = model_of("green")
    told = model.doubts["wip_mean_orders"]
    short = replace(told, input_share=0.9, simulation_share=0.1)
    few = replace(told, input_share=0.1, simulation_share=0.9)

    rows = {row[0]: row for row in tables_of(model.page())["The main figures of the factory as it is"].rows}
    longer = said_of_doubt(replace(model, doubts=dict.fromkeys(model.doubts, short)))
    more = said_of_doubt(replace(model, doubts=dict.fromkeys(model.doubts, few)))

    assert rows["Orders under way, mean"][1] == f"{told.mean.value:.1f}"
    assert rows["Orders under way, mean"][3].startswith(f"{told.input_share:.0%} (")
    assert rows["Orders under way, mean"][4] == f"{told.simulation_share:.0%}"
    assert "More simulated runs would hardly help; a longer log would." in longer
    assert "more of them would help, a longer log hardly" in more


def said_of_doubt(model: Modelled) -> str:
    parts = model.page().parts
    at = [part.text for part in parts if isinstance(part, Heading)].index(
        "How sure the model's own figures are"
    )
    heading = [part for part in parts if isinstance(part, Heading)][at]
    said = parts[parts.index(heading) + 1]
    assert isinstance(said, Paragraph)
    return said.text


def test_a_station_is_open_when_its_people_are_there() -> None:
    rows = {row[0]: row for row in tables_of(page_of("green"))["Stations"].rows}

    assert 45 <= float(rows["Saw"][2]) <= 55  # five days of ten hours
    assert 5 <= int(rows["Saw"][3].removesuffix("%")) <= 60


def test_what_cannot_be_identified_is_named() -> None:
    model = model_of("amber")
    stations = tuple(replace(each, setup=None) for each in model.factory.stations)

    page = replace(model, factory=replace(model.factory, stations=stations)).page()

    unknown = [part for part in page.parts if isinstance(part, Points)][-1]
    titles = [point.title for point in unknown.items]
    assert "Setups" in titles
    assert any(title.startswith("Why orders stand still before Milling") for title in titles)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("light", LOGS)
def test_the_page_stands_alone_in_both_languages_and_on_paper(light: str, language: Language) -> None:
    page = page_of(light, language)
    source = render_html(page)

    assert f'lang="{language}"' in source
    assert not re.findall(r'(?:src|href)="(?!#|data:)', source)
    assert "{" not in re.sub(r"<[^>]+>", " ", re.sub(r"<(style|svg).*?</\1>", "", source, flags=re.S))
    assert render_pdf(page).startswith(b"%PDF")


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_finds_no_fault(browser: Browser, tmp_path: Path, language: Language, width: int) -> None:
    page = tmp_path / "factory.html"
    page.write_text(render_html(page_of("amber", language)), encoding="utf-8")

    finds_no_fault(browser, page, width)
