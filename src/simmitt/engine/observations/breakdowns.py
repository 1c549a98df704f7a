"""Rules on breakdowns and repairs."""

import polars as pl

from simmitt.engine.kpi.asis import Figure
from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import work
from simmitt.engine.observations.telling import shares
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S

# One hour in twenty; at the constraint, where nothing makes up for it, one in thirty.
MANY_BREAKDOWNS, MANY_AT_CONSTRAINT = 0.05, 0.03
# Several stops a week of one shift, each soon mended.
OFTEN_H, SHORT_REPAIR_H = 40.0, 1.0
LONG_REPAIR_H = 4.0
# One machine of several has more than half of all breakdown hours.
MOST_OF_THEM = 0.5
MACHINES_TO_COMPARE = 3
# A Weibull shape of 1 is chance; over ten times the hours the rate doubles at 1.3, and falls by a
# third at 0.8.
WEAR, EARLY = 1.3, 0.8
# One stated reason behind two fifths of the hours.
MAIN_REASON = 0.4
STOPS_WITH_REASON = 10
NO_REASON = 0.5


def breakdowns_take_hours(sight: Sight) -> Found | None:
    """Speak where breakdowns take at least one hour in twenty."""
    share, hours = sight.figure("breakdown_share"), sight.figure("breakdown_h")
    if share is None or hours is None or share.low < MANY_BREAKDOWNS:
        return None
    return Found(
        say(
            "Breakdowns took {hours:.0} hours, {share} of all hours ({low} to {high}).",
            hours=hours.value, **shares(share.value, share.low, share.high),
        ),
        work(sight, hours.value),
        (share, hours),
        say("List the stops by machine and reason. A few reasons usually make up most of the hours."),
    )  # fmt: skip


def breakdowns_at_the_constraint(sight: Sight) -> Found | None:
    """Speak where breakdowns take at least one hour in thirty of the machine that sets the pace."""
    share = sight.figure("breakdown_share", sight.constraint)
    hours = sight.figure("breakdown_h", sight.constraint)
    if share is None or hours is None or share.low < MANY_AT_CONSTRAINT:
        return None
    return Found(
        say(
            "{machine} sets the pace, and breakdowns take {share} of its hours "
            "({low} to {high}).",
            machine=share.scope, **shares(share.value, share.low, share.high),
        ),
        work(sight, hours.value),
        (share, hours),
        say("Go through its stops one by one, and ask which of them gave warning."),
    )  # fmt: skip


def breaks_down_often(sight: Sight) -> Found | None:
    """Speak where a machine runs at most 40 hours between breakdowns, and each is mended within the hour."""
    for between in reversed(sight.of_all("mtbf_h")):
        repair, hours = sight.figure("mttr_h", between.scope), sight.figure("breakdown_h", between.scope)
        if repair is None or hours is None:
            continue
        if between.high <= OFTEN_H and repair.high <= SHORT_REPAIR_H:
            return Found(
                say(
                    "{machine} stops every {between:.0} hours of work, each time for about {minutes:.0} "
                    "minutes.",
                    machine=between.scope, between=between.value, minutes=60 * repair.value,
                ),
                work(sight, hours.value),
                (between, repair, hours),
                say("Short stops often have one cause. Tally them for two weeks, with reason."),
            )  # fmt: skip
    return None


def repairs_take_long(sight: Sight) -> Found | None:
    """Speak where at a machine the mean repair takes at least four hours."""
    long = [each for each in sight.of_all("mttr_h") if each.low >= LONG_REPAIR_H]
    hours = [found for each in long if (found := sight.figure("breakdown_h", each.scope))]
    if not hours:
        return None
    first = max(hours, key=lambda each: each.value)
    repair = next(each for each in long if each.scope == first.scope)
    return Found(
        say(
            "When {machine} breaks down, it stands for {hours:.1} hours on average ({low:.1} to {high:.1}).",
            machine=repair.scope, hours=repair.value, low=repair.low, high=repair.high,
        ),
        work(sight, first.value),
        (repair, first),
        say("Ask where the time goes: to notice, to find someone, to get a part, or to mend."),
    )  # fmt: skip


def one_machine_breaks_down(sight: Sight) -> Found | None:
    """Speak where one of several machines has more than half of all breakdown hours."""
    hours, whole = sight.of_all("breakdown_h"), sight.figure("breakdown_h")
    if whole is None or len(hours) < MACHINES_TO_COMPARE or hours[0].low < MOST_OF_THEM * whole.value:
        return None
    return Found(
        say(
            "{machine} has {share:.0%} of all breakdown hours.",
            machine=hours[0].scope, share=hours[0].value / whole.value,
        ),
        work(sight, hours[0].value),
        (hours[0], whole),
        say("Look at when it was last serviced, and what was done then."),
    )  # fmt: skip


