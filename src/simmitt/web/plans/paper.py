"""A plan as a document: what is decided, who, when, for how much, and what each figure rests on."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from simmitt.web.look.templatetags.writing import day, money, number
from simmitt.web.nouns.paper import (
    Part,
    callout,
    document,
    fields,
    heading,
    page_break,
    paragraph,
    table,
    within,
)
from simmitt.web.nouns.words import spoken
from simmitt.web.plans.answers import DECLARED, MET
from simmitt.web.plans.carrying_out import outcomes_of
from simmitt.web.plans.models import FollowUp, KpiReading, PlanMeasure, Task
from simmitt.web.plans.presenting import PlanPage, Row
from simmitt.web.plans.sentences import (
    NONE,
    cost_rests_on,
    goal_title,
    goal_told,
    grounds_of,
    hours_told,
    standing_of,
)
from simmitt.web.plans.telling import Figure, said, sums
from simmitt.web.plans.words import Decision

# What fits between the mark and the status in the head of a page.
LONGEST_NAME = 60


def plan_document(
    page: PlanPage, follow_ups: list[FollowUp], tasks: list[Task], readings: list[KpiReading]
) -> dict[str, Any]:
    """Give the document of a plan as it stands, in the reader's language."""
    plan = page.plan
    parts = [
        paragraph(page.lead, "lead"),
        *_warning(page),
        *_goal(page),
        _measures(page),
        *_money(page),
        *_first_step(page),
        _signatures(page),
        page_break(),
        heading(_("Measure by measure")),
        *(part for row in page.rows for part in _measure(row, page)),
        *_timetable(page),
        *_financing(page),
        *_following(page, follow_ups, tasks, readings),
        *_checks(page),
        *_grounds(page),
    ]
    return document(
        title=_("Action plan"),
        subtitle=standing_of(plan),
        language=spoken(),
        dated=_dated(page),
        parts=parts,
        header=str(plan.case.company)[:LONGEST_NAME],
        status="" if plan.is_locked else pgettext("plan", "Draft"),
        footer=grounds_of(plan),
    )


def _dated(page: PlanPage) -> date:
    moment = page.plan.locked_at or page.saved_at or page.plan.created_at
    return timezone.localdate(moment)


def _warning(page: PlanPage) -> list[Part]:
    if page.plan.facts.get("light") != "red":
        return []
    title = _("The model did not foretell weeks it had not seen")
    return [callout(title, page.plan.facts.get("despite_red", ""), "doubt")]


def _goal(page: PlanPage) -> list[Part]:
    goal = page.indicator
    if goal is None:
        return []
    title, answer = goal_title(goal), goal_told(goal)
    figures = table(
        goal.name,
        (_("What"), _("Value"), _("Interval")),
        ((_("Now, measured"), goal.now.short, goal.now.span),
         (_("With the plan, simulated"), goal.then.short, goal.then.span)),
        right=(1, 2),
    )  # fmt: skip
    line = {
        "part": "measure_line", "title": title, "answer": answer, "alt": answer, "table": within(figures),
        "plan": _("the plan"), "estimate": _estimate(goal.then),
        "today": {"word": _("now"), "value": goal.now.value}, "decimals": goal.then.decimals,
    }  # fmt: skip
    return [line, *([paragraph(page.only_for_chosen, "strong")] if page.only_for_chosen else [])]


def _estimate(found: Figure) -> dict[str, Any]:
    low, high = (found.value if end is None else end for end in (found.low, found.high))
    return {"value": found.value, "low": low, "high": high, "level": "outcomes_80"}


def _measures(page: PlanPage) -> Part:
    headings = (
        _("No."), _("Measure"), _("Grade"), _("Responsible person"), _("When"), _("First cost"),
        _("Own hours"), _("Decision"),
    )  # fmt: skip
    total = (
        "", _("To be done now, together"), "", "", "", money(page.whole.cost_sek), number(page.whole.hours),
        "",
    )  # fmt: skip
    return table(
        _("Measures, in order"),
        headings,
        [*(_measure_row(row) for row in page.rows), total],
        (0.5, 4.3, 0.9, 1.9, 2.2, 1.4, 0.9, 1.6),
        right=(5, 6),
        total=True,
        row_heading=1,
    )


def _measure_row(row: Row) -> tuple[Any, ...]:
    one = row.measure
    return (
        row.number, one.name, one.facts.get("grade", NONE), one.owner or NONE, _when(one), _sum(one.cost_sek),
        NONE if one.hours is None else number(one.hours), _decision(one),
    )  # fmt: skip


