"""Start and end among columns of times that no heading tells apart."""

from collections.abc import Collection, Iterator
from itertools import permutations

import polars as pl

from simmitt.engine.eventlog.content import Profile
from simmitt.engine.eventlog.held import as_texts
from simmitt.engine.eventlog.instants import take_apart, to_instants, weigh
from simmitt.engine.eventlog.log import ColumnReading
from simmitt.ground.texts import Message, say

_SHARE = 0.95
_SAME_DAY_SHARE = 0.75
_BACKWARDS_SHARE = 0.8
_LOOKED_AT = 2_000
_MOST_TIMES = 6
# A pair of times whose spans are this many times longer tells of something else than a report.
_CLEARLY_LONGER = 3.0
_PACKED = r"^(\d{2})(\d{2})(\d{2})?$"
_OF_EXCEL = r"^1899-12-3[01] "

Found = tuple[str, str, Message]  # field, heading and why


def times_alone(
    cells: pl.DataFrame, free: dict[str, Profile], chosen: dict[str, ColumnReading], closed: Collection[str]
) -> Iterator[Found]:
    """Give the fields of the columns that must be start and end, if any must."""
    missing = [name for name in ("start_at", "end_at") if name not in chosen and name not in closed]
    if not missing or "reported_s" in chosen or {"start_clock", "end_clock"} & set(chosen):
        return
    timed = [name for name, one in free.items() if one.with_time >= _SHARE and one.midnights < 0.9]
    known = [chosen[name].heading for name in ("start_at", "end_at") if name in chosen]
    sample = cells.gather_every(max(1, cells.height // _LOOKED_AT))
    if timed and len(timed) + len(known) <= _MOST_TIMES:
        pair = _pair(sample, timed, known)
        for name, heading in zip(("start_at", "end_at"), pair, strict=False):
            if name in missing and heading in timed:
                yield name, heading, say("Of the columns of times, one never comes after the other.")
    elif len(missing) == 2 and not timed:
        yield from _days_and_clocks(sample, free)


def mostly_backwards(cells: pl.DataFrame, start: str, end: str) -> bool:
    """Whether nearly all ends lie before their starts, so that the two are something else."""
    sample = cells.gather_every(max(1, cells.height // _LOOKED_AT))
    span_s = (_roughly(sample[end]) - _roughly(sample[start])).drop_nulls().dt.total_seconds()
    return bool(len(span_s)) and int((span_s < 0).sum()) >= _BACKWARDS_SHARE * len(span_s)


def _pair(sample: pl.DataFrame, timed: list[str], known: list[str]) -> tuple[str, ...]:
    """Give start and end: the pair in order with clearly the shortest spans, or nothing."""
    times = {name: _roughly(sample[name]) for name in (*timed, *known)}
    spans: list[tuple[float, tuple[str, str]]] = []
    for start, end in permutations(times, 2):
        span_s = (times[end] - times[start]).drop_nulls().dt.total_seconds()
        forward = int((span_s >= 0).sum())
        if set(known) <= {start, end} and forward >= _SHARE * len(span_s) and (span_s > 0).any():
            spans.append((float(str(span_s.median())), (start, end)))
    spans.sort()
    if not spans:
        return ()
    shortest, best = spans[0]
    rivals = [span for span, _ in spans[1:] if span < _CLEARLY_LONGER * max(shortest, 1.0)]
    return () if rivals else best


def _days_and_clocks(sample: pl.DataFrame, free: dict[str, Profile]) -> Iterator[Found]:
    """Give start and end from one column of days, or two, and two of times of day."""
    days = _first_filled(
        [name for name, one in free.items() if one.instants >= _SHARE],
        [name for name, one in free.items() if one.numbered >= _SHARE],
    )
    clocks = _first_filled(
        [name for name, one in free.items() if one.clocks >= _SHARE and one.distinct > 1],
        [name for name, one in free.items() if one.packed_clocks >= _SHARE and one.distinct > 1],
    )
    dated = _beside_days(list(free), days, clocks)
    if len(dated) == 2:
        yield from _two_of_each(sample, dated)
    elif len(clocks) == 2 and (len(days) == 1 or len(dated) == 1):
        yield from _one_day(sample, next(iter(dated.values()), days[0]), clocks)


def _first_filled(plain: list[str], packed: list[str]) -> list[str]:
    """Prefer what is written with signs to what could be any number."""
    return plain or packed


def _beside_days(columns: list[str], days: list[str], clocks: list[str]) -> dict[str, str]:
    """Give the clocks that stand right of a day of their own."""
    lefts = dict(zip(columns, ["", *columns], strict=False))
    return {clock: lefts[clock] for clock in clocks if lefts[clock] in days}


def _two_of_each(sample: pl.DataFrame, dated: dict[str, str]) -> Iterator[Found]:
    reason = say("The only columns of days and times of day, in their order.")
    moments = {
        clock: _roughly(sample[day])
        + pl.DataFrame({"us": _clock(sample[clock])}).select(pl.duration(microseconds="us")).to_series()
        for clock, day in dated.items()
    }
    first, second = dated
    forward, backward = moments[first] <= moments[second], moments[second] <= moments[first]
    share = _mean(forward)
    if share < _SHARE and _mean(backward) < _SHARE:
        return
    start, end = (first, second) if share >= _SHARE else (second, first)
    for field, heading in (
        ("start_at", dated[start]), ("start_clock", start), ("end_at", dated[end]), ("end_clock", end),
    ):  # fmt: skip
        yield field, heading, reason


def _one_day(sample: pl.DataFrame, day: str, clocks: list[str]) -> Iterator[Found]:
    reason = say("The only columns of days and times of day, in their order.")
    first, second = (_clock(sample[name]) for name in clocks)
    share = _mean(first <= second)
    if 1 - _SAME_DAY_SHARE < share < _SAME_DAY_SHARE:
        return
    start, end = clocks if share >= _SAME_DAY_SHARE else reversed(clocks)
    for field, heading in (("date", day), ("start_clock", start), ("end_clock", end)):
        yield field, heading, reason


def _mean(marks: pl.Series) -> float:
    return int(marks.sum()) / max(marks.count(), 1)


def _clock(texts: pl.Series) -> pl.Series:
    bare = as_texts(texts).str.replace(_OF_EXCEL, "").str.replace(_PACKED, "$1:$2:${3}").str.strip_suffix(":")
    return take_apart("2000-01-01 " + bare).micros


def _roughly(texts: pl.Series) -> pl.Series:
    written = take_apart(texts)
    evidence = weigh(written.day.drop_nulls().unique().to_list())
    return to_instants(written, {one.shape: one.decided or one.possible[0] for one in evidence})
