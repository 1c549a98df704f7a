"""Changeovers: what one takes, and which job and place together need the least."""

import math

from simmitt.engine.simulation.kernel.compiled import compiled
from simmitt.engine.simulation.kernel.crews import NOBODY, free_link
from simmitt.engine.simulation.kernel.memory import jobs, places, points
from simmitt.engine.simulation.kernel.moving import Job, Place, Shop
from simmitt.engine.simulation.kernel.queues import is_free, visit_draw
from simmitt.engine.simulation.kernel.records import NONE, SETUP_SAVING, Station
from simmitt.engine.simulation.kernel.streams import SETUP_MADE, SETUP_TIME
from simmitt.engine.simulation.kernel.variates import draw


@compiled
def _told_mean(shop: Shop, station: Station, place: Place, family: int) -> float:
    """Give the mean of a changeover that the matrix tells; NaN where it does not."""
    if NONE in (station.matrix, place.last_family):
        return math.nan
    return points(shop, station.matrix + place.last_family * shop.families + family).value


@compiled
def setup_time(shop: Shop, station: Station, place: Place, job: Job) -> float:
    """Give the setup that a job needs at a place."""
    changed = place.last_family != job.family
    chance = station.setup_if_changed if changed else station.setup_if_same
    if visit_draw(job, SETUP_MADE) >= chance:
        return 0.0
    told_s = _told_mean(shop, station, place, job.family)
    if told_s == 0.0:
        return 0.0
    time_s = draw(station.setup, shop, visit_draw(job, SETUP_TIME))
    return time_s if math.isnan(told_s) else time_s * (told_s / station.setup.mean)


@compiled
def _expected(shop: Shop, station: Station, place: Place, family: int) -> float:
    """Give the changeover to expect."""
    told_s = _told_mean(shop, station, place, family)
    if math.isnan(told_s):
        told_s = station.setup.mean
    return told_s * (station.setup_if_same if place.last_family == family else station.setup_if_changed)


@compiled
def best_place(shop: Shop, station: Station, family: int) -> tuple[int, float]:
    """Give the free place with the least changeover to expect, and that.

    A place that is set up for the family is taken at once; of others with the same changeover
    the one that has been free longest, as what it is set up for is wanted least.
    """
    best, least_s = NONE, math.inf
    for p in range(station.first_place, station.first_place + station.capacity):
        place = places(shop, p)
        if not is_free(place):
            continue
        expected_s = _expected(shop, station, place, family)
        if place.last_family == family and expected_s == 0.0:
            return p, 0.0
        if expected_s < least_s or (expected_s == least_s and place.ends_s < places(shop, best).ends_s):
            best, least_s = p, expected_s
    return best, least_s


@compiled
def choose_by_setup(shop: Shop, station: Station, now: float) -> tuple[int, int, int]:
    """Give the job within the look-ahead with the least changeover, its place and who does it."""
    chosen, chosen_p, chosen_link, least_s = NONE, NONE, NOBODY, math.inf
    look = station.look_ahead if station.dispatch == SETUP_SAVING else 1
    j = station.head
    while j != NONE and look > 0:
        link = free_link(shop, station, j, now)
        if link != NOBODY:
            p, expected_s = best_place(shop, station, jobs(shop, j).family)
            if expected_s < least_s:
                chosen, chosen_p, chosen_link, least_s = j, p, link, expected_s
            look -= 1
        if least_s == 0.0 or (link == NOBODY and not station.has_skills):
            break
        j = jobs(shop, j).next
    return chosen, chosen_p, chosen_link
