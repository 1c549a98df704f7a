"""An invented workshop whose reports are all known: what any export of it must be read as."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

STEPS = {
    "Kapning": (("Såg 1", "4101"),),
    "Svarvning": (("Svarv 1", "4201"), ("Svarv 2", "4202")),
    "Fräsning": (("Fräs 1", "4301"), ("Fräs 2", "4302"), ("Fräs 3", "4303")),
    "Slipning": (("Slip 1", "4401"),),
    "Svetsning": (("Svetsrobot", "4501"),),
    "Montering": (("Monteringsbänk", "4601"),),
    "Kontroll": (("Mätrum", "4701"),),
}
ROUTES = (
    ("Kapning", "Svarvning", "Fräsning", "Kontroll"),
    ("Kapning", "Fräsning", "Svetsning", "Montering", "Kontroll"),
    ("Svarvning", "Slipning", "Kontroll"),
)
PRODUCTS = tuple(
    (f"{letter}-{100 + 7 * place}", f"{name} {size}")
    for place, (letter, name, size) in enumerate(
        (letter, name, size)
        for letter, name in (("A", "Axel"), ("H", "Hylsa"), ("F", "Fläns"), ("K", "Konsol"))
        for size in (20, 35, 50)
    )
)
WORKERS = tuple(
    (str(301 + place), name)
    for place, name in enumerate(("Lisa Ek", "Olle Berg", "Kim Holm", "Bo Lind", "Mia Dahl", "Per Sund"))
)
CUSTOMERS = ("Nordverk AB", "Älvmekan AB", "Söderplåt AB", "Kustmarin AB", "Gruvteknik AB")
COMMENTS = ("", "", "", "", "väntade på truck", "nytt verktyg", "ritning saknades", "ok")
STATUSES = ("Klar", "Pågår", "Delrapporterad")
MONDAY = datetime(2025, 1, 13, 6)


@dataclass(frozen=True)
class Report:
    """One report with everything that an export may say of it."""

    number: int
    order: str
    order_row: int
    customer_order: str
    customer: str
    product: str
    product_text: str
    activity: str
    operation_number: int
    machine: str
    machine_code: str
    worker: str
    worker_number: str
    kind: str
    start: datetime
    end: datetime
    setup_min: float
    run_min: float
    ordered: int
    good: float
    rejected: int
    reason: str
    rework: bool
    released: datetime
    due: datetime
    planned_start: datetime
    planned_end: datetime
    planned_h: float
    price: float
    cost: float
    cost_centre: str
    comment: str
    status: str
    shift: str


def reports(seed: int, orders: int = 70) -> list[Report]:
    """Give the reports of about five months, as they were made."""
    random = np.random.default_rng(seed)
    made = [one for number in range(orders) for one in _of_order(number, random)]
    return sorted(made, key=lambda one: one.start)


def _of_order(number: int, random: np.random.Generator) -> Iterator[Report]:
    product, text = PRODUCTS[int(random.integers(len(PRODUCTS)))]
    route = ROUTES[PRODUCTS.index((product, text)) % len(ROUTES)]
    released = MONDAY + timedelta(days=2 * number, hours=int(random.integers(0, 3)))
    due = (released + timedelta(days=int(random.integers(12, 30)))).replace(hour=0)
    pieces = int(random.integers(1, 60)) * 5
    at = released + timedelta(hours=float(random.integers(4, 40)))
    planned = (released + timedelta(days=1)).replace(hour=0)
    customer = int(random.integers(len(CUSTOMERS)))
    for place, activity in enumerate(route, start=1):
        machine, code = STEPS[activity][int(random.integers(len(STEPS[activity])))]
        for kind in ("setup", "run") if activity in ("Svarvning", "Fräsning") else ("run",):
            at = _at_work(at + timedelta(minutes=int(random.integers(3, 900))))
            minutes = int(random.integers(15, 60)) if kind == "setup" else int(random.integers(20, 400))
            who, name = WORKERS[int(random.integers(len(WORKERS)))]
            rejected = int(random.integers(0, 3)) if kind == "run" and random.random() < 0.2 else 0
            yield Report(
                number=90_000 + 37 * number + 3 * place + (kind == "run"),
                order=str(250_100 + number),
                order_row=1 + number % 3,
                customer_order=f"K{7000 + number // 2}",
                customer=CUSTOMERS[customer],
                product=product,
                product_text=text,
                activity=activity,
                operation_number=10 * place,
                machine=machine,
                machine_code=code,
                worker=name,
                worker_number=who,
                kind=kind,
                start=at,
                end=at + timedelta(minutes=minutes),
                setup_min=float(minutes) if kind == "setup" else 0.0,
                run_min=float(minutes) if kind == "run" else 0.0,
                ordered=pieces,
                good=float(pieces - rejected) + (0.5 if number % 9 == 0 else 0.0) if kind == "run" else 0.0,
                rejected=rejected,
                reason=("Mått", "Repa", "Material")[rejected % 3] if rejected else "",
                rework=bool(random.random() < 0.03),
                released=released.replace(minute=0),
                due=due,
                planned_start=planned + timedelta(days=place),
                planned_end=planned + timedelta(days=place + 1),
                planned_h=round(minutes * float(random.uniform(0.8, 1.2)) / 60, 2),
                price=round(float(random.uniform(40, 2400)), 2),
                cost=round(minutes * 11.5, 2),
                cost_centre=code[:2] + "0",
                comment=COMMENTS[int(random.integers(len(COMMENTS)))],
                status=STATUSES[int(random.integers(len(STATUSES)))],
                shift="Dag" if at.hour < 14 else "Kväll",
            )
            at += timedelta(minutes=minutes)


def _at_work(at: datetime) -> datetime:
    """Give the first moment of a working day, 06:00 to 22:00, from which there is time."""
    at = at.replace(second=0, microsecond=0)
    if at.hour < 6:
        at = at.replace(hour=6)
    if at.hour >= 21:
        at = (at + timedelta(days=1)).replace(hour=6)
    while at.weekday() > 4:
        at = (at + timedelta(days=1)).replace(hour=6)
    return at
