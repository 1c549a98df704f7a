"""What can be trusted: what the diagnosis found, which rows, what was done, and how to undo it."""

from collections.abc import Sequence
from dataclasses import replace

from simmitt.engine.quality import Change, Finding
from simmitt.engine.report.analysis_document.material import Diagnosed, Material
from simmitt.engine.report.current_state import by_severity, repairs_table
from simmitt.engine.report.document import Heading, Paragraph, Part, Table
from simmitt.engine.report.naming import anchor
from simmitt.ground.texts import Message, say

ROWS_NAMED, CHANGES_SHOWN = 5, 10


def what_can_be_trusted(material: Material) -> list[Part]:
    """Give the findings, what repairs changed, and the rows behind them."""
    words = material.words
    heading = Heading(words(say("What can be trusted")), 1)
    if not material.diagnosis.findings:
        return [heading, Paragraph(words(say("Nothing odd was found in the log.")))]
    return [
        heading,
        *findings(material),
        *repairs_table(
            material.diagnosis, material.as_is, material.as_logged, words, by_command=material.by_command
        ),
        *changes(material),
        *proposals(material),
        _rows_behind(material),
        *details(material),
    ]


def findings(material: Diagnosed) -> list[Part]:
    """Give what puts figures in doubt, and folded below it what only is worth knowing."""
    found = by_severity(material.diagnosis)
    grave = [each for each in found if each.severity != "info"]
    slight = [each for each in found if each.severity == "info"]
    tables = [
        _found(material, say("What the log had wrong"), grave),
        replace(
            _found(material, say("Also worth knowing"), slight),
            folded=True, screen_only=True,
        ),
    ]  # fmt: skip
    return [table for table in tables if table.rows]


def _found(material: Diagnosed, caption: Message, found: Sequence[Finding]) -> Table:
    words = material.words
    headings = (say("Found"), say("Rows"), say("Effect on the figures"), say("What was done"))
    return Table(
        words(caption),
        tuple(words(each) for each in headings),
        tuple(
            (words(each.title), words.number(each.count), words(each.effect.text), words(each.repair))
            for each in found
        ),
        ("left", "right", "left", "left"),
        (2.0, 0.8, 3.0, 3.0),
        anchors=tuple((anchor("finding", each.code),) for each in found),
    )


def _rows_behind(material: Material) -> Table:
    """Name the first rows of each finding, and the switch that leaves it unrepaired."""
    words = material.words
    caption, headings = say("The rows behind it"), [say("Found"), say("What is looked for"), say("Where")]
    if material.by_command:
        caption = say("The rows behind it, and how to leave them unrepaired")
        headings.append(say("To leave it as it is"))
    return Table(
        words(caption),
        tuple(words(each) for each in headings),
        tuple(
            (words(each.title), words(each.about) if each.about else "", *_behind(each, material))
            for each in by_severity(material.diagnosis)
        ),
        widths=(1.8, 3.0, 2.4, 1.8)[: len(headings)],
        folded=True,
        screen_only=True,
    )


def _behind(finding: Finding, material: Material) -> tuple[str, ...]:
    places = _places(finding, material)
    return (places, _switch(finding, material)) if material.by_command else (places,)


def _switch(finding: Finding, material: Material) -> str:
    if finding.left:
        return material.words(say("left as it is, as asked"))
    return f"--leave {finding.code}" if finding.repaired else material.words(say("nothing was changed"))


def _places(finding: Finding, material: Material) -> str:
    """Give the first rows as the spreadsheet numbers them; all of them stand in a file of their own."""
    words, source = material.words, material.log.source
    if not finding.rows:
        return words(say("the log as a whole"))
    places = [source.place_of(row) for row in finding.rows[:ROWS_NAMED]]
    several = len(source.parts) > 1
    named = ", ".join(
        f"{place.sheet or place.file} {place.row}" if several else f"{place.row}" for place in places
    )
    more = len(finding.rows) - len(places)
    if not more:
        return words(say("rows {rows}", rows=named))
    told = say("rows {rows} and {count} more, see rows/{code}.csv", rows=named, count=more, code=finding.code)
    return words(told)


def changes(material: Diagnosed) -> list[Part]:
    """Give what takes another time, or comes at another rate, from a date on."""
    words, found = material.words, material.diagnosis.changes
    if not found:
        return []
    headings = (say("What"), say("Since"), say("Before"), say("After"), say("Change, 95 % confidence"))
    rows = tuple(
        (
            _changed(each, material),
            words.day(each.from_date),
            words.number(each.before, 1),
            words.number(each.after, 1),
            words(say("{low:.0%} to {high:.0%}", low=each.low_share, high=each.high_share)),
        )
        for each in sorted(found, key=lambda change: -abs(change.change_share))[:CHANGES_SHOWN]
    )
    return [
        Table(
            words(say("What changed on the way")),
            tuple(words(each) for each in headings),
            rows,
            ("left", "left", "right", "right", "right"),
            folded=True,
        )
    ]


def _changed(change: Change, material: Diagnosed) -> str:
    words = material.words
    if change.what == "arrivals":
        return words(say("Orders a week"))
    place = ", ".join(dict.fromkeys(name for name in (change.activity, change.machine) if name))
    if change.unit == "min/piece":
        return words(say("{place}, minutes a piece", place=place))
    return words(say("{place}, minutes a report", place=place))


def proposals(material: Diagnosed) -> list[Part]:
    """Give the names that likely mean one thing, merged or not."""
    words, found = material.words, material.diagnosis.proposals
    if not found:
        return []
    headings = (say("Kept name"), say("Others"), say("Certainty"), say("Why"), say("Merged"))
    rows = tuple(
        (
            each.keep,
            ", ".join(each.names),
            words.share(each.certainty),
            words(each.reason),
            words(say("yes") if each.applied else say("no")),
        )
        for each in found
    )
    return [
        Table(
            words(say("Names that likely mean one thing")),
            tuple(words(each) for each in headings),
            rows,
            ("left", "left", "right", "left", "left"),
            folded=True,
            screen_only=True,
        )
    ]


def details(material: Diagnosed) -> list[Part]:
    """Spell out the findings that name machines, activities or spellings."""
    words = material.words
    lines = [
        (each, "; ".join(words(detail) for detail in each.details))
        for each in by_severity(material.diagnosis)
        if each.details
    ]
    if not lines:
        return []
    table = Table(
        words(say("Where it was found")),
        (words(say("Found")), words(say("Details"))),
        tuple((words(each.title), text) for each, text in lines),
        ("left", "left"),
        (2.0, 5.6),
        folded=True,
        screen_only=True,
    )
    return [table]