def _when(one: PlanMeasure) -> str:
    if one.starts_on is None and one.ready_on is None:
        return NONE
    return " – ".join(_on(end) if end else "…" for end in (one.starts_on, one.ready_on))


def _sum(sek: int | None) -> str:
    return NONE if sek is None else money(sek)


def _decision(one: PlanMeasure) -> str:
    if not one.decision:
        return NONE
    told = str(one.get_decision_display())
    return f"{told}: {str(one.get_reason_display()).lower()}" if one.reason else told


def _money(page: PlanPage) -> list[Part]:
    """Give the money of what was simulated together, where that is what is to be done."""
    told = sums(page.plan.facts.get("joint_money")) if page.whole.is_as_simulated else []
    if not told:
        return []
    headings = (_("Benefit or cost"), _("Likely"), _("8 outcomes of 10"))
    return [
        table(
            _("The money"), headings, [(one.label, one.text, one.note or NONE) for one in told], right=(1, 2)
        )
    ]


def _first_step(page: PlanPage) -> list[Part]:
    plan = page.plan
    if not plan.first_step:
        return []
    title = _("The first step")
    on = f"{title}, {day(plan.first_step_on)}" if plan.first_step_on else title
    return [callout(on, plan.first_step, "your_turn")]


def _signatures(page: PlanPage) -> Part:
    charter = page.whole.charter
    return fields(
        _named(_("Owner of the company"), page.plan.locked_by),
        _named(_("Operations champion"), charter.champion if charter else None),
    )


def _named(label: str, person: Any) -> str:
    return f"{label}: {person}" if person else label


def _measure(row: Row, page: PlanPage) -> list[Part]:
    one = row.measure
    why = said(one.facts.get("why"))
    rows = [(label, text) for label, text in _told(row, page) if text]
    return [
        heading(f"{row.number} {one.name}", 2),
        *([paragraph(why)] if why else []),
        table(_("What is stated"), (_("What"), _("Stated")), rows, (2.6, 6.0), row_heading=0),
    ]


def _told(row: Row, page: PlanPage) -> list[tuple[str, str]]:
    one = row.measure
    grade = one.facts.get("grade", "")
    sources = ", ".join(one.facts.get("sources", ()))
    return [
        (_("Effect by itself"), f"{row.effect.label}: {row.effect.text}" if row.effect else ""),
        (_("Responsible person"), one.owner or NONE),
        (_("When"), _when(one)),
        (_("First cost"), f"{_sum(one.cost_sek)}. {cost_rests_on(one)}"),
        (_("Own hours"), hours_told(one)),
        (_("Needs before it"), _needs(one, page)),
        (_("The greatest risk"), one.risk),
        (_("What you do about it"), one.mitigation),
        (_("Working environment"), one.safety_note),
        (_("Indicators"), said(one.facts.get("kpi"))),
        (_("Grade and sources"), f"{grade}: {sources}" if sources else grade),
        (_("Decision"), _decision(one)),
    ]


def _needs(one: PlanMeasure, page: PlanPage) -> str:
    needed = set(one.facts.get("requires", ()))
    return ", ".join(row.measure.name for row in page.rows if row.measure.candidate in needed)


def _timetable(page: PlanPage) -> list[Part]:
    dated = [
        one for one in page.whole.counting if one.starts_on and one.ready_on and one.starts_on <= one.ready_on
    ]
    if not dated:
        return []
    place = {one.candidate: number for number, one in enumerate(dated)}
    tasks = [
        {
            "name": one.name, "first": _iso(one.starts_on), "last": _iso(one.ready_on), "hours": one.hours,
            "decided": one.decision == Decision.YES,
            "after": [place[name] for name in one.facts.get("requires", ()) if name in place],
        }
        for one in dated
    ]  # fmt: skip
    title = _("When is each measure carried out?")
    rows = [
        (one.name, one.owner or NONE, _on(one.starts_on), _on(one.ready_on), _count(one.hours))
        for one in dated
    ]
    headings = (_("Measure"), _("Responsible person"), _("Starts"), _("Ready"), _("Own hours"))
    answer = _("A filled bar is decided, a dashed one waits. Hours are your own.")
    return [
        heading(_("Timetable")),
        {
            "part": "timetable", "title": title, "answer": answer, "alt": answer, "tasks": tasks,
            "table": within(table(title, headings, rows, right=(4,))),
        },
    ]  # fmt: skip


def _iso(when: date | None) -> str:
    assert when is not None
    return when.isoformat()


def _count(value: int | None) -> str:
    return NONE if value is None else number(value)


