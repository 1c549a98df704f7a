"""The Monday page: how it stands, the one thing to do, the targets, the way from contact to follow-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.utils import timezone

from simmitt.web.outreach import counting, queries
from simmitt.web.outreach.counting import Outcome
from simmitt.web.outreach.models import Lead, Move
from simmitt.web.outreach.nouns import TARGET_READERS
from simmitt.web.outreach.stages import LATE_AFTER, ROAD, Stage
from simmitt.web.outreach.stays import Step, median_stays
from simmitt.web.outreach.words import in_words
from simmitt.web.programmes.models import Programme, Target
from simmitt.web.scope.aggregates import LEAST, shown, shown_within
from simmitt.web.scope.roles import READERS
from simmitt.web.scope.scope import Scope

SUMS = "sums over the programme, hidden where fewer than five companies stand behind them"
KEPT_S = 600


@dataclass(frozen=True)
class FunnelStep:
    """A stage of the road: how many have reached it, how many stand in it, how long they stay."""

    stage: Stage
    reached: int | None  # none: too few to say
    share: float | None  # of those that reached the stage before
    standing: int | None
    still: int | None  # stood for longer than the stage's limit
    median: timedelta | None
    is_tightest: bool = False

    @property
    def median_days(self) -> int | None:
        """Give the median in whole days."""
        return None if self.median is None else round(self.median / timedelta(days=1))


@dataclass(frozen=True)
class Act:
    """The one thing to do this week: what, for how many, in which stage."""

    kind: str  # "answer", "still", "nothing" or "calm"
    companies: int = 0
    stage: Stage | None = None

    @property
    def many(self) -> str:
        """Give the number of companies in words."""
        return in_words(self.companies)


@dataclass(frozen=True)
class Monday:
    """All that the page says."""

    outcomes: list[Outcome]
    hidden: frozenset[int]  # targets whose outcome fewer than five companies stand behind
    funnel: list[FunnelStep]
    act: Act
    ends_on: date
    months_left: int
    only_sums: bool  # read by somebody who sees no company
    reaches_all: bool  # read by somebody who sees every company of the programme
    links_to_targets: bool

    @property
    def told(self) -> list[Outcome]:
        """Give the targets whose outcome may be told."""
        return [one for one in self.outcomes if one.target.pk not in self.hidden]

    @property
    def ahead(self) -> int:
        """Count the targets that keep pace."""
        return sum(one.keeps_pace for one in self.told)

    @property
    def widest(self) -> int:
        """Give the length of the longest bar."""
        return max((step.reached or 0 for step in self.funnel), default=0)

    @property
    def behind(self) -> int:
        """Count the targets that are behind."""
        return len(self.told) - self.ahead

    @property
    def ahead_in_words(self) -> str:
        """Give the number of those that keep pace in words."""
        return in_words(self.ahead)

    @property
    def behind_in_words(self) -> str:
        """Give the number of those that are behind in words."""
        return in_words(self.behind)


def monday_of(scope: Scope, programme: Programme) -> Monday:
    """Give the page's figures as the person may see them."""
    only_sums = not scope.roles & READERS
    rows = _rows(scope, programme, only_sums=only_sums)
    targets = list(Target.objects.seen_by(scope).filter(programme=programme))
    reaches_all = programme.pk in scope.whole_programmes
    whole, seen = counting.reached_and_seen(programme, scope)
    reached = whole if only_sums else seen
    outcomes = counting.outcomes(targets, programme, whole)
    funnel = _funnel(rows, reached, _medians(programme), only_sums=only_sums)
    today = timezone.localdate()
    return Monday(
        outcomes=outcomes,
        hidden=frozenset(one.target.pk for one in outcomes if _hides(one, funnel)),
        funnel=funnel,
        act=_act(rows, only_sums=only_sums),
        ends_on=programme.ends_on,
        months_left=months_between(today, programme.ends_on),
        only_sums=only_sums,
        reaches_all=reaches_all,
        links_to_targets=bool(scope.roles & TARGET_READERS),
    )


def _rows(scope: Scope, programme: Programme, *, only_sums: bool) -> Any:
    if only_sums:
        return Lead.objects.unscoped(SUMS).filter(queries.alive(), company__programme=programme)
    return queries.leads(scope, programme)


