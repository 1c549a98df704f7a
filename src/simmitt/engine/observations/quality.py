"""Rules on scrap, rework and pieces held back."""

import polars as pl

from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import orders, work
from simmitt.engine.observations.telling import shares
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S

# One piece in fifty; one hour in thirty done again.
MUCH_SCRAP, MUCH_REWORK = 0.02, 0.03
# One step of several has half of the scrap; fewer pieces than this may be one bad day.
MOST_OF_IT = 0.5
PIECES_TO_JUDGE = 30
STEPS_TO_COMPARE = 3
# As many pieces wait for a decision as half of those thrown away.
HELD_BACK = 0.5
# One piece in ten isn't right the first time; over all steps, one in five.
FIRST_PASS, ROLLED = 0.9, 0.8
# Nine orders in ten of the family pass the step, and one piece in a hundred is lost after it.
PASSED_BY_ALL, LOST_TIME = 0.9, 0.01
# One order in ten goes round.
RETURNING = 0.1
SPEED_LOSS = 0.10
GOOD_ENOUGH_OEE = 0.6


def scrap_is_high(sight: Sight) -> Found | None:
    """Speak where at least one piece in fifty is thrown away."""
    scrap = sight.figure("scrap_share")
    if scrap is None or scrap.low < MUCH_SCRAP:
        return None
    return Found(
        say(
            "{share} of the pieces are scrapped ({low} to {high}).",
            **shares(scrap.value, scrap.low, scrap.high),
        ),
        work(sight, scrap.value * sight.work_h, extra_sek=_scrap_sek(sight)),
        (scrap,),
        say("Note the reason for each scrapped piece for two weeks."),
    )  # fmt: skip


def one_step_scraps(sight: Sight) -> Found | None:
    """Speak where one of several steps has at least half of all scrapped pieces."""
    by_step = _pieces(sight)
    rejected = float(by_step["rejected"].sum() or 0.0)
    if by_step.height < STEPS_TO_COMPARE or rejected < PIECES_TO_JUDGE:
        return None
    first = by_step.row(0, named=True)
    if first["rejected"] < MOST_OF_IT * rejected:
        return None
    share = first["rejected"] / max(first["rejected"] + first["good"], 1.0)
    own = next(
        (each for each in sight.of_all("scrap_share", "activity") if each.scope == first["step"]), None
    )
    return Found(
        say(
            "{part:.0%} of all scrapped pieces are scrapped at {step}.",
            part=float(first["rejected"] / rejected), step=first["step"],
        ),
        work(sight, float(share * first["hours"]), extra_sek=_scrap_sek(sight)),
        (own or shape("scrap_share"),),
        say("Ask whether the fault arises there, or is only found there."),
    )  # fmt: skip


def scrap_after_the_constraint(sight: Sight) -> Found | None:
    """Speak where one piece of a family in a hundred is scrapped after the step that sets the pace."""
    stream = next((each for each in sight.as_is.streams if any(s.is_bottleneck for s in each.steps)), None)
    if stream is None:
        return None
    names = [step.activity for step in stream.steps]
    pace = next(number for number, step in enumerate(stream.steps) if step.is_bottleneck)
    if stream.steps[pace].share_of_orders < PASSED_BY_ALL:
        return None  # most pieces further on never were there
    family = sight.rows.filter(pl.col("product").is_in(list(stream.products)))
    later = _pieces(sight, family).filter(pl.col("step").is_in(names[pace + 1 :]))
    lost, made = later.select(pl.col("rejected").sum(), pl.col("good").max()).row(0)
    if (lost or 0.0) < max(PIECES_TO_JUDGE, LOST_TIME * (made or 0.0)):
        return None
    cycle_s = stream.steps[pace].cycle_s or 0.0
    return Found(
        say(
            "{count:.0} pieces were scrapped after {step}, which sets the pace. Its time on them is lost.",
            count=lost, step=names[pace],
        ),
        work(sight, lost * cycle_s / HOUR_S, extra_sek=_scrap_sek(sight)),
        (shape("streams", stream.family), shape("scrap_share")),
        say("See which of those faults could be found before {step}.", step=names[pace]),
    )  # fmt: skip


