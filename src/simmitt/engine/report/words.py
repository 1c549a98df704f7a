"""Numbers and sentences in the document's language: units, intervals, money, dates."""

from dataclasses import dataclass
from datetime import date

from simmitt.engine.report.charts.measure_line import draw_small_measure_line
from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.document import Chart, KeyFigure, Table
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Language, Message, say, write_number
from simmitt.ground.units import DAY_S, HOUR_S

_HOURS_PER_DAY = DAY_S / HOUR_S
_THOUSAND, _MILLION = 1_000.0, 1_000_000.0
# From two days on a lead time is told in calendar days, below in hours.
_DAYS_FROM_H = 48.0


@dataclass(frozen=True)
class Words:
    """Writes for one language."""

    language: Language

    def __call__(self, message: Message) -> str:
        """Give a sentence."""
        return message.in_language(self.language)

    def number(self, value: float, decimals: int = 0) -> str:
        """Give a number as people write it."""
        return write_number(value, self.language, decimals)

    def span(self, estimate: Estimate, decimals: int = 0) -> str:
        """Give an interval's two ends."""
        low, high = self.number(estimate.low, decimals), self.number(estimate.high, decimals)
        return self(say("{low} to {high}", low=low, high=high))

    def with_span(self, estimate: Estimate, decimals: int = 0) -> str:
        """Give a value and its interval."""
        return f"{self.number(estimate.value, decimals)} ({self.span(estimate, decimals)})"

    def day(self, day: date) -> str:
        """Give a date in words."""
        return self(say("{day:date}", day=day))

    def share(self, share: float, decimals: int = 0) -> str:
        """Give a share as per cent."""
        return self(say("{share:.1%}", share=share) if decimals else say("{share:.0%}", share=share))

    def money(self, sek: float) -> str:
        """Give an amount in thousands or millions of kronor."""
        if abs(sek) >= _MILLION:
            return self(say("{amount} MSEK", amount=self.number(sek / _MILLION, 1)))
        return self(say("{amount} kSEK", amount=self.number(sek / _THOUSAND)))

    def money_span(self, sek: Estimate) -> str:
        """Give the interval of an amount, its unit once."""
        if max(abs(sek.low), abs(sek.high)) >= _MILLION:
            return self(say("{amount} MSEK", amount=self.span(times(sek, 1 / _MILLION), 1)))
        return self(say("{amount} kSEK", amount=self.span(times(sek, 1 / _THOUSAND))))

    def chart(self, title: Message, answer: Message, drawing: Drawing, alt: str, table: Table) -> Chart:
        """Put a drawing together with its question, its answer and its figures."""
        return Chart(self(title), self(answer), drawing.svg, alt, table, drawing.narrow_svg)


def key_figure(caption: str, value: str, note: str, estimate: Estimate) -> KeyFigure:
    """Give a key figure with its small measure line, drawn from zero or from below it."""
    room = 0.25 * max(abs(estimate.low), abs(estimate.high), 1e-9)
    line = draw_small_measure_line(estimate, min(0.0, estimate.low - room), max(estimate.high + room, 0.0))
    return KeyFigure(caption, value, note, line)


def times(estimate: Estimate, factor: float) -> Estimate:
    """Give an estimate in another unit."""
    ends = sorted((estimate.low * factor, estimate.high * factor))
    return Estimate(estimate.value * factor, ends[0], ends[1], estimate.level)


def in_days(hours: Estimate) -> Estimate:
    """Give hours as calendar days."""
    return times(hours, 1 / _HOURS_PER_DAY)


def readable_time(hours: Estimate) -> tuple[Estimate, Message]:
    """Give a time in the unit that people would use for it, and that unit's name."""
    if hours.value >= _DAYS_FROM_H:
        return in_days(hours), say("days")
    return hours, say("hours")
