"""What a machine's state, or the reason of a stop, is called on the shop floor, in both languages."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from simmitt.engine.eventlog.headings import Phrase

# A machine that stands without a word why; in a table of stops the same as any other reason.
STANDING = "other"
# States that are no stop of their own: nothing to do, or switched off.
RESTING = ("idle", "off")

_WORDS = {
    "run": "run, running, runs, kör, körs, körning, i drift, drift, produktion, producerar, production,"
    " producing, processing, bearbetar, bearbetning, executing, execute, active, aktiv, auto, automatik,"
    " automatic, in cycle, cykel, cycle, working, arbetar, igång, up",
    "setup": "setup, set up, setting, setting up, ställ, ställer, ställs, ställtid, omställning, omställer,"
    " uppställning, changeover, change over, rigg, riggning, riggar, inställning, verktygsbyte, tool change,"
    " programbyte, artikelbyte, produktbyte, product change, formbyte, matrisbyte, die change, uppstart, "
    "startup",
    "breakdown": "breakdown, broken down, break down, broken, haveri, havererad, fel, maskinfel, machine "
                 "fault,"
    " elfel, mekaniskt fel, mekfel, fault, faulted, error, alarm, larm, failure, machine failure, trasig,"
    " störning, driftstörning, nödstopp, emergency stop, e stop, down, nere, unplanned stop, oplanerat stopp,"
    " oplanerad, unplanned, reparation, repair, maskinhaveri, verktygshaveri, verktygsbrott, tool breakage,"
    " aborted, jam, stopp i maskin, givarfel, sensorfel",
    "planned": "planerat stopp, planned stop, planned, planerat, planerad, planned downtime, planerat "
               "underhåll,"
    " planned maintenance, underhåll, maintenance, förebyggande underhåll, preventive maintenance, "
    "service, pm,"
    " möte, meeting, rast, break, lunch, fika, paus, pause, städning, cleaning, rengöring, utbildning, "
    "training,"
    " tillsyn, smörjning, kalibrering, calibration, semester, holiday",
    "material": "materialbrist, brist på material, saknar material, väntar på material, väntar material, "
                "inget"
    " material, material saknas, material, no material, lack of material, waiting for material, waits for"
    " material, material shortage, missing material, starved, brist, artikelbrist, ämne saknas, no parts",
    "operator": "operatör saknas, ingen operatör, väntar på operatör, väntar operatör, operatör, operator,"
    " no operator, waiting for operator, waits for operator, missing operator, operator missing, "
    "personalbrist,"
    " bemanning, obemannad, unmanned, saknar operatör, personal saknas, väntar på personal, no staff,"
    " lack of staff, lack of operator",
    "idle": "idle, standby, stand by, ledig, redo, ready, ingen order, no order, no orders, inget jobb, "
            "no job,"
    " nothing to do, inget att göra, tomgång, vilar, saknar order, orderbrist, ej belagd, available",
    "off": "off, av, avstängd, offline, frånkopplad, disconnected, ej ansluten, not connected, power off,"
    " switched off, stängd, ingen data, no data, ur drift, släckt, shut down, shutdown",
    STANDING: "stopp, stop, stopped, stoppad, står, står still, stillestånd, standing, väntar, waiting, wait,"
    " blockerad, blocked, paused, övrigt, other, okänd, unknown, annat, feed hold, hold, downtime",
}  # fmt: skip
_BY_PHRASE = {Phrase.of(word): state for state, words in _WORDS.items() for word in words.split(",")}
_BY_JOINED = {phrase.joined: state for phrase, state in _BY_PHRASE.items()}
_SHORTEST_INSIDE = 6
_NOT = frozenset(["ej", "inte", "inget", "ingen", "inga", "no", "not", "non", "utan", "without"])


def known_states(words: Iterable[str], decided: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Give the state of each word that is understood; the user's word goes first.

    A state is one of the mapping's ``STATES``, or ``STANDING`` where a machine stands and the
    word doesn't say why.
    """
    by_user = {word.strip().lower(): state for state, listed in decided.items() for word in listed}
    found = {word: by_user.get(word.strip().lower()) or _state_of(word) for word in words}
    return {word: state for word, state in found.items() if state}


@lru_cache(maxsize=4096)
def _state_of(word: str) -> str | None:
    """Give the state that a word says whole, else the one reason that stands inside it.

    Nothing is guessed where the inside says two things ("produktionsstopp"), or where a "no" or
    "not" stands outside what is known ("ej i drift").
    """
    phrase = Phrase.of(word)
    if phrase.joined in _BY_JOINED:
        return _BY_JOINED[phrase.joined]
    inside = [known for known in _BY_PHRASE if _stands_inside(known, phrase)]
    said = {token for known in inside for token in known.tokens}
    if not inside or any(token in _NOT and token not in said for token in phrase.tokens):
        return None
    longest = max(len(known.joined) for known in inside)
    states = {_BY_PHRASE[known] for known in inside}
    # "Stands" is said beside a reason as often as alone, a longer phrase holds shorter ones.
    for found in (states, states - {STANDING}, {_BY_PHRASE[k] for k in inside if len(k.joined) == longest}):
        if len(found) == 1 and ("run" not in states or states == {"run"}):
            return next(iter(found))
    return None


def _stands_inside(known: Phrase, phrase: Phrase) -> bool:
    if _follow_each_other(known.tokens, phrase.tokens):
        return True
    long_enough = len(known.joined) >= _SHORTEST_INSIDE or known.joined == "stopp"
    return long_enough and known.joined in phrase.joined


def _follow_each_other(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def kinds_of_stops(words: Iterable[str], decided: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Give the kind of stop that each reason tells, ``other`` where it tells none."""
    wanted = list(words)
    states = known_states(wanted, decided)
    return {word: _AS_STOP.get(states.get(word, STANDING), STANDING) for word in wanted}


_AS_STOP = {state: state for state in ("breakdown", "planned", "setup", "material", "operator")}
