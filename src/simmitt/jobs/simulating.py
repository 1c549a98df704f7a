"""A factory with edited parameters beside the same one unedited, with the same luck."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from simmitt.engine.analysis import Window
from simmitt.engine.factory import Factory, write_factory
from simmitt.engine.factory.opening import read_factory
from simmitt.engine.report.comparison_document import Compared, compare, compose_comparison
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.faults import LocksItself
from simmitt.engine.simulation.figures import Figures, figures_of
from simmitt.engine.simulation.log import SOME_MONDAY
from simmitt.ground.progress import Progress
from simmitt.ground.texts import say
from simmitt.ground.units import WEEK_S
from simmitt.jobs.asking import over
from simmitt.jobs.both import both
from simmitt.jobs.editing import Edit, edited, edits_of, told_edit
from simmitt.jobs.job import BadJob, Job
from simmitt.jobs.pieces import Pieces, pieces_of
from simmitt.jobs.results import Results, figure, leads

REPLICATIONS = 60
_AT_ONCE = 10


def simulate_edited(job: Job, progress: Progress) -> None:
    """Simulate a factory with and without edits, and leave what they change."""
    if len(job.files) != 1:
        raise BadJob("this kind of job takes one factory")
    factory = _windowed(read_factory(job.files[0].path), job)
    edits = edits_of(job.asked.get("edits", ()), factory)
    count = int(job.asked.get("replications", REPLICATIONS))
    _refuse_too_large(factory, count, job)
    pieces = pieces_of(job)
    altered = edited(factory, edits)
    compared = compare(*(_figures(each, count, job, pieces, progress) for each in (factory, altered)))
    _write(job, altered, edits, compared, count)


def _windowed(factory: Factory, job: Job) -> Factory:
    weeks = job.asked.get("weeks")
    return replace(factory, run=Window(weeks=float(weeks)).over(factory.run)) if weeks else factory


def _refuse_too_large(factory: Factory, count: int, job: Job) -> None:
    limits, weeks = job.limits, factory.run.horizon_s / WEEK_S
    if weeks > limits.horizon_weeks:
        raise over(say("{weeks:.0} weeks would be simulated.", weeks=weeks), limits.horizon_weeks, _FEWER)
    if count > limits.replications:
        raise over(say("{count} outcomes would be simulated.", count=count), limits.replications, _FEWER)
    if len(factory.stations) > limits.machines:
        found = say("The factory has {count} stations.", count=len(factory.stations))
        raise over(found, limits.machines, say("Leave out stations that nothing waits for."))


_FEWER = say("Ask for fewer.")


def _figures(factory: Factory, count: int, job: Job, pieces: Pieces, progress: Progress) -> Figures:
    """Give the figures of all replications, computed a few at a time."""
    keep = pieces.of("simulated", write_factory(factory), job.seed)
    parts = [
        keep(f"{first}-{count}", partial(_some, factory, first, min(_AT_ONCE, count - first), job, progress))
        for first in range(0, count, _AT_ONCE)
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _some(factory: Factory, first: int, count: int, job: Job, progress: Progress) -> Figures:
    output = replicate(
        factory,
        replications=count,
        first_replication=first,
        seed=job.seed,
        workers=job.workers,
        progress=progress,
    )
    if output.locked.any():
        raise LocksItself(int(output.locked.sum()), output.replications)
    return figures_of(output, factory)


def _write(
    job: Job, altered: Factory, edits: tuple[Edit, ...], compared: tuple[Compared, ...], count: int
) -> None:
    results, told = Results(job), [told_edit(each) for each in edits]
    results.text("edited_factory.toml", write_factory(altered), say("The edited factory"))
    dated = (altered.run.starts_at or SOME_MONDAY).date()
    documents = results.fragment(
        "compared", partial(compose_comparison, compared, told, count, altered.name, dated)
    )
    results.finish(
        {
            "lead": leads(documents),
            "edits": [{**vars(edit), "text": both(text)} for edit, text in zip(edits, told, strict=True)],
            "figures": [_compared(each) for each in compared],
            "replications": count,
            "weeks": altered.run.horizon_s / WEEK_S,
        }
    )


def _compared(one: Compared) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": both(one.meaning.name),
        "unit": one.meaning.unit,
        "before": figure(one.before),
        "after": figure(one.after),
        "change": figure(one.change),
        "told": one.told,
    }
