"""Two factories beside each other, with the same luck: what an edit changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, isfinite, log10
from typing import Literal

from simmitt.engine.report.document import Bullets, Document, Paragraph, Part, Table
from simmitt.engine.report.words import Words, times
from simmitt.engine.simulation.figures import Figures
from simmitt.engine.simulation.precision import mean_of
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Language, Message, say

Told = Literal["better", "worse", "unsure"]


@dataclass(frozen=True)
class Meaning:
    """What a figure is called, its unit, and whether more of it is better."""

    name: Message
    unit: str
    more_is_better: bool


MEANINGS: Mapping[str, Meaning] = {
    "throughput_orders_per_week": Meaning(say("Finished orders a week"), "orders/week", more_is_better=True),
    "lead_time_mean_h": Meaning(say("Lead time, mean"), "h", more_is_better=False),
    "lead_time_median_h": Meaning(say("Lead time, median"), "h", more_is_better=False),
    "lead_time_p90_h": Meaning(say("Lead time that nine in ten keep"), "h", more_is_better=False),
    "wip_mean_orders": Meaning(say("Orders on the floor"), "orders", more_is_better=False),
    "good_pieces_per_week": Meaning(say("Good pieces a week"), "pieces/week", more_is_better=True),
    "scrapped_pieces_per_week": Meaning(say("Scrapped pieces a week"), "pieces/week", more_is_better=False),
    "on_time_share": Meaning(say("Orders in time"), "share", more_is_better=True),
}
_WORDS: Mapping[Told, Message] = {
    "better": say("better"),
    "worse": say("worse"),
    "unsure": say("can't be told from chance"),
}


@dataclass(frozen=True)
class Compared:
    """One figure with and without the edits; means with 95 % confidence."""

    id: str
    before: Estimate
    after: Estimate
    change: Estimate  # replication by replication

    @property
    def meaning(self) -> Meaning:
        """What the figure is."""
        return MEANINGS[self.id]

    @property
    def told(self) -> Told:
        """Whether the change is for the better, as far as it can be told from chance."""
        if self.change.low <= 0.0 <= self.change.high or not isfinite(self.change.low):
            return "unsure"
        return "better" if (self.change.low > 0.0) == self.meaning.more_is_better else "worse"


def compare(before: Figures, after: Figures) -> tuple[Compared, ...]:
    """Hold the figures of two factories against each other, their replications paired."""
    return tuple(
        Compared(name, mean_of(before[name]), mean_of(after[name]), mean_of(after[name] - before[name]))
        for name in MEANINGS
        if name in before and name in after
    )


def compose_comparison(
    compared: Sequence[Compared],
    edits: Sequence[Message],
    replications: int,
    name: str,
    dated: date,
    language: Language,
) -> Document:
    """Give the page: what was edited, and what it changes."""
    words = Words(language)
    parts: list[Part] = [
        Paragraph(" ".join(words(each) for each in _answer(compared)), "lead"),
        Bullets(tuple(words(each) for each in edits)),
        _table(compared, words),
        Paragraph(
            words(
                say("Means of {count} simulated outcomes; ranges are 95 % confidence. Both factories met the"
                    " same orders and the same breakdowns, so that what differs is the edit.",
                    count=replications)
            ),
            "small",
        ),
    ]  # fmt: skip
    return Document(
        title=words(say("The factory with other parameters")),
        subtitle=name,
        language=language,
        dated=dated,
        parts=tuple(parts),
    )


def _answer(compared: Sequence[Compared]) -> list[Message]:
    found = {each.id: each for each in compared}
    told = [_sentence(found[name]) for name in ("lead_time_mean_h", "throughput_orders_per_week")]
    return [*told] if any(each.told != "unsure" for each in compared) else [_NOTHING]


_NOTHING = say("The edit changes nothing that can be told from chance.")


def _sentence(one: Compared) -> Message:
    felt = one.told if round(one.before.value, 1) != round(one.after.value, 1) else "unsure"
    return _SENTENCES[one.id][felt].filled(
        before=one.before.value, after=one.after.value, low=one.change.low, high=one.change.high
    )


_LEAD_TIME = say(
    "Lead time goes from {before:.1} to {after:.1} hours on average (change {low:.1} to {high:.1}, 95 %"
    " confidence)."
)
_LEAD_TIME_SAME = say("Lead time stays at {before:.1} hours.")
_THROUGHPUT = say(
    "Finished orders go from {before:.1} to {after:.1} a week (change {low:.1} to {high:.1}, 95 %"
    " confidence)."
)
_THROUGHPUT_SAME = say("Finished orders stay at {before:.1} a week.")
_SENTENCES: Mapping[str, Mapping[Told, Message]] = {
    "lead_time_mean_h": {"better": _LEAD_TIME, "worse": _LEAD_TIME, "unsure": _LEAD_TIME_SAME},
    "throughput_orders_per_week": {"better": _THROUGHPUT, "worse": _THROUGHPUT, "unsure": _THROUGHPUT_SAME},
}


def _table(compared: Sequence[Compared], words: Words) -> Table:
    headings = (say("Figure"), say("Today"), say("With the edit"), say("Change"), say("That is"))
    return Table(
        words(say("What the edit changes")),
        tuple(words(each) for each in headings),
        tuple(_row(each, words) for each in compared),
        ("left", "right", "right", "right", "left"),
        row_heading=0,
    )


def _row(one: Compared, words: Words) -> tuple[str, ...]:
    name = words(one.meaning.name)
    if one.meaning.unit == "h":
        name = words(say("{name}, hours", name=name))
    before, after = (_written(each, one.meaning, words, 1) for each in (one.before, one.after))
    change = _written(one.change, one.meaning, words, _decimals(one))
    return name, before, after, change, words(_WORDS[one.told])


def _decimals(one: Compared) -> int:
    """Give so many decimals that a change that is told from chance can be seen, at most three."""
    size = abs(one.change.value) * _scale(one.meaning)
    return 1 if one.told == "unsure" or size >= 1 else min(3, max(1, ceil(-log10(size)) + 1))


def _scale(meaning: Meaning) -> float:
    return 100.0 if meaning.unit == "share" else 1.0


def _written(estimate: Estimate, meaning: Meaning, words: Words, places: int) -> str:
    if not isfinite(estimate.value):
        return ""
    told = times(estimate, _scale(meaning))
    value = f"{words.number(told.value, places)}{' %' if meaning.unit == 'share' else ''}"
    return f"{value} ({words.span(told, places)})" if isfinite(estimate.low) else value
