"""How sure the model's own figures are, and whether a longer log or more runs would tell more."""

from math import isfinite

from simmitt.engine.experiments import InputDoubt
from simmitt.engine.report.document import Align, Heading, Paragraph, Part, Table
from simmitt.engine.report.factory_document.material import Material
from simmitt.ground.texts import Message, say

_MOST, _LITTLE = 0.75, 0.25
_UNKNOWN = "–"


def doubt(material: Material) -> list[Part]:
    """Give the main figures with their limits, and where the doubt comes from."""
    words, doubts = material.words, material.doubts
    some = next(iter(doubts.values()))
    told = say(
        "Means of {runs} simulated runs of the log's own period, where as many orders come as come. {draws}"
        " other factories that agree with the log as well were simulated beside it: what those differ by is"
        " what a longer log would tell. “Between” holds the mean with a chance of 95 %, both kinds of doubt"
        " counted."
        " Hours, places, people and the shapes of times are taken for known.",
        runs=some.replications, draws=some.draws,
    )  # fmt: skip
    return [
        Heading(words(say("How sure the model's own figures are")), 1),
        Paragraph(words(_advice([each.input_share for each in doubts.values()]))),
        _table(material),
        Paragraph(words(told), "small"),
    ]


def _advice(shares: list[float]) -> Message:
    known = [share for share in shares if isfinite(share)]
    if not known:
        return say("Whether a longer log or more simulated runs would tell more can't be said here.")
    if min(known) >= _MOST:
        return say(
            "Of what we do not know about these figures, at least {share:.0%} is because the log is short."
            " More simulated runs would hardly help; a longer log would.",
            share=min(known),
        )
    if max(known) <= _LITTLE:
        return say(
            "Of what we do not know about these figures, at most {share:.0%} is because the log is short. The"
            " rest is chance in the simulated runs: more of them would help, a longer log hardly.",
            share=max(known),
        )
    return say(
        "Of what we do not know about these figures, {low:.0%} to {high:.0%} is because the log is short, and"
        " the rest is chance in the simulated runs. More runs would help a part of the way.",
        low=min(known), high=max(known),
    )  # fmt: skip


def _table(material: Material) -> Table:
    words = material.words
    rows = tuple(
        (
            words(_NAMES[name]),
            words.number(each.mean.value, 1),
            words.span(each.mean, 1) if isfinite(each.mean.low + each.mean.high) else _UNKNOWN,
            _of_input(each, material),
            words.share(each.simulation_share) if isfinite(each.simulation_share) else _UNKNOWN,
        )
        for name, each in material.doubts.items()
    )
    headings = (
        say("Figure"), say("Mean"), say("Between"), say("Unknown because the log is short"),
        say("Unknown because so few runs were made"),
    )  # fmt: skip
    caption = words(say("The main figures of the factory as it is"))
    aligned: tuple[Align, ...] = ("left", "right", "right", "right", "right")
    return Table(caption, tuple(words(each) for each in headings), rows, aligned, row_heading=0)


def _of_input(each: InputDoubt, material: Material) -> str:
    if not isfinite(each.input_share):
        return _UNKNOWN
    return material.words(
        say(
            "{share:.0%} ({low:.0%} to {high:.0%})",
            share=each.input_share,
            low=each.input_share_low,
            high=each.input_share_high,
        )
    )


_NAMES: dict[str, Message] = {
    "throughput_orders_per_week": say("Orders finished a week"),
    "lead_time_mean_h": say("Mean lead time, hours"),
    "wip_mean_orders": say("Orders under way, mean"),
}
