"""Why orders wait, by cause and by machine."""

from simmitt.engine.kpi.nouns import CAUSES, Cause, MachineWaiting, WaitingSplit
from simmitt.engine.report.as_is_charts.writing import hours, share, table
from simmitt.engine.report.charts.waiting import CauseBar, MachineBar, Waiting, draw_waiting
from simmitt.engine.report.document import Chart, Table
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import HOUR_S

_MOST_MACHINES = 8
CAUSE_NAMES: dict[Cause, Message] = {
    "contention": say("Machine busy with earlier orders"),
    "prioritisation": say("Machine took a later order first"),
    "setup": say("Machine being set up"),
    "batching": say("Waiting for the rest of a batch"),
    "unavailability": say("Closed, or machine down"),
    "starved_blocked": say("Machine free, operator or room was not"),
    "material_outside": say("Material, subcontractor, or nothing reported"),
}


def waiting_chart(split: WaitingSplit, words: Words) -> Chart:
    """Draw hours of waiting by cause, and before which machines; kronor where a price was told."""
    title = say("Why do orders wait?")
    causes = _causes(split)
    alt = words(say("A bar for each cause of waiting, then each machine's waiting made of the same causes."
                    " {answer}", answer=_answer(split, causes, words)))  # fmt: skip
    drawn = [cause for cause in causes if split.by_cause.get(cause, 0.0) > 0]
    shown, rest = split.machines[:_MOST_MACHINES], len(split.machines) - _MOST_MACHINES
    drawing = draw_waiting(
        Waiting(
            words(title),
            alt,
            tuple(_cause_bar(split, cause, words) for cause in drawn),
            words(say("Before which machine")),
            tuple(_machine_bar(machine, drawn, words) for machine in shown if machine.total_s > 0),
            _below(rest, words),
            words(say("No waiting was found in the log.")),
        )
    )
    answer = _answer(split, causes, words)
    return words.chart(title, answer, drawing, alt, _table(title, split, causes, words))


def _causes(split: WaitingSplit) -> list[Cause]:
    """Give the causes, the one with most waiting first."""
    return sorted(CAUSES, key=lambda cause: (-split.by_cause.get(cause, 0.0), CAUSES.index(cause)))


def _cause_bar(split: WaitingSplit, cause: Cause, words: Words) -> CauseBar:
    seconds = split.by_cause.get(cause, 0.0)
    part = share(seconds / split.total_s, words)
    return CauseBar(words(CAUSE_NAMES[cause]), seconds / HOUR_S, f"{hours(seconds, words)}, {part}")


def _machine_bar(machine: MachineWaiting, causes: list[Cause], words: Words) -> MachineBar:
    values = tuple(machine.by_cause.get(cause, 0.0) / HOUR_S for cause in causes)
    return MachineBar(_machine_name(machine, words), values, hours(machine.total_s, words))


def _machine_name(machine: MachineWaiting, words: Words) -> str:
    return machine.machine or words(say("no machine named"))


def _below(rest: int, words: Words) -> str:
    told = words(say("The same pattern means the same cause."))
    if rest <= 0:
        return told
    more = say_many(
        "{count} machine with less waiting stands in the table alone.",
        "{count} machines with less waiting stand in the table alone.",
        rest,
    )
    return f"{told} {words(more)}"


def _answer(split: WaitingSplit, causes: list[Cause], words: Words) -> Message:
    if split.total_s <= 0:
        return say("No waiting was found in the log.")
    first = split.by_cause.get(causes[0], 0.0)
    told = say(
        "Orders waited {hours} in all. The most common cause, {share:.0%}: {cause}.",
        hours=hours(split.total_s, words), share=first / split.total_s,
        cause=words(CAUSE_NAMES[causes[0]]).lower(),
    )  # fmt: skip
    if split.order_hour_sek is None:
        return told
    cost = words.money(split.total_s / HOUR_S * split.order_hour_sek)
    return say("{told} It costs {cost}.", told=told, cost=cost)


def _table(title: Message, split: WaitingSplit, causes: list[Cause], words: Words) -> Table:
    headings = [say("Cause or machine"), say("Hours"), say("Share")]
    rows = [
        _figures(words(CAUSE_NAMES[cause]), split.by_cause.get(cause, 0.0), split, words) for cause in causes
    ]
    rows += [_figures(_machine_name(each, words), each.total_s, split, words) for each in split.machines]
    rows.append(_figures(words(say("All waiting")), split.total_s, split, words))
    if split.order_hour_sek is not None:
        headings.append(say("kSEK"))
    return table(title, headings, rows, words)


def _figures(name: str, seconds: float, split: WaitingSplit, words: Words) -> list[str]:
    part = share(seconds / split.total_s if split.total_s > 0 else None, words)
    row = [name, words.number(seconds / HOUR_S, 1), part]
    if split.order_hour_sek is not None:
        row.append(words.number(seconds / HOUR_S * split.order_hour_sek / 1000, 1))
    return row
