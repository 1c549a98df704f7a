"""The sections of the plan, in the order they are read."""

from collections.abc import Sequence

from simmitt.engine.kpi import Losses
from simmitt.engine.measures import Measure
from simmitt.engine.plan import ActionPlan, Grounds
from simmitt.engine.report.document import Document, PageBreak, Part
from simmitt.engine.report.plan_document.appendices import appendices
from simmitt.engine.report.plan_document.carrying_out import decision, economy, follow_up, risks, timetable
from simmitt.engine.report.plan_document.choice import measure_pages, portfolio, rejected
from simmitt.engine.report.plan_document.grounds import current_state, model, need
from simmitt.engine.report.plan_document.summary import headline, summary
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Language, Message, say

_LONGEST_NAME = 60  # what fits between the mark and the status in the head of a page


def compose_plan(
    plan: ActionPlan,
    grounds: Grounds,
    losses: Losses | None,
    aside: Sequence[tuple[Measure, Message]],
    language: Language,
) -> Document:
    """Give the plan as a document in one language."""
    words = Words(language)
    parts: list[Part] = [
        *summary(plan, words),
        PageBreak(),
        *need(plan, words),
        *current_state(grounds, losses, words),
        *model(grounds, words),
        *rejected(plan, aside, words),
        *portfolio(plan, words),
        *timetable(plan, words),
        *economy(plan, words),
        *risks(plan, words),
        *follow_up(plan, words),
        *decision(plan, words),
        *measure_pages(plan, words),
        *appendices(plan, grounds, aside, words),
    ]
    return Document(
        title=headline(plan, words),
        subtitle=words(say("Action plan, proposed for {day:date}", day=plan.starts_on)),
        language=language,
        dated=plan.starts_on,
        parts=tuple(parts),
        header=plan.company[:_LONGEST_NAME],
        status=words(_status(plan)) if not plan.finished else "",
        footer=words(_footer(plan)),
    )


def _status(plan: ActionPlan) -> Message:
    return say("Draft, red light") if plan.despite_red else say("Draft")


def _footer(plan: ActionPlan) -> Message:
    origin = plan.origin
    return say(
        "Data grade {grade}. Run {run}, model {model}, data {data}, catalogue {catalogue}",
        grade=plan.grade, run=origin.run_id, model=origin.factory_sha256[:4], data=origin.log_sha256[:4],
        catalogue=origin.catalogue[:4],
    )  # fmt: skip
