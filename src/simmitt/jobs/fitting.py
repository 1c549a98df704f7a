"""From a kept log to a factory, how well it foretells, and when open orders will be done."""

import hashlib
from collections.abc import Mapping
from functools import partial
from typing import Any

from simmitt.engine.analysis import Analysis, Model, fit_and_validate, need_events
from simmitt.engine.factory import Factory, write_factory, write_state
from simmitt.engine.report.factory_document import Material, compose_model, compose_validation
from simmitt.engine.report.odds_document import compose_odds
from simmitt.engine.report.records import validation_record
from simmitt.engine.report.words import Words
from simmitt.engine.simulation.odds import OrderOdds
from simmitt.ground.intervals import Estimate
from simmitt.ground.keeping import Keep
from simmitt.ground.progress import Progress
from simmitt.ground.texts import LANGUAGES, say
from simmitt.jobs.analysing import analysed
from simmitt.jobs.asking import depends_of
from simmitt.jobs.both import both
from simmitt.jobs.editing import stations_told
from simmitt.jobs.job import Job
from simmitt.jobs.pieces import pieces_of
from simmitt.jobs.results import Results, figure, leads


def modelled(job: Job, analysis: Analysis, keep: Keep, progress: Progress) -> Model:
    """Give the model of a job's log, as far as it goes from what was computed before."""
    need_events(analysis)
    return fit_and_validate(analysis, seed=job.seed, workers=job.workers, progress=progress, keep=keep)


def fit_log(job: Job, progress: Progress) -> None:
    """Fit a factory to a log and leave it, with its proof and the odds of open orders."""
    pieces = pieces_of(job)
    analysis = analysed(job, pieces, progress)
    keep = pieces.of("model", *depends_of(job))
    model = modelled(job, analysis, keep, progress)
    progress(say("Writing the model"), 0, 1)
    _write(job, model)


def _write(job: Job, model: Model) -> None:
    results, last_day, odds = Results(job), model.analysis.log.last_at.date(), model.odds
    factory = write_factory(model.factory)
    results.text("factory.toml", factory, say("The factory as a model"))
    results.text("state.json", write_state(model.state), say("The floor when the log ends"))
    results.record(
        "validation",
        partial(validation_record, model.validation, model.explained_share, model.gains_h, model.doubts),
        say("How the model foretold, in figures"),
    )
    fitted = (model.factory, model.today, model.validation, model.explained_share, model.doubts)
    material = {language: Material(*fitted, Words(language)) for language in LANGUAGES}
    results.fragment("model", lambda language: compose_model(material[language], last_day))
    documents = results.fragment(
        "validation", lambda language: compose_validation(material[language], last_day)
    )
    open_orders = [_order(each) for each in odds if each.simulated]
    if open_orders:
        results.fragment(
            "odds", partial(compose_odds, odds, model.validation.light, model.state.at, model.factory.name)
        )
        results.plain_record(
            "odds.json",
            {"at": model.state.at.isoformat(), "open_orders": open_orders},
            say("When open orders will be done"),
        )
    told = {"lead": leads(documents), **_told(model.factory, model), "open_orders": open_orders}
    results.finish({**told, "factory_sha256": hashlib.sha256(factory.encode()).hexdigest()})


def _told(factory: Factory, model: Model) -> Mapping[str, Any]:
    validation = model.validation
    return {
        "light": validation.light,
        "verdict": both(validation.verdict),
        "reasons": [{"light": each.light, "text": both(each.text)} for each in validation.reasons],
        "explained_share": model.explained_share,
        "log_sha256": model.analysis.log.source.sha256,
        "stations": stations_told(factory, model.today),
    }


def _order(odds: OrderOdds) -> dict[str, Any]:
    instants = {
        name: at.isoformat() if (at := getattr(odds, name)) else None
        for name in ("due_at", "median_at", "low_at", "high_at")
    }
    return {
        "order": odds.order,
        "product": odds.product,
        "chance_open": odds.chance_open,
        "by_due": _share(odds.by_due),
        "within_weeks": {str(week): _share(share) for week, share in odds.within_weeks.items()},
        **instants,
    }


def _share(share: Estimate | None) -> dict[str, float] | None:
    return None if share is None else figure(share)
