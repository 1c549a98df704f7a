"""The parameters in tables, each with what it rests on."""

from simmitt.engine.factory.model import Breakdown, Distribution, Evidence, Operation, Setup
from simmitt.engine.factory.workbook.headings import CHOICES
from simmitt.engine.report.document import Heading, Paragraph, Part, Table
from simmitt.engine.report.factory_document.material import Material
from simmitt.engine.report.factory_document.shapes import shape_of
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import HOUR_S

_ALL = "all"  # what the fit writes where the whole plant was pooled
_UNKNOWN = "–"
_NAMES = 3
_BETWEEN = say("Between, h")


def parameters(material: Material) -> list[Part]:
    """Give stations, their rules, operations, setups, breakdowns, products, people and hours."""
    words = material.words
    told = say(
        "Every figure below was fitted to the log; none was set by hand. “Seen” is how many observations it"
        " rests on. Where they were too few, others like it were counted in, and the table says which."
        " “Between” has the limits that the mean lies within with a chance of 95 %."
    )
    tables = (_stations, _rules, _operations, _setups, _breakdowns, _products, _people, _hours)
    return [
        Heading(words(say("What the model knows, and from how much")), 1),
        Paragraph(words(told)),
        *(table for draw in tables if (table := draw(material)).rows),
    ]


def _stations(material: Material) -> Table:
    words = material.words
    rows = tuple(
        (
            each.name,
            words.number(each.capacity),
            words.number(material.open_h_per_week(each)),
            words.share(material.at_work[each.name].load_share),
            words.number(material.at_work[each.name].queue_h, 1),
            _listed(tuple(each.members), material),
        )
        for each in material.factory.stations
    )
    headings = (
        say("Station"), say("Places"), say("Open, h a week"), say("Busy, of these hours"),
        say("Queue, h per visit"), say("Machines or people seen there"),
    )  # fmt: skip
    return _table(say("Stations"), headings, rows, "lrrrrl", material)


def _rules(material: Material) -> Table:
    """Give the rules of the queues that the log tells something of."""
    words = material.words
    rows = tuple(
        (
            each.name,
            words(CHOICES[each.dispatch]),
            words.share(each.dispatch_kept_share),
            words.number(each.dispatch_choices),
        )
        for each in material.factory.stations
        if each.dispatch_kept_share is not None
    )
    headings = (
        say("Station"), say("Order in the queue"), say("Next by the rule and taken"),
        say("Choices between orders"),
    )  # fmt: skip
    return _table(say("Which order goes first"), headings, rows, "llrr", material)


def _operations(material: Material) -> Table:
    words = material.words
    rows = tuple(
        (
            each.name,
            each.station,
            _hours_and_spread(each.run_s, material),
            _interval(each.run_s.evidence, material),
            words(shape_of(each.run_s)),
            _delay(each, material),
            words.number(each.run_s.evidence.observations),
            _pooled(each.run_s.evidence, material),
        )
        for each in material.factory.operations
    )
    headings = (
        say("Operation"), say("Station"), say("Run, h (spread)"), _BETWEEN, say("Shape"),
        say("Plain delay before, h"), say("Seen"), say("Counted in with"),
    )  # fmt: skip
    return _table(say("Operations"), headings, rows, "llrrlrrl", material)


def _setups(material: Material) -> Table:
    words = material.words
    known: list[tuple[str, Setup]] = [
        (each.name, each.setup) for each in material.factory.stations if each.setup
    ]
    rows = tuple(
        (
            name,
            _hours_and_spread(setup.time_s, material),
            _interval(setup.time_s.evidence, material),
            words.share(setup.share_when_product_changes),
            words.share(setup.share_when_product_stays),
            words.number(setup.time_s.evidence.observations),
            _pooled(setup.time_s.evidence, material),
        )
        for name, setup in known
    )
    headings = (
        say("Station"), say("Setup, h (spread)"), _BETWEEN, say("Made when the product changes"),
        say("Made when it stays"), say("Seen"), say("Counted in with"),
    )  # fmt: skip
    return _table(say("Setups"), headings, rows, "lrrrrrl", material)


