"""Rules on sums per day, where there is no log of events."""

from simmitt.engine.observations.observation import Found, Rule
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import work
from simmitt.engine.observations.telling import shares
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S

# As for a log of events: a tenth of the hours in setups, one in twenty in stops, one piece in fifty.
MUCH_SETUP, MANY_STOPS, MUCH_SCRAP = 0.10, 0.05, 0.02
# Less than half of the planned time is run.
LITTLE_RUN = 0.5


def days_of_setup(sight: Sight) -> Found | None:
    """Speak where setups take at least a tenth of the hours in sums per day."""
    sentence = say("Setups take {share} of the hours in the daily sums ({low} to {high}).")
    advice = say("Film one setup. Count the minutes that go to fetching, looking and waiting.")
    return _much(sight, "daily_setup_share", MUCH_SETUP, ("setup_s",), sentence, advice)


def days_of_stops(sight: Sight) -> Found | None:
    """Speak where stops take at least one hour in twenty in sums per day."""
    sentence = say("Stops take {share} of the hours in the daily sums ({low} to {high}).")
    advice = say("Note the reason for each stop for two weeks. A few usually make up most of the hours.")
    return _much(sight, "daily_stop_share", MANY_STOPS, ("stop_s",), sentence, advice)


def days_of_scrap(sight: Sight) -> Found | None:
    """Speak where at least one piece in fifty is thrown away in sums per day."""
    sentence = say("{share} of the pieces in the daily sums are scrapped ({low} to {high}).")
    advice = say("Note the reason for each scrapped piece for two weeks.")
    return _much(sight, "daily_scrap_share", MUCH_SCRAP, (), sentence, advice)


def days_half_used(sight: Sight) -> Found | None:
    """Speak where at most half of the planned time is run in sums per day."""
    used = sight.figure("daily_utilisation_share")
    if used is None or used.high > LITTLE_RUN:
        return None
    planned_h = _hours(sight, ("planned_s",))
    return Found(
        say(
            "Machines run {share} of their planned time ({low} to {high}).",
            **shares(used.value, used.low, used.high),
        ),
        work(sight, planned_h * (1 - used.value)),
        (used,),
        say("Ask what they wait for, and note it for two weeks: work, people, material or repair."),
    )


def _much(
    sight: Sight, figure_id: str, least: float, columns: tuple[str, ...], sentence: Message, advice: Message
) -> Found | None:
    share = sight.figure(figure_id)
    if share is None or share.low < least:
        return None
    hours = _hours(sight, columns) if columns else share.value * _hours(sight, ("run_s",))
    return Found(
        sentence.filled(**shares(share.value, share.low, share.high)), work(sight, hours), (share,), advice
    )


def _hours(sight: Sight, columns: tuple[str, ...]) -> float:
    """Give the hours that the table of days has in some of its columns."""
    table = sight.log.companions.daily
    if table is None:
        return 0.0
    return sum(float(table[column].sum() or 0.0) for column in columns) / HOUR_S


SETUP = (Rule("days_of_setup", days_of_setup, ("daily_setup_share",)),)
STOPS = (Rule("days_of_stops", days_of_stops, ("daily_stop_share",)),)
SCRAP = (Rule("days_of_scrap", days_of_scrap, ("daily_scrap_share",)),)
USE = (Rule("days_half_used", days_half_used, ("daily_utilisation_share",)),)
