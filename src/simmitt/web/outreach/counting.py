"""Targets against outcome: what counts, from when, and on what evidence.

A company counts once, on the day when it first reached the stage that the target names, or a later one of
the road, by a move that was not taken back. The day must lie within the programme's period. Leaving the
road (closed, not now) takes nothing away: what has been done has been done. An analysis counts as finished
when the company has gone on from it. What no stage shows is reported one by one, with what proves it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simmitt.web.companies.models import Company
from simmitt.web.outreach.models import Move
from simmitt.web.outreach.stages import ROAD, Stage, onwards
from simmitt.web.programmes.models import Counting, Programme, Target, TargetReport
from simmitt.web.scope.scope import Scope

# The first stage that shows that it has happened.
COUNTS_FROM: dict[str, Stage] = {
    Counting.CONTACTED: Stage.CONTACTED,
    Counting.DIALOGUE: Stage.DIALOGUE,
    Counting.CHARTER: Stage.CHARTER,
    # In the stage the analysis is going on; it is finished when the company goes on.
    Counting.ANALYSIS: Stage.WORKSHOPS,
    Counting.PLAN: Stage.PLAN_DECIDED,
    Counting.FOLLOWED_UP: Stage.FOLLOWED_UP,
}
DEFINITIONS: dict[str, Any] = {
    Counting.CONTACTED: _("A company counts on the day it came into the pipeline."),
    Counting.DIALOGUE: _("A company counts on the day it first reached Dialogue or a later stage."),
    Counting.CHARTER: _("A company counts on the day it first reached Charter or a later stage."),
    Counting.ANALYSIS: _("A company counts on the day it went on from Analysis to a later stage."),
    Counting.PLAN: _("A company counts on the day it first reached Plan decided or a later stage."),
    Counting.FOLLOWED_UP: _("A company counts on the day it reached Followed up."),
    Counting.REPORTED: _("Counted from what has been reported here, each report with what proves it."),
}
WHOLE_PROGRAMME = "a target's outcome is the whole programme's; it names no company"


@dataclass(frozen=True)
class Outcome:
    """A target, and how far it has come."""

    target: Target
    count: int
    pace: int  # where an even pace would have brought it by today

    @property
    def keeps_pace(self) -> bool:
        """Say whether it is where an even pace would have brought it."""
        return self.count >= self.pace

    @property
    def is_reached(self) -> bool:
        """Say whether it has been reached."""
        return self.count >= self.target.goal

    @property
    def longest(self) -> int:
        """Give the end of the line it is drawn on: a little beyond the goal or the outcome."""
        return max(self.target.goal, self.count) * 23 // 20 + 1

    @property
    def definition(self) -> Any:
        """Say how it is counted."""
        return DEFINITIONS[self.target.counting]


def outcomes(
    targets: list[Target], programme: Programme, reached: Mapping[Stage, int] | None = None
) -> list[Outcome]:
    """Give every target's outcome; ``reached`` where the whole programme's stages are known already."""
    wanted = {stage for target in targets if (stage := COUNTS_FROM.get(target.counting))}
    reached = reached_by_stage(programme, stages=tuple(wanted)) if reached is None else reached
    reported, today = _reported(programme), timezone.localdate()
    return [
        Outcome(target, _count(target, reached, reported), pace(target, programme.starts_on, today))
        for target in targets
    ]


def _count(target: Target, reached: Mapping[Stage, int], reported: Mapping[int, int]) -> int:
    stage = COUNTS_FROM.get(target.counting)
    return reported.get(target.pk, 0) if stage is None else reached[stage]


def pace(target: Target, starts_on: date, today: date) -> int:
    """Give how much of the goal an even pace from the start to the due day would have reached by today."""
    whole, gone = (target.due_on - starts_on).days, (today - starts_on).days
    if whole <= 0 or gone >= whole:
        return int(target.goal)
    return max(0, round(target.goal * gone / whole))


class Reached(NamedTuple):
    """How many companies have reached each stage."""

    whole: dict[Stage, int]  # of the whole programme
    seen: dict[Stage, int]  # of what the reader sees


def reached_by_stage(programme: Programme, stages: Iterable[Stage] = ROAD) -> dict[Stage, int]:
    """Count the whole programme's companies that first reached each stage, or a later one, in the period."""
    return _reached(_moves(programme).values("company"), programme, stages, whole=Q())["whole"]


