"""The page on today's state: the answer first, every number traceable, nothing that falls over."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import docx
import pytest
from engine.conftest import REAL_CSV
from engine.report.analyses import (
    Analysed,
    busy_shop,
    counters_read_by_the_hour,
    hasty_shop,
    nothing_known,
    of_sort,
    study,
    sums_per_day,
)

from simmitt.engine.analysis import Reading, analyse
from simmitt.engine.kpi.nouns import Withheld
from simmitt.engine.report.analysis_document import compose_analysis
from simmitt.engine.report.current_state import bottleneck_chart
from simmitt.engine.report.document import (
    Callout,
    Chart,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Point,
    Points,
    Table,
)
from simmitt.engine.report.html import render_html
from simmitt.engine.report.pdf import render_pdf
from simmitt.engine.report.word import render_docx
from simmitt.engine.report.words import Words
from simmitt.ground.texts import LANGUAGES, Language, say

Kind = TypeVar("Kind")


def parts_of(page: Document, kind: type[Kind]) -> list[Kind]:
    return [part for part in page.parts if isinstance(part, kind)]


def text_of(page: Document) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(style|svg).*?</\1>", "", render_html(page), flags=re.S))


def lead_of(page: Document) -> str:
    lead = page.parts[0]
    assert isinstance(lead, Paragraph)
    return lead.text


def points_under(page: Document, heading: str) -> tuple[Point, ...]:
    place = next(n for n, part in enumerate(page.parts) if isinstance(part, Heading) and part.text == heading)
    return next(part.items for part in page.parts[place:] if isinstance(part, Points))


def test_the_answer_comes_first_then_figures_with_their_intervals_then_the_grade() -> None:
    lead, figures, grade, *_ = busy_shop().page("en").parts

    assert isinstance(lead, Paragraph)
    assert lead.text.startswith("Mill 2 sets the pace. Half of the orders take more than ")
    assert isinstance(figures, KeyFigures)
    assert 4 <= len(figures.figures) <= 5
    assert all(figure.svg and " to " in figure.note for figure in figures.figures)
    assert isinstance(grade, Callout)
    assert grade.title == f"Data grade {busy_shop().diagnosis.grade} on a scale from A to D."


def test_the_parts_stand_in_the_order_that_a_reader_asks() -> None:
    page = busy_shop().page("en")

    assert [part.text for part in parts_of(page, Heading) if part.level == 1] == [
        "What stands out",
        "How an order goes through the shop",
        "What sets the pace",
        "How many and how long",
        "Setups and working hours",
        "The ways and the fullest week",
        "What the log cannot answer",
        "What can be trusted",
        "All figures",
        "How the file was read",
    ]
    assert [chart.anchor for chart in parts_of(page, Chart)] == [
        "streams", "waiting", "accounts", "strip", "bottlenecks", "wip_series", "lead_time", "changeovers",
        "hours", "flow", "week",
    ]  # fmt: skip


def test_where_no_machine_is_full_none_is_said_to_set_the_pace() -> None:
    busy = busy_shop()
    idle = tuple(
        replace(each, value=0.4, low=0.35, high=0.45) if each.id == "open_hours_load_share" else each
        for each in busy.as_is.figures
    )

    page = replace(busy, as_is=replace(busy.as_is, figures=idle)).page("en")

    assert lead_of(page).startswith("No machine is full; Mill 2 comes nearest.")


def test_where_the_ways_of_looking_disagree_no_machine_is_said_to_set_the_pace() -> None:
    busy = busy_shop()

    page = replace(busy, as_is=replace(busy.as_is, agreement_share=0.25)).page("en")

    assert lead_of(page).startswith("Mill 2 is the fullest, but it isn't clear what sets the pace.")


@pytest.mark.parametrize(
    ("second", "headings"),
    [
        ("Mill 2", ["Load in open hours", "Longest at work without a pause"]),
        ("Saw 1", ["Hours added up", "Time at work, counted once"]),
    ],
)
def test_bars_that_would_be_the_same_twice_are_not_drawn(second: str, headings: list[str]) -> None:
    as_is = busy_shop().as_is
    ways = tuple(
        replace(
            each, machine={"summed_hours": "Mill 2", "union_hours": second}.get(each.method, each.machine)
        )
        for each in as_is.bottlenecks
    )

    chart = bottleneck_chart(replace(as_is, bottlenecks=ways), Words("en"))

    assert chart.alt == f"Bars for the five fullest: {', '.join(headings)}."
    assert all(heading in chart.svg for heading in headings)
    assert ("%" in chart.svg) == (second == "Mill 2")


def test_what_stands_out_is_short_and_mixed() -> None:
    points = points_under(busy_shop().page("en"), "What stands out")

    assert 5 <= len(points) <= 6
    assert all(point.title and point.text and point.links for point in points)
    assert points[0].title == busy_shop().observations[0].sentence.in_language("en")


def test_kronor_stand_beside_hours_where_prices_are_told() -> None:
    points = points_under(hasty_shop().page("en"), "What stands out")

    assert "kSEK" in points[0].note


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [busy_shop, hasty_shop, sums_per_day, study, nothing_known])
def test_links_lead_somewhere_and_no_place_has_the_name_of_another(
    make: Callable[[], Analysed], language: Language
) -> None:
    source = render_html(make().page(language))

    places = re.findall(r' id="([^"]*)"', source)
    assert len(set(places)) == len(places)
    assert set(re.findall(r'href="#([^"]*)"', source)) <= set(places)


def test_every_figure_that_an_observation_rests_on_has_its_place() -> None:
    busy = busy_shop()
    known = {each.id for each in busy.as_is.figures}

    links = [
        (link.text, link.target)
        for point in points_under(busy.page("en"), "What stands out")
        for link in point.links
    ]

    rests = [name for each in busy.observations for name, _ in each.figures if name in known]
    assert rests
    assert all(target for _, target in links)


def test_every_figure_stands_once_with_its_meaning() -> None:
    busy = busy_shop()
    tables = parts_of(busy.page("en"), Table)

    anchors = [anchor for table in tables for row in table.anchors for anchor in row]
    told = {(each.id, each.scope_kind, each.scope) for each in busy.as_is.figures}
    assert len([anchor for anchor in anchors if not anchor.startswith("finding")]) == len(told)
    meanings = next(table for table in tables if table.caption == "What the figures mean")
    assert len(meanings.rows) == len({each.id for each in busy.as_is.figures})


def test_a_withheld_figure_is_told_nowhere_and_how_to_measure_it_is() -> None:
    busy = busy_shop()
    missing = Withheld(
        "setup_share", say("{name}", name="Share of setups"), (say("{name}", name="No row is a setup."),),
        say("{name}", name="Time setups for two weeks."),
    )  # fmt: skip
    page = replace(busy, as_is=replace(busy.as_is, withheld=(missing,))).page("en")

    assert points_under(page, "What the log cannot answer") == (
        Point("Share of setups", "No row is a setup.", "Time setups for two weeks."),
    )
    figures = parts_of(page, KeyFigures)[0].figures
    assert "Setup, share of all hours" not in {figure.caption for figure in figures}
    names = {row[0] for table in parts_of(page, Table) for row in table.rows if table.caption == "Setups"}
    assert "Setup, share of all hours" not in names


def test_questions_that_are_measured_alike_are_asked_once() -> None:
    busy = busy_shop()
    alike = tuple(
        Withheld(
            name, say("{name}", name=name), (say("{name}", name="Nothing."),), say("{name}", name="Look.")
        )
        for name in ("first", "second")
    )
    page = replace(busy, as_is=replace(busy.as_is, withheld=alike)).page("en")

    assert points_under(page, "What the log cannot answer") == (Point("first; second", "Nothing.", "Look."),)


def test_a_finding_shows_its_rows_and_how_to_leave_it_unrepaired() -> None:
    page = hasty_shop().page("en")

    rows = next(table for table in parts_of(page, Table) if table.caption.startswith("The rows behind it"))
    repaired = [each.code for each in hasty_shop().diagnosis.findings if each.repaired]
    assert repaired
    assert {cell for row in rows.rows for cell in row if cell.startswith("--leave")} == {
        f"--leave {code}" for code in repaired
    }
    assert any(re.search(r"rows \d+, .* see rows/\w+\.csv", row[2]) for row in rows.rows)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: of_sort("ends"), "The log tells only when work ends."),
        (lambda: of_sort("counters"), "The log holds counters that grow."),
        (lambda: of_sort("states"), "The log holds states of machines."),
        (sums_per_day, "This is a table of sums per day"),
        (study, "The figures rest on the shop's own study"),
    ],
)
def test_the_page_says_what_sort_of_file_it_is_and_what_follows(
    make: Callable[[], Analysed], said: str
) -> None:
    page = make().page("en")

    assert any(callout.text.startswith(said) for callout in parts_of(page, Callout))


def test_counters_name_no_machine_that_sets_the_pace() -> None:
    page = counters_read_by_the_hour().page("en")

    assert not any("sets the pace" in part.text for part in parts_of(page, Paragraph))
    assert not any("Load" in figure.caption for each in parts_of(page, KeyFigures) for figure in each.figures)
    (unknown,) = [each for each in parts_of(page, Table) if "cannot answer" in each.caption]
    asked = {missing: names for names, missing, _ in unknown.rows}
    said = "The counter is read too seldom to tell how much of the time between was worked."
    assert "Load in open hours; Momentary bottleneck" in asked[said]


def test_sums_per_day_lead_with_what_they_tell() -> None:
    lead, figures, *_ = sums_per_day().page("en").parts

    assert isinstance(lead, Paragraph)
    assert isinstance(figures, KeyFigures)
    assert lead.text == "The machines run 83% of their planned time."
    assert [figure.caption for figure in figures.figures] == [
        "Run, of planned time", "Setup, of all hours", "Stops, of all hours", "Scrap",
    ]  # fmt: skip


def test_days_without_times_of_day_lead_with_what_they_cannot_tell(tmp_path: Path) -> None:
    days = [date(2026, 1, 5) + timedelta(days=number) for number in range(60)]
    rows = [f"A{number};Saw;{day};{day + timedelta(days=1)}" for number, day in enumerate(days)]
    path = tmp_path / "days.csv"
    path.write_text("\n".join(["Order;Machine;Start;End", *rows]), encoding="utf-8")
    found = analyse(Reading((path,)), seed=1)

    page = compose_analysis(found.log, found.diagnosis, found.as_is, found.as_logged, found.losses, "en")

    lead, figures, *_ = page.parts
    assert isinstance(lead, Paragraph)
    assert lead.text.startswith("The log tells days but no times of day. Hours, load and waiting can't be")
    assert isinstance(figures, KeyFigures)
    assert {each.caption for each in figures.figures} <= {
        "Lead time, median", "Lead time, median with open orders", "Orders under way", "Delivered on time",
    }  # fmt: skip


def test_a_study_leads_with_what_was_seen_and_ends_with_what_no_study_tells() -> None:
    page = study().page("en")

    lead, figures, grade, *_ = page.parts
    assert isinstance(lead, Paragraph)
    assert lead.text.startswith("The machines are taken up 100% of their manned time, by runs, setups")
    assert isinstance(figures, KeyFigures)
    assert isinstance(grade, Callout)
    assert figures.figures[0].caption == "Taken up, of manned time"
    assert "The study went on from 1 January 2024" in grade.text
    assert "What the study cannot answer" in [part.text for part in parts_of(page, Heading)]
    assert "Looks that found the machine run, set up or broken, of all looks." in text_of(page)
    assert "mapping" not in text_of(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [nothing_known, study, sums_per_day])
def test_where_next_to_nothing_is_known_the_page_still_stands(
    make: Callable[[], Analysed], language: Language
) -> None:
    page = make().page(language)

    assert "{" not in text_of(page)
    assert render_pdf(page).startswith(b"%PDF")


def test_without_observations_and_hours_the_page_is_the_rest() -> None:
    busy = busy_shop()

    page = compose_analysis(busy.log, busy.diagnosis, busy.as_is, busy.as_is, busy.losses, "en")

    assert "What stands out" not in {part.text for part in parts_of(page, Heading)}
    assert "hours" not in {chart.anchor for chart in parts_of(page, Chart)}


def test_paper_leaves_out_what_only_a_screen_has_room_for() -> None:
    page = busy_shop().page("en")

    on_paper = parts_of(page.on_paper(), Table)
    assert on_paper
    assert not [table for table in on_paper if table.screen_only]
    assert [part for part in parts_of(page, Table) if part.screen_only]


def test_folded_tables_show_their_caption_alone_until_opened() -> None:
    page = busy_shop().page("en")
    source = render_html(page)

    folded = [table for table in parts_of(page, Table) if table.folded]
    assert source.count('<details class="fold">') == len(folded)


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.fixture(scope="module")
def real() -> Analysed:
    if not REAL_CSV.exists():
        pytest.skip("the real production log lies outside the repository and is not here")
    found = analyse(Reading((REAL_CSV,)))
    return Analysed(found.log, found.diagnosis, found.as_is, found.losses, found.hours, found.observations)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_real_log_fits_on_ten_sheets(real: Analysed, language: Language) -> None:
    assert 6 <= pages_in(render_pdf(real.page(language))) <= 10


def test_the_same_log_gives_the_same_page_and_paper() -> None:
    page, again = busy_shop().page("sv"), busy_shop().page("sv")

    assert render_html(page) == render_html(again)
    assert render_pdf(page) == render_pdf(again)


def test_word_keeps_each_point_with_its_advice_and_grounds() -> None:
    page = busy_shop().page("en")

    word = docx.Document(io.BytesIO(render_docx(page)))

    first = points_under(page, "What stands out")[0]
    written = [paragraph.text for paragraph in word.paragraphs]
    place = written.index(f"1. {first.title}")
    assert written[place + 1] == first.text
    assert written[place + 2].startswith(first.note)
    assert word.paragraphs[place].paragraph_format.keep_with_next


def test_narrow_tables_stand_in_two_columns_on_paper() -> None:
    page = busy_shop().page("en")
    open_ones = tuple(replace(part, folded=False) if isinstance(part, Table) else part for part in page.parts)

    assert pages_in(render_pdf(page)) < pages_in(render_pdf(replace(page, parts=open_ones)))


def test_key_figures_of_the_standard_stand_machine_by_machine_with_why_one_is_missing() -> None:
    page = busy_shop().page("en")

    of_oee, of_use = [each for each in parts_of(page, Table) if "machine by machine" in each.caption]

    assert of_oee.headings == ("Machine", "OEE", "Availability", "Effectiveness", "Quality ratio", "Missing")
    assert of_use.headings == ("Machine", "Utilisation efficiency", "MTBF, h", "MTTR, h", "Missing")
    mill = next(row for row in of_oee.rows if row[0] == "Mill 2")
    assert re.fullmatch(r"[\d.]+% \([\d.]+–[\d.]+\)", mill[2])
    assert (mill[1], mill[3]) == ("–", "–")
    assert mill[-1] == "planned run time per item (PRI), the ideal cycle time"
    assert all((row[-1] != "") == ("–" in row) for table in (of_oee, of_use) for row in table.rows)
