"""The nouns as plain records for JSON: names stable, texts in one language, no clock time."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from simmitt.engine.experiments import Effect, InputDoubt
from simmitt.engine.measures import Candidate
from simmitt.engine.plan import ActionPlan, PlannedMeasure
from simmitt.engine.portfolio import Portfolio
from simmitt.engine.report.analysis_record import analysis_record as analysis_record
from simmitt.engine.report.plain import Record, Writer, plain
from simmitt.engine.validation import Validation
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Message


def validation_record(
    validation: Validation,
    explained_share: float,
    gains_h: Mapping[str, Estimate],
    doubts: Mapping[str, InputDoubt],
    tell: Writer,
) -> Record:
    """Give ``validation.json``: errors beside floor and straw man, light, forecast, what relief gives.

    ``gains_h`` is the hours that an order saves when a station works a tenth faster, by station;
    ``doubts`` how sure the main figures are, and whether the log or the simulation is to blame.
    """
    record: Record = plain(validation, tell)
    record["explained_share_whole_log"] = explained_share
    record["hours_saved_when_relieved"] = plain(gains_h, tell)
    record["doubt"] = plain(doubts, tell)
    return record


def plan_record(plan: ActionPlan, aside: Sequence[tuple[Any, Message]], tell: Writer) -> Record:
    """Give ``plan.json``: the whole plan, every number with its interval and where it comes from."""
    return {
        "company": plan.company,
        "finished": plan.finished,
        "currency": "SEK",
        "price_year": plan.price_year,
        "budget_sek": plan.budget_sek,
        "starts_on": plan.starts_on.isoformat(),
        "origin": asdict(plan.origin),
        "data_grade": plan.grade,
        "validation_light": plan.validation_light,
        "validation_reasons": [tell(each) for each in plan.validation_reasons],
        "despite_red": plan.despite_red,
        "waiting_explained_share": plan.explained_share,
        "lead_time_in_doubt": plan.lead_time_in_doubt,
        "indicator": plain(plan.indicator, tell),
        "measures": [_measure(each, tell) for each in plan.measures],
        "portfolio": _portfolio(plan.portfolio, tell),
        "set_aside": [{"measure": m.id, "name": tell(m.name), "reason": tell(why)} for m, why in aside],
        "risks": [plain(each, tell) for each in plan.risks],
        "checks": [plain(each, tell) for each in plan.checks],
    }


def _measure(planned: PlannedMeasure, tell: Writer) -> Record:
    choice = planned.choice
    return {
        "rank": planned.rank,
        **_candidate(choice.candidate, tell),
        "starts_on": planned.starts_on.isoformat(),
        "ready_on": planned.ready_on.isoformat(),
        "follow_ups": [day.isoformat() for day in planned.follow_ups],
        "hours_per_week": planned.hours_per_week,
        "owner": planned.owner,
        "decision": planned.decision,
        "reason_code": planned.reason_code,
        "alone": _effect(choice.alone),
        "alone_money": plain(choice.alone_money, tell),
        "marginal_lead_time_h": plain(choice.marginal_lead_time_h, tell),
        "marginal_npv_sek": plain(choice.marginal_npv_sek, tell),
    }


def _candidate(candidate: Candidate, tell: Writer) -> Record:
    measure = candidate.measure
    return {
        "id": candidate.id,
        "measure": measure.id,
        "title": tell(candidate.title),
        "targets": list(candidate.targets),
        "why": tell(candidate.why),
        "grade": measure.grade,
        "sources": list(measure.sources),
        "kpi": tell(measure.kpi),
        "cost_sek": asdict(candidate.cost_sek),
        "yearly_cost_sek": candidate.yearly_cost_sek,
        "hours": asdict(candidate.hours),
        "weeks": asdict(candidate.weeks),
        "persistence": asdict(candidate.persistence),
        "requires": list(candidate.requires),
        "not_simulated": list(candidate.not_simulated),
    }


def _portfolio(portfolio: Portfolio, tell: Writer) -> Record:
    return {
        "objective": portfolio.objective,
        "objective_text": tell(portfolio.objective_text),
        "method": "simulated",
        "joint": _effect(portfolio.joint),
        "joint_money": plain(portfolio.joint_money, tell),
        "constraint_before": portfolio.constraint_before,
        "constraint_after": portfolio.constraint_after,
        "interactions": [
            {
                "figure": e.figure, "joint": e.joint, "sum_of_singles": e.sum_of_singles, "sign": e.sign,
                "reason": tell(e.reason),
            }
            for e in portfolio.interactions
        ],
        "rejected": [
            {
                **_candidate(each.candidate, tell), "kind": each.kind, "reason": tell(each.reason),
                "gain": each.gain,
            }
            for each in portfolio.rejected
        ],
        "influences": [plain(each, tell) for each in portfolio.influences],
        "drivers": [plain(each, tell) for each in portfolio.drivers],
        "economy": plain(portfolio.economy, tell),
        "sets_simulated": portfolio.sets_simulated,
        "replications": portfolio.replications,
        "draws": portfolio.draws,
        "seed": portfolio.seed,
    }  # fmt: skip


def _effect(effect: Effect) -> Record:
    return {name: asdict(estimate) for name, estimate in vars(effect).items()}
