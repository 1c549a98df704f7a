"""What the log cannot answer, and the cheapest way to come to know it."""

from typing import NamedTuple

from simmitt.engine.report.analysis_document.material import Material
from simmitt.engine.report.document import Callout, Heading, Paragraph, Part, Point, Points, Table
from simmitt.ground.texts import Message, say

# More questions stand in a table, more names behind a number.
POINTS, NAMES = 8, 6
# What follows for a reader where the file is not a list of reports with start and end.
SORTS: dict[str, Message] = {
    "ends": say(
        "The log tells only when work ends. Starts are estimated, and every figure that rests on them is "
        "marked."
    ),
    "counters": say(
        "The log holds counters that grow. It tells of machines and pieces, not of orders: there is no lead "
        "time in it."
    ),
    "states": say(
        "The log holds states of machines. It tells what each machine did, not which order it did it for: "
        "there is no lead time in it."
    ),
    "daily": say(
        "This is a table of sums per day, no log of events. It tells hours and pieces. Lead time, waiting "
        "and queues can't be read from it, and no plan can be made of it."
    ),
    "study": say(
        "The figures rest on the shop's own study, not on a log. Their intervals are wider, and nothing is "
        "told of single orders."
    ),
}


def sort_of_log(material: Material) -> list[Part]:
    """Say what sort of log it is, where that limits what can be known."""
    told = SORTS.get(material.log.source.sort)
    if told is None:
        return []
    return [Callout(material.words(say("What sort of file this is:")), material.words(told), "doubt")]


def what_stays_unknown(material: Material) -> list[Part]:
    """Give the questions that the log leaves open: what is missing, and how to come to know."""
    words, questions = material.words, _questions(material)
    if not questions:
        return []
    if material.log.source.sort == "study":
        return _beyond_a_study(material)
    points = tuple(
        Point(_named(each.names, material), each.missing, each.remedy) for each in questions[:POINTS]
    )
    return [
        Heading(words(say("What the log cannot answer")), 1),
        Paragraph(
            words(say("Better no figure than a guessed one. This is the cheapest way to each.")), "small"
        ),
        Points(points, numbered=False),
        *_more(questions[POINTS:], material),
    ]


def _beyond_a_study(material: Material) -> list[Part]:
    """Say what no study tells, in a sentence: what each figure lacks is a log, again and again."""
    limit = say(
        "A study tells what an ordinary fortnight is like, not what happened to an order. Lead times, orders "
        "under way, deliveries, waiting and its causes need a log: a row for each report, with order number, "
        "machine, start and end."
    )
    return [
        Heading(material.words(say("What the study cannot answer")), 1),
        Paragraph(material.words(limit)),
    ]


class _Question(NamedTuple):
    """Figures that lack the same, and are measured in the same way."""

    names: list[str]
    missing: str
    remedy: str


def _questions(material: Material) -> list[_Question]:
    words, together = material.words, dict[tuple[str, str], list[str]]()
    for each in material.as_is.withheld:
        key = " ".join(words(part) for part in each.missing), words(each.next_measurement)
        together.setdefault(key, []).append(words(each.name))
    return [_Question(names, *key) for key, names in together.items()]


def _named(names: list[str], material: Material) -> str:
    shown, more = "; ".join(names[:NAMES]), len(names) - NAMES
    return material.words(say("{names}; and {count} more", names=shown, count=more)) if more > 0 else shown


def _more(questions: list[_Question], material: Material) -> list[Part]:
    words = material.words
    if not questions:
        return []
    headings = (say("Question"), say("Missing"), say("The cheapest way to know"))
    return [
        Table(
            words(say("More that the log cannot answer")),
            tuple(words(each) for each in headings),
            tuple(("; ".join(each.names), each.missing, each.remedy) for each in questions),
            ("left", "left", "left"),
            (2.2, 2.4, 3.4),
            folded=True,
            screen_only=True,
        )
    ]
