"""Rules on the ways that orders take."""

from collections.abc import Sequence

from simmitt.engine.kpi.nouns import FlowArc, FlowMap, ValueStream
from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import orders
from simmitt.engine.observations.telling import lasting
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S

ORDERS_TO_JUDGE = 20
# Seven orders in ten take a way that hardly any other takes.
OWN_WAY = 0.7
# Half of the orders take one way of many.
MAIN_WAY = 0.5
# One move in ten goes the other way.
BACKWARD = 0.1
# One passage holds a seventh of all waiting, and twice its even part.
LARGE_PASSAGE = 0.15
PASSES_TO_JUDGE = 10
# More hand-overs than this, and half a day's wait at each is more than a working week.
MANY_STEPS = 10
# A tenth of the lead time lies after the last work.
AFTER_LAST = 0.1
# One step has more than half of a stream's waiting.
LARGE_STEP = 0.5


def every_order_its_own_way(sight: Sight) -> Found | None:
    """Speak where at least seven orders in ten would need a way of their own."""
    flow = _told(sight)
    if flow is None or flow.variant_count < OWN_WAY * sight.orders:
        return None
    return Found(
        say(
            "{orders:.0} orders took {ways} different ways through the shop.",
            orders=sight.orders, ways=flow.variant_count,
        ),
        orders(sight, _waited_h([arc for arc in flow.arcs if arc.count < PASSES_TO_JUDGE])),
        (shape("flow/variants"),),
        say("Look at which products need it, and which only got it because a machine was busy."),
    )  # fmt: skip


def most_orders_one_way(sight: Sight) -> Found | None:
    """Speak where at least half of the orders take the same way."""
    flow = _told(sight)
    if flow is None or not flow.variants or flow.variant_count < 3:
        return None
    way, count = flow.variants[0]
    total = sum(flow.starts.values())
    if count < MAIN_WAY * total or len(way) < 2:
        return None
    return Found(
        say(
            "{share:.0%} of the orders take the same way: {first} to {last} in {steps} steps.",
            share=count / total, first=way[0], last=way[-1], steps=len(way),
        ),
        orders(sight, 0.0),  # it loses nothing by that; what could be won by it nobody knows
        (shape("flow/variants"),),
        say("Look at how far apart these steps stand, and how many orders move between them at once."),
    )  # fmt: skip


def orders_go_back(sight: Sight) -> Found | None:
    """Speak where at least one move in ten goes against the way most orders take there."""
    flow = _told(sight)
    if flow is None:
        return None
    backward = [arc for arc in flow.arcs if arc.source != arc.target and _is_backward(arc, flow)]
    moves = sum(arc.count for arc in flow.arcs if arc.source != arc.target)
    going_back = sum(arc.count for arc in backward)
    if not backward or going_back < BACKWARD * moves:
        return None
    arc = max(backward, key=lambda each: each.count)
    return Found(
        say(
            "{share:.0%} of all moves go back against the usual way. Most often from {source} to {target}.",
            share=going_back / moves, source=arc.source, target=arc.target,
        ),
        orders(sight, sum(each.count * each.wait_mean_s for each in backward) / HOUR_S),
        (shape("flow/arcs"),),
        say("Ask whether it is rework, a step in between, or a split order."),
    )  # fmt: skip


def _is_backward(arc: FlowArc, flow: FlowMap) -> bool:
    """Say whether orders go the other way more often."""
    return any(
        other.source == arc.target and other.target == arc.source and other.count > arc.count
        for other in flow.arcs
    )


def one_passage_is_slow(sight: Sight) -> Found | None:
    """Speak where between two steps lies at least 15 per cent of all waiting."""
    flow = _told(sight)
    passes = [arc for arc in flow.arcs if arc.count >= PASSES_TO_JUDGE] if flow else []
    if flow is None or len(flow.arcs) < 3 or not passes:
        return None
    arc = max(passes, key=lambda each: each.count * each.wait_mean_s)
    whole_s = sum(each.count * each.wait_mean_s for each in flow.arcs)
    waited_s = arc.count * arc.wait_mean_s
    if whole_s <= 0 or waited_s < max(LARGE_PASSAGE, 2 / len(passes)) * whole_s:
        return None
    return Found(
        say(
            "Between {source} and {target} an order waits {time} on average. That is {share:.0%} of "
            "all waiting.",
            source=arc.source, target=arc.target, time=lasting(arc.wait_mean_s), share=waited_s / whole_s,
        ),
        orders(sight, waited_s / HOUR_S),
        (shape("flow/arcs", f"{arc.source} > {arc.target}"),),
        say("Walk that way once. See where the orders stand, and who fetches them."),
    )  # fmt: skip


