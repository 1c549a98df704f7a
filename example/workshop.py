"""The invented workshop Nordanå Mekaniska AB, simulated order by order.

Orders come, queue before busy machines, are set up, made, interrupted and sometimes made
again: waiting times are true queueing, and "Fräs 2" is what everybody waits for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import accumulate, count, pairwise
from random import Random

WARM_UP_FROM = datetime(2025, 11, 3)
OPENS, CLOSES = datetime(2026, 1, 12), datetime(2026, 7, 11)
ORDERS_PER_WEEK = 16.0

Shifts = tuple[tuple[time, time], ...]
DAY: Shifts = ((time(7), time(16)),)
TWO_SHIFTS: Shifts = ((time(6), time(14, 15)), (time(14, 15), time(22, 30)))
CLOSED = {
    *(date(2025, 12, 22) + timedelta(days=n) for n in range(16)),  # Christmas to Epiphany
    date(2026, 4, 3),  # Good Friday
    date(2026, 4, 6),  # Easter Monday
    date(2026, 5, 1),
    date(2026, 5, 14),  # Ascension
    date(2026, 5, 15),  # the bridge day after it
    date(2026, 6, 19),  # Midsummer Eve
}
FEW_MINUTES = timedelta(minutes=8)
OUTSIDE = "Ytbehandling"  # at another company; leaves no rows, only days


@dataclass
class Place:
    """A machine, or a seat at one, with the people who stand there shift by shift."""

    machine: str
    people: tuple[str, ...]
    set_up_for: str = ""


@dataclass
class Station:
    """Like machines with one queue; times in minutes."""

    operation: str
    places: list[Place]
    setup: float
    per_piece: float
    shifts: Shifts = DAY
    between_stops: float = 3_000.0  # of running
    stop: float = 75.0
    scrap_share: float = 0.008
    rework_share: float = 0.01
    queue: "list[Order]" = field(default_factory=list)


@dataclass(frozen=True)
class Article:
    """What is made, the way it goes, and how its piece times compare with the usual."""

    number: str
    name: str
    route: tuple[str, ...]
    share: float
    pieces: float
    effort: float = 1.0


@dataclass
class Order:
    """An order on its way through the workshop."""

    number: str
    article: Article
    ordered: int
    due: datetime
    left: int
    step: int = 0
    rework: bool = False


@dataclass(frozen=True)
class Row:
    """One report as the business system holds it."""

    order: Order
    operation: str
    machine: str
    person: str
    start: datetime
    end: datetime
    kind: str
    rework: bool
    good: int = 0
    rejected: int = 0
    reported_h: float | None = None  # None: what start and end say

    @property
    def hours(self) -> float:
        """Give the hours that are reported."""
        clocked = (self.end - self.start).total_seconds() / 3600
        return clocked if self.reported_h is None else self.reported_h


def workshop() -> dict[str, Station]:
    """Give the stations by name."""
    mills = [Place("Fräs 3", ("A06",)), Place("Fräs 4", ("A06",))]  # one person tends both
    inspectors = [Place("Slutkontroll", (code,)) for code in ("A14", "A15", "A16")]
    five_axis = Place("Fräs 2", ("A04", "A05"))
    return {
        "Såg": Station("Kapning", [Place("Såg 1", ("A01",))], 14, 2.1),
        "Svarv 1": Station("Svarvning", [Place("Svarv 1", ("A02",))], 70, 8.2, scrap_share=0.012),
        "Svarv 2": Station("Svarvning", [Place("Svarv 2", ("A03",))], 65, 7.4, scrap_share=0.012),
        "Fräs 2": Station("Fräsning 5-axl", [five_axis], 175, 10.8, TWO_SHIFTS, 2_200, 170, 0.028, 0.03),
        "Fräs": Station("Fräsning", mills, 75, 19.0),
        "Borr": Station("Borrning", [Place("Borr 1", ("A07",))], 25, 5.4),
        "Svets": Station("Svetsning", [Place("Svets 1", ("A08",))], 30, 16.0, rework_share=0.04),
        "Slip": Station("Slipning", [Place("Slip 1", ("A09",))], 35, 5.5, scrap_share=0.015),
        "Gradning": Station("Gradning", [Place("Grad 1", ("A10",))], 6, 3.3),
        "Kontroll": Station("Slutkontroll", inspectors, 12, 7.4, scrap_share=0.01, between_stops=1e9),
        "Packning": Station("Packning", [Place("Packbord", ("A12",))], 0, 2.2, between_stops=1e9),
    }


FINISH = ("Gradning", "Kontroll", "Packning")
ARTICLES = (
    Article("10-1107", "Axel 38x420", ("Såg", "Svarv 1", "Slip", *FINISH), 0.11, 40, 0.9),
    Article("10-1132", "Axel 45x610 med kilspår", ("Såg", "Svarv 1", "Fräs", "Slip", *FINISH), 0.10, 30, 1.1),
    Article("10-1150", "Bussning 60", ("Såg", "Svarv 1", *FINISH), 0.06, 60, 0.6),
    Article("20-2204", "Fläns DN80", ("Såg", "Svarv 2", "Fräs 2", *FINISH), 0.13, 36, 0.8),
    Article("20-2210", "Fläns DN125", ("Såg", "Svarv 2", "Fräs 2", OUTSIDE, *FINISH[1:]), 0.11, 28, 1.05),
    Article("20-2231", "Nav 140", ("Såg", "Svarv 2", "Borr", *FINISH), 0.07, 32, 1.1),
    Article("30-3301", "Pumphus P2", ("Såg", "Fräs 2", "Borr", OUTSIDE, *FINISH[1:]), 0.09, 22, 1.6),
    Article("30-3315", "Ventilblock V6", ("Såg", "Fräs 2", "Borr", "Slip", *FINISH), 0.10, 30, 1.15),
    Article("30-3322", "Lagerhus L4", ("Såg", "Fräs 2", "Borr", *FINISH), 0.08, 34, 1.0),
    Article("40-4409", "Fäste vänster", ("Såg", "Fräs", "Svets", OUTSIDE, *FINISH[1:]), 0.06, 26, 1.0),
    Article("40-4410", "Fäste höger", ("Såg", "Fräs", "Svets", OUTSIDE, *FINISH[1:]), 0.06, 26, 1.0),
    Article("40-4418", "Konsol 300", ("Såg", "Fräs", "Svets", *FINISH), 0.03, 14, 1.9),
)


def stretches(shifts: Shifts, start: datetime, minutes: float) -> Iterator[tuple[datetime, datetime]]:
    """Give the working time from ``start`` on that adds up to ``minutes``, shift by shift."""
    left, day = timedelta(minutes=max(round(minutes), 1)), start.date()
    while left > timedelta(0):
        for opens, closes in shifts if day.weekday() < 5 and day not in CLOSED else ():
            begin, closing = max(start, datetime.combine(day, opens)), datetime.combine(day, closes)
            # Nobody begins in the last minutes of a shift, nobody leaves for tomorrow what takes a few.
            if left > timedelta(0) and closing - begin > FEW_MINUTES:
                end = begin + left if begin + left - closing <= FEW_MINUTES else closing
                yield begin, end
                left -= end - begin
        day += timedelta(days=1)


def orders(random: Random) -> Iterator[tuple[datetime, Order]]:
    """Give the orders in the sequence they are released, with the time of release."""
    at, shares = WARM_UP_FROM, [article.share for article in ARTICLES]
    for number in count(250_871):
        at += timedelta(weeks=random.expovariate(ORDERS_PER_WEEK))
        if at >= CLOSES:
            return
        if at.date() in CLOSED:
            continue
        released = next(stretches(DAY, at, 1))[0].replace(second=0, microsecond=0)
        article = random.choices(ARTICLES, shares)[0]
        pieces = max(4, 2 * round(article.pieces * random.lognormvariate(-0.08, 0.4) / 2))
        due = datetime.combine(released.date(), time()) + timedelta(days=random.choice((14, 21, 21, 28)))
        yield released, Order(str(number), article, pieces, due, pieces)


def work(station: Station, place: Place, order: Order, random: Random) -> Iterator[tuple[str, float]]:
    """Give what happens at the machine: each report's kind and its minutes."""
    if station.setup and (place.set_up_for != order.article.number or order.rework):
        yield "Ställ", station.setup * random.lognormvariate(-0.06, 0.35)
    pieces = max(2, order.left // 6) if order.rework else order.left
    effort = order.article.effort * random.lognormvariate(-0.02, 0.2)
    left = pieces * station.per_piece * effort
    while (until_stop := random.expovariate(1 / station.between_stops)) < left:
        yield "Produktion", until_stop
        yield "Stopp", station.stop * random.lognormvariate(-0.3, 0.8)
        left -= until_stop
    yield "Produktion", left


def reports(station: Station, place: Place, order: Order, at: datetime, random: Random) -> list[Row]:
    """Make the order at the machine and give the rows that this leaves, quantities last."""
    rows = []
    for kind, minutes in work(station, place, order, random):
        for start, end in stretches(station.shifts, at, minutes):
            shift = sum(start.time() >= closes for _, closes in station.shifts[:-1])
            person = place.people[shift] if random.random() < 0.95 else "A17"
            rows.append(Row(order, station.operation, place.machine, person, start, end, kind, order.rework))
            at = end
    place.set_up_for = order.article.number
    return count_pieces(rows, order, station.scrap_share, random)


def count_pieces(rows: list[Row], order: Order, scrap_share: float, random: Random) -> list[Row]:
    """Spread the pieces over the production rows by their time, and take away the scrap."""
    seconds = [(row.end - row.start).total_seconds() * (row.kind == "Produktion") for row in rows]
    # What is made again has been counted already.
    pieces = 0 if order.rework else order.left
    done = [round(pieces * passed / sum(seconds)) for passed in (0.0, *accumulate(seconds))]
    made = [after - before for before, after in pairwise(done)]
    rejected = [sum(random.random() < scrap_share for _ in range(number)) for number in made]
    order.left -= sum(rejected)
    return [
        replace(row, good=number - bad, rejected=bad)
        for row, number, bad in zip(rows, made, rejected, strict=True)
    ]


def simulate(random: Random) -> list[Row]:
    """Run the workshop and give every row, in the order they were begun at their machines."""
    stations, rows, sequence = workshop(), list[Row](), count()
    free = {name: list(station.places) for name, station in stations.items()}
    events: list[tuple[datetime, int, Order, Place | None]] = []
    for released, order in orders(random):
        heappush(events, (released, next(sequence), order, None))
    while events and events[0][0] < CLOSES:
        at, _, order, left_place = heappop(events)
        name = order.article.route[order.step]
        station = stations[name]
        if left_place is None:
            station.queue.append(order)
        else:
            free[name].append(left_place)
            if (arrives := moved_on(order, station, at, random)) is not None:
                heappush(events, (arrives, next(sequence), order, None))
        while station.queue and free[name]:
            chosen = min(station.queue, key=lambda waiting: waiting.due)
            station.queue.remove(chosen)
            place = free[name].pop(0)
            made = reports(station, place, chosen, at, random)
            rows += made
            heappush(events, (made[-1].end, next(sequence), chosen, place))
    return rows


def moved_on(order: Order, station: Station, at: datetime, random: Random) -> datetime | None:
    """Send the order to its next station and give when it is there; None when it is finished."""
    order.rework = not order.rework and random.random() < station.rework_share
    if order.rework:
        return at + timedelta(minutes=30)
    order.step += 1
    if order.step == len(order.article.route):
        return None
    if order.article.route[order.step] == OUTSIDE:
        order.step += 1
        return datetime.combine(at.date(), time(13)) + timedelta(days=random.choice((5, 6, 7, 7, 8, 9, 12)))
    return at + timedelta(minutes=random.randint(5, 45))
