"""What a plan run told, in few words: three measures together, one weighed and left."""

from typing import Any


def both(swedish: str, english: str = "") -> dict[str, str]:
    return {"sv": swedish, "en": english or f"{swedish} (en)"}


def figure(value: float, low: float, high: float) -> dict[str, float]:
    return {"value": value, "low": low, "high": high}


def spread(low: float, likely: float, high: float) -> dict[str, float]:
    return {"low": low, "likely": likely, "high": high}


def measure(id_: str, title: str, cost: float = 60_000, **more: Any) -> dict[str, Any]:
    return {
        "id": id_, "measure": id_.partition("@")[0], "title": both(title), "targets": [],
        "why": both("Ställen är långa."),
        "grade": "B", "sources": ["S03"], "kpi": both("ställminuter"),
        "cost_sek": spread(20_000, cost, 250_000),
        "hours": spread(60, 120, 300), "weeks": spread(4, 8, 16), "starts_on": "2027-01-11",
        "ready_on": "2027-03-05",
        "alone": {"lead_time_mean_h": figure(-122.4, -177.6, -62.4)}, "requires": [], "conflicts": [],
        "risks": [{"text": both("Svarven svälter."), "mitigation": both("Höj taket.")}], **more,
    }  # fmt: skip


def told(name: str = "Fräs 2", **more: Any) -> dict[str, Any]:
    return {
        "kind": "plan",
        "origin": {"run_id": "P-0204", "log_sha256": "91af" * 16, "factory_sha256": "7c1e" * 16,
                   "catalogue": "2026.2", "version": "0.1.0", "seed": 0, "draws": 200},
        "data_grade": "B", "light": "green", "despite_red": "", "lead_time_in_doubt": False,
        "indicator": {
            "id": "lead_time_mean_h", "label": both("Ledtid, medel"), "unit": "h",
            "definition": both("Från start till slut."),
            "baseline": figure(561.6, 500, 620), "baseline_from": "2026-01-12", "baseline_to": "2026-07-10",
            "target": figure(343.2, 290.4, 412.8), "target_date": "2027-06-30",
        },
        "measures": [
            measure(f"M01@{name}", f"Kortare ställ: {name}"),
            measure("C01", "Korsträning", 45_000),
            measure("M11", "Bemanna raster", 10_000, requires=["C01"], hours=spread(8, 16, 30),
                    starts_on="2027-03-22",
                    ready_on="2027-04-09"),
        ],
        "rejected": [
            measure("M15", "Processduglighet", kind="too_dear", reason=both("Ryms inte i budgeten."))
        ],
        "set_aside": [], "joint": {"lead_time_mean_h": figure(-218.4, -271.2, -148.8)},
        "joint_money": {"first_cost_sek": figure(295_000, 250_000, 380_000),
                        "npv_sek": figure(1_100_000, 400_000, 1_800_000)},
        "constraint_before": name, "constraint_after": name,
        "economy": [{"id": "use_of_freed_time", "value": {"sold": 0.0, "overtime": 1.0}, "given": True}],
        "files": [], **more,
    }  # fmt: skip
