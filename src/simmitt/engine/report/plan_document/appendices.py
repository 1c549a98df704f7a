"""Appendices: assumptions with grade and source, all findings, what was not tried, words."""

from collections.abc import Sequence

from simmitt.engine.measures import Measure, sources
from simmitt.engine.plan import ActionPlan, Grounds
from simmitt.engine.portfolio import ENTRIES
from simmitt.engine.report.current_state import figures_table, findings_table
from simmitt.engine.report.document import Bullets, Heading, PageBreak, Paragraph, Part, Table
from simmitt.engine.report.plan_document.sensitivity import assumptions, drivers
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Message, say


def appendices(
    plan: ActionPlan, grounds: Grounds, aside: Sequence[tuple[Measure, Message]], words: Words
) -> list[Part]:
    """Give everything that a careful reader asks for."""
    return [
        PageBreak(),
        Heading(words(say("Appendix: assumptions and sources")), 1),
        _economy(plan, words),
        *(assumptions(plan, words) if plan.measures else []),
        *drivers(plan, words),
        _measures(plan, words),
        *_sources(plan),
        Heading(words(say("Appendix: figures and findings")), 1),
        figures_table(grounds.as_is, words),
        *([findings_table(grounds.diagnosis, words)] if grounds.diagnosis.findings else []),
        Heading(words(say("Appendix: not tried here, and why")), 1),
        _aside(aside, words),
        Heading(words(say("Appendix: words and how to compute it again")), 1),
        Bullets(tuple(words(each) for each in GLOSSARY)),
        Paragraph(words(_again(plan)), "small"),
    ]


def _economy(plan: ActionPlan, words: Words) -> Table:
    economy = plan.portfolio.economy
    rows = []
    for name, entry in ENTRIES.items():
        given = name in economy.given
        grade = (
            words(say("given by the company"))
            if given
            else words(say("default, grade {grade}", grade=entry.grade))
        )
        rows.append((words(entry.meaning), _value(name, plan, words), grade))
    return Table(
        words(say("Economy: given and defaulted")),
        (words(say("Assumption")), words(say("Value")), words(say("Source"))),
        tuple(rows),
        ("left", "right", "left"),
        (5.0, 1.8, 2.2),
    )


def _value(name: str, plan: ActionPlan, words: Words) -> str:
    value = getattr(plan.portfolio.economy, name)
    if value is None:
        return words(say("not known"))
    if name == "use_of_freed_time":
        return words(
            say("{sold:.0%} sold, {overtime:.0%} overtime, {unused:.0%} unused", sold=value.sold,
                overtime=value.overtime, unused=value.unused)
        )  # fmt: skip
    return words.share(value) if ENTRIES[name].kind == "share" else words.number(value, 0)


def _measures(plan: ActionPlan, words: Words) -> Table:
    headings = (say("Measure"), say("Grade"), say("Source"), say("Effects not simulated"))
    return Table(
        words(say("Evidence behind the measures")),
        tuple(words(each) for each in headings),
        tuple(
            (
                words(each.choice.candidate.title),
                each.choice.candidate.measure.grade,
                ", ".join(each.choice.candidate.measure.sources),
                ", ".join(each.choice.candidate.not_simulated) or "–",
            )
            for each in plan.measures
        ),
        ("left", "left", "left", "left"),
    )


def _sources(plan: ActionPlan) -> list[Part]:
    used = sorted({code for each in plan.measures for code in each.choice.candidate.measure.sources})
    known = sources()
    return [Bullets(tuple(f"{code}: {known[code]}" for code in used if code in known))] if used else []


def _aside(aside: Sequence[tuple[Measure, Message]], words: Words) -> Table:
    return Table(
        words(say("Measures of the catalogue that were not tried")),
        (words(say("Measure")), words(say("Reason"))),
        tuple((f"{measure.id} {words(measure.name)}", words(reason)) for measure, reason in aside),
        ("left", "left"),
        (3.5, 5.5),
    )


def _again(plan: ActionPlan) -> Message:
    origin = plan.origin
    return say(
        "Run {run}, simmitt {version}, seed {seed}. Log {log}, model {model}, catalogue {catalogue}."
        " The folder run"
        " beside this plan holds all of it and the command that makes the same plan again.",
        run=origin.run_id, version=origin.version, seed=origin.seed, log=origin.log_sha256[:12],
        model=origin.factory_sha256[:12], catalogue=origin.catalogue,
    )  # fmt: skip


GLOSSARY = (
    say("Lead time: from an order's first start to its last end, nights and days off included."),
    say("Touch time: the time that an order is really worked on."),
    say("Setup: from the last good piece of one product to the first of the next."),
    say("Sets the pace: the machine whose lost hours the whole plant loses."),
    say("Eight outcomes in ten: one simulated outcome in ten lies below, one above."),
    say("95 % confidence: what measuring only these weeks leaves uncertain."),
    say("Grade A: study or official statistic. B: single case or handbook. C: unverified estimate."),
    say("Net present value: all future money in today's worth, first cost taken off."),
)
