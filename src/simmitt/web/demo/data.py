"""Writes a log as a company's business system could have exported it, with the faults that such logs have."""

import hashlib
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from simmitt.web.analyses.models import DataSet, Look, Observation, StudyStation, Upload
from simmitt.web.analyses.reading import read
from simmitt.web.analyses.shelf import upload_at
from simmitt.web.cases.models import Case
from simmitt.web.cases.operations import open_case
from simmitt.web.demo.companies import Shelf

COMPANY, BY = "Bäverholma Plåt AB", "jonas"
WITHOUT_LOG = "Skvalåns Svets AB"
LOOKS = ("run", "run", "run", "setup", "setup", "material", "idle", "operator", "breakdown")
HEADINGS = "Ordernr;Artikel;Benämning;Resurs;Starttid;Sluttid;Sign;Antal;Kass;Leveransdag;Anm"
# Station, minutes of setup, minutes a piece from and to.
STEPS = (
    ("Laser 1", 12, 0.6, 1.1),
    ("Kantpress 2", 34, 1.2, 2.6),
    ("Svetsbord", 18, 2.0, 3.6),
    ("Packning", 4, 0.3, 0.7),
)
PARTS = ("Fäste", "Hylla", "Kåpa", "Konsol", "Lucka", "Ram", "Sarg")
SIGNS = ("KL", "MB", "TÅ", "AN", "SW")
WEEKS, ORDERS_A_WEEK = 15, 13
BEGINS, ENDS = time(6, 30), time(15, 42)
SEED = 4711


def write_data(shelf: Shelf) -> None:
    """Hand in the log of the last months; the worker reads it as soon as it runs."""
    case = open_case(company=shelf.companies[COMPANY], person=shelf.people["nils"])
    log = "\r\n".join(_lines(shelf.today)).encode("cp1252")
    upload = _received(case, shelf, f"korlogg_{shelf.today.year}.csv", log)
    number = DataSet.objects.unscoped("the demo is built for everybody").filter(case=case).count() + 1
    file = {"name": upload.name, "size": upload.size, "sha256": upload.sha256}
    data_set = DataSet.objects.create(case=case, number=number, files=[file], handed_in_by=shelf.people[BY])
    upload.data_set = data_set
    upload.save()
    read(data_set=data_set, person=shelf.people[BY])


def write_study(shelf: Shelf) -> None:
    """Let a company without a log be in the midst of looking for itself."""
    case = open_case(company=shelf.companies[WITHOUT_LOG], person=shelf.people["nils"])
    luck, now = random.Random(SEED), timezone.now()
    for name, places in (("Bandsåg", 1), ("Svetsplats", 3), ("Bläster", 1)):
        station = StudyStation.objects.create(case=case, name=name, places=places, hours_per_week=38)
        Observation.objects.bulk_create(
            Observation(
                case=case, key=uuid4(), kind=Look.SAMPLE, station=station,
                at=now - timedelta(hours=3 * number + luck.random()), state=luck.choice(LOOKS),
            )
            for number in range(luck.randrange(40, 90))
        )  # fmt: skip


def _received(case: Case, shelf: Shelf, name: str, content: bytes) -> Upload:
    upload: Upload = Upload.objects.create(
        case=case, name=name, size=len(content), received=len(content), finished_at=timezone.now(),
        sha256=hashlib.sha256(content).hexdigest(), handed_in_by=shelf.people[BY],
    )  # fmt: skip
    path = upload_at(upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return upload


def _lines(today: date) -> Iterator[str]:
    yield HEADINGS
    rows = sorted(_rows(today))
    for place, (start_at, text) in enumerate(rows):
        yield text
        # What such logs hold: a row that was reported twice, and a sum at the end of each month.
        if place % 97 == 40:
            yield text
        if place + 1 == len(rows) or rows[place + 1][0].month != start_at.month:
            yield "Summa;;;;;;;1 204;;;"


def _rows(today: date) -> Iterator[tuple[datetime, str]]:
    """Give each report of work with its start; stations take orders as they come."""
    luck = random.Random(SEED)
    monday = today - timedelta(days=today.weekday(), weeks=WEEKS)
    free = {station: datetime.combine(monday, BEGINS) for station, *_ in STEPS}
    for number in range(WEEKS * ORDERS_A_WEEK):
        week, place = divmod(number, ORDERS_A_WEEK)
        released = datetime.combine(monday + timedelta(weeks=week, days=place * 5 // ORDERS_A_WEEK), BEGINS)
        yield from _order(number, released, free, luck)


def _order(
    number: int, released: datetime, free: dict[str, datetime], luck: random.Random
) -> Iterator[tuple[datetime, str]]:
    part, pieces, ready = luck.randrange(len(PARTS)), luck.randrange(8, 60, 4), released
    due = released.date() + timedelta(days=14)
    for station, setup_min, least, most in STEPS:
        start = _at_work(max(ready, free[station]))
        minutes = setup_min * luck.uniform(0.6, 1.8) + pieces * luck.uniform(least, most)
        end = start + timedelta(minutes=round(minutes))
        free[station], ready = end, end + timedelta(minutes=luck.randrange(10, 240, 5))
        scrap = luck.choice((0, 0, 0, 0, 1, 2))
        # One report in a hundred has its start and end the wrong way round.
        told = (end, start) if luck.random() < 0.01 else (start, end)
        yield (
            start,
            f"{104_800 + number};B-{2200 + 10 * part};{PARTS[part]};{station};{told[0]:%Y-%m-%d %H:%M};"
            f"{told[1]:%Y-%m-%d %H:%M};{luck.choice(SIGNS)};{pieces - scrap};{scrap};{due};",
        )
        pieces -= scrap


def _at_work(moment: datetime) -> datetime:
    """Give the moment itself within working hours, or else when the next working day begins."""
    if moment.time() >= ENDS:
        moment = datetime.combine(moment.date() + timedelta(days=1), BEGINS)
    while moment.weekday() >= 5:
        moment = datetime.combine(moment.date() + timedelta(days=1), BEGINS)
    return max(moment, datetime.combine(moment.date(), BEGINS))
