"""A person's week: what is late, what is promised, who waits for an answer."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from simmitt.web.outreach import queries
from simmitt.web.outreach.models import Lead
from simmitt.web.programmes.models import Programme
from simmitt.web.scope.scope import Scope

# More than this is no week; the rest stands in the list.
A_LOT = 100


@dataclass(frozen=True)
class Week:
    """The person's own companies, by what they need."""

    monday: date
    sunday: date
    answers: list[Lead]  # registered themselves and wait; nobody's yet as well
    late: list[Lead]
    this_week: list[Lead]
    next_week: list[Lead]
    without_step: list[Lead]
    owns: bool  # whether the person is responsible for any company at all

    @property
    def is_free(self) -> bool:
        """Say whether nothing is asked of the person this week."""
        return not (self.answers or self.late or self.this_week)


def week_for(scope: Scope, programme: Programme) -> Week:
    """Give the person's week: four queries."""
    today = timezone.localdate()
    monday, sunday = queries.week_of(today)
    rows = queries.leads(scope, programme)
    mine = rows.filter(owner=scope.person)
    steps = _steps(mine, until=sunday + timedelta(days=7))
    return Week(
        monday=monday,
        sunday=sunday,
        answers=_answers(rows, scope.person),
        late=[lead for lead in steps if lead.next_step_on and lead.next_step_on < today],
        this_week=[lead for lead in steps if lead.next_step_on and today <= lead.next_step_on <= sunday],
        next_week=[lead for lead in steps if lead.next_step_on and lead.next_step_on > sunday],
        without_step=list(mine.filter(queries.without_next_step()).order_by("stage_since", "pk")[:A_LOT]),
        owns=mine.exists(),
    )


def _steps(mine: Any, until: date) -> list[Lead]:
    planned = mine.filter(queries.on_the_road(), next_step_on__lte=until).exclude(next_step="")
    return list(planned.order_by("next_step_on", "company__name_key", "pk")[:A_LOT])


def _answers(rows: Any, person: int | None) -> list[Lead]:
    waiting = rows.filter(queries.awaiting_answer()).filter(Q(owner=person) | Q(owner=None))
    return list(waiting.order_by("answer_due_on", "pk")[:A_LOT])
