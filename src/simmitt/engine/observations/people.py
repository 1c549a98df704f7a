"""Rules on people as a resource; never on a person, and no figure per person."""

from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import work
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S

NO_OPERATOR = 0.05
# If two can run the machine, one who is ill and one on leave stop the plant.
FEW = 2
# More than every second hour at two machines.
SEVERAL_MACHINES = 1.5
# Codes seen in fewer weeks, or in a shop this small, say nothing on who could be trained.
WEEKS_TO_JUDGE, PEOPLE_TO_COMPARE = 6.0, 5


def no_operator_at_the_constraint(sight: Sight) -> Found | None:
    """Speak where at the constraint at least one open hour in twenty passes without an operator."""
    account = sight.account(sight.constraint)
    if account is None:
        return None
    open_s = sight.planned_s(account)
    lost_s = account.elements.get("no_operator", 0.0)
    if open_s <= 0 or lost_s < NO_OPERATOR * open_s:
        return None
    return Found(
        say(
            "{machine} stood without an operator for {hours:.0} hours, {share:.0%} of its open time.",
            machine=account.scope, hours=lost_s / HOUR_S, share=lost_s / open_s,
        ),
        work(sight, lost_s / HOUR_S),
        (shape("accounts/no_operator", account.scope),),
        say("See when: at breaks, at shift changes, or while the operator runs another machine?"),
    )  # fmt: skip


def few_run_the_constraint(sight: Sight) -> Found | None:
    """Speak where at most two of at least five people are named at the machine that sets the pace."""
    seen, busy = (
        sight.figure("operators_seen", sight.constraint),
        sight.figure("busy_union_h", sight.constraint),
    )
    if seen is None or busy is None or sight.weeks < WEEKS_TO_JUDGE or seen.value > FEW:
        return None
    everyone = sight.rows["worker"].drop_nulls().n_unique()
    here = sight.rows.filter(machine=sight.constraint)
    # Where half of the rows name nobody, those named are no measure of who can.
    if everyone < PEOPLE_TO_COMPARE or here["worker"].count() < here.height / 2:
        return None
    return Found(
        say(
            "{machine} sets the pace, and {count} of {everyone} people are named at it.",
            machine=seen.scope, count=int(seen.value), everyone=everyone,
        ),
        work(sight, busy.value / sight.weeks),  # a week without them
        (seen, busy),
        say("Ask what happens on a day when they are ill, and who would like to learn."),
    )  # fmt: skip


def one_minds_several_machines(sight: Sight) -> Found | None:
    """Speak where an operator works at more than one and a half machines at the same moment."""
    minded = sight.figure("machines_per_operator_mean")
    if minded is None or minded.low < SEVERAL_MACHINES:
        return None
    return Found(
        say(
            "One operator minds {count:.1} machines at the same time on average ({low:.1} to {high:.1}).",
            count=minded.value, low=minded.low, high=minded.high,
        ),
        work(sight, sight.work_h * (1 - 1 / minded.value)),
        (minded,),
        say("Look at what stands still when two of the machines need them at once."),
    )  # fmt: skip


RULES = (
    Rule("no_operator_at_the_constraint", no_operator_at_the_constraint, ("accounts/no_operator",)),
    Rule("few_run_the_constraint", few_run_the_constraint, ("operators_seen", "busy_union_h")),
    Rule("one_minds_several_machines", one_minds_several_machines, ("machines_per_operator_mean",)),
)
