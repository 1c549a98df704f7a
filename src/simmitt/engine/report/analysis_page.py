"""The page on what a log holds: for the person who knows every machine."""

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi import AsIs, Losses
from simmitt.engine.quality import Diagnosis
from simmitt.engine.report.current_state import (
    bottleneck_chart,
    figures_table,
    findings_table,
    loss_chart,
    repairs_table,
    wip_chart,
)
from simmitt.engine.report.document import (
    Callout,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Part,
    Table,
)
from simmitt.engine.report.words import Words, key_figure, readable_time
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Language, Message, say


def compose_analysis(
    log: EventLog,
    diagnosis: Diagnosis,
    as_is: AsIs,
    as_logged: AsIs,
    losses: Losses | None,
    language: Language,
) -> Document:
    """Give the page: the answer first, then what it rests on."""
    words = Words(language)
    parts: list[Part] = [
        Paragraph(_answer(as_is, words), "lead"),
        _key_figures(as_is, words),
        Callout(
            words(say("Data grade {grade}", grade=diagnosis.grade)), words(diagnosis.grade_reason),
            "doubt" if diagnosis.grade in "CD" else "plain",
        ),
    ]  # fmt: skip
    if losses:
        parts += [Heading(words(say("The machine that sets the pace"))), loss_chart(losses, words)]
    parts += [bottleneck_chart(as_is, words), wip_chart(as_is, words)]
    parts += [Heading(words(say("What can be trusted"))), _findings(diagnosis, words)]
    parts += repairs_table(diagnosis, as_is, as_logged, words)
    parts += [Heading(words(say("All figures"))), figures_table(as_is, words)]
    parts += [Heading(words(say("How the file was read"))), *_reading(log, words)]
    return Document(
        title=words(say("The plant as it is")),
        subtitle=log.source.file,
        language=language,
        dated=log.last_at.date(),
        parts=tuple(parts),
        footer=words(
            say("Grade {grade}. Log {digest}.", grade=diagnosis.grade, digest=log.source.sha256[:8])
        ),
    )


def _answer(as_is: AsIs, words: Words) -> str:
    lead, unit = readable_time(_estimate(as_is, "lead_time_median_h"))
    sentence = say(
        "Half of the orders take more than {lead} {unit}; they are worked on for {touch:.0%} of that time.",
        lead=words.number(lead.value, 1), unit=words(unit), touch=as_is.figure("flow_efficiency_share").value,
    )  # fmt: skip
    if as_is.constraint is None:
        return words(sentence)
    pace = say("{machine} sets the pace.", machine=as_is.constraint.machine)
    return f"{words(pace)} {words(sentence)}"


def _key_figures(as_is: AsIs, words: Words) -> KeyFigures:
    """Give the first four figures, those of them that the log has something to say on."""
    lead, unit = readable_time(_estimate(as_is, "lead_time_median_h"))
    in_unit = f"{words.number(lead.value, 1)} {words(unit)}"
    wip = _estimate(as_is, "wip_mean_orders")
    told = [
        key_figure(words(say("Lead time, median")), in_unit, words.span(lead, 1), lead),
        key_figure(words(say("Orders under way")), words.number(wip.value), words.span(wip), wip),
    ]
    shares = (
        ("flow_efficiency_share", say("Of which worked on")),
        ("setup_share", say("Setup, share of all hours")),
    )
    told += [_share(as_is, name, caption, words) for name, caption in shares if as_is.has(name)]
    return KeyFigures(tuple(told))


def _share(as_is: AsIs, name: str, caption: Message, words: Words) -> KeyFigure:
    share = _estimate(as_is, name)
    span = words(say("{low:.1%} to {high:.1%}", low=share.low, high=share.high))
    return key_figure(words(caption), words.share(share.value, 1), span, share)


def _findings(diagnosis: Diagnosis, words: Words) -> Part:
    if not diagnosis.findings:
        return Paragraph(words(say("Nothing odd was found in the log.")))
    return findings_table(diagnosis, words)


def _reading(log: EventLog, words: Words) -> list[Part]:
    headings = (say("Read as"), say("Column"), say("Example"), say("Certainty"), say("Why"))
    table = Table(
        words(say("How the columns were understood")),
        tuple(words(each) for each in headings),
        tuple(
            (each.field, each.heading, each.example, words.share(each.certainty), words(each.reason))
            for each in log.source.columns
        ),
        ("left", "left", "left", "right", "left"),
    )
    notes = [Paragraph(words(note), "small") for note in log.source.notes]
    remedy = say("Is a column wrong? Say which it is in a mapping file, and run again with --mapping.")
    return [table, *notes, Paragraph(words(remedy), "small")]


def _estimate(as_is: AsIs, name: str) -> Estimate:
    figure = as_is.figure(name)
    return Estimate(figure.value, figure.low, figure.high)
