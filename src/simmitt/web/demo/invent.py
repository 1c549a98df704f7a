"""Invents companies and their way so far: the same seed and day give the same ones. No database here."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from simmitt.web.outreach.stages import LATE_AFTER, ROAD, Reason, Stage

SWEDEN = ZoneInfo("Europe/Stockholm")
# A series that is not given out: the numbers belong to nobody.
FIRST_NUMBER, BETWEEN = 99_000, 3
# Days in each stage of those that go on: the shortest and the longest.
LASTS: dict[Stage, tuple[int, int]] = {
    Stage.CONTACTED: (5, 21),
    Stage.DIALOGUE: (10, 26),
    Stage.CHARTER: (8, 24),
    Stage.ANALYSIS: (18, 40),
    Stage.WORKSHOPS: (50, 85),
    Stage.PLAN_DECIDED: (10, 30),
    Stage.CARRYING_OUT: (70, 130),
    Stage.FOLLOWED_UP: (20, 60),
}
# One in so many stands still longer than anybody should.
ONE_STANDS_STILL_IN = 6
NOTES_A_STAGE = 2


@dataclass(frozen=True)
class Step:
    """A move from one stage to the next."""

    to_stage: Stage
    at: datetime
    from_stage: Stage | None = None
    reason: str = ""


@dataclass(frozen=True)
class Remark:
    """Something that was noted."""

    kind: str
    at: datetime
    text: str
    shared: bool = False


@dataclass(frozen=True)
class Someone:
    """A contact of a company."""

    name: str
    title: str
    phone: str
    email: str

    @property
    def first_name(self) -> str:
        """Give the name that the notes use."""
        return self.name.partition(" ")[0]


@dataclass(frozen=True)
class Invented:
    """A company as invented."""

    name: str
    org_no: str
    municipality: str
    town: str
    address: str
    phone: str
    email: str
    sni: str
    employees: int
    need: str
    stage: Stage | None
    contacts: tuple[Someone, ...]
    steps: tuple[Step, ...] = field(default=())
    remarks: tuple[Remark, ...] = field(default=())
    next_step: str = ""
    next_step_on: date | None = None


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Give all that has been written by hand."""
    folder = files("simmitt.web.demo") / "invented"
    merged: dict[str, Any] = {}
    for name in ("programmes.toml", "companies.toml", "words.toml"):
        merged[name.removesuffix(".toml")] = tomllib.loads((folder / name).read_text(encoding="utf-8"))
    return merged


@lru_cache(maxsize=1)
def owners() -> dict[str, str]:
    """Name the owners who can sign in, by company."""
    people = words()["programmes"]["people"]
    return {company: one["name"] for one in people if one["role"] == "owner" for company in one["company"]}


def organisation_number(place: int) -> str:
    """Give a number whose check digit fits, of a series that is not given out."""
    nine = f"5599{FIRST_NUMBER + BETWEEN * place:05d}"
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in nine[::2])
    check = -(doubled + sum(int(digit) for digit in nine[1::2])) % 10
    return f"{nine[:6]}-{nine[6:]}{check}"


def invent(programme: str, today: date, first_place: int = 0) -> Iterator[Invented]:
    """Give a programme's companies, each with its way until today."""
    for place, (name, municipality, sni, employees, stage) in enumerate(words()["companies"][programme]):
        # Each has its own stream, so that one more company does not change the others.
        yield _Inventor(Random(f"{programme} {name}"), today, first_place + place).company(
            name, municipality, sni, employees, Stage(stage) if stage else None
        )


def invent_unknown(today: date, first_place: int) -> Iterator[Invented]:
    """Give companies that nobody here has heard of yet."""
    for place, (name, municipality, sni, employees) in enumerate(words()["companies"]["new_in_register"]):
        yield _Inventor(Random(name), today, first_place + place).company(
            name, municipality, sni, employees, None
        )


