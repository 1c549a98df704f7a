"""A plan as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simmitt.web.plans.answers import Where
from simmitt.web.plans.checks import CONDITIONS, FEWEST_NOW, Check, checks_of, too_many_now
from simmitt.web.plans.field_forms import FieldForm, Versions, field_versions, forms_of
from simmitt.web.plans.fields import OF_FINANCING, OF_MEASURE, OF_PLAN
from simmitt.web.plans.gantt import Gantt, drawings
from simmitt.web.plans.models import Financing, Plan, PlanMeasure
from simmitt.web.plans.rules import PLAN_WRITERS, decides
from simmitt.web.plans.sentences import lead_of, only_for_chosen
from simmitt.web.plans.telling import EFFECT_OF, Figure, Indicator, effect, indicator
from simmitt.web.plans.whole import Whole, whole_of
from simmitt.web.plans.words import Reason
from simmitt.web.scope.scope import Scope


@dataclass(frozen=True)
class Row:
    """A measure in the table of decisions."""

    measure: PlanMeasure
    number: int
    effect: Figure | None


@dataclass(frozen=True)
class Chosen:
    """The measure whose fields stand open."""

    row: Row
    of: int
    fields: list[FieldForm]
    decision: FieldForm
    reasons: Any
    effects: list[Figure]


@dataclass(frozen=True)
class MoneyRow:
    """A source of money with its fields."""

    financing: Financing
    fields: list[FieldForm]


@dataclass(frozen=True)
class PlanPage:
    """All that the page says."""

    whole: Whole
    rows: list[Row]
    chosen: Chosen | None
    checks: list[Check]
    money: list[MoneyRow]
    plan_fields: list[FieldForm]
    gantt: list[Gantt]
    indicator: Indicator | None
    joint: Figure | None
    versions: list[Plan]
    is_newest: bool
    may_write: bool
    may_lock: bool
    saved_at: datetime | None

    @property
    def plan(self) -> Plan:
        """Give the plan itself."""
        return self.whole.plan

    @property
    def failing(self) -> list[Check]:
        """Give the checks that are open."""
        return [one for one in self.checks if one.is_open]

    @property
    def passed(self) -> list[Check]:
        """Give the checks that are met or signed for."""
        return [one for one in self.checks if not one.is_open]

    @property
    def is_editable(self) -> bool:
        """Say whether the reader may change its fields."""
        return self.may_write and self.is_newest and not self.plan.is_locked

    @property
    def too_many(self) -> bool:
        """Say whether more than seven measures are to be done now."""
        return too_many_now(self.whole)

    @property
    def too_few(self) -> bool:
        """Say whether it is fewer than the method reckons with."""
        return len(self.whole.counting) < FEWEST_NOW

    @property
    def is_ready(self) -> bool:
        """Say whether it can be locked."""
        return not self.failing and not self.too_many

    @property
    def missing(self) -> str:
        """Say what keeps it from being locked."""
        if self.too_many:
            return _("More than seven measures are to be done now. Say later to some of them.")
        numbers = [str(one.number) for one in self.failing]
        if not numbers:
            return "" if self.may_lock else _("All checks are met. The owner locks the plan.")
        joined = _("{first} and {last}").format(first=", ".join(numbers[:-1]), last=numbers[-1])
        told = ngettext("Possible when check {numbers} is met.", "Possible when checks {numbers} are met.",
                        len(numbers))  # fmt: skip
        return told.format(numbers=joined if len(numbers) > 1 else numbers[0])

    @property
    def of_checks(self) -> int:
        """Count the checks."""
        return len(CONDITIONS)

    @property
    def lead(self) -> str:
        """Say the plan in one sentence."""
        return lead_of(self.whole)

    @property
    def only_for_chosen(self) -> str:
        """Say that the figures hold for other measures than those to be done; empty where they don't."""
        return only_for_chosen(self.whole)


def page_of(scope: Scope, plan: Plan, versions: list[Plan], measure_id: str) -> PlanPage:
    """Give the page of one version of a plan, with one of its measures opened."""
    whole = whole_of(scope, plan)
    numbers, saved_at = field_versions(scope, plan)
    checks = checks_of(whole)
    rows = rows_of(whole)
    company = plan.case.company_id
    return PlanPage(
        whole=whole,
        rows=rows,
        chosen=_chosen(whole, rows, checks, measure_id, numbers),
        checks=checks,
        money=[MoneyRow(one, forms_of(plan, one, OF_FINANCING.values(), numbers)) for one in whole.financing],
        plan_fields=forms_of(plan, plan, OF_PLAN.values(), numbers),
        gantt=drawings(whole.counting),
        indicator=indicator(whole.facts),
        joint=effect(whole.facts.get("joint"), _telling(whole)),
        versions=versions,
        is_newest=plan.number == versions[0].number,
        may_write=bool(scope.roles & PLAN_WRITERS),
        may_lock=decides(scope, company),
        saved_at=saved_at,
    )


def rows_of(whole: Whole) -> list[Row]:
    """Give the table of decisions."""
    name = _telling(whole)
    return [
        Row(one, number, effect(one.facts.get("alone"), name))
        for number, one in enumerate(whole.measures, start=1)
    ]


def _telling(whole: Whole) -> str:
    """Name the effect that moves the plan's figure."""
    told = (whole.facts.get("indicator") or {}).get("id", "")
    return EFFECT_OF.get(told, "lead_time_mean_h")


def _chosen(
    whole: Whole, rows: list[Row], checks: list[Check], measure_id: str, numbers: Versions
) -> Chosen | None:
    """Open the measure that was asked for, or the first that a check points at."""
    by_id = {row.measure.public_id: row for row in rows}
    pointed = (where.measure for check in checks if check.is_open for where in check.answer.where)
    wanted = (measure_id, *pointed, *by_id)
    row = next((by_id[one] for one in wanted if one in by_id), None)
    if row is None:
        return None
    forms_of_row = {
        one.editable.name: one for one in forms_of(whole.plan, row.measure, OF_MEASURE.values(), numbers)
    }
    decision = forms_of_row.pop("decision")
    alone = row.measure.facts.get("alone") or {}
    told = [effect(alone, name) for name in alone]
    return Chosen(
        row, len(rows), list(forms_of_row.values()), decision, Reason.choices, [one for one in told if one]
    )


def address_of(where: Where, plan: Plan) -> str:
    """Give the way to a place that a check points at."""
    company = plan.case.company.public_id
    if where.page:
        return reverse(where.page, args=[company])
    asked = f"?measure={where.measure}" if where.measure else ""
    return f"{reverse('plan', args=[company])}{asked}#{where.anchor}"
