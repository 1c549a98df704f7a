"""A plan with all that its checks look at."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simmitt.web.cases.models import Charter, Declaration
from simmitt.web.plans.models import Financing, Plan, PlanMeasure
from simmitt.web.plans.words import Decision
from simmitt.web.scope.scope import Scope

AID, JOINT = "check_12", "check_10"


@dataclass(frozen=True)
class Whole:
    """A plan, its rows, and what was agreed and signed beside it."""

    plan: Plan
    measures: list[PlanMeasure]
    financing: list[Financing]
    charter: Charter | None
    declarations: Mapping[str, Declaration]  # those that stand, by criterion

    @property
    def facts(self) -> dict[str, Any]:
        """Give what the run computed."""
        facts: dict[str, Any] = self.plan.facts
        return facts

    @property
    def counting(self) -> list[PlanMeasure]:
        """Give the measures that are to be done now: decided so, or not decided yet."""
        return [one for one in self.measures if one.counts]

    @property
    def decided(self) -> list[PlanMeasure]:
        """Give the measures that have their yes."""
        return [one for one in self.measures if one.decision == Decision.YES]

    @property
    def is_as_simulated(self) -> bool:
        """Say whether the measures to be done are the very ones that were simulated together."""
        return {one.candidate for one in self.counting} == set(self.facts.get("chosen", ()))

    @property
    def joint_criterion(self) -> str:
        """Name what is signed where they differ: for this set of measures, and for no other."""
        told = "|".join(sorted(one.candidate for one in self.counting))
        digest = hashlib.sha256(f"{self.plan.public_id}|{told}".encode()).hexdigest()
        return f"{JOINT}:{digest[:16]}"

    @property
    def cost_sek(self) -> int:
        """Add up the first cost of what is to be done."""
        return sum(one.cost_sek or 0 for one in self.counting)

    @property
    def hours(self) -> int:
        """Add up the own hours of what is to be done."""
        return sum(one.hours or 0 for one in self.counting)

    @property
    def financed_sek(self) -> int:
        """Add up the money."""
        return sum(one.amount_sek or 0 for one in self.financing)


def whole_of(scope: Scope, plan: Plan) -> Whole:
    """Give the plan with its rows, as far as the scope reaches."""
    measures = PlanMeasure.objects.seen_by(scope).filter(plan=plan)
    standing = Declaration.objects.seen_by(scope).filter(case=plan.case_id, withdrawn_at__isnull=True)
    return Whole(
        plan=plan,
        measures=list(measures.select_related("owner_person", "quote", "decided_by")),
        financing=list(Financing.objects.seen_by(scope).filter(plan=plan)),
        charter=Charter.objects.seen_by(scope).filter(case=plan.case_id).select_related("champion").first(),
        declarations={one.criterion: one for one in standing.select_related("person")},
    )
