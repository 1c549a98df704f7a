"""The factory drawn: its stations, what waits before them, and the ways between."""

from collections import defaultdict
from itertools import pairwise

from simmitt.engine.factory.model import Factory, Station
from simmitt.engine.report.charts.flow import Flow, Place, Way
from simmitt.engine.report.charts.flow_map import draw_flow
from simmitt.engine.report.document import Chart, Table
from simmitt.engine.report.factory_document.material import Material
from simmitt.ground.texts import say, say_many

_MOST_PLACES, _MOST_WAYS = 12, 18
_PER = 100  # orders that the ways are counted for
_OTHERS = "\0"  # all stations without a box of their own; no log names one so

Moves = dict[tuple[str, str], float]


def drawn(material: Material) -> Chart:
    """Give the map of the stations with their capacity, hours, load and queues."""
    factory, words = material.factory, material.words
    boxes = _boxes(material)
    moves, starts = _moves(factory, {each.name for each in boxes})
    ways = _shown(moves)
    longest = max(boxes, key=lambda each: material.at_work[each.name].queue_h_per_order)
    title = say("The factory as the model has it")
    answer = say(
        "{stations} stations. The longest queue is before {place}: {hours} hours per order, on average.",
        stations=len(factory.stations), place=longest.name,
        hours=words.number(material.at_work[longest.name].queue_h_per_order, 1),
    )  # fmt: skip
    alt = words(say("A map of stations with lines between them as broad as orders go that way. {answer}",
                    answer=answer))  # fmt: skip
    mark = words(say("longest queue")) if material.at_work[longest.name].queue_h_per_order > 0 else ""
    places = [
        _place(each, material, round(starts[each.name] * _PER), mark if each is longest else "")
        for each in boxes
    ]
    hidden = len(factory.stations) - len(boxes)
    if hidden:
        note = words(say_many("{count} station", "{count} stations", hidden))
        places.append(Place(words(say("Other stations")), note, round(starts[_OTHERS] * _PER)))
    at = {name: n for n, name in enumerate([*(each.name for each in boxes), _OTHERS])}
    lines = tuple(Way(at[a], at[b], max(round(moves[a, b] * _PER), 1), "") for a, b in ways)
    below = words(say("Broad means often. The rarest ways are left out; the tables below have the rest."))
    drawing = draw_flow(Flow(words(title), alt, tuple(places), lines, below))
    return words.chart(title, answer, drawing, alt, _table(moves, material))


def _boxes(material: Material) -> list[Station]:
    """Give the stations with a box: all, or those that orders visit most."""
    visited = sorted(
        material.factory.stations, key=lambda each: -material.at_work[each.name].visits_per_order
    )
    return visited if len(visited) <= _MOST_PLACES else visited[: _MOST_PLACES - 1]


def _place(station: Station, material: Material, starts: int, mark: str) -> Place:
    words, at_work = material.words, material.at_work[station.name]
    note = say_many(
        "{count} place, {load:.0%} busy",
        "{count} places, {load:.0%} busy",
        station.capacity,
        load=at_work.load_share,
    )
    return Place(station.name, words(note), starts, mark)


def _moves(factory: Factory, named: set[str]) -> tuple[Moves, dict[str, float]]:
    """Give how often an average order goes from one station to the next, and where it begins."""
    station_of = {
        each.name: each.station if each.station in named else _OTHERS for each in factory.operations
    }
    moves: Moves = defaultdict(float)
    starts: dict[str, float] = defaultdict(float)
    total = sum(product.share for product in factory.products)
    for product in factory.products:
        weight = sum(way.weight for way in product.routings)
        for way in product.routings:
            share = product.share / total * way.weight / weight
            stations = [station_of[name] for name in way.operations]
            starts[stations[0]] += share
            for ends in pairwise(stations):
                moves[ends] += share
    return moves, starts


def _shown(moves: Moves) -> list[tuple[str, str]]:
    """Give the ways taken most, and one at least at each station."""
    ordered = sorted(moves, key=lambda ends: (-moves[ends], ends))
    ways = ordered[:_MOST_WAYS]
    for station in dict.fromkeys(name for ends in ordered for name in ends):
        if not any(station in ends and ends[0] != ends[1] for ends in ways):
            ways += [ends for ends in ordered if station in ends and ends[0] != ends[1]][:1]
    return ways


def _table(moves: Moves, material: Material) -> Table:
    words = material.words
    names = {_OTHERS: words(say("Other stations"))}
    rows = tuple(
        (names.get(a, a), names.get(b, b), words.number(moves[a, b] * _PER, 1))
        for a, b in sorted(moves, key=lambda ends: (-moves[ends], ends))
    )
    headings = (say("From station"), say("To station"), say("Times per 100 orders"))
    return Table(
        words(say("The ways between stations")),
        tuple(words(each) for each in headings),
        rows,
        ("left", "left", "right"),
    )
