"""Which columns could hold which fields, by heading and content together."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from simmitt.engine.eventlog.content import Profile
from simmitt.engine.eventlog.field import Field
from simmitt.engine.eventlog.headings import NUMBERED, Phrase, nearness, says_nothing
from simmitt.engine.eventlog.making import MADE_OF
from simmitt.engine.eventlog.parts import parts_of
from simmitt.ground.texts import Message, say

SURE_ENOUGH = 0.5
_FAINT = 0.8
_BESIDE_ANOTHER, _OTHERWISE = 0.95, 0.8
_DAYS_ALONE = 0.55
_FITS_WELL = 0.8
_NO_CHANCE = 1.5
_ACTUAL_FIRST = 0.1
# Fields whose columns say when something happened, which a day without a time can't.
_HAPPENED = ("start_at", "end_at")
# A heading that holds one of these tells parts of a whole.
_SHARE = re.compile(
    r"%|procent|percent|andel(?:en)?\b|grad(?:en)?\b|\b(?:pct|ppm|rate|ratio|share)\b", re.IGNORECASE
)
# What a column called no more than "description" describes: the thing that its left neighbour counts.
_DESCRIBED = ("operation", "product", "machine", "worker")


@dataclass(frozen=True)
class Candidate:
    """A column that could hold a field."""

    field: Field
    heading: str
    heading_says: float
    content_says: float
    only_days: bool = False  # while other columns hold days and times
    rank: int = 0  # the place of the heading's word among those of the field, the plainest first

    @property
    def certainty(self) -> float:
        """0 to 1."""
        return self.heading_says * self.content_says * (_DAYS_ALONE if self.only_days else 1.0)

    @property
    def reason(self) -> Message:
        """Why the column was understood so."""
        meaning = self.field.meaning
        if self.only_days:
            return say(
                "The heading says “{meaning}”, but it holds days alone while other columns hold times.",
                meaning=meaning,
            )
        if self.content_says < _FITS_WELL:
            return say("The heading says “{meaning}”, but the content fits only in part.", meaning=meaning)
        if self.heading_says > 0.95:
            return say("The heading says “{meaning}”, and the content agrees.", meaning=meaning)
        return say("The heading comes near “{meaning}”, and the content agrees.", meaning=meaning)


def candidates(
    profiles: Mapping[str, Profile], closed: set[str], fields: tuple[Field, ...]
) -> list[Candidate]:
    """Give the columns that could hold each field, the surest first."""
    lefts = dict(zip(profiles, ["", *profiles], strict=False))
    days = _days_alone(profiles)
    found = [
        _candidate(known, heading, lefts[heading], profile, days)
        for heading, profile in profiles.items()
        for known in fields
        if known.name not in closed
    ]
    return sorted((one for one in found if one.certainty >= SURE_ENOUGH), key=_order)


def _order(one: Candidate) -> tuple[float, int]:
    """Put what says that it is the actual one before what may be the plan."""
    actual = _ACTUAL_FIRST if parts_of(one.heading).holds("actual") else 0.0
    return -round(one.certainty + actual, 3), one.rank


def _candidate(known: Field, heading: str, left: str, profile: Profile, days: set[str]) -> Candidate:
    says = _says(heading, left, known)
    # Of a column that is called no more than "status" one code that is understood may be chance.
    codes = known.content == "kind" and says <= _FAINT and profile.kinds * profile.distinct < _NO_CHANCE
    return Candidate(
        known,
        heading,
        heading_says=says,
        content_says=profile.kinds if codes else profile.suits(known.content, known.name),
        only_days=known.name in _HAPPENED and heading in days,
        rank=_rank(heading, known),
    )


def _says(heading: str, left: str, known: Field) -> float:
    """Give 0 to 1: how plainly a heading says a field, its left neighbour minded."""
    own = says_alone(heading, known)
    neighbour = parts_of(left)
    if not parts_of(heading).is_text or not any(neighbour.holds(idea) for idea in _DESCRIBED):
        return own
    return max(_OTHERWISE * own, _BESIDE_ANOTHER * _made(f"{left} {heading}", known))


def says_alone(heading: str, known: Field) -> float:
    """Give 0 to 1: how plainly a heading says a field, whatever stands beside it."""
    if known.content == "pieces" and _SHARE.search(heading):
        # "Kassation %" counts no pieces.
        return 0.0
    if says_nothing(heading):
        # "H" above a column is the spreadsheet's name for it, and no hour.
        return 0.0
    plain = nearness(heading, known.words, known.without)
    faint = nearness(heading, known.faint, known.without)
    if plain >= NUMBERED or faint >= NUMBERED:
        return max(plain, _FAINT * faint)
    made_of = MADE_OF.get(known.name)
    made = made_of.score(parts_of(heading)) if made_of else None
    if made == 0.0:
        # Every word is known and says something else; a phrase within it weighs less than that.
        return 0.0
    return max(plain, _FAINT * faint, made or 0.0)


def _made(heading: str, known: Field) -> float:
    made_of = MADE_OF.get(known.name)
    # The number that the neighbour counts by is not what the description says.
    return (made_of.score(parts_of(heading).without("number")) or 0.0) if made_of else 0.0


def _rank(heading: str, known: Field) -> int:
    whole = Phrase.of(heading)
    same = (place for place, word in enumerate((*known.words, *known.faint)) if word.stem == whole.stem)
    return next(same, len(known.words) + len(known.faint))


def _days_alone(profiles: Mapping[str, Profile]) -> set[str]:
    """Give the columns of days without times, where at least two others hold times as well."""
    dated = {name: one for name, one in profiles.items() if one.instants > 0.9}
    timed = [
        name for name, one in dated.items() if one.midnights < 0.5 and not parts_of(name).holds("planned")
    ]
    if len(timed) < 2:
        return set()
    return {name for name, one in dated.items() if one.midnights > 0.98}
