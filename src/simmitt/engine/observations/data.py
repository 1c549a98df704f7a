"""Rules on what the log can bear: where a figure may be the record's, not the shop's."""

import polars as pl

from simmitt.engine.observations.observation import Found, Rule, Trace, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import doubt
from simmitt.engine.quality import Finding
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S

# From here on the hours concerned would change a decision.
HOURS_MATTER = 0.02
ROWS_MATTER = 0.05
ESTIMATED_MATTERS = 0.10


def starts_are_estimated(sight: Sight) -> Found | None:
    """Speak where at least a tenth of the rows have starts that were estimated."""
    if sight.log.source.sort == "counters":  # read too seldom, all that rests on it is withheld by name
        return None
    marked = sight.rows.filter(pl.col("estimated").fill_null(value=False))
    if marked.height < ESTIMATED_MATTERS * max(sight.rows.height, 1):
        return None
    return Found(
        say(
            "The start of {share:.0%} of the rows is estimated. The log tells their end alone.",
            share=marked.height / sight.rows.height,
        ),
        doubt(_hours(marked)),
        (shape("busy_sum_h"), shape("touch_time_median_h")),
        say("Let the start be reported for two weeks at the fullest machine."),
    )  # fmt: skip


def times_were_filled_in(sight: Sight) -> Found | None:
    """Speak where rows carry a time that nobody measured, with at least two per cent of all hours."""
    return _hours_in_doubt(
        sight,
        ("padded_times", "constant_times"),
        say("{hours:.0} hours in the log were filled in, not measured (rows: {count})."),
        say("Ask those who report what they press, and when. Until then the figures stand without them."),
    )


def times_disagree(sight: Sight) -> Found | None:
    """Speak where stated durations and times differ by at least two per cent of all hours."""
    return _hours_in_doubt(
        sight,
        ("stated_duration_disagrees",),
        say("Stated durations and times disagree by {hours:.0} hours (rows: {count})."),
        say("Ask which of the two is the measured one, and say so in the mapping file."),
    )


def rows_run_too_long(sight: Sight) -> Found | None:
    """Speak where rows far longer than others of their activity have at least two per cent of all hours."""
    return _hours_in_doubt(
        sight,
        ("absurd_durations",),
        say("Rows far longer than others of their kind hold {hours:.0} hours too many (rows: {count})."),
        say("Look at whether somebody forgot to stop the clock, over a weekend for instance."),
    )


def rows_stand_twice(sight: Sight) -> Found | None:
    """Speak where rows that stand there twice have at least two per cent of all hours."""
    return _hours_in_doubt(
        sight,
        ("exact_duplicates",),
        say("Rows that stand in the log twice hold {hours:.0} hours (rows: {count})."),
        say("Look at how the file was put together. They are counted once here."),
    )


def _hours_in_doubt(sight: Sight, codes: tuple[str, ...], sentence: Message, advice: Message) -> Found | None:
    found = [finding for code in codes if (finding := sight.finding(code))]
    hours = sum(_moved_h(finding) for finding in found)
    if not found or hours < HOURS_MATTER * max(sight.work_h, 1e-9):
        return None
    return Found(
        sentence.filled(count=sum(finding.count for finding in found), hours=hours),
        doubt(hours),
        _quality(found),
        advice,
        tuple(finding.code for finding in found),
    )


def times_begin_at_midnight(sight: Sight) -> Found | None:
    """Speak where at least five per cent of the rows start at midnight sharp."""
    return _rows_in_doubt(
        sight,
        "default_midnight_times",
        say(
            "{share:.0%} of the rows start at midnight sharp (rows: {count}). Their date is told, not their "
            "time."
        ),
        say("Waits shorter than a day can't be trusted there. Let the time be reported as well."),
    )


def rows_name_no_machine(sight: Sight) -> Found | None:
    """Speak where at least five per cent of the rows name no machine."""
    return _rows_in_doubt(
        sight,
        "missing_machine",
        say(
            "{share:.0%} of the rows name no machine (rows: {count}). They count for orders, not for "
            "machines."
        ),
        say("Ask whether it is work by hand, outside work, or a field that was left empty."),
    )


def rows_cannot_count(sight: Sight) -> Found | None:
    """Speak where at least five per cent of the rows lack order or time and can't count."""
    return _rows_in_doubt(
        sight,
        "missing_order_or_time",
        say("{share:.0%} of the rows lack order or time (rows: {count}). They are left out."),
        say("Look at what kind of rows they are; they may be stops worth knowing."),
    )


def names_are_spelt_differently(sight: Sight) -> Found | None:
    """Speak where at least five per cent of the rows carry a name that stands in several spellings."""
    return _rows_in_doubt(
        sight,
        "near_identical_names",
        say("{share:.0%} of the rows carry a name that stands in several spellings (rows: {count})."),
        say("See in the list of findings whether the names merged here are the same thing."),
    )


