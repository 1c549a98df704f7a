"""The simulated factory in motion: where work waits, today and with the chosen measures."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render

from simmitt.web.analyses.folder import OUT
from simmitt.web.analyses.models import Run
from simmitt.web.analyses.shelf import run_at
from simmitt.web.cases.queries import walked
from simmitt.web.nouns.guard import Asking
from simmitt.web.trying.views import plan_run

MOTION = "motion.json"


@dataclass(frozen=True)
class Level:
    """What a station has on average in the weeks shown, today and then."""

    name: str
    capacity: int
    waiting_now: float
    waiting_then: float | None
    busy_now: float
    busy_then: float | None


def motion(request: Asking, public_id: str) -> HttpResponse:
    """Show the picture that moves, and the same in figures."""
    case = walked(request, public_id)
    run = plan_run(request, case)
    told = _told(run) if run else None
    context = {
        "case": case,
        "run": run,
        "told": told,
        "levels": _levels(told) if told else [],
        "finished": {name: scene["finished"] for name, scene in told["scenes"].items()} if told else {},
    }
    return render(request, "trying/motion.html", context)


def motion_data(request: Asking, public_id: str) -> FileResponse:
    """Hand out what moves."""
    case = walked(request, public_id)
    run = plan_run(request, case)
    if run is None or not (run_at(run) / OUT / MOTION).is_file():
        raise Http404
    return FileResponse((run_at(run) / OUT / MOTION).open("rb"), content_type="application/json")


def _told(run: Run) -> dict[str, Any] | None:
    try:
        told: dict[str, Any] = json.loads((run_at(run) / OUT / MOTION).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return told


def _levels(told: dict[str, Any]) -> list[Level]:
    now, then = told["scenes"]["today"], told["scenes"].get("planned")
    return [
        Level(
            told["stations"][n]["name"],
            told["stations"][n]["capacity"],
            now["waiting"][n],
            then["waiting"][n] if then else None,
            now["busy"][n],
            then["busy"][n] if then else None,
        )
        for n in told["along_the_way"]
    ]
