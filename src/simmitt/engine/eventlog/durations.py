"""Durations as logs state them: 006:19, 1,5 h, 90 min, or a date of 1899 from Excel."""

from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.headings import Phrase
from simmitt.engine.eventlog.mapping import HOURS_MINUTES, UNITS_S
from simmitt.engine.eventlog.numbers import to_numbers
from simmitt.engine.eventlog.once import once_each

_CLOCK = r"^(-)?(\d+):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?$"
# A duration that Excel takes for a date becomes so many days after 31 December 1899; others
# begin on the 30th. A report longer than January doesn't exist.
_EXCEL = (
    r"^(?:1899[-/.]12[-/.](30|31)|1900[-/.]0?1[-/.](\d{1,2}))"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?$"
)
_WITH_UNIT = r"^(.*?\d)\s*([a-zåäöA-Z]+)\.?$"
_UNIT_NAMES = {
    **dict.fromkeys(("h", "tim", "timme", "timmar", "hour", "hours", "hr", "hrs", "std"), "h"),
    **dict.fromkeys(("m", "min", "mins", "minut", "minuter", "minute", "minutes"), "min"),
    **dict.fromkeys(("s", "sek", "sekund", "sekunder", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("d", "dag", "dagar", "dygn", "day", "days"), "d"),
}
_PARTED = r"^(-?\d+)(?:[.,](\d{1,2}))?$"
_FEWEST_PARTED, _FEWEST_HOURS, _FEWEST_MINUTES, _MINUTES = 20, 3, 4, 60
_FITS_WITHIN = 0.02
FITTING_SHARE = 0.5


@dataclass(frozen=True)
class Durations:
    """Durations in seconds and how they were written."""

    seconds: pl.Series
    bare: pl.Series  # True where only a number stands, whose unit must come from elsewhere
    from_dates: pl.Series  # True where Excel had made a date of it


def unit_in_heading(heading: str) -> str:
    """Give the unit that a heading names ("s", "min", "h", "d"), or ""."""
    named = [_UNIT_NAMES[token] for token in Phrase.of(heading).tokens if token in _UNIT_NAMES]
    return named[-1] if named else ""


def bare_numbers(texts: pl.Series) -> pl.Series:
    """Give the cells' numbers as texts, without the unit; null for clocks and dates."""
    return once_each(texts, lambda cells: _bare(cells).to_frame("bare"))["bare"].alias(texts.name)


def _bare(texts: pl.Series) -> pl.Series:
    cell = pl.col("d")
    other = cell.str.contains(_CLOCK) | cell.str.contains(_EXCEL)
    number = cell.str.replace(_WITH_UNIT, "$1").str.strip_chars()
    return pl.DataFrame({"d": texts}).select(pl.when(~other).then(number)).to_series()


def to_durations(texts: pl.Series, sign: str, unit: str) -> Durations:
    """Give seconds; ``unit`` is that of numbers without one (any, where there are none)."""
    told = once_each(texts, lambda cells: _read(cells, sign, unit))
    bare, from_dates = (told[name].fill_null(value=False) for name in ("bare", "from_dates"))
    return Durations(told["seconds"], bare, from_dates)


def _read(texts: pl.Series, sign: str, unit: str) -> pl.DataFrame:
    texts = _with_colons(texts) if unit == HOURS_MINUTES else texts
    frame = pl.DataFrame({"d": texts, "number": to_numbers(_bare(texts), sign)})
    named = pl.col("d").str.extract(_WITH_UNIT, 2).str.to_lowercase()
    factors = {name: UNITS_S[short] for name, short in _UNIT_NAMES.items()}
    own_s = named.replace_strict(factors, default=None, return_dtype=pl.Float64)
    factor = pl.when(named.is_null()).then(UNITS_S.get(unit)).otherwise(own_s)
    clock, excel = _clock_s(), _excel_s()
    return frame.select(
        seconds=pl.coalesce(clock, excel, pl.col("number") * factor),
        bare=pl.col("number").is_not_null() & named.is_null(),
        from_dates=excel.is_not_null(),
    )


def may_be_minutes(texts: pl.Series) -> bool:
    """Tell whether what stands behind the comma may be minutes: of many numbers none has more than 59 there.

    Of hours and hundredths two in five have, but for short ones and those to the quarter.
    """
    parts = once_each(texts, _parted)
    told = parts.drop_nulls().filter((pl.col("h") > 0) & (pl.col("m") > 0))
    return (
        told.height >= _FEWEST_PARTED
        and told["h"].n_unique() >= _FEWEST_HOURS
        and told["m"].n_unique() >= _FEWEST_MINUTES
        and bool((parts["m"].drop_nulls() < _MINUTES).all())
    )


def _parted(texts: pl.Series) -> pl.DataFrame:
    """Give what stands before and behind the sign, the latter as of two digits."""
    return pl.DataFrame({"d": texts}).select(
        h=pl.col("d").str.extract(_PARTED, 1).cast(pl.Int64, strict=False),
        m=pl.col("d").str.extract(_PARTED, 2).str.pad_end(2, "0").cast(pl.Int64, strict=False),
    )


def _with_colons(texts: pl.Series) -> pl.Series:
    """Write hours and minutes with a colon between; a spreadsheet leaves out a nought at the end."""
    parts = pl.col("d").str.extract_groups(_PARTED)
    minutes = parts.struct[1].fill_null("").str.pad_end(2, "0")
    clock = pl.concat_str(parts.struct[0], pl.lit(":"), minutes)
    frame = pl.DataFrame({"d": texts})
    return frame.select(pl.when(pl.col("d").str.contains(_PARTED)).then(clock).otherwise("d")).to_series()


def unit_by_comparison(numbers: pl.Series, elapsed_s: pl.Series) -> str:
    """Give the unit in which most numbers equal the time between start and end, or ""."""
    pairs = pl.DataFrame({"number": numbers, "elapsed_s": elapsed_s}).drop_nulls()
    pairs = pairs.filter((pl.col("number") > 0) & (pl.col("elapsed_s") > 0))
    shares = {
        unit: fitting_share(pairs["number"] * factor_s, pairs["elapsed_s"])
        for unit, factor_s in UNITS_S.items()
    }
    best = max(shares, key=lambda unit: shares[unit])
    return best if shares[best] >= FITTING_SHARE else ""


def fitting_share(told_s: pl.Series, elapsed_s: pl.Series) -> float:
    """Give the share of durations that equal the time between start and end."""
    pairs = pl.DataFrame({"told": told_s, "elapsed": elapsed_s}).drop_nulls()
    pairs = pairs.filter((pl.col("told") > 0) & (pl.col("elapsed") > 0))
    ratio = pl.col("elapsed") / pl.col("told")
    return pairs.select(((ratio - 1).abs() < _FITS_WITHIN).mean()).item() or 0.0


def _clock_s() -> pl.Expr:
    parts = pl.col("d").str.extract_groups(_CLOCK)
    hours, minutes, seconds = (parts.struct[i].cast(pl.Float64, strict=False) for i in (1, 2, 3))
    total = hours * 3600 + minutes * 60 + seconds.fill_null(0.0)
    return pl.when(parts.struct[0] == "-").then(-total).otherwise(total)


def _excel_s() -> pl.Expr:
    parts = pl.col("d").str.extract_groups(_EXCEL)
    of_1899, of_1900, hours, minutes, seconds = (
        parts.struct[i].cast(pl.Int64, strict=False).fill_null(0) for i in range(5)
    )
    total = of_1900 * 86_400 + hours * 3600 + minutes * 60 + seconds
    written = (of_1899 > 0) | (of_1900 > 0)
    return pl.when(written).then(total).cast(pl.Float64)
