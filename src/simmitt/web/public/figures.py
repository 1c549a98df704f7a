"""The public figures: how many companies have come how far, as it was when this month began."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from simmitt.web.companies.register.municipalities import county_by_code
from simmitt.web.outreach.stages import Stage
from simmitt.web.programmes.models import Programme
from simmitt.web.public import queries
from simmitt.web.scope.aggregates import LEAST, month_began_at, shown, shown_parts, shown_within

ELSEWHERE = "elsewhere"
# They change once a month; what is corrected afterwards is public within the hour.
KEPT_S = 3600


@dataclass(frozen=True)
class Figure:
    """One public figure; without a value where fewer than five companies stand behind it."""

    code: str
    label: Any
    unit: Any
    value: int | None
    note: Any = ""

    @property
    def hidden(self) -> bool:
        """Say whether too few stand behind it."""
        return self.value is None


@dataclass(frozen=True)
class Figures:
    """All of them, and the moment they count up to."""

    until: datetime
    road: list[Figure]
    work: list[Figure]
    counties: list[Figure]

    @property
    def every(self) -> list[Figure]:
        """Give them in the order of the open data."""
        return [*self.road, *self.work, *self.counties]


COMPANIES = _("companies")
ON_THE_ROAD: tuple[tuple[str, Stage, Any], ...] = (
    ("companies_in_dialogue", Stage.DIALOGUE, _("Companies that we have met")),
    ("companies_with_charter", Stage.CHARTER, _("Companies that have decided to take part")),
    ("companies_analysed", Stage.WORKSHOPS, _("Companies that have been analysed in depth")),
    ("companies_with_plan", Stage.PLAN_DECIDED, _("Companies with a decided plan")),
    ("companies_followed_up", Stage.FOLLOWED_UP, _("Companies whose plan has been followed up")),
)


def figures_of(programme: Programme) -> Figures:
    """Give the programme's figures."""
    until = month_began_at()
    key = f"figures:{programme.public_id}:{until:%Y-%m}"
    found: Figures | None = cache.get(key)
    if found is None:
        found = Figures(until, _road(programme, until), _work(programme, until), _counties(programme, until))
        cache.set(key, found, KEPT_S)
    return found


def _road(programme: Programme, until: datetime) -> list[Figure]:
    stages = {code: stage for code, stage, _label in ON_THE_ROAD}
    return list(_falling(queries.companies_at_least(programme, until, stages)))


def _falling(counts: dict[str, int]) -> Iterable[Figure]:
    """Hide a step that too few have taken, or that all but a few of those before them have."""
    before: int | None = None
    for code, _stage, label in ON_THE_ROAD:
        count = counts[code]
        value = shown(count, count) if before is None else shown_within(count, before)
        yield Figure(code, label, COMPANIES, value)
        before = before if value is None else value


def _work(programme: Programme, until: datetime) -> list[Figure]:
    visits, visited = queries.visits(programme, until)
    in_time, registered = queries.answers(programme, until)
    share = round(100 * in_time / registered) if registered else 0
    answered = _("Registrations answered within the days we promise")
    return [
        Figure("visits", _("Visits to companies"), _("visits"), shown(visits, visited)),
        Figure("answered_in_time", answered, _("per cent"), shown(share, registered)),
    ]


def _counties(programme: Programme, until: datetime) -> list[Figure]:
    """Share the companies we have met between the programme's counties and the rest."""
    parts = dict.fromkeys([*programme.counties, ELSEWHERE], 0)
    for municipality, count in queries.met_by_municipality(programme, until):
        parts[municipality[:2] if municipality[:2] in parts else ELSEWHERE] += count
    return [
        Figure(f"companies_in_dialogue_{code}", _county(code), COMPANIES, value)
        for code, value in shown_parts(parts).items()
        if code != ELSEWHERE or value
    ]


def _county(code: str) -> Any:
    county = county_by_code(code)
    return county.short_name if county else _("Elsewhere")


def too_few() -> str:
    """Say why a figure is not there."""
    return str(_("shown when at least {count} companies stand behind it")).format(count=LEAST)
