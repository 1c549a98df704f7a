"""Companies on the road, for tests that need several."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from web.world import World

from simmitt.web.companies.models import Company
from simmitt.web.outreach.models import Lead, Move
from simmitt.web.outreach.stages import ROAD, Stage


def lead_at(
    world: World,
    name: str,
    stage: Stage = Stage.CONTACTED,
    *,
    partner: str = "nord",
    days: int = 1,
    municipality: str = "2281",
    **more: Any,
) -> Lead:
    """Put a new company on the road: it has taken every step up to ``stage``, the last one ``days`` ago."""
    organisation = world.partner[partner]
    company = Company.objects.create(
        programme_id=organisation.programme_id, partner=organisation, name=name, municipality=municipality
    )
    now = timezone.now()
    way = ROAD[: ROAD.index(stage) + 1] if stage in ROAD else (Stage.CONTACTED, stage)
    before = ""
    for steps_left, step in zip(range(len(way) - 1, -1, -1), way, strict=True):
        Move.objects.create(
            company=company,
            from_stage=before,
            to_stage=step,
            moved_at=now - timedelta(days=days + 10 * steps_left),
            moved_by=world.person["coordinator"],
        )
        before = step
    lead: Lead = Lead.objects.create(
        company=company, stage=stage, stage_since=now - timedelta(days=days), **more
    )
    return lead


def many_at(world: World, count: int, stage: Stage = Stage.CONTACTED, **more: Any) -> list[Lead]:
    return [lead_at(world, f"Bolag {number:03}", stage, **more) for number in range(count)]


def waiting(days_left: int) -> dict[str, Any]:
    """Give what a company that has registered itself brings along."""
    now = timezone.now()
    return {
        "registered_at": now - timedelta(days=3),
        "answer_due_on": timezone.localdate() + timedelta(days=days_left),
    }


def saved(lead: Lead) -> Lead:
    """Give the lead as it is in the database now."""
    fresh: Lead = Lead.objects.unscoped("a test looks").select_related("company").get(pk=lead.pk)
    return fresh


def text_of(answer: Any) -> str:
    """Give what a file that is handed out piece by piece says."""
    return b"".join(answer.streaming_content).decode()