def many_hand_overs(sight: Sight) -> Found | None:
    """Speak where the usual order passes at least ten steps."""
    flow = _told(sight)
    if flow is None:
        return None
    moves = sum(arc.count for arc in flow.arcs if arc.source != arc.target)
    steps = 1 + moves / max(sum(flow.starts.values()), 1)
    if steps < MANY_STEPS:
        return None
    return Found(
        say("An order is handed over {count:.0} times on its way.", count=steps - 1),
        orders(sight, _waited_h(flow.arcs) * (steps - MANY_STEPS) / steps),
        (shape("flow/arcs"),),
        say("Look at which steps one person or one machine could do after each other."),
    )


def lies_after_the_last_step(sight: Sight) -> Found | None:
    """Speak where in the largest family at least a tenth of the lead time lies after the last work."""
    stream = _stream(sight)
    if stream is None or stream.after_last_s < AFTER_LAST * stream.lead_s:
        return None
    told = say("A finished order lies {time} after the last step.", time=lasting(stream.after_last_s))
    if stream.family:
        told = say(
            "In the family {family} a finished order lies {time} after the last step.",
            family=stream.family, time=lasting(stream.after_last_s),
        )  # fmt: skip
    return Found(
        told,
        orders(sight, stream.after_last_s * stream.orders / HOUR_S),
        (shape("streams/after_last_s", stream.family),),
        say("Ask what it waits for: papers, transport, or the customer's date."),
    )  # fmt: skip


def one_step_holds_the_stream(sight: Sight) -> Found | None:
    """Speak where in the largest family more than half of the waiting lies before one step."""
    stream = _stream(sight)
    if stream is None or len(stream.steps) < 3:
        return None
    waited_s = sum(step.waiting_s * step.share_of_orders for step in stream.steps)
    step = max(stream.steps, key=lambda each: each.waiting_s * each.share_of_orders)
    if waited_s <= 0 or step.waiting_s * step.share_of_orders < LARGE_STEP * waited_s:
        return None
    told = say("Most of the waiting is before {step}: {time} an order.",
               step=step.activity, time=lasting(step.waiting_s))  # fmt: skip
    if stream.family:
        told = say(
            "In the family {family} most of the waiting is before {step}: {time} an order.",
            family=stream.family, step=step.activity, time=lasting(step.waiting_s),
        )  # fmt: skip
    return Found(
        told,
        orders(sight, step.waiting_s * step.orders / HOUR_S),
        (shape("streams/steps", stream.family),),
        say("Look at that queue: how many orders stand there today, and since when?"),
    )  # fmt: skip


def _told(sight: Sight) -> FlowMap | None:
    flow = sight.as_is.flow
    return flow if flow and sight.orders >= ORDERS_TO_JUDGE else None


def _stream(sight: Sight) -> ValueStream | None:
    """Give the largest family's stream, where it is large enough to judge."""
    stream = next(iter(sight.as_is.streams), None)
    return stream if stream and stream.orders >= ORDERS_TO_JUDGE and stream.lead_s > 0 else None


def _waited_h(arcs: Sequence[FlowArc]) -> float:
    return sum(arc.count * arc.wait_mean_s for arc in arcs) / HOUR_S


RULES = (
    Rule("every_order_its_own_way", every_order_its_own_way, ("flow/variants",)),
    Rule("most_orders_one_way", most_orders_one_way, ("flow/variants",)),
    Rule("orders_go_back", orders_go_back, ("flow/arcs",)),
    Rule("one_passage_is_slow", one_passage_is_slow, ("flow/arcs",)),
    Rule("many_hand_overs", many_hand_overs, ("flow/arcs",)),
    Rule("lies_after_the_last_step", lies_after_the_last_step, ("streams/after_last_s",)),
    Rule("one_step_holds_the_stream", one_step_holds_the_stream, ("streams/steps",)),
)