def _hides(outcome: Outcome, funnel: list[FunnelStep]) -> bool:
    """Hide an outcome that the way from contact to follow-up hides too; reports name no company."""
    stage = counting.COUNTS_FROM.get(outcome.target.counting)
    return any(step.stage == stage and step.reached is None for step in funnel)


def _funnel(
    rows: Any, reached: Mapping[Stage, int], medians: Mapping[Stage, timedelta], *, only_sums: bool
) -> list[FunnelStep]:
    standing = queries.by_stage(rows)
    still = queries.by_stage(rows.filter(queries.standing_still()))
    told = _as_sums(reached) if only_sums else _as_counts(reached, standing, still)
    # Whoever reads sums is not shown how many stand still, so a coloured bar would say nothing.
    tightest = None if only_sums else _tightest(still)
    return [
        FunnelStep(stage, *told[stage], median=medians.get(stage), is_tightest=stage == tightest)
        for stage in ROAD
    ]


Told = dict[Stage, tuple[int | None, float | None, int | None, int | None]]


def _as_counts(reached: Mapping[Stage, int], standing: Mapping[str, int], still: Mapping[str, int]) -> Told:
    befores = [0, *(reached[stage] for stage in ROAD)]
    return {
        stage: (
            reached[stage],
            reached[stage] / before if before else None,
            standing.get(stage, 0),
            still.get(stage, 0),
        )
        for stage, before in zip(ROAD, befores, strict=False)
    }


def _as_sums(reached: Mapping[Stage, int]) -> Told:
    """Give what five companies or more stand behind; no two figures taken from each other tell of fewer.

    How many stand in each stage now is left out: beside those that have reached it, it would tell too much.
    """
    told: Told = {}
    known, before_known = 0, False
    for stage in ROAD:
        whole = reached[stage]
        seen = shown_within(whole, known) if known else shown(whole, whole)
        told[stage] = (seen, seen / known if seen and before_known else None, None, None)
        known, before_known = seen or known, seen is not None
    return told


def _tightest(still: Mapping[str, int]) -> Stage | None:
    """Give the stage where most stand still, the earliest of several: one bar alone is coloured."""
    worst = max(ROAD, key=lambda stage: still.get(stage, 0))
    return worst if still.get(worst) else None


def _act(rows: Any, *, only_sums: bool) -> Act:
    """Choose what changes most: a broken promise, then those that stand still, then those without a step."""
    late = {
        f"still_{stage.value}": Count("pk", filter=Q(stage=stage) & queries.standing_still())
        for stage in LATE_AFTER
    }
    counted = rows.aggregate(
        answer=Count("pk", filter=queries.answer_late()),
        nothing=Count("pk", filter=queries.without_next_step()),
        **late,
    )
    tightest = max(LATE_AFTER, key=lambda stage: counted[f"still_{stage.value}"])
    acts = [
        Act("answer", counted["answer"]),
        Act("still", counted[f"still_{tightest.value}"], tightest),
        Act("nothing", counted["nothing"]),
    ]
    least = LEAST if only_sums else 1
    return next((act for act in acts if act.companies >= least), Act("calm"))


def _medians(programme: Programme) -> Mapping[Stage, timedelta]:
    """Give the median stays of the whole programme; read again only when somebody has moved."""
    moves = Move.objects.unscoped(SUMS).filter(company__programme=programme).order_by()
    state = moves.aggregate(last=Max("changed_at"), count=Count("pk"))
    key = f"medians:{programme.pk}:{state['count']}:{state['last'].timestamp()}" if state["count"] else ""
    known: Mapping[Stage, timedelta] | None = cache.get(key) if key else {}
    if known is None:
        taken = moves.filter(undone=False).order_by("company", "moved_at", "pk")
        steps = (Step(*row) for row in taken.values_list("company", "to_stage", "moved_at").iterator())
        known = median_stays(steps, least=LEAST)
        cache.set(key, known, KEPT_S)
    return known


def months_between(start: date, end: date) -> int:
    """Count the whole months from one day to another; none when it has passed."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(0, months)
