"""A product family's value stream, as its map."""

from dataclasses import dataclass

from simmitt.engine.kpi.nouns import StreamStep, ValueStream
from simmitt.engine.report.as_is_charts.writing import UNKNOWN, listed, share, short_time, table, told_time
from simmitt.engine.report.charts.stream import Information, Outside, Step, Stream
from simmitt.engine.report.charts.value_stream import draw_value_stream
from simmitt.engine.report.document import Chart, Table
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Message, say, say_many

_MOST_STEPS = 24
_EVERYBODY = 0.995  # of the orders: a step that so many pass is passed by all


UNKNOWN_WAYS = Information()


@dataclass(frozen=True)
class Told:
    """What no log knows and somebody may have told: how often goods come, and how word travels."""

    deliveries: str = ""
    planning: str = ""
    information: Information = UNKNOWN_WAYS


UNTOLD = Told()


def value_stream_chart(stream: ValueStream, words: Words, told: Told = UNTOLD) -> Chart:
    """Draw the family's way from supplier to customer; what the log can't show is said to be unknown."""
    title = _title(stream)
    shown = _shown(stream)
    alt = words(_alt(stream, words))
    drawing = draw_value_stream(
        Stream(
            words(title),
            alt,
            Outside(words(say("Supplier")), told.deliveries or words(say("not in the log"))),
            Outside(words(say("Planning")), told.planning or words(say("not in the log"))),
            Outside(
                words(say("Customer")),
                words(say("{orders} orders a week", orders=_rate(stream.orders_per_week, words))),
            ),
            told.information,
            tuple(_step(number, shown, words) for number in range(len(shown))),
            short_time(stream.after_last_s, words) if stream.after_last_s >= 1 else "",
            _totals(stream, words),
            words(say("No order of this family passes a step with both times.")),
        )
    )
    return words.chart(title, _answer(stream, shown, words), drawing, alt, _table(title, stream, words))


def _title(stream: ValueStream) -> Message:
    """Name the family after its leading product, and say how many others it has."""
    if not stream.family:
        return say("How does an order go through the shop?")
    if len(stream.products) < 2:
        return say("How does an order of {family} go through the shop?", family=stream.family)
    return say_many(
        "How does an order of {family}, or of {count} other product, go through the shop?",
        "How does an order of {family}, or of {count} other products, go through the shop?",
        len(stream.products) - 1,
        family=stream.family,
    )


def _shown(stream: ValueStream) -> list[StreamStep]:
    """Give the steps of the map: all, or of very many those that take most time, in their order."""
    if len(stream.steps) <= _MOST_STEPS:
        return list(stream.steps)
    by_time = sorted(stream.steps, key=lambda step: -(step.waiting_s + step.work_s) * step.share_of_orders)
    kept = {id(step) for step in by_time[:_MOST_STEPS]}
    return [step for step in stream.steps if id(step) in kept or step.is_bottleneck]


def _rate(value: float, words: Words) -> str:
    return words.number(value, 1 if value < 10 else 0)


def _step(number: int, shown: list[StreamStep], words: Words) -> Step:
    step = shown[number]
    queue = words.number(step.queue_orders, 1 if step.queue_orders < 9.95 else 0)
    return Step(
        step.activity,
        tuple((label, value) for label, value, known in _data(step, shown, words) if known),
        queue,
        words(say("{orders} in queue", orders=queue)),
        short_time(step.waiting_s, words),
        short_time(step.work_s, words),
        words(say("sets the pace")) if step.is_bottleneck else "",
        words(say("on to step {number} of {count}", number=number + 1, count=len(shown))),
    )


def _data(step: StreamStep, shown: list[StreamStep], words: Words) -> list[tuple[str, str, bool]]:
    """Give label, value, and whether any step of the map knows it: a line of dashes says nothing."""
    operators = UNKNOWN if step.operators is None else words.number(step.operators)
    passing = words.share(step.share_of_orders)
    return [
        (words(say("C/T")), short_time(step.cycle_s, words), any(each.cycle_s is not None for each in shown)),
        (words(say("C/O")), short_time(step.changeover_s, words),
         any(each.changeover_s is not None for each in shown)),
        (words(say("Up")), share(step.uptime_share, words),
         any(each.uptime_share is not None for each in shown)),
        (words(say("Rejects")), share(step.scrap_share, words),
         any(each.scrap_share is not None for each in shown)),
        (words(say("Staff")), operators, any(each.operators is not None for each in shown)),
        (words(say("Share")), passing, any(each.share_of_orders < _EVERYBODY for each in shown)),
    ]  # fmt: skip


def _totals(stream: ValueStream, words: Words) -> tuple[tuple[str, str], ...]:
    touched = stream.touch_s / stream.lead_s if stream.lead_s > 0 else 0.0
    work = words(say("{time} ({part})", time=short_time(stream.touch_s, words), part=share(touched, words)))
    return (
        (words(say("Lead time")), short_time(stream.lead_s, words)),
        (words(say("of which work")), work),
    )


def _answer(stream: ValueStream, shown: list[StreamStep], words: Words) -> Message:
    told = [words(_times(stream, words)), *_pace(stream, words), words(_signs())]
    if any(step.share_of_orders < _EVERYBODY for step in stream.steps):
        told.append(words(say("The sum counts each step by the share of orders that pass it.")))
    left_out = len(stream.steps) - len(shown)
    if left_out:
        told.append(
            words(
                say_many(
                    "{count} short step stands in the table alone.",
                    "{count} short steps stand in the table alone.",
                    left_out,
                )
            )
        )
    return say("{told}", told=" ".join(told))


def _times(stream: ValueStream, words: Words) -> Message:
    return say(
        "On average {lead} from first wait to last step, of which {touch} is work.",
        lead=told_time(stream.lead_s, words), touch=told_time(stream.touch_s, words),
    )  # fmt: skip


def _pace(stream: ValueStream, words: Words) -> list[str]:
    pacing = [step for step in stream.steps if step.is_bottleneck]
    if not pacing:
        return []
    names = listed([step.activity for step in pacing], 4, words)
    wait = told_time(sum(step.waiting_s for step in pacing), words)
    return [
        words(say("The pace is set by {steps}; before it an order waits {wait}.", steps=names, wait=wait))
    ]


def _signs() -> Message:
    return say(
        "C/T is time per piece, C/O setup, triangles are orders in queue; below are wait and work per order,"
        " d is days."
    )


def _alt(stream: ValueStream, words: Words) -> Message:
    return say(
        "A value-stream map with {count} steps from supplier to customer: {steps}. {times}",
        count=len(stream.steps), steps=listed([step.activity for step in stream.steps], 10, words),
        times=_times(stream, words),
    )  # fmt: skip


def _table(title: Message, stream: ValueStream, words: Words) -> Table:
    headings = (
        say("Step"), say("Machines"), say("Orders in queue"), say("Wait per order"), say("Work per order"),
        say("Time per piece"), say("Setup"), say("Uptime"), say("Scrap"), say("People"), say("Passing"),
    )  # fmt: skip
    rows = [
        (
            step.activity,
            listed(step.machines, 6, words),
            words.number(step.queue_orders, 1),
            told_time(step.waiting_s, words),
            told_time(step.work_s, words),
            told_time(step.cycle_s, words),
            told_time(step.changeover_s, words),
            share(step.uptime_share, words),
            share(step.scrap_share, words),
            UNKNOWN if step.operators is None else words.number(step.operators),
            words.share(step.share_of_orders),
        )
        for step in stream.steps
    ]
    return table(title, headings, rows, words, names=2)
