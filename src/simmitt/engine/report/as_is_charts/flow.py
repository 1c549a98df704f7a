"""Which ways orders take, as a map: the fullest places, the others as one, and the ways most taken."""

from collections.abc import Sequence
from dataclasses import replace
from math import nan

from simmitt.engine.kpi.nouns import FlowArc, FlowMap, FlowNode
from simmitt.engine.report.as_is_charts.writing import short_time, table, told_time
from simmitt.engine.report.charts.flow import Flow, Place, Way
from simmitt.engine.report.charts.flow_map import draw_flow
from simmitt.engine.report.document import Chart, Table
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import MINUTE_S

# More than so many ways from one place to another can't be told apart; a place's own loop is at its box.
_MOST_PLACES, _MOST_WAYS = 14, 22
_ENOUGH = 0.9  # of all moves
_OTHERS = "\0"  # all places that have no box of their own; no log names a place so
_WORTH_WRITING_S = 30 * MINUTE_S


def flow_chart(flow: FlowMap, words: Words) -> Chart:
    """Draw the places with most orders and the ways that cover nine moves in ten, as far as they fit."""
    title = say("Which way do orders take through the shop?")
    nodes = _fullest(flow.nodes)
    joined = _joined(flow, nodes)
    arcs = _most_taken(joined)
    longest = max(nodes, key=lambda node: node.waiting_s, default=None)
    at = {name: number for number, name in enumerate([*(node.name for node in nodes), _OTHERS])}
    places = tuple(_place(node, flow, words, waits_most=node is longest) for node in nodes)
    places += _others(flow, nodes, words)
    ways = tuple(Way(at[arc.source], at[arc.target], arc.count, _label(arc, words)) for arc in arcs)
    alt = words(_alt(flow, len(places), longest, words))
    drawing = draw_flow(
        Flow(words(title), alt, places, ways, _below(flow, joined, arcs, words),
             words(say("The log tells no activities, so no ways can be drawn.")))
    )  # fmt: skip
    return words.chart(title, _answer(flow, longest, words), drawing, alt, _table(title, flow, arcs, words))


def _fullest(nodes: Sequence[FlowNode]) -> list[FlowNode]:
    """Give the places with a box of their own: all, or so many that one is left for the others."""
    ordered = sorted(nodes, key=lambda node: (-node.orders, -node.rows, node.name))
    return ordered if len(ordered) <= _MOST_PLACES else ordered[: _MOST_PLACES - 1]


def _joined(flow: FlowMap, nodes: Sequence[FlowNode]) -> list[FlowArc]:
    """Give all ways with the places that have no box put together, the most taken first."""
    names = {node.name for node in nodes}
    together: dict[tuple[str, str], list[FlowArc]] = {}
    for arc in flow.arcs:
        ends = (
            arc.source if arc.source in names else _OTHERS,
            arc.target if arc.target in names else _OTHERS,
        )
        together.setdefault(ends, []).append(arc)
    ways = [_one(*ends, arcs) for ends, arcs in together.items()]
    return sorted(ways, key=lambda arc: (-arc.count, arc.source, arc.target))


def _one(source: str, target: str, arcs: Sequence[FlowArc]) -> FlowArc:
    """Give several ways as one; the median wait of all can't be known from theirs."""
    if len(arcs) == 1:
        return replace(arcs[0], source=source, target=target)
    count = sum(arc.count for arc in arcs)
    means = (
        sum(arc.count * seconds for arc, seconds in zip(arcs, each, strict=True)) / count
        for each in ([arc.wait_mean_s for arc in arcs], [arc.between_ends_mean_s for arc in arcs])
    )
    wait_s, between_s = means
    return FlowArc(source, target, count, wait_s, nan, between_s)


