"""Rules on what the log is silent on, and on how far it reaches."""

import polars as pl

from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import doubt
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S

SHORT_LOG_WEEKS = 8.0
OPEN_MATTERS = 0.15
# So much work without one breakdown, scrapped piece or setup is hardly the whole truth. How many
# hours that hides nobody knows, so none are put at stake.
WORK_WITHOUT_BREAKDOWN_H = 1_000.0
PIECES_WITHOUT_SCRAP = 5_000.0
CHANGES_WITHOUT_SETUP = 50


def log_is_short(sight: Sight) -> Found | None:
    """Speak where the log covers less than eight weeks."""
    if not sight.rows.height or sight.weeks >= SHORT_LOG_WEEKS:
        return None
    return Found(
        say("The log covers {weeks:.1} weeks. That is little for what happens seldom.", weeks=sight.weeks),
        doubt(sight.work_h),
        (shape("log"),),
        say("Take out half a year or more, if the system keeps it. The intervals shrink with it."),
    )


def many_orders_are_open(sight: Sight) -> Found | None:
    """Speak where at least 15 per cent of the orders are not finished when the log ends."""
    closing = sight.as_is.closing
    if closing is None or sight.orders <= 0 or closing.still_open < OPEN_MATTERS * sight.orders:
        return None
    return Found(
        say(
            "{open} of {orders:.0} orders aren't finished when the log ends.",
            open=closing.still_open, orders=sight.orders,
        ),
        doubt(sight.work_h * closing.still_open / sight.orders),
        (shape("closing"), shape("orders")),
        say("See how the log tells that an order is done, and say it in the mapping file if it is wrong."),
    )  # fmt: skip


def no_breakdown_is_reported(sight: Sight) -> Found | None:
    """Speak where in a thousand hours of work not one breakdown is reported."""
    kinds = sight.log.rows["kind"].cast(pl.String)
    stops = sight.log.companions.stops
    if (kinds == "breakdown").any() or (stops is not None and stops.height):
        return None
    if sight.work_h < WORK_WITHOUT_BREAKDOWN_H or sight.constraint is None:
        return None
    return Found(
        say(
            "Not one breakdown is reported in {hours:.0} hours of work. They hide in the run times.",
            hours=sight.work_h,
        ),
        doubt(0.0),
        (shape("breakdown_rows"),),
        say("Tally stops at {machine} for two weeks: how often, how long, why.", machine=sight.constraint),
    )  # fmt: skip


def no_scrap_is_reported(sight: Sight) -> Found | None:
    """Speak where in five thousand good pieces not one is reported as scrapped."""
    sums = sight.log.rows.select(
        good=pl.col("good_pieces").sum(),
        rejected=pl.col("rejected_pieces").sum(),
        told=pl.col("rejected_pieces").is_not_null().any(),
    ).row(0, named=True)
    if not sums["told"] or (sums["rejected"] or 0) > 0 or (sums["good"] or 0) < PIECES_WITHOUT_SCRAP:
        return None
    return Found(
        say("Of {count:.0} pieces not one is reported as scrapped.", count=float(sums["good"])),
        doubt(0.0),
        (shape("scrap_share"),),
        say("Ask where scrapped pieces are written down. It may be another list."),
    )


def no_setup_is_reported(sight: Sight) -> Found | None:
    """Speak where machines change product at least 50 times, and not one setup is reported."""
    kinds = sight.log.rows["kind"].cast(pl.String)
    if (kinds == "setup").any():
        return None
    told = sight.rows.drop_nulls(["machine", "product"]).sort("machine", "start_at")
    changes = told.select(
        ((pl.col("product") != pl.col("product").shift(1)).over("machine")).fill_null(value=False).sum()
    ).item()
    if int(changes or 0) < CHANGES_WITHOUT_SETUP:
        return None
    return Found(
        say(
            "Machines change product {count} times, and not one setup is reported. It is part of the "
            "run times.",
            count=int(changes),
        ),
        doubt(0.0),
        (shape("setup_rows"),),
        say("Time the setups of one machine for two weeks, from last good piece to first good piece."),
    )  # fmt: skip


def ideal_cycle_is_wrong(sight: Sight) -> Found | None:
    """Speak where somewhere pieces are made quicker than the planned cycle allows."""
    quick = [each for each in sight.as_is.accounts if each.ideal_known and (each.effectiveness or 0) > 1]
    if not quick:
        return None
    worst = max(quick, key=lambda each: each.effectiveness or 0.0)
    run_s = sum(worst.elements.get(name, 0.0) for name in ("good", "scrap", "speed"))
    return Found(
        say(
            "{machine} reaches {share:.0%} of its planned speed. The planned cycle is too long.",
            machine=worst.scope, share=worst.effectiveness or 0.0,
        ),
        doubt(abs(run_s) / HOUR_S),
        (shape("accounts/effectiveness", worst.scope),),
        say("Time ten pieces, and correct the planned cycle in the mapping file."),
    )  # fmt: skip


RULES = (
    Rule("log_is_short", log_is_short, ("log",)),
    Rule("many_orders_are_open", many_orders_are_open, ("closing", "orders")),
    Rule("no_breakdown_is_reported", no_breakdown_is_reported, ("breakdown_rows",)),
    Rule("no_scrap_is_reported", no_scrap_is_reported, ("scrap_share",)),
    Rule("no_setup_is_reported", no_setup_is_reported, ("setup_rows",)),
    Rule("ideal_cycle_is_wrong", ideal_cycle_is_wrong, ("accounts/effectiveness",)),
)