def reached_and_seen(programme: Programme, scope: Scope, stages: Iterable[Stage] = ROAD) -> Reached:
    """Count them, and those of them that the scope opens, in one reading of the moves."""
    if programme.pk in scope.whole_programmes:
        whole = reached_by_stage(programme, stages)
        return Reached(whole, whole)
    moves = _moves(programme).values("company").annotate(opened=Count("pk", filter=Move.RULE(scope)))
    return Reached(**_reached(moves, programme, stages, whole=Q(), seen=Q(opened__gt=0)))


def _reached(
    moves: Any, programme: Programme, stages: Iterable[Stage], **parts: Q
) -> dict[str, dict[Stage, int]]:
    """Count, for each part of the companies, those that first reached each stage in the period."""
    first = {stage.value: Min("moved_at", filter=Q(to_stage__in=onwards(stage))) for stage in stages}
    if not first:
        return {part: {} for part in parts}
    began, ended = period(programme)
    counts = {
        f"{part}_{name}": Count(name, filter=kept & Q(**{f"{name}__gte": began, f"{name}__lt": ended}))
        for part, kept in parts.items()
        for name in first
    }
    counted = moves.annotate(**first).aggregate(**counts)
    return {part: {Stage(name): counted[f"{part}_{name}"] for name in first} for part in parts}


def companies_behind(target: Target, scope: Scope) -> QuerySet[Company]:
    """Give the companies that the scope opens and the target counts, each with its day.

    The moves that count hang on it as ``counted_moves``, the first one first.
    """
    stages = onwards(COUNTS_FROM[target.counting])
    began, ended = period(target.programme)
    companies: QuerySet[Company] = Company.objects.seen_by(scope).filter(
        programme=target.programme, merged_into=None, moves__undone=False, moves__to_stage__in=stages
    )
    moves = _moves(target.programme).filter(to_stage__in=stages).select_related("moved_by")
    return (
        companies.annotate(reached_at=Min("moves__moved_at"))
        .filter(reached_at__gte=began, reached_at__lt=ended)
        # Long, and the database would group by them.
        .defer("need", "by_hand", "search_text")
        .prefetch_related(Prefetch("moves", moves.order_by("moved_at", "pk"), to_attr="counted_moves"))
    )


def with_outcome(targets: QuerySet[Target], programme: Programme) -> QuerySet[Target]:
    """Add its outcome to every target, for lists and files."""
    reached = reached_by_stage(programme)
    reports = TargetReport.objects.unscoped(WHOLE_PROGRAMME).filter(
        target=OuterRef("pk"), **_happened(programme)
    )
    total = reports.order_by().values("target").annotate(total=Sum("amount")).values("total")
    counted = [When(counting=counting, then=Value(reached[stage])) for counting, stage in COUNTS_FROM.items()]
    return targets.annotate(
        outcome=Case(*counted, default=Coalesce(Subquery(total), 0), output_field=IntegerField())
    )


def period(programme: Programme) -> tuple[datetime, datetime]:
    """Give the moment when the programme begins and the one when it is over."""
    return _midnight(programme.starts_on), _midnight(programme.ends_on + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _moves(programme: Programme) -> QuerySet[Move]:
    taken: QuerySet[Move] = Move.objects.unscoped(WHOLE_PROGRAMME).filter(
        company__programme=programme, company__merged_into__isnull=True, undone=False, to_stage__in=ROAD
    )
    return taken.order_by()


def _reported(programme: Programme) -> dict[int, int]:
    reports = TargetReport.objects.unscoped(WHOLE_PROGRAMME).filter(
        target__programme=programme, **_happened(programme)
    )
    totals = reports.order_by().values("target").annotate(total=Sum("amount"))
    return {one["target"]: one["total"] for one in totals}


def _happened(programme: Programme) -> dict[str, date]:
    return {"happened_on__gte": programme.starts_on, "happened_on__lte": programme.ends_on}