def not_right_the_first_time(sight: Sight) -> Found | None:
    """Speak where at least one piece in ten isn't good the first time."""
    first = sight.figure("first_pass_yield_share")
    if first is None or first.high > FIRST_PASS:
        return None
    return Found(
        say(
            "{share} of the pieces aren't good the first time ({low} to {high}).",
            **shares(1 - first.value, 1 - first.high, 1 - first.low),
        ),
        work(sight, (1 - first.value) * sight.work_h, extra_sek=_scrap_sek(sight)),
        (first,),
        say("Follow ten such pieces back to the step where it went wrong."),
    )  # fmt: skip


def few_come_through_unharmed(sight: Sight) -> Found | None:
    """Speak where a piece comes through all steps good the first time in at most four cases of five."""
    through = sight.figure("rolled_yield_share")
    if through is None or through.high > ROLLED:
        return None
    return Found(
        say(
            "Over all steps {share} of the pieces come through good the first time ({low} to "
            "{high}). Small losses add up.",
            **shares(through.value, through.low, through.high),
        ),
        work(sight, (1 - through.value) * sight.work_h / 2, extra_sek=_scrap_sek(sight)),
        (through,),
        say("List the steps by what each loses. The table of activities has them."),
    )  # fmt: skip


def orders_come_back(sight: Sight) -> Found | None:
    """Speak where at least one order in ten comes back to a step it had left."""
    share, steps = sight.figure("rework_loop_share"), sight.of_all("rework_loop_share", "activity")
    if share is None or not steps or share.low < RETURNING:
        return None
    passing = {node.name: node.orders for node in sight.as_is.flow.nodes} if sight.as_is.flow else {}
    most = max(steps, key=lambda each: each.value * passing.get(each.scope, 1))
    return Found(
        say(
            "{share} of the orders come back to a step they had left, most often {step} "
            "({low} to {high}).",
            **shares(share.value, share.low, share.high), step=most.scope,
        ),
        orders(sight, share.value * sight.orders * _wait_per_move_h(sight)),
        (share, most),
        say("Ask whether it is rework, a step in between, or a split order."),
    )  # fmt: skip


def _wait_per_move_h(sight: Sight) -> float:
    """Give how long an order waits at a move between two steps, mean over all moves."""
    arcs = sight.as_is.flow.arcs if sight.as_is.flow else ()
    moves = sum(arc.count for arc in arcs)
    return sum(arc.count * arc.wait_mean_s for arc in arcs) / moves / HOUR_S if moves else 0.0


def rework_takes_hours(sight: Sight) -> Found | None:
    """Speak where at least one hour in thirty goes to rework."""
    again = sight.figure("rework_share")
    if again is None or again.low < MUCH_REWORK:
        return None
    return Found(
        say(
            "{share} of the hours are rework ({low} to {high}).",
            **shares(again.value, again.low, again.high),
        ),
        work(sight, again.value * sight.work_h),
        (again,),
        say("Sort the reworked orders by step and fault. See which step sends most back."),
    )  # fmt: skip


def pieces_wait_for_a_decision(sight: Sight) -> Found | None:
    """Speak where half as many pieces are held for review as are scrapped, and at least 30."""
    sums = sight.log.rows.select(
        held=pl.col("review_pieces").sum(), rejected=pl.col("rejected_pieces").sum()
    ).row(0, named=True)
    held, rejected = float(sums["held"] or 0), float(sums["rejected"] or 0)
    if held < PIECES_TO_JUDGE or held < HELD_BACK * rejected:
        return None
    with_held = sight.rows.filter(pl.col("review_pieces") > 0)
    span_h = (pl.col("end_at") - pl.col("start_at")).dt.total_seconds().clip(0).sum() / HOUR_S
    return Found(
        say("{count:.0} pieces were set aside until somebody decides on them.", count=held),
        work(sight, float(with_held.select(span_h).item() or 0.0)),
        (shape("scrap_share"),),
        say("Ask who decides, and how long the pieces lie until then."),
    )


