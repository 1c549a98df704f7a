"""Whose clock the times show: the file's own, the plant's, or that of Greenwich."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from simmitt.engine.eventlog.instants import Written
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.errors import Question
from simmitt.ground.texts import Message, say

UTC = "UTC"
PLANT = "Europe/Stockholm"  # as in Norway, Denmark and most of Europe
# Further zones whose summer time explains offsets that change.
_KNOWN = ("Europe/Helsinki", "Europe/London")


class MixedOffsets(Question):
    """Times state offsets from UTC that no clock we know of follows through the year."""


@dataclass(frozen=True)
class PlantClock:
    """Instants as a clock on the wall shows them, and which clock that is.

    ``zone`` is empty where the file states none, else a name such as Europe/Stockholm, UTC, or an
    offset such as +02:00 that all times share.
    """

    instants: dict[str, pl.Series]
    zone: str
    notes: tuple[Message, ...] = field(default=())


def on_the_wall(
    understood: Understood, written: dict[str, Written], instants: dict[str, pl.Series]
) -> PlantClock:
    """Give instants on one clock, from those in UTC of the columns that state zones.

    The file's own clock is kept where all its times share one offset or follow a zone that is
    known; else the user is asked. What the mapping says is left to whoever reads the mapping.

    Raises
    ------
    MixedOffsets
    """
    zoned = [name for name, one in written.items() if one.zoned]
    if not zoned:
        return PlantClock(instants, understood.mapping.time_zone)
    if understood.mapping.time_zone:
        return PlantClock(instants, understood.mapping.time_zone)
    zone = _zone_of([(instants[name], written[name].zone_s) for name in zoned])
    if zone is None:
        raise _ask(understood, zoned[0], written[zoned[0]])
    on_wall = {
        name: _as_written(values, written[name].zone_s) if name in zoned else values
        for name, values in instants.items()
    }
    notes = () if zone == PLANT else (_note(understood, zoned, zone),)
    return PlantClock(on_wall, zone, notes)


def _zone_of(columns: list[tuple[pl.Series, pl.Series]]) -> str | None:
    """Give the zone that all the columns' offsets follow, or None."""
    if all(_follows(at, zone_s, PLANT) for at, zone_s in columns):
        return PLANT
    offsets = {offset for _, zone_s in columns for offset in zone_s.drop_nulls().unique()}
    if len(offsets) == 1:
        return _written(offsets.pop())
    for zone in _KNOWN:
        if all(_follows(at, zone_s, zone) for at, zone_s in columns):
            return zone
    return None


def _follows(at: pl.Series, zone_s: pl.Series, zone: str) -> bool:
    here = at.dt.replace_time_zone(UTC).dt.convert_time_zone(zone)
    offset_s = (here.dt.base_utc_offset() + here.dt.dst_offset()).dt.total_seconds()
    return bool((offset_s == zone_s).all())


def _written(offset_s: int) -> str:
    if not offset_s:
        return UTC
    minutes = abs(offset_s) // 60
    return f"{'-' if offset_s < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


def _as_written(instants: pl.Series, zone_s: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"at": instants, "zone_s": zone_s})
    return frame.select(
        (pl.col("at") + pl.duration(seconds=pl.col("zone_s"))).alias(instants.name)
    ).to_series()


def _note(understood: Understood, zoned: Iterable[str], zone: str) -> Message:
    headings = ", ".join(understood.heading(name) for name in zoned)
    if zone == UTC:
        return say(
            "The times in {headings} are in UTC, as the file states, and stay so; a clock in Sweden shows an"
            ' hour or two more. The mapping line [dates] time_zone = "Europe/Stockholm" turns them into its'
            " time.",
            headings=headings,
        )
    return say(
        "The times in {headings} show the clock of {zone}, as the file states. If that isn't the plant's"
        ' clock, the mapping line [dates] time_zone = "Europe/Stockholm" turns them.',
        headings=headings,
        zone=zone,
    )


def _ask(understood: Understood, name: str, written: Written) -> MixedOffsets:
    offsets = written.zone_s.drop_nulls().unique().sort().to_list()
    return MixedOffsets(
        say("The times state different offsets from UTC ({offsets}), as no clock in one place does.",
            offsets=", ".join(_written(offset) for offset in offsets)),
        expected=say("In Sweden the offset is +01:00 in winter and +02:00 in summer."),
        remedy=say(
            'Name the plant\'s time zone in the mapping file: [dates] time_zone = "Europe/Stockholm".'
        ),
        place=understood.place(name),
    )  # fmt: skip