class _Inventor:
    """Invents one company."""

    def __init__(self, chance: Random, today: date, place: int) -> None:
        self.chance, self.today, self.place = chance, today, place
        self.lists = words()["companies"]["words"]
        self.texts = words()["words"]

    def company(
        self, name: str, municipality: str, sni: str, employees: int, stage: Stage | None
    ) -> Invented:
        domain = f"{_plain(name.partition(' ')[0])}.example"
        contacts = tuple(
            self._someone(name, domain, number) for number in range(self.chance.choice((1, 1, 2)))
        )
        steps = tuple(self._steps(stage)) if stage else ()
        step, step_on = self._next_step(stage) if stage else ("", None)
        return Invented(
            name=name,
            org_no=organisation_number(self.place),
            municipality=municipality,
            town=words()["companies"]["towns"][municipality],
            address=f"{self.chance.choice(self.lists['streets'])} {self.chance.randint(1, 48)}",
            phone=f"0980-319 20 {self.place % 100:02d}",
            email=f"info@{domain}",
            sni=sni,
            employees=employees,
            need=self.chance.choice(self.texts["needs"][_branch(sni)]) if stage else "",
            stage=stage,
            contacts=contacts if stage else (),
            steps=steps,
            remarks=tuple(self._remarks(steps, contacts[0])),
            next_step=step,
            next_step_on=step_on,
        )

    def _someone(self, company: str, domain: str, number: int) -> Someone:
        first, last = (self.chance.choice(self.lists[kind]) for kind in ("first_names", "last_names"))
        # Whoever owns the company is the one to call.
        if number == 0 and company in owners():
            first, last = owners()[company].split(" ")
        title = self.lists["titles"][0] if number == 0 else self.chance.choice(self.lists["titles"][1:])
        # The numbers that are set aside for stories: 070-174 06 05 to 99; the last ones are the staff's.
        phone = f"070-174 06 {5 + (2 * self.place + number) % 75:02d}"
        return Someone(f"{first} {last}", title, phone, f"{_plain(first)}@{domain}")

    def _steps(self, stage: Stage) -> Iterator[Step]:
        way = self._way(stage)
        days_ago = self._days_here(stage)
        moments = []
        for _here, before in zip(reversed(way), [*reversed(way[:-1]), None], strict=True):
            moments.append(self._at_work(self.today - timedelta(days=days_ago)))
            days_ago += self.chance.randint(*LASTS[before]) if before else 0
        came_from: Stage | None = None
        for here, at in zip(way, reversed(moments), strict=True):
            reason = self.chance.choice(REASONS) if here is Stage.NOT_NOW else ""
            yield Step(here, at, came_from, reason)
            came_from = here

    def _way(self, stage: Stage) -> list[Stage]:
        if stage in ROAD:
            return list(ROAD[: ROAD.index(stage) + 1])
        last = Stage.FOLLOWED_UP if stage is Stage.CLOSED else self.chance.choice(ROAD[:3])
        return [*ROAD[: ROAD.index(last) + 1], stage]

    def _days_here(self, stage: Stage) -> int:
        limit = LATE_AFTER.get(stage)
        if limit is None:
            return self.chance.randint(4, 55)
        if self.place % ONE_STANDS_STILL_IN == 0:
            return limit.days + self.chance.randint(6, 40)
        return self.chance.randint(2, limit.days - 4)

    def _at_work(self, day: date) -> datetime:
        while day.weekday() > 4:
            day -= timedelta(days=1)
        return datetime.combine(
            day, time(self.chance.randint(8, 15), 5 * self.chance.randrange(12)), tzinfo=SWEDEN
        )

    def _remarks(self, steps: tuple[Step, ...], contact: Someone) -> Iterator[Remark]:
        if not steps:
            return
        ends = [*(step.at for step in steps[1:]), self._at_work(self.today - timedelta(days=1))]
        for step, end in zip(steps, ends, strict=True):
            known = self.texts["notes"][step.to_stage.value]
            for kind, text in self.chance.sample(known, min(len(known), NOTES_A_STAGE)):
                at = step.at + (end - step.at) * self.chance.random() if end > step.at else step.at
                # Somewhere in between, on a working day and in working hours, but not before the move.
                at = max(self._at_work(at.date()), step.at)
                yield Remark(kind, at, text.format(contact=contact.first_name))
        if len(steps) > 3:
            yield Remark("mail", steps[3].at, self.chance.choice(self.texts["notes"]["shared"]), shared=True)

    def _next_step(self, stage: Stage) -> tuple[str, date | None]:
        known = self.texts["next_steps"].get(stage.value, [])
        if not known or self.place % ONE_STANDS_STILL_IN == 0:
            return "", None
        # Some this week and the next, some later, a few that should have been done.
        days = self.chance.choice((-3, 0, 1, 2, 3, 5, 7, 8, 9, 12, 15, 20))
        return self.chance.choice(known), self._at_work(self.today + timedelta(days=days)).date()


REASONS = (Reason.NO_TIME, Reason.OTHER_HELP, Reason.OWNER_CHANGE, Reason.NO_DATA)
BRANCHES = {
    "wood": ("16", "31"),
    "food": ("10", "11"),
    "electric": ("26", "27"),
    "metal": ("24", "25", "28", "29", "30", "33"),
}


def _branch(sni: str) -> str:
    return next((name for name, divisions in BRANCHES.items() if sni[:2] in divisions), "other")


def _plain(name: str) -> str:
    """Give a name as an address can carry it."""
    return name.lower().translate(str.maketrans("åäöé", "aaoe"))
