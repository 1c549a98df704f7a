"""Data of the companies of the world: a set that has been read, a file on its way, each with its word."""

import hashlib
from typing import Any

from web.analyses.in_world import add_done

from simmitt.web.analyses.models import DataSet, DataState, RunKind, Upload
from simmitt.web.analyses.shelf import run_at, upload_at
from simmitt.web.cases.operations import open_case


def both(text: str) -> dict[str, str]:
    """Give a text that is the same in both languages."""
    return {"sv": text, "en": text}


def told_of(word: str = "") -> dict[str, Any]:
    """Give what a job tells of a file that it has read."""
    return {
        "rows": 642, "orders": 161, "machines": 4, "products": 7,
        "first_day": "2026-03-02", "last_day": "2026-03-16",
        "grade": "B", "grade_reason": both("Raderna är få."),
        "columns": [
            column("order", "Ordernr", "104000", 0.97),
            column("machine", "Resurs", f"SÅG {word}", 0.8),
            column("worker", "Sign", "P01", 1.0, became_codes=True),
            column("good_pieces", "Antal", "40", 0.6),
        ],
        "unread": [{"heading": "Anm"}],
        "fields": [
            {"field": name, "text": both(text), "needed": name == "order", "read": True}
            for name, text in (
                ("order", "ordernummer"), ("machine", "maskin"), ("worker", "medarbetare"),
                ("good_pieces", "godkänt antal"), ("reason", "stopporsak"),
            )
        ],
        "notes": [both("1 rad med summor är inte med (rad 644).")],
        "form": "csv", "encoding": "cp1252", "separator": ";", "decimal_sign": ",", "date_order": "ymd",
        "time_zone": "",
        "findings": [
            {
                "code": "exact_duplicates", "severity": "warning", "title": both("Rader som står två gånger"),
                "about": None, "count": 8, "rows": 8, "effect": both("877 timmar blir 869."),
                "repair": both("Upprepningarna är borttagna."), "repaired": True, "left": False,
                "can_leave": True, "details": [],
                "table": {one: f"rows/exact_duplicates.{one}.csv" for one in ("sv", "en")},
            },
        ],
    }  # fmt: skip


def column(field: str, heading: str, example: str, certainty: float, **more: Any) -> dict[str, Any]:
    """Give a column as a job tells of it."""
    told = {"became_codes": False, "from_user": False, "reason": both("Rubriken liknar."), **more}
    return {"field": field, "field_text": both(field), "heading": heading, "example": example,
            "certainty": certainty, **told}  # fmt: skip


def add_data(world: Any) -> None:
    """Give every company a set that waits for its yes, and the manager a file half sent."""
    for name, company in world.company.items():
        case = open_case(company=company, person=world.person["manager"])
        world.keep("data_set", name, add_read(case, world.person["manager"], word=company.name))
        world.keep(
            "upload", name, add_upload(case, world.person["manager"], f"halv-{company.name}.csv", b"ab")
        )


def add_read(case: Any, person: Any, *, word: str = "", number: int = 2) -> DataSet:
    """Write a set that has been read, with the files as received and what the run left."""
    content = f"Ordernr;Resurs\n1;{word}\n".encode()
    made: DataSet = DataSet.objects.create(
        case=case, number=number, state=DataState.READ, kept_sha256="1" * 64, handed_in_by=person,
        files=[{"name": "logg.csv", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}],
        told=told_of(word),
    )  # fmt: skip
    run = add_done(case, RunKind.READ, made, ("quality",), word=word)
    rows = run_at(run) / "out" / "rows"
    rows.mkdir()
    for one in ("sv", "en"):
        (rows / f"exact_duplicates.{one}.csv").write_text(f"order\n{word}\n", "utf-8")
        run.told["files"].append({"name": f"rows/exact_duplicates.{one}.csv", "size": 1, "sha256": ""})
    run.save()
    made.reading = run
    made.save()
    whole = add_upload(case, person, "logg.csv", content, size=len(content))
    whole.data_set, whole.sha256 = made, made.files[0]["sha256"]
    whole.save()
    return made


def add_upload(case: Any, person: Any, name: str, content: bytes, size: int = 10) -> Upload:
    """Write a file of which so much has come."""
    upload: Upload = Upload.objects.create(
        case=case, name=name, size=size, received=len(content), handed_in_by=person
    )
    path = upload_at(upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return upload
