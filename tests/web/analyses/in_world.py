"""What has been computed for the companies of the world, with a word in it that no other may read."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from simmitt.web.analyses.models import DataSet, DataState, Run, RunKind, RunState
from simmitt.web.analyses.shelf import run_at
from simmitt.web.cases.operations import open_case

STATIONS = [
    {
        "name": "M4",
        "capacity": 1,
        "open_h_per_week": 80.0,
        "parameters": [
            {"parameter": "setup_factor", "text": {"sv": "Ställtider", "en": "Setup times"},
             "value": 1.0, "now": 2.5, "unit": "h", "least": 0.0, "most": 5.0},
            {"parameter": "scrap_factor", "text": {"sv": "Kassation", "en": "Scrap"},
             "value": 1.0, "now": None, "unit": "", "least": 0.0, "most": 5.0},
            {"parameter": "capacity", "text": {"sv": "Likadana maskiner", "en": "Like machines"},
             "value": 1.0, "now": 1.0, "unit": "", "least": 1.0, "most": 50.0},
            {"parameter": "extra_hours", "text": {"sv": "Fler timmar", "en": "More hours"},
             "value": 0.0, "now": 80.0, "unit": "h", "least": -40.0, "most": 88.0},
        ],
    }
]  # fmt: skip


def add_runs(world: Any) -> None:
    """Give every company an approved set of data, its figures and its model."""
    for name, company in world.company.items():
        case = open_case(company=company, person=world.person["manager"])
        data_set = DataSet.objects.create(
            case=case, number=1, state=DataState.APPROVED, kept_sha256=f"{name:0<64}",
            files=[{"name": f"logg-{company.name}.csv", "size": 1, "sha256": "0" * 64}],
            handed_in_by=world.person["manager"],
        )  # fmt: skip
        figures = add_done(case, RunKind.ANALYSE, data_set, ("as_is",), word=company.name)
        add_done(case, RunKind.FIT, data_set, ("validation", "odds", "model"), word=company.name)
        world.keep("run", name, figures)


def add_done(case: Any, kind: str, data_set: Any, pages: tuple[str, ...], *, word: str, **told: Any) -> Run:
    """Write a run that is done, and what it left."""
    at = timezone.now() - timedelta(days=1)
    run: Run = Run.objects.create(
        case=case, kind=kind, state=RunState.DONE, data_set=data_set, engine="0.1.0",
        key=f"{kind}{data_set.pk if data_set else 0}{Run.objects.unscoped('a number').count()}",
        asked_by=case.opened_by, asked_at=at, started_at=at, finished_at=at,
    )  # fmt: skip
    out = run_at(run) / "out"
    out.mkdir(parents=True)
    texts = {f"{page}.{one}.html": f'<div class="report"><h2>{page} {one} {word}</h2></div>'
             for page in pages for one in ("sv", "en")}  # fmt: skip
    labelled = {"analysis.sv.pdf": "PDF", "analysis.en.pdf": "PDF", "factory.toml": "Modell"}
    for name in (*texts, *labelled):
        (out / name).write_text(texts.get(name, word), "utf-8")
    run.told = {
        "fragments": {page: {one: f"{page}.{one}.html" for one in ("sv", "en")} for page in pages},
        "files": [_file(out / name, labelled.get(name)) for name in (*texts, *labelled)],
        "stations": STATIONS if kind == RunKind.FIT else [],
        **told,
    }
    (out / "result.json").write_text(json.dumps(run.told), "utf-8")
    run.save()
    return run


def _file(path: Path, label: str | None) -> dict[str, Any]:
    return {
        "name": path.name,
        "size": path.stat().st_size,
        "sha256": "0" * 64,
        "label": {"sv": label, "en": label} if label else None,
    }
