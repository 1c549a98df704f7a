"""What a column holds, whatever its heading says: shares of dates, numbers, codes."""

from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.fields import Content
from simmitt.engine.eventlog.held import as_texts, count_different, different, text_at
from simmitt.engine.eventlog.kinds import FLAGS, known_kinds

_LOOKED_AT = 1_000
_DAY = (
    r"(?:[A-Za-zåäö]{2,9}\.?,? )?(?:\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}"
    r"|(?:19|20)\d{6}|\d{1,2}[-. ]*[A-Za-zåäö]{3,9}[-., ]*\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}"
    r"|\d{4} ?-?[WwVv]\.? ?\d{1,2}(?:-?[1-7])?)"
)
_TIME = r"(?:[01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
# 0702 or 070200, as some systems write times of day in a column of their own.
_PACKED_CLOCK = r"^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$"
# 702 or 70200: the same without the zeros before, as a spreadsheet leaves it; or 7,02. Small numbers
# alone are none.
_BARE_CLOCKS = (
    r"^(?:1?\d|2[0-3])?[0-5]?\d$",
    r"^(?:(?:1?\d|2[0-3])?[0-5]?\d)?[0-5]?\d$",
    r"^(?:[01]?\d|2[0-3]),[0-5]\d$",
)
_WITH_HOURS, _HOURS_SHARE = r"^(?:\d{3,6}|\d+,\d+)$", 0.5
_BEFORE_TIME = r"^(?:18\d\d|190\d)[-/.]"
_RUN_TOGETHER = r"^(?:19|20)\d{6}[T ]?(?:\d{4}|\d{6})$"
_NO_TIME = r"[T ]0?0[:.]00(?:[:.]00(?:[.,]0+)?)?$"
# Numbers that are moments where a heading says so: Excel's days, seconds or milliseconds since
# 1970, and days of six digits with the year first or last.
_NUMBERED_MOMENTS = (
    r"^(?:3[6-9]|4\d|5[0-4])\d{3}(?:[.,]\d+)?$",
    r"^1\d{9}(?:[.,]\d+)?$",
    r"^1\d{12}$",
    r"^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$",
    r"^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}$",
)
_LESS_THAN_DATES = 0.95
_MOST_RECURRING, _OFTEN = 300, 5
_NUMBER = (
    r"(?i)^\(?[+\-−–]?[.,]?\d[\d \u00a0\u202f\u2009'’.,]*(?:e[+-]?\d+)?-?\)?"
    r"(?:\s*(?:st|styck|stk|pcs|pc|ea|kr|sek|:-|eur|€|kwh|mwh)\.?)?$"
)
_AMOUNT = r"(?i)\d\s*(?:kr|sek|:-|eur|€|kwh|mwh)\.?$"
_LENGTH = (
    r"^-?\d+:\d{2}(?::\d{2}(?:[.,]\d+)?)?$|^1(?:899|900)[-/.]"
    r"|^\d[\d., ]*\s*(?:h|tim\w*|hours?|hrs?|min\w*|sek\w*|sec\w*|s|d|dagar|days?)\.?$"
)
_MOST_KINDS, _ASKED_FOR = 12, 0.75
_NUMBERED_ACTIVITY = 0.6
# Nearly all orders have numbers; a column of words is rather what some systems call a work order.
_ORDER_IN_WORDS = 0.75
# A column that says the same on so many rows names a company or a sort of orders.
_ONE_ORDER, _MANY_ROWS = 0.7, 50
_ONE_PER_ROW = 0.9


