"""An invented plan that uses every part a document can have, in both languages."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from engine.report.in_browser import open_browser
from playwright.sync_api import Browser

from simmitt.engine.report.charts.bars import Bar, Bars, Reading, draw_bars
from simmitt.engine.report.charts.effects import Effect, Effects, draw_effects
from simmitt.engine.report.charts.fan import Fan, draw_fan
from simmitt.engine.report.charts.gantt import Gantt, Milestone, Task, draw_gantt
from simmitt.engine.report.charts.measure_line import (
    Mark,
    MeasureLine,
    draw_measure_line,
    draw_small_measure_line,
)
from simmitt.engine.report.charts.over_time import OverTime, Series, Stretch, draw_over_time
from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.charts.tornado import Swing, Tornado, draw_tornado
from simmitt.engine.report.charts.waterfall import Loss, Waterfall, draw_waterfall
from simmitt.engine.report.document import (
    Bullets,
    Callout,
    Chart,
    Document,
    Fields,
    Heading,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Part,
    Table,
)
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Language

HOSTILE = 'Fräs #2 *fet* $x$ @ref <b>&amp;</b> "citat" \\n _under_ `kod` [x] {y} ~ // /* 100 % = 5'
WEEKS = tuple(date(2026, 3, 2) + timedelta(weeks=week) for week in range(30))
STARTED = (127, 124, 133, 120, 125, 113, 128, 133, 145, 142, 146, 145, 142, 144, 136, 137, 143, 144, 131,
           136, 126, 127, 145, 154, 164, 159, 171, 167, 166, 178)  # fmt: skip
QUEUED = (51, 50, 53, 47, 50, 45, 51, 53, 58, 57, 59, 58, 57, 58, 54, 55, 57, 58, 52, 54, 50, 51, 58, 62,
          66, 72, 77, 75, 75, 79)  # fmt: skip


def either(language: Language, swedish: str, english: str) -> str:
    return swedish if language == "sv" else english


def target_line(language: Language) -> Drawing:
    line = MeasureLine(
        title=either(language, "Målet: ledtid i dygn", "The target: lead time in days"),
        alt=either(
            language,
            "Ledtid nu 23,4 dygn. Planen ger 14,3, spann 12,1 till 17,2. Mål 15 dygn.",
            "Lead time now 23.4 days. The plan gives 14.3, range 12.1 to 17.2. Target 15 days.",
        ),
        plan=either(language, "planen", "plan"),
        estimate=Estimate(14.3, 12.1, 17.2, "outcomes_80"),
        today=Mark(either(language, "nu", "now"), 23.4),
        target=Mark(either(language, "mål", "target"), 15.0),
    )
    return draw_measure_line(line, language)


def loss_waterfall(language: Language) -> Drawing:
    names = [
        ("Ställ", "Setups", 538, 515, 561),
        ("Haveri och stopp", "Breakdowns and stops", 218, 176, 262),
        ("Väntar på operatör", "Waiting for an operator", 164, 142, 185),
        ("Småstopp, sänkt fart", "Short stops, reduced speed", 131, 95, 168),
        ("Kassation, omarbete", "Scrap and rework", 44, 36, 53),
    ]
    losses = tuple(
        Loss(either(language, swedish, english), Estimate(value, low, high))
        for swedish, english, value, low, high in names
    )
    waterfall = Waterfall(
        title=either(language, "Vart tog Fräs 2:s timmar vägen?", "Where did Mill 2's hours go?"),
        alt=either(
            language,
            "Av 2 176 planerade timmar blev 1 081 goda. Ställ tog mest, 538 timmar.",
            "Of 2,176 planned hours 1,081 became good. Setups took most, 538 hours.",
        ),
        planned_name=either(language, "Planerad tid", "Planned time"),
        planned_h=2176,
        losses=losses,
        good_name=either(language, "Goda timmar", "Good hours"),
        good_hours=Estimate(1081, 1033, 1127),
    )
    return draw_waterfall(waterfall, language)


def started_orders(language: Language) -> Drawing:
    chart = OverTime(
        title=either(language, "Påbörjade ordrar, vecka för vecka", "Orders in progress, week by week"),
        alt=either(
            language, "Från 127 ordrar i mars till 178 i september.", "From 127 orders in March to 178."
        ),
        days=WEEKS,
        line=Series(either(language, "alla ordrar", "all orders"), tuple(map(float, STARTED))),
        mean=Estimate(142, 131, 153),
        part=Series(either(language, "i kö till Fräs 2", "queueing for Mill 2"), tuple(map(float, QUEUED))),
        stretches=(Stretch(either(language, "semester", "holiday"), date(2026, 7, 6), date(2026, 8, 2)),),
    )
    return draw_over_time(chart, language)


def timetable(language: Language) -> Drawing:
    tasks = (
        Task(
            either(language, "1 Kortare ställ, Fräs 2", "1 Shorter setups, Mill 2"),
            date(2027, 1, 11),
            date(2027, 3, 5),
            120,
            decided=True,
        ),
        Task(
            either(language, "2 Korsträning, tre personer", "2 Cross-training, three people"),
            date(2027, 1, 11),
            date(2027, 3, 19),
            160,
            decided=True,
        ),
        Task(
            either(language, "3 Bemanna raster och skiftbyten", "3 Staff breaks and shift changes"),
            date(2027, 3, 22),
            date(2027, 4, 9),
            16,
            decided=True,
            after=(1,),
        ),
        Task(
            either(language, "4 Tak för ordrar före Fräs 2", "4 Cap on orders before Mill 2"),
            date(2027, 2, 1),
            date(2027, 3, 19),
            60,
        ),
        Task(
            either(language, "5 Stäng av det som inte kör", "5 Switch off what isn't running"),
            date(2027, 1, 11),
            date(2027, 1, 29),
            20,
        ),
    )
    follow_up = (
        Milestone(either(language, "beslut", "decision"), date(2026, 12, 3)),
        Milestone(either(language, "30 dygn", "30 days"), date(2027, 1, 2)),
        Milestone(either(language, "90 dygn", "90 days"), date(2027, 3, 3)),
        Milestone(either(language, "180 dygn", "180 days"), date(2027, 6, 1)),
    )
    gantt = Gantt(
        title=either(language, "Tidplan", "Timetable"),
        alt=either(
            language,
            "Fem åtgärder från 11 januari till 9 april.",
            "Five measures from 11 January to 9 April.",
        ),
        tasks=tasks,
        milestones_name=either(language, "Uppföljning", "Follow-up"),
        milestones=follow_up,
    )
    return draw_gantt(gantt, language)


def measure_effects(language: Language) -> Drawing:
    rows = (
        Effect(
            either(language, "Kortare ställ, Fräs 2", "Shorter setups, Mill 2"), Estimate(-5.1, -7.4, -2.6)
        ),
        Effect(either(language, "Korsträning", "Cross-training"), Estimate(-1.2, -2.3, -0.3)),
        Effect(
            either(language, "Bemanna raster och skiftbyten", "Staff breaks and shift changes"),
            Estimate(-3.4, -5.0, -1.6),
        ),
        Effect(
            either(language, "Tak för ordrar före Fräs 2", "Cap on orders before Mill 2"),
            Estimate(-2.8, -4.1, 0.6),
        ),
    )
    effects = Effects(
        title=either(language, "Ändrad ledtid i dygn", "Change in lead time, days"),
        alt=either(language, "Tillsammans 9,1 dygn kortare.", "Together 9.1 days shorter."),
        effects=rows,
        joint=Effect(either(language, "Alla tillsammans", "All together"), Estimate(-9.1, -11.3, -6.2)),
        below_zero=either(language, "kortare", "shorter"),
        above_zero=either(language, "längre", "longer"),
    )
    return draw_effects(effects, language)


def bottleneck_readings(language: Language) -> Drawing:
    station = either(language, "Fräs", "Mill")
    bars = Bars(
        title=either(language, "Två sätt att se vem som styr takten", "Two ways to see what sets the pace"),
        alt=either(language, "Fräs 2 leder båda läsningarna.", "Mill 2 leads both readings."),
        readings=(
            Reading(
                either(language, "Summan av loggade timmar", "Sum of logged hours"),
                (
                    Bar(either(language, "Kontroll (flera samtidigt)", "Inspection (several at once)"), 148),
                    Bar(f"{station} 2", 91, 88, 94, point=True),
                    Bar(f"{station} 1", 71),
                    Bar(either(language, "Svarv", "Lathe"), 66),
                ),
            ),
            Reading(
                either(language, "Tid då minst en order bearbetas", "Time with at least one order at work"),
                (
                    Bar(f"{station} 2", 89, 86, 92, point=True),
                    Bar(either(language, "Kontroll (flera samtidigt)", "Inspection (several at once)"), 74),
                    Bar(f"{station} 1", 70),
                    Bar(either(language, "Svarv", "Lathe"), 65),
                ),
            ),
        ),
        unit="\u00a0%",
    )
    return draw_bars(bars, language)


def validation_fan(language: Language) -> Drawing:
    days = WEEKS[18:]
    middle = tuple(21.5 + 0.2 * week for week in range(len(days)))
    fan = Fan(
        title=either(language, "Förutsade modellen hösten?", "Did the model foresee the autumn?"),
        alt=either(
            language, "Utfallet ligger inom bandet alla veckor utom en.", "Inside the band but for a week."
        ),
        days=days,
        low=tuple(value - 2.5 - 0.1 * week for week, value in enumerate(middle)),
        middle=middle,
        high=tuple(value + 3.0 + 0.15 * week for week, value in enumerate(middle)),
        predicted_name=either(language, "modellen", "the model"),
        actual=(21.0, 22.4, 20.8, 19.9, 23.0, 24.9, 26.1, 23.9, 24.0),
        actual_name=either(language, "utfallet", "what happened"),
        split=days[2],
        split_name=either(language, "byggd på data hit", "built on data up to here"),
    )
    return draw_fan(fan, language)


def assumptions(language: Language) -> Drawing:
    tornado = Tornado(
        title=either(language, "Vad hänger nuvärdet på?", "What does the net present value hang on?"),
        alt=either(language, "Mest på hur frigjord tid används.", "Mostly on how freed time is used."),
        base_name=either(language, "planen", "plan"),
        base=1100,
        swings=(
            Swing(either(language, "Timkostnad 330–440 kr", "Hourly cost SEK 330–440"), 960, 1240),
            Swing(either(language, "Så används frigjord tid", "Use of freed time"), 100, 1800),
            Swing(either(language, "Ställtidens minskning", "Reduction of setup time"), 640, 1430),
            Swing(either(language, "Kostnad för maskinställ", "Cost of fixtures"), 1150, 1020),
        ),
        unit=either(language, "\u00a0tkr", "k"),
    )
    return draw_tornado(tornado, language)


def chart(title: str, answer: str, drawing: Drawing, table: Table) -> Chart:
    return Chart(title, answer, drawing.svg, f"{title} {answer}", table, drawing.narrow_svg)


@pytest.fixture(params=["sv", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    chosen: Language = request.param
    return chosen


@pytest.fixture
def plan(language: Language) -> Document:
    """A plan in the language, rich enough to exercise every part."""
    return sample_plan(language)


@pytest.fixture
def drawings(language: Language) -> dict[str, Drawing]:
    """Every kind of drawing, by the name of what it shows."""
    kinds = (
        target_line,
        loss_waterfall,
        started_orders,
        timetable,
        measure_effects,
        bottleneck_readings,
        validation_fan,
        assumptions,
    )
    return {kind.__name__: kind(language) for kind in kinds}


@pytest.fixture
def hostile() -> Document:
    """A document whose every text holds characters that mean something to some format."""
    table = Table(HOSTILE, (HOSTILE, "B"), ((HOSTILE, "1"), ("C:\\bin\\", "2")), align=("left", "right"))
    drawing = draw_bars(Bars(HOSTILE, HOSTILE, (Reading("R<1>", (Bar("A & B <c>", 3.0),)),)), "sv")
    parts: tuple[Part, ...] = (
        Heading(HOSTILE, 1),
        Paragraph(HOSTILE),
        Bullets((HOSTILE, "- x", "+ y", "1. z", "= rubrik"), numbered=True),
        table,
        Chart(HOSTILE, HOSTILE, drawing.svg, HOSTILE, table, drawing.narrow_svg),
        KeyFigures((KeyFigure(HOSTILE, "#1", "<2>"), KeyFigure("B", "2"))),
        Callout(HOSTILE, HOSTILE, "doubt"),
        Fields((HOSTILE,)),
    )
    return Document(
        HOSTILE, HOSTILE, "sv", date(2026, 12, 3), parts, header=HOSTILE, status="#Utkast", footer=HOSTILE
    )


def sample_plan(language: Language) -> Document:
    """Give the plan; long enough for several pages."""
    return Document(
        title=either(
            language,
            "Från 23 till omkring 14 dygn genom verkstaden",
            "From 23 to about 14 days through the shop",
        ),
        subtitle=either(
            language, "Handlingsplan, version 4, 3 december 2026", "Action plan, version 4, 3 December 2026"
        ),
        language=language,
        dated=date(2026, 12, 3),
        parts=(*first_page(language), *body(language)),
        header="Älvfors Mekaniska AB, Kramfors",
        status=either(language, "Utkast", "Draft"),
        footer=either(
            language,
            "Datagrad B. Körning P-0204, modell 7c1e, data 91af, katalog 2026.2",
            "Data grade B. Run P-0204, model 7c1e, data 91af, catalogue 2026.2",
        ),
    )


def measures_table(language: Language) -> Table:
    headings = either(
        language,
        "Nr|Åtgärd|Ansvarig|När, 2027|Tkr|Timmar|Beslut",
        "No.|Measure|Owner|When, 2027|SEK k|Hours|Decision",
    )
    rows = either(
        language,
        "1|Kortare ställ, Fräs 2||11 jan–5 mars|60|120|\n2|Korsträning, tre personer||11 "
        "jan–19 mars|45|160|\n"
        "3|Bemanna raster och skiftbyten||22 mars–9 apr|10|16|\n4|Tak för ordrar före "
        "Fräs 2||8 feb–19 mars|20|60|\n"
        "5|Stäng av det som inte kör||11–29 jan|15|20|\n|Tillsammans|||150|376|",
        "1|Shorter setups, Mill 2||11 Jan–5 Mar|60|120|\n2|Cross-training, three "
        "people||11 Jan–19 Mar|45|160|\n"
        "3|Staff breaks and shift changes||22 Mar–9 Apr|10|16|\n4|Cap on orders before "
        "Mill 2||8 Feb–19 Mar|20|60|\n"
        "5|Switch off what isn't running||11–29 Jan|15|20|\n|Together|||150|376|",
    )
    return Table(
        either(language, "Fem åtgärder, i ordning", "Five measures, in order"),
        tuple(headings.split("|")),
        tuple(tuple(row.split("|")) for row in rows.split("\n")),
        align=("left", "left", "left", "left", "right", "right", "left"),
        total=True,
        row_heading=1,
    )


def key_figure(words: str, svg: str) -> KeyFigure:
    caption, value, note = words.split("|")
    return KeyFigure(caption, value, note, svg)


def first_page(language: Language) -> tuple[Part, ...]:
    line = target_line(language)
    target = Table(
        either(language, "Ledtid i dygn", "Lead time in days"),
        tuple(either(language, "Vad|Dygn|8 utfall av 10", "What|Days|8 outcomes of 10").split("|")),
        tuple(
            tuple(row.split("|"))
            for row in either(
                language,
                "Nu|23,4|21,8–25,2\nPlanen|14,3|12,1–17,2\nMål|15,0|",
                "Now|23.4|21.8–25.2\nPlan|14.3|12.1–17.2\nTarget|15.0|",
            ).split("\n")
        ),
        align=("left", "right", "right"),
    )
    small = draw_small_measure_line(Estimate(1.1, 0.4, 1.8, "outcomes_80"), 0, 2)
    figures = [
        key_figure(either(language, words, english), svg)
        for words, english, svg in (
            (
                "Allt inräknat, med egna timmar|295\u00a0tkr|385\u00a0kr per timme",
                "All in, own hours included|SEK 295k|SEK 385 per hour",
                "",
            ),
            ("Återbetald efter|10 månader|6–23", "Paid back after|10 months|6–23", ""),
            (
                "Nuvärde, fem år|1,1\u00a0Mkr|0,4–1,8, ränta 10\u00a0%",
                "Net present value, five years|SEK 1.1m|0.4–1.8, at 10%",
                small,
            ),
            ("El som sparas|38\u00a0MWh/år|21–52", "Electricity saved|38 MWh/year|21–52", ""),
        )
    ]
    return (
        Paragraph(
            either(
                language,
                "Ordrarna väntar före Fräs 2, som styr takten. Fem åtgärder kortar kön utan nya maskiner. "
                "De kostar 150\u00a0tkr och 376 egna timmar.",
                "Orders wait before Mill 2, which sets the pace. Five measures shorten the queue without new "
                "machines. They cost SEK 150k and 376 hours of your own.",
            ),
            "lead",
        ),
        chart(
            either(
                language,
                "Målet: ledtid i dygn, senast 30 juni 2027",
                "The target: lead time in days by 30 June 2027",
            ),
            either(
                language,
                "8 utfall av 10 hamnar mellan 12,1 och 17,2 dygn. 63 av 100 når målet 15.",
                "8 outcomes of 10 end between 12.1 and 17.2 days. 63 of 100 reach the target of 15.",
            ),
            line,
            target,
        ),
        measures_table(language),
        KeyFigures(tuple(figures)),
        Paragraph(
            either(
                language,
                "Räknat på att frigjord tid ersätter övertid. Blir tiden inte använd sjunker "
                "nuvärdet till omkring 0,1\u00a0Mkr.",
                "Assumes that freed time replaces overtime. If it isn't used, the net present "
                "value falls to about SEK 0.1m.",
            ),
            "small",
        ),
        Callout(
            either(
                language, "Första steget, måndag 11 januari kl. 7:", "First step, Monday 11 January at 7:"
            ),
            either(
                language,
                "Filma ett ställ på Fräs 2 med dagskiftet.",
                "Film a setup at Mill 2 with the day shift.",
            ),
            "your_turn",
        ),
        Fields(
            tuple(
                either(
                    language,
                    "Ägare, namn och datum|Förändringsledare, namn och datum",
                    "Owner, name and date|Change leader, name and date",
                ).split("|")
            )
        ),
        PageBreak(),
    )


def body(language: Language) -> tuple[Part, ...]:
    say = partial(either, language)
    answer = say(
        "Ställ tog 538 timmar av 2\u00a0176. Strecken visar 95 procents säkerhet.",
        "Setups took 538 hours of 2,176. The ticks show 95% confidence.",
    )
    figures = Table(
        say("Timmar per förlust", "Hours per loss"),
        tuple(say("Förlust|Timmar|Andel|Säkerhet 95\u00a0%", "Loss|Hours|Share|95% confidence").split("|")),
        (
            (say("Planerad tid", "Planned time"), "2\u00a0176", "100,0\u00a0%", ""),
            (say("Ställ", "Setups"), "−538", "24,7\u00a0%", "515–561"),
            (say("Goda timmar", "Good hours"), "1\u00a0081", "49,7\u00a0%", "1\u00a0033–1\u00a0127"),
        ),
        align=("left", "right", "right", "right"),
        total=True,
    )
    long_text = say(
        "Fräs 2 är upptagen 89 procent av tiden då någon arbetar. Före den köar 57 ordrar i mer än nio dygn. "
        "Andra maskiner står stilla medan de väntar på vad Fräs 2 lämnar ifrån sig. Det "
        "är därför som en timme "
        "där är värd mer än en timme någon annanstans.",
        "Mill 2 is busy 89 per cent of the time that anybody works. Before it 57 orders "
        "queue for more than nine "
        "days. Other machines stand still while they wait for what Mill 2 lets go. That "
        "is why an hour there is "
        "worth more than an hour anywhere else.",
    )
    appendix = Table(
        say("Alla nyckeltal, med spann och metod", "Every key figure, with interval and method"),
        tuple(say("Tal|Omfattning|Värde|Spann|Metod", "Figure|Scope|Value|Interval|Method").split("|")),
        tuple(
            (
                say("Beläggning", "Utilisation"),
                f"Maskin-{number:02d}/Fleroperationsmaskin_med_långt_namn"
                if number % 9 == 4
                else f"Maskin {number}",
                f"{40 + number}\u00a0%",
                f"{38 + number}–{42 + number}",
                say(
                    "unionen av intervallen på maskinen, delad med planerad tid enligt kalendern som "
                    "lästs ur loggen",
                    "the union of intervals at the machine over planned time by the calendar learnt "
                    "from the log",
                ),
            )
            for number in range(1, 46)
        ),
        align=("left", "left", "right", "right", "left"),
    )
    return (
        Heading(say("Nuläget", "As-is"), 1),
        Paragraph(long_text),
        chart(
            say("Vart tog Fräs 2:s timmar vägen?", "Where did Mill 2's hours go?"),
            answer,
            loss_waterfall(language),
            figures,
        ),
        chart(
            say("Påbörjade ordrar, vecka för vecka", "Orders in progress, week by week"),
            say(
                "Fler än före sommaren: 169 i september mot 144 i maj.",
                "More than before the summer: 169 against 144.",
            ),
            started_orders(language),
            figures,
        ),
        Heading(say("Vem styr takten?", "What sets the pace?")),
        Paragraph(long_text),
        chart(
            say("Två sätt att se det", "Two ways to see it"),
            say(
                "Kontrollen är flera personer, därför mer än 100 procent.",
                "Inspection is several people, hence more than 100 per cent.",
            ),
            bottleneck_readings(language),
            figures,
        ),
        Callout(
            say("Det loggen inte kan svara på", "What the log can't answer"),
            say(
                "Varför detaljer kasseras: orsaken skrivs inte ner. Billigaste vägen är en "
                "streckad lista vid kontrollen i två veckor.",
                "Why parts are scrapped: nobody writes the reason down. A tally sheet for two "
                "weeks would tell.",
            ),
            "doubt",
        ),
        Heading(say("Modellen", "The model"), 1),
        chart(
            say("Förutsade modellen hösten?", "Did the model foresee the autumn?"),
            say("Åtta veckor av nio ligger inom bandet.", "Eight weeks of nine lie within the band."),
            validation_fan(language),
            figures,
        ),
        Callout(say("Klart", "Done"), say("Kontroll 1 till 9 av 16.", "Checks 1 to 9 of 16."), "done"),
        Heading(say("Åtgärderna", "The measures"), 1),
        chart(
            say("Vad gör var och en med ledtiden?", "What does each do to the lead time?"),
            say(
                "Tillsammans 9,1 dygn kortare. Effekterna överlappar.",
                "Together 9.1 days shorter. The effects overlap.",
            ),
            measure_effects(language),
            figures,
        ),
        Heading(say("Åtgärd 1: Kortare ställ, Fräs 2", "Measure 1: Shorter setups, Mill 2")),
        Paragraph(long_text),
        Heading(say("Så går det till", "How it is done"), 3),
        Bullets(
            tuple(
                say(
                    "Filma ett ställ.|Skilj inre från yttre arbete.|Flytta verktyg och fixturer till "
                    "maskinen.",
                    "Film a setup.|Tell inner from outer work.|Move tools and fixtures to the machine.",
                ).split("|")
            ),
            numbered=True,
        ),
        Bullets(
            tuple(
                say(
                    "Risk: ingen hinner. Lägg det på dagskiftet.|Evidens B.",
                    "Risk: nobody has time. Use the day shift.|Evidence B.",
                ).split("|")
            )
        ),
        Fields(
            tuple(
                say(
                    "Ansvarig|Startdag|Beslut: ja, senare eller nej, och varför",
                    "Owner|Start|Decision: yes, later or no, and why",
                ).split("|")
            )
        ),
        chart(
            say("Tidplan", "Timetable"),
            say("Fylld stapel är beslutad, streckad väntar.", "A filled bar is decided, a dashed one waits."),
            timetable(language),
            figures,
        ),
        chart(
            say("Vad hänger nuvärdet på?", "What does the net present value hang on?"),
            say("Mest på hur frigjord tid används.", "Mostly on how freed time is used."),
            assumptions(language),
            figures,
        ),
        Paragraph(
            say(
                "Stanna om ledtiden efter 90 dygn är längre än 20 dygn.",
                "Stop if the lead time is above 20 days after 90.",
            ),
            "strong",
        ),
        PageBreak(),
        Heading(say("Bilaga: alla tal", "Appendix: every figure"), 1),
        appendix,
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from open_browser()
