"""Small Markov chains, solved exactly: the judge of what the kernel gives."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np

State = TypeVar("State", bound=Hashable)
Moves = Iterable[tuple[float, State]]


def long_run(start: State, moves: Callable[[State], Moves[State]]) -> dict[State, float]:
    """Give the long-run share of time in each state that can be reached.

    Parameters
    ----------
    start
        Any state of the chain.
    moves
        Gives the rate and the next state of all that may happen in a state.
    """
    number: dict[State, int] = {start: 0}
    rates: dict[tuple[int, int], float] = {}
    ahead = deque([start])
    while ahead:
        state = ahead.popleft()
        for rate, following in moves(state):
            if following not in number:
                number[following] = len(number)
                ahead.append(following)
            pair = (number[state], number[following])
            rates[pair] = rates.get(pair, 0.0) + rate
    shares = _stationary(len(number), rates)
    return {state: float(shares[k]) for state, k in number.items()}


def _stationary(states: int, rates: Mapping[tuple[int, int], float]) -> np.ndarray:
    balance = np.zeros((states, states))
    for (here, there), rate in rates.items():
        balance[there, here] += rate
        balance[here, here] -= rate
    balance[-1] = 1.0
    return np.linalg.solve(balance, np.eye(states)[-1])


WORKING, BLOCKED, STARVED, DOWN = "WBSD"
Line = tuple[tuple[str, ...], tuple[int, ...]]  # state of each machine, parts in each buffer


def line_throughput(
    rates: Sequence[float],
    buffers: Sequence[int],
    fails: Sequence[float] | None = None,
    repairs: Sequence[float] | None = None,
) -> float:
    """Give the output rate of a saturated line of exponential machines, blocking after service.

    ``fails`` are failures per working time, ``repairs`` repairs per time down.
    """
    last = len(rates) - 1
    fails, repairs = fails or [0.0] * len(rates), repairs or [0.0] * len(rates)

    def moves(state: Line) -> Moves[Line]:
        machines, stock = state
        for k, machine in enumerate(machines):
            if machine == WORKING:
                done = STARVED if k == last else BLOCKED
                yield rates[k], _settled(_changed(machines, k, done), stock, buffers)
                if fails[k]:
                    yield fails[k], (_changed(machines, k, DOWN), stock)
            elif machine == DOWN:
                yield repairs[k], (_changed(machines, k, WORKING), stock)

    empty = (STARVED,) * len(rates), (0,) * len(buffers)
    shares = long_run(_settled(*empty, buffers), moves)
    return sum(share * rates[last] for state, share in shares.items() if state[0][last] == WORKING)


def _changed(machines: tuple[str, ...], k: int, now: str) -> tuple[str, ...]:
    return (*machines[:k], now, *machines[k + 1 :])


def _settled(machines: tuple[str, ...], stock: tuple[int, ...], buffers: Sequence[int]) -> Line:
    """Let parts move on as far as there is room, from the last machine back to the first."""
    states, parts = list(machines), list(stock)
    moved = True
    while moved:
        moved = False
        for k in reversed(range(len(states))):
            if states[k] == STARVED and (k == 0 or parts[k - 1] > 0):
                if k > 0:
                    parts[k - 1] -= 1
                states[k], moved = WORKING, True
            if states[k] == BLOCKED and (parts[k] < buffers[k] or states[k + 1] == STARVED):
                if states[k + 1] == STARVED:
                    states[k + 1] = WORKING
                else:
                    parts[k] += 1
                states[k], moved = STARVED, True
    return tuple(states), tuple(parts)