def failures_come_with_wear(sight: Sight) -> Found | None:
    """Speak where a machine fails the oftener the longer it has worked since the last repair."""
    worn = [each for each in sight.of_all("failure_shape") if each.low >= WEAR]
    return _by_shape(
        sight,
        worn,
        say("{machine} fails the oftener the longer it has worked since the last repair."),
        say("That is wear. See which part it is, and how many hours it usually lasts."),
    )


def failures_follow_repairs(sight: Sight) -> Found | None:
    """Speak where a machine fails the oftener the shorter ago its last repair was."""
    early = [each for each in sight.of_all("failure_shape") if each.high <= EARLY]
    return _by_shape(
        sight,
        early,
        say("{machine} often fails again soon after a repair."),
        say("Ask whether the cause is mended, or only the harm."),
    )


def _by_shape(sight: Sight, found: list[Figure], sentence: Message, advice: Message) -> Found | None:
    """Tell of the machine with most breakdown hours."""
    hours = [told for each in found if (told := sight.figure("breakdown_h", each.scope))]
    if not hours:
        return None
    most = max(hours, key=lambda each: each.value)
    course = next(each for each in found if each.scope == most.scope)
    return Found(sentence.filled(machine=most.scope), work(sight, most.value), (course, most), advice)


def one_reason_stops(sight: Sight) -> Found | None:
    """Speak where one stated reason stands for at least 40 per cent of the breakdown hours that tell one."""
    stops = _stops(sight).drop_nulls("reason")
    if stops.height < STOPS_WITH_REASON:
        return None
    by_reason = stops.group_by("reason").agg(hours=pl.col("hours").sum(), count=pl.len())
    first = by_reason.sort("hours", "reason", descending=[True, False]).row(0, named=True)
    share = first["hours"] / max(_total(stops), 1e-9)
    if share < MAIN_REASON or by_reason.height < 2:
        return None
    return Found(
        say(
            "\u201c{reason}\u201d stands for {share:.0%} of the breakdown hours that tell a reason.",
            reason=first["reason"], share=float(share),
        ),
        work(sight, float(first["hours"])),
        (shape("breakdown_h"), shape("breakdown_rows")),
        say("Look at those {count} stops first.", count=int(first["count"])),
    )  # fmt: skip


def stops_without_reason(sight: Sight) -> Found | None:
    """Speak where at least half of the breakdown hours tell no reason, though the log has a column for it."""
    stops = _stops(sight)
    untold = stops.filter(pl.col("reason").is_null())
    if stops.height < STOPS_WITH_REASON or untold.height == stops.height:
        return None
    share = _total(untold) / max(_total(stops), 1e-9)
    if share < NO_REASON:
        return None
    return Found(
        say("{share:.0%} of the breakdown hours tell no reason.", share=float(share)),
        work(sight, _total(untold)),
        (shape("breakdown_h"), shape("breakdown_rows")),
        say("Agree on five reasons, and let whoever restarts the machine tick one."),
    )


def _stops(sight: Sight) -> pl.DataFrame:
    """Give reason and hours of each breakdown in the log."""
    span_h = (pl.col("end_at") - pl.col("start_at")).dt.total_seconds().clip(0) / HOUR_S
    down = sight.log.rows.filter(
        pl.col("kind").cast(pl.String) == "breakdown", pl.col("end_at").is_not_null()
    )
    return down.select("reason", hours=span_h)


def _total(stops: pl.DataFrame) -> float:
    return float(stops["hours"].sum() or 0.0)


RULES = (
    Rule("failures_come_with_wear", failures_come_with_wear, ("failure_shape", "breakdown_h")),
    Rule("failures_follow_repairs", failures_follow_repairs, ("failure_shape", "breakdown_h")),
    Rule("breakdowns_take_hours", breakdowns_take_hours, ("breakdown_share", "breakdown_h")),
    Rule("breakdowns_at_the_constraint", breakdowns_at_the_constraint, ("breakdown_share", "breakdown_h"),
         ("breakdowns_take_hours",)),
    Rule("breaks_down_often", breaks_down_often, ("mtbf_h", "mttr_h", "breakdown_h")),
    Rule("repairs_take_long", repairs_take_long, ("mttr_h", "breakdown_h")),
    Rule("one_machine_breaks_down", one_machine_breaks_down, ("breakdown_h",)),
    Rule("one_reason_stops", one_reason_stops, ("breakdown_h", "breakdown_rows")),
    Rule("stops_without_reason", stops_without_reason, ("breakdown_h", "breakdown_rows")),
)  # fmt: skip
