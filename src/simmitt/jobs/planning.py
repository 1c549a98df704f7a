"""From a kept log to an action plan, and to what a page needs to ask "what if" of it."""

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from simmitt.engine.analysis import Order, Planned, grounds_of, plan_from
from simmitt.engine.experiments.draws import draw_changes
from simmitt.engine.factory import Factory
from simmitt.engine.measures import Candidate, Measure, apply_changes
from simmitt.engine.plan import ActionPlan, Check, Indicator, PlannedMeasure
from simmitt.engine.portfolio import ENTRIES, Economy, Money, Rejected
from simmitt.engine.report.document import Document
from simmitt.engine.report.html import render_html
from simmitt.engine.report.pdf import render_pdf
from simmitt.engine.report.plan_document import compose_plan
from simmitt.engine.report.records import plan_record
from simmitt.engine.report.word import render_docx
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.keeping import Keep
from simmitt.ground.progress import Progress
from simmitt.ground.texts import Language, Message, say
from simmitt.jobs.analysing import analysed
from simmitt.jobs.asking import day_of, depends_of, reading_of
from simmitt.jobs.both import both
from simmitt.jobs.fitting import modelled
from simmitt.jobs.job import Job
from simmitt.jobs.motion import motion_of
from simmitt.jobs.pieces import pieces_of
from simmitt.jobs.results import Results, figure, leads, several
from simmitt.jobs.what_if import leave_what_if
from simmitt.outputs import write_run

_WRITING = say("Writing the plan")


class BadBudget(InputFault):
    """The budget is no amount of money."""


def plan_log(job: Job, progress: Progress) -> None:
    """Make a plan and leave it in both languages."""
    order = _order(job)
    pieces = pieces_of(job)
    analysis = analysed(job, pieces, progress)
    keep = pieces.of("model", *depends_of(job))
    model = modelled(job, analysis, keep, progress)
    planned = plan_from(model, order, workers=job.workers, progress=progress, keep=keep)
    _write(job, order, planned, pieces.of("drawn", job.key()), progress)


def _order(job: Job) -> Order:
    return Order(
        reading=reading_of(job),
        budget_sek=_budget(job),
        company=str(job.asked.get("company", "")),
        economy=job.beside("economy.toml"),
        starts_on=day_of(job, "starts_on"),
        seed=job.seed,
        despite_red=str(job.asked.get("despite_red", "")),
        most_sets=job.limits.scenarios,
    )


def _budget(job: Job) -> float:
    told = job.asked["budget_sek"]
    budget = float(told) if isinstance(told, int | float) and not isinstance(told, bool) else math.nan
    if not (math.isfinite(budget) and budget >= 0):
        raise BadBudget(
            say("The value is {value}.", value=str(told)),
            expected=say("Expected a budget in SEK, 0 or more."),
            place=Place(key="budget_sek"),
        )
    return budget


def _write(job: Job, order: Order, planned: Planned, keep: Keep, progress: Progress) -> None:
    results, aside = Results(job), planned.proposal.set_aside
    documents = results.fragment("plan", partial(_document, planned))
    results.record("plan", partial(plan_record, planned.plan, aside), say("The plan as data"))
    for done, (language, document) in enumerate(documents.items()):
        progress(_WRITING, done, len(documents))
        paper = keep(f"paper {language}", partial(render_pdf, document))
        results.content(f"plan.{language}.pdf", paper, say("The plan as PDF"))
        word = keep(f"word {language}", partial(render_docx, document))
        results.content(f"plan.{language}.docx", word, say("The plan in Word"))
        results.text(f"plan_page.{language}.html", render_html(document), say("The plan as a web page"))
    progress(_WRITING, len(documents), len(documents))
    write_run(planned, order, results.folder / "run", "sv")
    leave_what_if(results.folder / "what_if", planned, job.seed)
    results.plain_record("motion.json", motion_of(_scenes(planned), seed=planned.effects.seed))
    results.finish({"lead": leads(documents), **_told(planned)})


