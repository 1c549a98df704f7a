"""What a column holds, whatever its heading says: shares of dates, numbers, codes."""

from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.fields import Content
from simmitt.engine.eventlog.kinds import FLAGS, known_kinds

_LOOKED_AT = 1_000
_DAY = (
    r"(?:\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|(?:19|20)\d{6}"
    r"|\d{1,2}[-. ]*[A-Za-zåäö]{3,9}[-., ]*\d{2,4}|[A-Za-z]{3,9} \d{1,2}, \d{4})"
)
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
# 0702 or 070200, as some systems write times of day in a column of their own.
_PACKED_CLOCK = r"^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$"
_BEFORE_TIME = r"^(?:18\d\d|190\d)[-/.]"
_RUN_TOGETHER = r"^(?:19|20)\d{6}[T ]?(?:\d{4}|\d{6})$"
_NUMBER = r"^[+-−]?\d[\d \u00a0\u202f'.,]*(?:[eE][+-]?\d+)?-?(?:\s*(?:st|styck|pcs))?$"
_LENGTH = (
    r"^-?\d+:\d{2}(?::\d{2}(?:[.,]\d+)?)?$|^1(?:899|900)[-/.]"
    r"|^\d[\d., ]*\s*(?:h|tim\w*|hours?|hrs?|min\w*|sek\w*|sec\w*|s|d|dagar|days?)\.?$"
)
_MOST_KINDS = 12
_NUMBERED_ACTIVITY = 0.6
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
    numbers: float
    lengths: float
    flags: float
    kinds: float
    digits: float
    example: str

    def suits(self, content: Content, field: str = "") -> float:
        """Give 0 to 1: how well the column can hold this content."""
        if not self.filled:
            return 0.0
        match content:
            case "name":
                return self._as_name(field)
            case "number" | "pieces":
                return self.numbers * (1 - self.instants)
            case "instant":
                return self.instants
            case "clock":
                return self.clocks if self.packed_clocks < 1 else 1.0
            case "duration":
                return max(self.numbers, self.lengths, self.clocks) * (1 - self.instants)
            case "flag":
                return self.flags
            case "kind":
                return self.kinds if self.distinct <= _MOST_KINDS else 0.0

    def _as_name(self, field: str) -> float:
        share = 1 - max(self.instants * self.with_time, self.clocks)
        if field == "activity" and self.numbers > 0.9:
            return share * _NUMBERED_ACTIVITY
        return share * (_ONE_PER_ROW if self.filled == self.distinct else 1.0)


def look(column: pl.Series, decided: dict[str, tuple[str, ...]]) -> Profile:
    """Give the profile of a column of texts."""
    filled = column.drop_nulls()
    distinct = filled.n_unique()
    sample = filled.gather_every(max(1, len(filled) // _LOOKED_AT)) if len(filled) else filled
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
            numbers=texts.str.contains(_NUMBER).mean(),
            lengths=texts.str.contains(_LENGTH).mean(),
            flags=texts.str.to_lowercase().is_in(FLAGS).mean(),
            digits=texts.str.contains(r"\d").mean(),
        )
        .row(0, named=True)
    )
    example = str(filled[0]) if len(filled) else ""
    known = {name: float(value or 0.0) for name, value in shares.items()}
    return Profile(
        filled=len(filled),
        distinct=distinct,
        kinds=_kind_share(filled, distinct, decided),
        example=example,
        **known,
    )


def _kind_share(filled: pl.Series, distinct: int, decided: dict[str, tuple[str, ...]]) -> float:
    """Give the share of different codes that are understood; one is enough to ask for the rest."""
    if not 0 < distinct <= _MOST_KINDS:
        return 0.0
    codes = filled.unique().to_list()
    known = sum(bool(known_kinds([code], decided)) for code in codes)
    return max(known / len(codes), 0.75) if known else 0.0