def times_are_rounded(sight: Sight) -> Found | None:
    """Speak where nearly all rows have times rounded to five minutes or more."""
    finding = sight.finding("rounded_times")
    if finding is None:
        return None
    return Found(
        say("Nearly all times are rounded to five minutes or more (rows: {count}).", count=len(finding.rows)),
        doubt(0.0),
        _quality([finding]),
        say("Short setups and stops drown in it. Let the system stamp the time."),
        (finding.code,),
    )


def jobs_are_reported_together(sight: Sight) -> Found | None:
    """Speak where at least five per cent of the rows were reported together, at one moment."""
    return _rows_in_doubt(
        sight,
        "reported_together",
        say("{share:.0%} of the rows were reported together with others (rows: {count})."),
        say("Their times are those of the report, not of the work. Ask when people report, and where."),
    )


def a_step_is_not_reported(sight: Sight) -> Found | None:
    """Speak where between two steps even the quickest orders take a day or more."""
    return _named_by(
        sight,
        "unreported_step",
        say("Between some steps even the quickest order takes a day or more (rows: {count})."),
        say("Ask what happens there. It may be work that nobody reports."),
    )


def work_leaves_the_house(sight: Sight) -> Found | None:
    """Speak where some operations last a day or more as a rule, likely outside the house."""
    return _named_by(
        sight,
        "outside_work",
        say("Some operations last for days (rows: {count}). It is likely work outside the house."),
        say("Ask the subcontractor for the days on which the orders came and left."),
    )


def _named_by(sight: Sight, code: str, sentence: Message, advice: Message) -> Found | None:
    finding = sight.finding(code)
    if finding is None:
        return None
    rows = sight.log.rows.filter(pl.col("row").is_in(list(finding.rows)))
    return Found(
        sentence.filled(count=finding.count), doubt(_hours(rows)), _quality([finding]), advice, (code,)
    )


def machines_may_be_people(sight: Sight) -> Found | None:
    """Speak where the log has far more machines than kinds of work, and names no people."""
    finding = sight.finding("resources_may_be_people")
    if finding is None:
        return None
    return Found(
        say("What the log names as machines may be people: there are {count} of them.", count=finding.count),
        doubt(sight.work_h),
        _quality([finding]),
        say("No machine can be judged so. Let the machine be reported beside the person."),
        (finding.code,),
    )


def _rows_in_doubt(sight: Sight, code: str, sentence: Message, advice: Message) -> Found | None:
    finding = sight.finding(code)
    total = max(sight.log.rows.height, 1)
    if finding is None or len(finding.rows) < ROWS_MATTER * total:
        return None
    named = sight.log.rows.filter(pl.col("row").is_in(list(finding.rows)))
    return Found(
        sentence.filled(count=len(finding.rows), share=len(finding.rows) / total),
        doubt(_hours(named)),
        _quality([finding]),
        advice,
        (code,),
    )


def _hours(rows: pl.DataFrame) -> float:
    span = (pl.col("end_at") - pl.col("start_at")).dt.total_seconds().clip(0)
    return float(rows.select(span.sum()).item() or 0) / HOUR_S


def _moved_h(finding: Finding) -> float:
    """Give the plant's hours that the finding moves."""
    return sum(
        abs(move.after - move.before)
        for move in finding.effect.moves
        if move.figure == "busy_sum_h" and move.scope == "plant"
    )


def _quality(found: list[Finding]) -> tuple[Trace, ...]:
    return tuple(shape(f"quality/{finding.code}") for finding in found)


RULES = (
    Rule("starts_are_estimated", starts_are_estimated, ("busy_sum_h", "touch_time_median_h")),
    Rule("times_were_filled_in", times_were_filled_in, ("quality/padded_times", "quality/constant_times")),
    Rule("times_disagree", times_disagree, ("quality/stated_duration_disagrees",)),
    Rule("rows_run_too_long", rows_run_too_long, ("quality/absurd_durations",)),
    Rule("rows_stand_twice", rows_stand_twice, ("quality/exact_duplicates",)),
    Rule("times_begin_at_midnight", times_begin_at_midnight, ("quality/default_midnight_times",)),
    Rule("rows_name_no_machine", rows_name_no_machine, ("quality/missing_machine",)),
    Rule("rows_cannot_count", rows_cannot_count, ("quality/missing_order_or_time",)),
    Rule("names_are_spelt_differently", names_are_spelt_differently, ("quality/near_identical_names",)),
    Rule("times_are_rounded", times_are_rounded, ("quality/rounded_times",)),
    Rule("jobs_are_reported_together", jobs_are_reported_together, ("quality/reported_together",)),
    Rule("a_step_is_not_reported", a_step_is_not_reported, ("quality/unreported_step",)),
    Rule("work_leaves_the_house", work_leaves_the_house, ("quality/outside_work",)),
    Rule("machines_may_be_people", machines_may_be_people, ("quality/resources_may_be_people",)),
)