def _financing(page: PlanPage) -> list[Part]:
    head = heading(_("Financing"))
    if not page.money:
        return [head, paragraph(_("Nothing written yet."))]
    rows: list[tuple[Any, ...]] = [
        (one.get_source_display(), one.name or NONE, _sum(one.amount_sek), one.get_rule_display())
        for one in page.whole.financing
    ]
    rows.append((_("Together"), "", money(page.whole.financed_sek), ""))
    headings = (_("Source"), _("From whom"), _("Amount, SEK"), _("State aid rule"))
    return [head, table(_("Where the money comes from"), headings, rows, right=(2,), total=True)]


def _following(
    page: PlanPage, follow_ups: list[FollowUp], tasks: list[Task], readings: list[KpiReading]
) -> list[Part]:
    parts = [*_tasks(tasks), *_follow_ups(page, follow_ups), *_readings(page, readings)]
    return [heading(_("Carrying out and follow-up")), *parts] if parts else []


def _tasks(tasks: list[Task]) -> list[Part]:
    if not tasks:
        return []
    headings = (_("Measure"), _("What is to be done"), _("Who does it"), _("By when"), _("Done"))
    rows = [(one.measure.name, one.text, one.owner, _on(one.due_on), _on(one.done_at)) for one in tasks]
    return [table(_("Tasks"), headings, rows, (2.6, 3.6, 1.8, 1.4, 1.4), row_heading=1)]


def _on(when: date | None) -> str:
    """Write a day, of a moment too; in a table it must be short."""
    moment = timezone.localtime(when) if isinstance(when, datetime) else when
    return f"{moment:%Y-%m-%d}" if moment else NONE


def _follow_ups(page: PlanPage, follow_ups: list[FollowUp]) -> list[Part]:
    if not follow_ups:
        return []
    unit = page.indicator.unit if page.indicator else ""
    headings = (
        _("Measure"), _("After"), _("On"), _("What became of it"), _("Measured effect"),
        _("What it may come from"),
    )  # fmt: skip
    rows = [
        (
            one.measure.name, _("{days} days").format(days=one.day), _on(one.due_on),
            str(one.get_status_display()) if one.status else NONE,
            NONE if one.measured_effect is None else f"{number(one.measured_effect, 1)} {unit}",
            one.note or NONE,
        )
        for one in follow_ups
    ]  # fmt: skip
    return [table(_("Follow-up"), headings, rows, (2.8, 1.1, 1.5, 1.6, 1.3, 2.6), right=(4,))]


def _readings(page: PlanPage, readings: list[KpiReading]) -> list[Part]:
    if not readings or page.indicator is None:
        return []
    headings = (_("Period"), _("Value"), _("Beside the forecast"), _("Comes from"), _("Remark"))
    rows = [
        (
            f"{_on(one.reading.period_from)} – {_on(one.reading.period_to)}", one.figure.short,
            one.verdict or NONE, one.reading.get_source_display(), one.reading.note or NONE,
        )
        for one in outcomes_of(page.indicator, readings)
    ]  # fmt: skip
    return [table(page.indicator.name, headings, rows, right=(1,))]


def _checks(page: PlanPage) -> list[Part]:
    states = {MET: _("Met."), DECLARED: _("Signed for, not looked up.")}
    rows = [
        (one.number, states.get(one.answer.state, _("Open.")), one.condition, one.answer.found)
        for one in page.checks
    ]
    headings = (_("No."), _("State"), _("Condition"), _("Found"))
    title = _("The sixteen checks")
    return [
        heading(title),
        table(_("Sixteen checks of a finished plan"), headings, rows, (0.6, 1.4, 3.4, 3.8)),
    ]


def _grounds(page: PlanPage) -> list[Part]:
    """Give what is needed to compute every figure anew."""
    facts = page.plan.facts
    origin = facts.get("origin", {})
    told = (
        (_("Data grade"), facts.get("data_grade")),
        (_("Run"), origin.get("run_id")),
        (_("The kept log, SHA-256"), origin.get("log_sha256")),
        (_("The model, SHA-256"), origin.get("factory_sha256")),
        (_("Catalogue"), origin.get("catalogue")),
        (_("Version of simmitt"), origin.get("version")),
        (_("Seed of the random numbers"), origin.get("seed")),
        (_("Draws"), origin.get("draws")),
    )
    rows = [(label, value) for label, value in told if value not in (None, "")]
    title = _("What the figures rest on")
    return [
        heading(title),
        table(_("Run, model and data"), (_("What"), _("Stated")), rows, (2.6, 6.0), row_heading=0),
    ]
