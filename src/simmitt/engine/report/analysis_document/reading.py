"""How the file was read: tables, columns, what ends an order, and what can be told otherwise."""

from simmitt.engine.eventlog.fields import BY_NAME
from simmitt.engine.eventlog.study_sheets import SHEETS
from simmitt.engine.report.analysis_document.material import Material
from simmitt.engine.report.document import Bullets, Heading, Paragraph, Part, Table
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Message, say

SORT_NAMES: dict[str, Message] = {
    "reports": say("reports with start and end"),
    "ends": say("reports with an end alone"),
    "counters": say("counters that grow"),
    "states": say("states of machines"),
    "daily": say("sums per day"),
    "study": say("the shop's own study"),
    "stops": say("stops"),
    "shifts": say("shifts"),
    "orders": say("orders with dates"),
    "products": say("products"),
    "energy": say("energy meters"),
    "maintenance": say("maintenance orders"),
    **{sheet.table: sheet.title for sheet in SHEETS},
}

DATE_ORDERS: dict[str, Message] = {
    "ymd": say("Dates are written year, month, day."),
    "dmy": say("Dates are written day, month, year."),
    "mdy": say("Dates are written month, day, year."),
}


def how_it_was_read(material: Material) -> list[Part]:
    """Give files, columns and notes, and the way to put right what was read wrong."""
    words, source = material.words, material.log.source
    notes = tuple(words(note) for note in source.notes)
    unread = ", ".join(source.unread)
    said = [
        *_basics(material),
        *([words(say("Columns that nothing was read from: {names}.", names=unread))] if unread else []),
        *notes,
    ]
    remedy = say("Is a column wrong? Say which it is in a mapping file, and run again with --mapping.")
    return [
        Heading(words(say("How the file was read")), 1, "log"),
        *([Bullets(tuple(said))] if said else []),
        *_tables(material),
        *_columns(material),
        *([Paragraph(words(remedy), "small")] if source.columns and material.by_command else []),
        *_closing(material),
    ]


def _basics(material: Material) -> list[str]:
    words, source = material.words, material.log.source
    sort = SORT_NAMES.get(source.sort, say("{name}", name=source.sort))
    said = [words(say("The rows are {sort}.", sort=sort))]
    if source.date_order:
        said.append(words(DATE_ORDERS[source.date_order]))
    if source.time_zone:
        said.append(words(say("Times are those of {zone}.", zone=source.time_zone)))
    return said


def _tables(material: Material) -> list[Part]:
    """Give the tables that the log was put together from, where there were several."""
    words, parts = material.words, material.log.source.parts
    if len(parts) < 2:
        return []
    headings = (say("File"), say("Sheet"), say("Rows"), say("Read as"))
    rows = tuple(
        (
            each.file,
            each.sheet,
            words.number(each.rows),
            words(SORT_NAMES.get(each.read_as, say("{name}", name=each.read_as))),
        )
        for each in parts
    )
    return [
        Table(
            words(say("Tables that were read")),
            tuple(words(each) for each in headings),
            rows,
            ("left", "left", "right", "left"),
        )
    ]


def _columns(material: Material) -> list[Part]:
    words, columns = material.words, material.log.source.columns
    if not columns:
        return []
    headings = (
        say("Column"), say("Read as"), say("Example"), say("Certainty"), say("Why"),
        say("In the mapping file"),
    )  # fmt: skip
    return [
        Table(
            words(say("How the columns were understood")),
            tuple(words(each) for each in headings),
            tuple(
                (
                    each.heading,
                    _meaning(each.field, words),
                    each.example,
                    words.share(each.certainty),
                    words(each.reason),
                    each.field,
                )
                for each in columns
            ),
            ("left", "left", "left", "right", "left", "left"),
            folded=True,
            screen_only=True,
        )
    ]


def _meaning(field: str, words: Words) -> str:
    """Give a field's name as people say it."""
    return words(BY_NAME[field].meaning) if field in BY_NAME else field


def _closing(material: Material) -> list[Part]:
    """Say what ends an order, since lead times hang on it, and how to tell it otherwise."""
    words, closing = material.words, material.as_is.closing
    if closing is None:
        return []
    counts = say(
        "So {open} orders count as not finished when the log ends, and {before} as under way when it begins.",
        open=closing.still_open, before=closing.began_before,
    )  # fmt: skip
    remedy = say("Is that wrong? Say operations and quiet_days under [closing] in the mapping file.")
    return [
        Heading(words(say("What ends an order")), 2, "closing"),
        Paragraph(" ".join(words(each) for each in (closing.reason, counts))),
        *([Paragraph(words(remedy), "small")] if material.by_command else []),
    ]
