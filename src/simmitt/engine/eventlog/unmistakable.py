"""Columns whose content leaves no doubt, whatever stands above them."""

from collections.abc import Iterator

import polars as pl

from simmitt.engine.eventlog.content import Profile
from simmitt.engine.eventlog.instants import take_apart, to_instants, weigh
from simmitt.engine.eventlog.log import ColumnReading
from simmitt.ground.texts import Message, say

_CERTAINTY = 0.6
_ORDERED_SHARE = 0.95
_INSTANT_SHARE = 0.95
_CLEARLY_MORE = 2.0
_WORK = (
    r"(?i)maskin|machine|fräs|svarv|borr|slip|svets|press|kap|laser|cnc|mill|turn|lathe|grind|drill|weld|"
    r"saw|bend|punch|stans|bock|mont|assembl|pack|kontroll|inspect|check|mål|paint|lack|tvätt|wash|station"
)
_WORK_SHARE = 0.5


def by_content_alone(
    cells: pl.DataFrame, profiles: dict[str, Profile], chosen: dict[str, ColumnReading], closed: set[str]
) -> Iterator[ColumnReading]:
    """Give readings for the needed fields that no heading named."""
    taken = {reading.heading for reading in chosen.values()}
    free = {name: profile for name, profile in profiles.items() if name not in taken}
    yield from _times(cells, free, chosen, closed)
    names = {name: profile for name, profile in free.items() if _is_name(profile)}
    if "order" not in chosen and "order" not in closed:
        order = _order(names)
        if order:
            names.pop(order)
            yield _reading("order", order, free, say("Most different numbers of all, each on several rows."))
    if not {"activity", "machine"} & (set(chosen) | closed):
        work = _work(cells, names)
        if work:
            yield _reading("activity", work, free, say("The cells name work or machines."))


def _reading(field: str, heading: str, profiles: dict[str, Profile], reason: Message) -> ColumnReading:
    return ColumnReading(field, heading, _CERTAINTY, reason, profiles[heading].example)


def _times(
    cells: pl.DataFrame, free: dict[str, Profile], chosen: dict[str, ColumnReading], closed: set[str]
) -> Iterator[ColumnReading]:
    missing = [name for name in ("start_at", "end_at") if name not in chosen and name not in closed]
    instants = [name for name, profile in free.items() if profile.with_time >= _INSTANT_SHARE]
    if not missing or len(instants) != len(missing) or "reported_s" in chosen:
        return
    known = [chosen[name].heading for name in ("start_at", "end_at") if name in chosen]
    columns = [*known, *instants]
    if len(columns) != 2:
        return
    first, second = _in_order(cells, columns[0], columns[1])
    for name, heading in (("start_at", first), ("end_at", second)):
        if name in missing and heading in instants:
            yield _reading(name, heading, free, say("Of the two columns of times, one never comes after."))


def _in_order(cells: pl.DataFrame, one: str, other: str) -> tuple[str, str]:
    times = pl.DataFrame({"one": _roughly(cells[one]), "other": _roughly(cells[other])}).drop_nulls()
    if times.is_empty():
        return "", ""
    forward = times.select((pl.col("one") <= pl.col("other")).mean()).item()
    backward = times.select((pl.col("one") >= pl.col("other")).mean()).item()
    if forward >= _ORDERED_SHARE > backward:
        return one, other
    return (other, one) if backward >= _ORDERED_SHARE > forward else ("", "")


def _roughly(texts: pl.Series) -> pl.Series:
    written = take_apart(texts)
    evidence = weigh(written.day.drop_nulls().unique().to_list())
    return to_instants(written, {one.shape: one.decided or one.possible[0] for one in evidence})


def _is_name(profile: Profile) -> bool:
    return profile.distinct > 1 and profile.instants < 0.1 and profile.clocks < 0.1 and profile.lengths < 0.5


def _order(names: dict[str, Profile]) -> str | None:
    """Give the one column with by far the most different values that still repeat."""
    codes = sorted(names, key=lambda name: -names[name].distinct)
    if not codes:
        return None
    best = names[codes[0]]
    runner_up = names[codes[1]].distinct if len(codes) > 1 else 1
    repeats = best.filled >= 1.5 * best.distinct
    clear = best.distinct >= _CLEARLY_MORE * runner_up
    return codes[0] if repeats and clear and best.digits >= 0.8 else None


def _work(cells: pl.DataFrame, names: dict[str, Profile]) -> str | None:
    """Give the one column whose cells speak of machines and operations."""
    shares = {name: cells[name].drop_nulls().str.contains(_WORK).mean() or 0.0 for name in names}
    spoken = [name for name, share in shares.items() if float(str(share)) >= _WORK_SHARE]
    return max(spoken, key=lambda name: float(str(shares[name]))) if spoken else None
