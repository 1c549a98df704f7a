"""Which figures a log can't give, what it lacks, and the cheapest way to come to know them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.definitions import DEFINITIONS, Definition, Evidence
from simmitt.engine.kpi.next_measurement import Site, more_of_the_same, next_measurement, site
from simmitt.engine.kpi.nouns import Withheld
from simmitt.engine.kpi.proofs import EVIDENCE, Known, Proof
from simmitt.engine.kpi.reliability import FAILURES_FOR_MTBF, GAPS_FOR_SHAPE
from simmitt.ground.texts import Message, say

__all__ = ["EVIDENCE", "Known", "Proof", "enough_for", "withheld"]

ORDERS_FOR_A_FIGURE = 10
# Figures that are a plain count or an extreme need no number of orders.
_COUNTS = ("orders", "rows", "failures")
Things = Literal["orders", "failures"]


class Enough(NamedTuple):
    """How much of something a figure takes before it says anything."""

    things: Things
    least: int


def enough_for(figure_id: str) -> Enough | None:
    """Give how many orders or failures a figure takes; None where one will do."""
    if figure_id in ("mtbf_h", "mttr_h", "availability_by_failures_share"):
        return Enough("failures", FAILURES_FOR_MTBF)
    if figure_id == "failure_shape":
        return Enough("failures", GAPS_FOR_SHAPE + 1)
    defined = DEFINITIONS[figure_id]
    if "orders" in defined.needs and defined.unit not in _COUNTS and "machines" not in defined.needs:
        return Enough("orders", ORDERS_FOR_A_FIGURE)
    return None


def withheld(known: Known, figures: Sequence[Figure], constraint: str | None = None) -> tuple[Withheld, ...]:
    """Give every figure that the log can't bear, with what is missing and what to measure next.

    Parameters
    ----------
    figures
        What was computed; tells how many failures the machines had.
    constraint
        The machine to look at first; without it the next measurement goes where most work is.

    Notes
    -----
    A figure is withheld where evidence that it needs is missing, or where there is too little of
    it: fewer than ten orders, fewer than three failures at any machine. Of the figure itself
    nothing is said.
    """
    where = site(known.facts, constraint)
    if not known.log.tells_worked_time:
        where = where._replace(week_h=0.0)
    needed = {name for defined in DEFINITIONS.values() for name in defined.needs}
    found = {name: EVIDENCE[name].found(known) for name in sorted(needed)}
    return tuple(_withheld(known, figures, where, found))


def _withheld(
    known: Known, figures: Sequence[Figure], where: Site, found: Mapping[Evidence, bool]
) -> Iterator[Withheld]:
    for figure_id, defined in DEFINITIONS.items():
        missing = _missing(defined, found)
        if missing:
            proofs = [EVIDENCE[name] for name in missing]
            steps = next_measurement(where, [(proof.note, proof.means) for proof in proofs])
            yield Withheld(figure_id, defined.name, tuple(proof.missing for proof in proofs), steps)
            continue
        enough = enough_for(figure_id)
        seen = _seen(known, figures, enough.things) if enough else 0
        if enough and seen < enough.least:
            words = _too_few(enough, seen)
            steps = more_of_the_same(known.weeks, seen, enough.least)
            yield Withheld(figure_id, defined.name, (words,), steps)


def _missing(defined: Definition, found: Mapping[Evidence, bool]) -> tuple[Evidence, ...]:
    return tuple(name for name in defined.needs if not found[name])


def _seen(known: Known, figures: Sequence[Figure], things: Things) -> int:
    """Count the orders, or the failures of the machine that has most."""
    if things == "orders":
        return known.facts.n_orders
    return int(max((each.value for each in figures if each.id == "failures"), default=0))


def _too_few(enough: Enough, seen: int) -> Message:
    if enough.things == "orders":
        return say("The log holds {seen} orders; the figure takes {least}.", seen=seen, least=enough.least)
    return say(
        "No machine has more than {seen} failures in the log; the figure takes {least}.",
        seen=seen,
        least=enough.least,
    )