def _breakdowns(material: Material) -> Table:
    words = material.words
    known: list[tuple[str, Breakdown]] = [
        (each.name, each.breakdown) for each in material.factory.stations if each.breakdown
    ]
    rows = tuple(
        (
            name,
            words.number(stop.mtbf_s / HOUR_S),
            _interval(stop.evidence, material, decimals=0),
            _hours_and_spread(stop.repair_s, material),
            _interval(stop.repair_s.evidence, material),
            words.number(stop.evidence.observations),
            _pooled(stop.repair_s.evidence, material),
        )
        for name, stop in known
    )
    headings = (
        say("Station"), say("Running hours between"), _BETWEEN, say("Repair, h (spread)"), _BETWEEN,
        say("Seen"), say("Counted in with"),
    )  # fmt: skip
    return _table(say("Breakdowns"), headings, rows, "lrrrrrl", material)


def _products(material: Material) -> Table:
    words = material.words
    rows = tuple(
        (
            each.name,
            words.share(each.share, 1),
            words.number(len(each.routings)),
            words.number(each.order_pieces.mean, 1),
            words.number(each.order_pieces.evidence.observations),
            _pooled(each.order_pieces.evidence, material),
        )
        for each in material.factory.products
    )
    headings = (
        say("Product"), say("Share of orders"), say("Ways"), say("Pieces an order, mean"), say("Seen"),
        say("Counted in with"),
    )  # fmt: skip
    return _table(say("Products"), headings, rows, "lrrrrl", material)


def _people(material: Material) -> Table:
    words = material.words
    serves = {
        crew.name: [each.name for each in material.factory.stations if crew.name in each.crews]
        for crew in material.factory.crews
    }
    rows = tuple(
        (each.name, words.number(each.people), ", ".join(serves[each.name]))
        for each in material.factory.crews
    )
    headings = (say("Crew"), say("People"), say("Serves"))
    return _table(say("People"), headings, rows, "lrl", material)


def _hours(material: Material) -> Table:
    words = material.words
    stations = {
        calendar.name: [each.name for each in material.factory.stations if each.calendar == calendar.name]
        for calendar in material.factory.calendars
    }
    rows = tuple(
        (name, words.number(material.hours_of(name), 1), _edges(name, material), ", ".join(used))
        for name, used in stations.items()
        if used
    )
    headings = (
        say("Hours"), say("Open, h a week"), say("Edges worked, share of weeks"), say("Stations"),
    )  # fmt: skip
    return _table(say("Working hours"), headings, rows, "lrrl", material)


def _edges(name: str, material: Material) -> str:
    """Give in how many of the weeks the first and last quarter hours of the shifts were worked."""
    edges = next(each.edges_worked for each in material.factory.calendars if each.name == name)
    if not edges:
        return _UNKNOWN
    low, high = (material.words.share(end) for end in (min(edges), max(edges)))
    return material.words(say("{low} to {high}", low=low, high=high))


def _hours_and_spread(distribution: Distribution, material: Material) -> str:
    """Give the mean and the standard deviation in hours."""
    words, mean_h = material.words, distribution.mean / HOUR_S
    decimals = _decimals(mean_h)
    mean, spread = words.number(mean_h, decimals), words.number(mean_h * distribution.cv, decimals)
    return f"{mean} ({spread})"


def _interval(evidence: Evidence, material: Material, decimals: int | None = None) -> str:
    """Give the limits of a mean in seconds, in hours; one that was never in doubt has none."""
    if evidence.mean_low is None or evidence.mean_high is None:
        return _UNKNOWN
    low_h, high_h = evidence.mean_low / HOUR_S, evidence.mean_high / HOUR_S
    places = _decimals(high_h) if decimals is None else decimals
    low, high = (material.words.number(end, places) for end in (low_h, high_h))
    return material.words(say("{low} to {high}", low=low, high=high))


def _decimals(hours: float) -> int:
    return 2 if hours < 1 else 1


def _delay(operation: Operation, material: Material) -> str:
    if operation.delay_s is None:
        return _UNKNOWN
    return material.words.number(operation.delay_s.mean / HOUR_S, 1)


def _listed(names: tuple[str, ...], material: Material) -> str:
    """Name who or what is seen at a station; more than a few as a number."""
    if len(names) <= _NAMES:
        return ", ".join(names)
    return material.words(say_many("{count} name", "{count} names", len(names)))


def _pooled(evidence: Evidence, material: Material) -> str:
    if evidence.pooled_with == _ALL:
        return material.words(say("the whole plant"))
    return evidence.pooled_with


def _table(
    caption: Message,
    headings: tuple[Message, ...],
    rows: tuple[tuple[str, ...], ...],
    align: str,
    material: Material,
) -> Table:
    words = material.words
    return Table(
        words(caption),
        tuple(words(each) for each in headings),
        rows,
        tuple("right" if side == "r" else "left" for side in align),
        row_heading=0,
    )
