"""Which ways orders take, as a map: the fullest places and the ways most taken."""

from collections.abc import Sequence

from simmitt.engine.kpi.nouns import FlowArc, FlowMap, FlowNode
from simmitt.engine.report.as_is_charts.writing import short_time, table, told_time
from simmitt.engine.report.charts.flow import Flow, Place, Way
from simmitt.engine.report.charts.flow_map import draw_flow
from simmitt.engine.report.document import Chart, Table
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import MINUTE_S

_MOST_PLACES, _MOST_WAYS = 14, 30
_ENOUGH = 0.9  # of all moves
_WORTH_WRITING_S = 30 * MINUTE_S


def flow_chart(flow: FlowMap, words: Words) -> Chart:
    """Draw the places with most orders and the ways that cover nine moves in ten, as far as they fit."""
    title = say("Which way do orders take through the shop?")
    nodes = _fullest(flow.nodes)
    arcs = _most_taken(flow, nodes)
    longest = max(nodes, key=lambda node: node.waiting_s, default=None)
    at = {node.name: number for number, node in enumerate(nodes)}
    places = tuple(_place(node, flow, words, waits_most=node is longest) for node in nodes)
    ways = tuple(Way(at[arc.source], at[arc.target], arc.count, _label(arc, words)) for arc in arcs)
    alt = words(_alt(flow, nodes, longest, words))
    drawing = draw_flow(
        Flow(words(title), alt, places, ways, _below(flow, nodes, arcs, words),
             words(say("The log tells no activities, so no ways can be drawn.")))
    )  # fmt: skip
    return words.chart(title, _answer(flow, longest, words), drawing, alt, _table(title, flow, arcs, words))


def _fullest(nodes: Sequence[FlowNode]) -> list[FlowNode]:
    return sorted(nodes, key=lambda node: (-node.orders, -node.rows, node.name))[:_MOST_PLACES]


def _most_taken(flow: FlowMap, nodes: Sequence[FlowNode]) -> list[FlowArc]:
    """Give the ways to draw: nine moves in ten or as many as fit, and one at least at each place."""
    names = {node.name for node in nodes}
    inside = sorted(
        (arc for arc in flow.arcs if {arc.source, arc.target} <= names),
        key=lambda arc: (-arc.count, arc.source, arc.target),
    )
    wanted, moves = _ENOUGH * _moves(flow), 0
    drawn: list[FlowArc] = []
    for arc in inside:
        if moves >= wanted or len(drawn) == _MOST_WAYS:
            break
        drawn.append(arc)
        moves += arc.count
    touched = {end for arc in drawn for end in (arc.source, arc.target)}
    for arc in inside:
        if arc.source != arc.target and not {arc.source, arc.target} <= touched:
            drawn.append(arc)
            touched |= {arc.source, arc.target}
    return drawn


def _moves(flow: FlowMap) -> int:
    return sum(arc.count for arc in flow.arcs)


def _place(node: FlowNode, flow: FlowMap, words: Words, *, waits_most: bool) -> Place:
    waits = waits_most and node.waiting_s > 0
    return Place(
        node.name,
        words(say_many("{count} order", "{count} orders", node.orders)),
        flow.starts.get(node.name, 0),
        words(say("most waiting")) if waits else "",
    )


def _label(arc: FlowArc, words: Words) -> str:
    return short_time(arc.wait_median_s, words) if arc.wait_median_s >= _WORTH_WRITING_S else ""


def _below(flow: FlowMap, nodes: Sequence[FlowNode], arcs: Sequence[FlowArc], words: Words) -> str:
    moves, shown = _moves(flow), sum(arc.count for arc in arcs)
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
                    "The lines are {shown:.0%} of {moves} moves; the rest are {rare} rarer ways.",
                    shown=shown / moves, moves=moves, rare=len(flow.arcs) - len(arcs),
                )
            )
        )  # fmt: skip
    hidden = len(flow.nodes) - len(nodes)
    if hidden:
        told.append(
            words(
                say_many(
                    "{count} place with fewer orders is left out.",
                    "{count} places with fewer orders are left out.",
                    hidden,
                )
            )
        )
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


def _alt(flow: FlowMap, nodes: Sequence[FlowNode], longest: FlowNode | None, words: Words) -> Message:
    return say(
        "A map of {places} places with lines between them as broad as orders go that way. {answer}",
        places=len(nodes), answer=_answer(flow, longest, words),
    )  # fmt: skip


def _table(title: Message, flow: FlowMap, arcs: Sequence[FlowArc], words: Words) -> Table:
    headings = (say("From place"), say("To place"), say("Times"), say("Wait, median"), say("Wait, mean"))
    rows = [
        (
            arc.source,
            arc.target,
            words.number(arc.count),
            told_time(arc.wait_median_s, words),
            told_time(arc.wait_mean_s, words),
        )
        for arc in arcs
    ]
    rest = _moves(flow) - sum(arc.count for arc in arcs)
    if rest:
        rows.append((words(say("rarer ways")), "", words.number(rest), "", ""))
    return table(title, headings, rows, words, names=2)