def _most_taken(ways: Sequence[FlowArc]) -> list[FlowArc]:
    """Give the ways to draw: nine moves in ten or as many as fit, and one at least at each place."""
    wanted, moves, apart = _ENOUGH * _moves(ways), 0, 0
    drawn: list[FlowArc] = []
    for arc in ways:
        if moves >= wanted:
            break
        if arc.source != arc.target and apart == _MOST_WAYS:
            continue
        drawn.append(arc)
        moves += arc.count
        apart += arc.source != arc.target
    touched = {end for arc in drawn if arc.source != arc.target for end in (arc.source, arc.target)}
    for arc in ways:
        if arc.source != arc.target and not {arc.source, arc.target} <= touched:
            drawn.append(arc)
            touched |= {arc.source, arc.target}
    return drawn


def _moves(ways: Sequence[FlowArc]) -> int:
    return sum(arc.count for arc in ways)


def _place(node: FlowNode, flow: FlowMap, words: Words, *, waits_most: bool) -> Place:
    waits = waits_most and node.waiting_s > 0
    return Place(
        node.name,
        words(say_many("{count} order", "{count} orders", node.orders)),
        flow.starts.get(node.name, 0),
        words(say("most waiting")) if waits else "",
    )


def _others(flow: FlowMap, nodes: Sequence[FlowNode], words: Words) -> tuple[Place, ...]:
    """Give the box of all places that have none of their own; nothing where each has one."""
    hidden = len(flow.nodes) - len(nodes)
    if not hidden:
        return ()
    begun = sum(flow.starts.values()) - sum(flow.starts.get(node.name, 0) for node in nodes)
    note = say_many("{count} place", "{count} places", hidden)
    return (Place(words(say("Other places")), words(note), begun),)


def _label(arc: FlowArc, words: Words) -> str:
    return short_time(arc.wait_median_s, words) if arc.wait_median_s >= _WORTH_WRITING_S else ""


def _below(flow: FlowMap, joined: Sequence[FlowArc], arcs: Sequence[FlowArc], words: Words) -> str:
    moves, shown = _moves(flow.arcs), _moves(arcs)
    told = [
        words(
            say(
                "Broad means often; the time is the median wait, left out below half an hour or where it is"
                " crowded."
            )
        )
    ]
    if moves > shown:
        told.append(
            words(
                say(
                    "The lines are {shown:.0%} of {moves} moves. Other moves, not drawn: {rest} on {rare}"
                    " rarer ways.",
                    shown=shown / moves, moves=moves, rest=moves - shown, rare=len(joined) - len(arcs),
                )
            )
        )  # fmt: skip
    return " ".join(told)


def _answer(flow: FlowMap, longest: FlowNode | None, words: Words) -> Message:
    orders = max(sum(flow.starts.values()), 1)
    if not flow.variants or longest is None:
        return say("The log tells no activities, so no ways can be drawn.")
    ways = say_many("{count} different way", "{count} different ways", flow.variant_count)
    usual = flow.variants[0][1] / orders
    if longest.waiting_s <= 0:
        return say("Orders take {ways}; {usual:.0%} of them take the most usual one.", ways=ways, usual=usual)
    return say(
        "Orders take {ways}; {usual:.0%} of them take the most usual one. Most waiting lies before {place},"
        " on average {wait} per order.",
        ways=ways, usual=usual, place=longest.name,
        wait=told_time(longest.waiting_s / max(longest.orders, 1), words),
    )  # fmt: skip


def _alt(flow: FlowMap, places: int, longest: FlowNode | None, words: Words) -> Message:
    return say(
        "A map of {places} places with lines between them as broad as orders go that way. {answer}",
        places=places, answer=_answer(flow, longest, words),
    )  # fmt: skip


def _table(title: Message, flow: FlowMap, arcs: Sequence[FlowArc], words: Words) -> Table:
    headings = (say("From place"), say("To place"), say("Times"), say("Wait, median"), say("Wait, mean"))
    names = {_OTHERS: words(say("Other places"))}
    rows = [
        (
            names.get(arc.source, arc.source),
            names.get(arc.target, arc.target),
            words.number(arc.count),
            told_time(arc.wait_median_s, words),
            told_time(arc.wait_mean_s, words),
        )
        for arc in arcs
    ]
    rest = _moves(flow.arcs) - _moves(arcs)
    if rest:
        rows.append((words(say("other moves, not drawn")), "", words.number(rest), "", ""))
    return table(title, headings, rows, words, names=2)