def _scenes(planned: Planned) -> dict[str, tuple[Factory, int]]:
    """Give today's factory and that with the chosen measures, in the middle one of the outcomes simulated."""
    effects, chosen = planned.effects, [each.candidate for each in planned.portfolio.chosen]
    scenes = {"today": (effects.factory, 0)}
    if chosen:
        change_h = effects.difference([each.id for each in chosen]).lead_time_mean_h
        middle = int(np.argsort(change_h, kind="stable")[len(change_h) // 2])
        changes = draw_changes(chosen, effects.seed, len(change_h))[middle]
        scenes = {
            "today": (effects.factory, middle),
            "planned": (apply_changes(effects.factory, changes), middle),
        }
    return scenes


def _document(planned: Planned, language: Language) -> Document:
    grounds, losses = grounds_of(planned.model), planned.model.analysis.losses
    return compose_plan(planned.plan, grounds, losses, planned.proposal.set_aside, language)


def _told(planned: Planned) -> Mapping[str, Any]:
    plan, portfolio = planned.plan, planned.portfolio
    return {
        **_grounds(plan),
        "indicator": _indicator(plan.indicator),
        "measures": [_measure(each, plan) for each in plan.measures],
        "rejected": [_rejected(each, planned) for each in portfolio.rejected],
        "set_aside": [_aside(*each) for each in planned.proposal.set_aside],
        "joint": effect_told(portfolio.joint),
        "joint_money": money_told(portfolio.joint_money),
        "money_if_used": money_told(portfolio.money_if_used),
        "constraint_before": portfolio.constraint_before,
        "constraint_after": portfolio.constraint_after,
        "checks": [_check(each) for each in plan.checks],
        "economy": economy_told(portfolio.economy),
    }


def _grounds(plan: ActionPlan) -> dict[str, Any]:
    names = (
        "company", "despite_red", "lead_time_in_doubt", "explained_share", "budget_sek", "price_year",
    )  # fmt: skip
    return {
        **{name: getattr(plan, name) for name in names},
        "run_id": plan.origin.run_id,
        "origin": vars(plan.origin),
        "data_grade": plan.grade,
        "light": plan.validation_light,
        "light_reasons": several(plan.validation_reasons),
        "starts_on": plan.starts_on.isoformat(),
        "objective": plan.portfolio.objective,
        "objective_text": both(plan.portfolio.objective_text),
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "label": both(indicator.name),
        "unit": indicator.unit,
        "definition": both(indicator.definition),
        "baseline": figure(indicator.baseline),
        "baseline_from": indicator.baseline_from.isoformat(),
        "baseline_to": indicator.baseline_to.isoformat(),
        "target": figure(indicator.target),
        "target_date": indicator.target_date.isoformat(),
    }


def _measure(planned: PlannedMeasure, plan: ActionPlan) -> dict[str, Any]:
    choice = planned.choice
    risks = [each for each in plan.risks if each.measure_id == planned.id]
    return {
        "rank": planned.rank,
        **candidate_told(choice.candidate),
        "starts_on": planned.starts_on.isoformat(),
        "ready_on": planned.ready_on.isoformat(),
        "follow_ups": [day.isoformat() for day in planned.follow_ups],
        "hours_per_week": planned.hours_per_week,
        "alone": effect_told(choice.alone),
        "alone_money": money_told(choice.alone_money),
        "marginal_lead_time_h": figure(choice.marginal_lead_time_h),
        "marginal_npv_sek": figure(choice.marginal_npv_sek),
        "risks": [{"text": both(each.text), "mitigation": both(each.mitigation)} for each in risks],
    }


def _rejected(rejected: Rejected, planned: Planned) -> dict[str, Any]:
    return {
        **candidate_told(rejected.candidate),
        "kind": rejected.kind,
        "reason": both(rejected.reason),
        "alone": effect_told(planned.effects.singles[rejected.candidate.id]),
    }


def candidate_told(candidate: Candidate) -> dict[str, Any]:
    """Give what a measure is, where it applies, and what it takes."""
    measure = candidate.measure
    return {
        "id": candidate.id,
        "measure": measure.id,
        "title": both(candidate.title),
        "targets": list(candidate.targets),
        "why": both(candidate.why),
        "grade": measure.grade,
        "sources": list(measure.sources),
        "kpi": both(measure.kpi),
        "cost_sek": vars(candidate.cost_sek),
        "yearly_cost_sek": candidate.yearly_cost_sek,
        "hours": vars(candidate.hours),
        "weeks": vars(candidate.weeks),
        "persistence": vars(candidate.persistence),
        "requires": list(candidate.requires),
        "conflicts": list(candidate.conflicts),
    }


def effect_told(effect: Any) -> dict[str, dict[str, float]]:
    """Give every figure of an effect with its interval."""
    return {name: figure(estimate) for name, estimate in vars(effect).items()}


def money_told(money: Money) -> dict[str, Any]:
    """Give the money of a set."""
    return {
        name: value if value is None or isinstance(value, float | int) else figure(value)
        for name, value in vars(money).items()
    }


def economy_told(economy: Economy) -> list[dict[str, Any]]:
    """Give every line of the economy: what it is, what it says, and whether somebody gave it."""
    return [
        {
            "id": name,
            "label": both(entry.meaning),
            "kind": entry.kind,
            "value": _value(getattr(economy, name)),
            "given": name in economy.given,
            "least": entry.least,
            "most": entry.most,
            "low": entry.low,
            "high": entry.high,
        }
        for name, entry in ENTRIES.items()
    ]


def _value(value: Any) -> Any:
    return value if value is None or isinstance(value, float | int) else vars(value)


def _aside(measure: Measure, reason: Message) -> dict[str, Any]:
    return {"measure": measure.id, "title": both(measure.name), "reason": both(reason)}


def _check(check: Check) -> dict[str, Any]:
    told = {"condition": both(check.condition), "found": both(check.found)}
    return {"number": check.number, "state": check.state, **told}