def speed_is_lost(sight: Sight) -> Found | None:
    """Speak where at the constraint at least a tenth of the open time goes to running slower than planned."""
    account = sight.account(sight.constraint)
    if account is None or not account.ideal_known:
        return None
    open_s = sight.planned_s(account)
    lost_s = account.elements.get("speed", 0.0)
    if open_s <= 0 or lost_s < SPEED_LOSS * open_s:
        return None
    return Found(
        say(
            "{machine} runs slower than its planned cycle: {hours:.0} hours, {share:.0%} of its open time.",
            machine=account.scope, hours=lost_s / HOUR_S, share=lost_s / open_s,
        ),
        work(sight, lost_s / HOUR_S),
        (shape("accounts/speed", account.scope),),
        say("Compare the planned cycle with a timed one. Then look for short stops nobody reports."),
    )  # fmt: skip


def oee_is_low(sight: Sight) -> Found | None:
    """Speak where at the constraint at most 60 per cent of the planned time makes good pieces."""
    account = sight.account(sight.constraint)
    if account is None or account.oee is None or account.oee > GOOD_ENOUGH_OEE:
        return None
    open_s = sight.planned_s(account)
    lost_s = open_s - account.elements.get("good", 0.0)
    return Found(
        say(
            "{machine} makes good pieces for {share:.0%} of its planned time (OEE).",
            machine=account.scope, share=account.oee,
        ),
        work(sight, lost_s / HOUR_S),
        (shape("accounts/oee", account.scope),),
        say("The picture of its hours shows which loss is largest. Begin with that one."),
    )  # fmt: skip


def _pieces(sight: Sight, rows: pl.DataFrame | None = None) -> pl.DataFrame:
    """Give good and rejected pieces and hours of each step, most rejected first; without rows, of all."""
    span_h = (pl.col("end_at") - pl.col("start_at")).dt.total_seconds().clip(0) / HOUR_S
    named = (
        (sight.rows if rows is None else rows)
        .with_columns(step=pl.coalesce("activity", "machine"))
        .drop_nulls("step")
    )
    sums = named.group_by("step").agg(
        good=pl.col("good_pieces").sum(), rejected=pl.col("rejected_pieces").sum(), hours=span_h.sum()
    )
    return sums.sort("rejected", "step", descending=[True, False])


def _scrap_sek(sight: Sight) -> float | None:
    """Give what the scrapped pieces cost, where a price was told."""
    if sight.prices.scrap_cost_per_piece_sek is None:
        return None
    return sight.prices.scrap_cost_per_piece_sek * float(sight.log.rows["rejected_pieces"].sum() or 0.0)


RULES = (
    Rule("not_right_the_first_time", not_right_the_first_time, ("first_pass_yield_share",),
         ("scrap_is_high",)),
    Rule("few_come_through_unharmed", few_come_through_unharmed, ("rolled_yield_share",)),
    Rule("orders_come_back", orders_come_back, ("rework_loop_share",), ("orders_go_back",)),
    Rule("scrap_is_high", scrap_is_high, ("scrap_share",)),
    Rule("one_step_scraps", one_step_scraps, ("scrap_share",)),
    Rule("scrap_after_the_constraint", scrap_after_the_constraint, ("streams", "scrap_share")),
    Rule("rework_takes_hours", rework_takes_hours, ("rework_share",)),
    Rule("pieces_wait_for_a_decision", pieces_wait_for_a_decision, ("scrap_share",)),
    Rule("speed_is_lost", speed_is_lost, ("accounts/speed",)),
    Rule("oee_is_low", oee_is_low, ("accounts/oee",)),
)  # fmt: skip
