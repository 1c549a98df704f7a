"""What a machine was, second by second, to an order that waited for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.kpi.crews import Crews, crews
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.pieces import Pieces
from simmitt.engine.spans import Floats, Ints

UNAVAILABLE, SETUP, BUSY, NO_OPERATOR, FREE = range(STATES := 5)


@dataclass(frozen=True)
class WaitingStates:
    """The state of each piece of machines' time, and the seconds in each state before it."""

    pieces: Pieces
    state: NDArray[np.int8]  # (n_pieces,)
    before_s: Floats  # (n_pieces, STATES)
    crews: Crews | None

    def until(self, machine: Ints, at_s: Floats) -> Floats:
        """Give the seconds in each state until instants at machines; differences count.

        Returns
        -------
        seconds : (n, STATES)
        """
        piece = self.pieces.at(machine, at_s)
        seconds = self.before_s.take(piece, axis=0, mode="clip")
        place = np.arange(len(piece)) * STATES + self.state.take(piece, mode="clip")
        seconds.reshape(-1)[place] += at_s - self.pieces.start_s.take(piece, mode="clip")
        if self.crews is not None:
            self._add_crew(seconds, machine, piece, at_s)
        return seconds

    def _add_crew(self, seconds: Floats, machine: Ints, piece: Ints, at_s: Floats) -> None:
        """Add the part of a free piece in which the crew was at work elsewhere."""
        assert self.crews is not None
        inside = np.flatnonzero((self.state[piece] == FREE) & (at_s > self.pieces.start_s[piece]))
        begin, end = self.pieces.start_s[piece[inside]], at_s[inside]
        busy_s = [self.crews.busy_before(machine[inside], edge) for edge in (begin, end)]
        seconds[inside, NO_OPERATOR] += busy_s[1] - busy_s[0]
        seconds[inside, FREE] -= busy_s[1] - busy_s[0]


def waiting_states(time: MachineTime) -> WaitingStates:
    """Tell in which state each piece is to an order that waits, its machine's places counted."""
    pieces, full, is_open = time.pieces, time.is_full, time.pieces.has("open")
    stopped = is_open & (pieces.has("breakdown") | pieces.has("planned"))
    state = np.full(len(pieces.machine), FREE, np.int8)
    state[is_open & pieces.has("operator")] = NO_OPERATOR
    state[full] = BUSY
    state[(full & (pieces.setups > 0)) | (is_open & pieces.has("setup"))] = SETUP
    state[stopped | (~is_open & ~full) | (full & (pieces.downs > 0))] = UNAVAILABLE
    people = crews(time.facts)
    elsewhere_s = None if people is None else _crew_elsewhere_s(pieces, state, people)
    before_s = np.empty((len(state), STATES))
    for each in range(STATES):
        length = np.where(state == each, pieces.seconds, 0.0)
        if elsewhere_s is not None and each in (NO_OPERATOR, FREE):
            length += elsewhere_s if each == NO_OPERATOR else -elsewhere_s
        before_s[:, each] = np.cumsum(length) - length
    return WaitingStates(pieces, state, before_s, people)


def _crew_elsewhere_s(pieces: Pieces, state: NDArray[np.int8], people: Crews) -> Floats:
    """Give for how long of each free piece the machine's crew was at work elsewhere, (n_pieces,)."""
    seconds = np.zeros(len(state))
    free = np.flatnonzero(state == FREE)
    machine, begin = pieces.machine[free], pieces.start_s[free]
    until, since = (people.busy_before(machine, at_s) for at_s in (begin + pieces.seconds[free], begin))
    seconds[free] = until - since
    return seconds