@dataclass(frozen=True)
class Profile:
    """Shares of a column's filled cells, 0 to 1, from an even sample; counts from all rows."""

    filled: int
    distinct: int
    instants: float
    with_time: float
    clocks: float
    packed_clocks: float
    bare_clocks: float
    numbers: float
    amounts: float  # of money or energy, with their unit
    lengths: float
    flags: float
    kinds: float  # of the different codes, where there are few
    digits: float
    midnights: float  # dates without a time of day, or with that of midnight
    numbered: float  # numbers that could be moments, all in one way
    fractions: float  # numbers with decimals
    example: str

    @property
    def has_fractions(self) -> bool:
        """Whether the column holds numbers with decimals, which no code has."""
        return self.numbers > 0.9 and self.fractions > 0.1

    @property
    def recurs(self) -> bool:
        """Whether few values come again and again, as those of machines and workers do."""
        return (
            1 < self.distinct <= _MOST_RECURRING
            and self.filled >= _OFTEN * self.distinct
            and not self.has_fractions
        )

    def suits(self, content: Content, field: str = "") -> float:
        """Give 0 to 1: how well the column can hold this content."""
        if not self.filled:
            return 0.0
        match content:
            case "name":
                return self._as_name(field)
            case "number" | "pieces":
                others = self.amounts if content == "pieces" else 0.0
                return (self.numbers - others) * (1 - self.instants)
            case "instant":
                return max(self.instants, _LESS_THAN_DATES * self.numbered)
            case "clock":
                return self.clocks if max(self.packed_clocks, self.bare_clocks) < 1 else 1.0
            case "duration":
                return max(self.numbers, self.lengths, self.clocks) * (1 - self.instants)
            case "flag":
                return self.flags
            case "kind":
                # One code that is understood is enough to ask for the rest.
                return max(self.kinds, _ASKED_FOR) if self.kinds else 0.0

    def _as_name(self, field: str) -> float:
        share = 1 - max(self.instants * self.with_time, self.clocks)
        if field == "activity" and self.numbers > 0.9:
            return share * _NUMBERED_ACTIVITY
        if field == "order" and self.digits < 0.5:
            share *= _ORDER_IN_WORDS
        if field == "order" and self.distinct == 1 and self.filled >= _MANY_ROWS:
            share *= _ONE_ORDER
        return share * (_ONE_PER_ROW if self.filled == self.distinct else 1.0)


def look(column: pl.Series, decided: dict[str, tuple[str, ...]]) -> Profile:
    """Give the profile of a column of texts."""
    filled = column if not column.null_count() else column.drop_nulls()
    distinct = count_different(filled)
    sample = as_texts(filled.gather_every(max(1, len(filled) // _LOOKED_AT)) if len(filled) else filled)
    texts = pl.col("c")
    late = ~texts.str.contains(_BEFORE_TIME)
    day = texts.str.contains(rf"^{_DAY}(?:[T ,-]+(?:kl\.? ?)?{_TIME}.*)?$") & late
    timed = texts.str.contains(rf"^{_DAY}[T ,-]+(?:kl\.? ?)?{_TIME}")
    packed = texts.str.contains(_RUN_TOGETHER)
    clock = texts.str.contains(rf"^(?:1899[-/.]12[-/.]3[01] )?{_TIME}$")
    shares = (
        sample.to_frame("c")
        .select(
            instants=(day | packed).mean(),
            with_time=((timed & late) | packed).mean(),
            clocks=(clock & ~day).mean(),
            packed_clocks=texts.str.contains(_PACKED_CLOCK).mean(),
            bare_clocks=pl.max_horizontal(texts.str.contains(form).mean() for form in _BARE_CLOCKS)
            * (texts.str.contains(_WITH_HOURS).mean() >= _HOURS_SHARE),
            numbers=texts.str.contains(_NUMBER).mean(),
            amounts=texts.str.contains(_AMOUNT).mean(),
            lengths=texts.str.contains(_LENGTH).mean(),
            flags=texts.str.to_lowercase().is_in(FLAGS).mean(),
            digits=texts.str.contains(r"\d").mean(),
            fractions=texts.str.contains(r"\d[.,]\d+$").mean(),
            midnights=(day & (~timed | texts.str.contains(_NO_TIME))).mean(),
            numbered=pl.max_horizontal(texts.str.contains(form).mean() for form in _NUMBERED_MOMENTS),
        )
        .row(0, named=True)
    )
    example = text_at(filled, 0) if len(filled) else ""
    known = {name: float(value or 0.0) for name, value in shares.items()}
    return Profile(
        filled=len(filled),
        distinct=distinct,
        kinds=_kind_share(filled, distinct, decided),
        example=example,
        **known,
    )


def _kind_share(filled: pl.Series, distinct: int, decided: dict[str, tuple[str, ...]]) -> float:
    """Give the share of different codes that are understood."""
    if not 0 < distinct <= _MOST_KINDS:
        return 0.0
    codes = different(filled).to_list()
    known = sum(bool(known_kinds([code], decided)) for code in codes)
    return known / len(codes)
