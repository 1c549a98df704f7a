"""What happens next, of all that is planned."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from simmitt.engine.simulation.kernel import moving as m
from simmitt.engine.simulation.kernel.agenda import ROOT, clear, leaves_for, plan, pop_delayed, push_delayed
from simmitt.engine.simulation.kernel.compiled import called
from simmitt.engine.simulation.kernel.memory import nodes
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.records import dtype_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@called
def play(shop: Shop, source: Ints, at_s: Floats, winner: Ints, due_s: Floats) -> None:
    clear(shop)
    for k in range(len(source)):
        plan(shop, source[k], at_s[k])
        winner[k], due_s[k] = nodes(shop, ROOT).source, nodes(shop, ROOT).due_s


@called
def pass_through_heap(shop: Shop, order: Ints) -> None:
    for j in range(len(order)):
        push_delayed(shop, j)
    for k in range(len(order)):
        order[k] = pop_delayed(shop)


def empty_agenda(sources: int) -> tuple[NDArray[np.void], NDArray[np.void]]:
    held = np.zeros(2 * leaves_for(sources), dtype_of(m.Node))
    shop = np.zeros(1, dtype_of(m.Shop))
    shop["nodes"], shop["n_nodes"] = held.ctypes.data, len(held)
    return shop, held


@given(
    sources=st.integers(1, 40),
    changes=st.lists(
        st.tuples(st.integers(0, 39), st.sampled_from([1.0, 2.0, 3.5, 8.0, np.inf])), min_size=1
    ),
)
@settings(max_examples=60, deadline=None)
def test_the_earliest_is_next_and_of_two_at_once_the_lower_number(
    sources: int, changes: list[tuple[int, float]]
) -> None:
    shop, _held = empty_agenda(sources)
    source = np.array([k % sources for k, _ in changes])
    at_s = np.array([at for _, at in changes])

    winner, due_s = np.zeros(len(changes), np.int64), np.zeros(len(changes))
    play(shop[0], source, at_s, winner, due_s)

    planned = np.full(sources, np.inf)
    for k, at, due, who in zip(source, at_s, due_s, winner, strict=True):
        planned[k] = at
        assert due == planned.min()
        assert who == int(np.argmin(planned)) or due == np.inf


@given(ends=st.lists(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.5]), min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_delays_end_in_order_and_at_once_in_the_order_of_coming(ends: list[float]) -> None:
    shop = np.zeros(1, dtype_of(m.Shop))
    jobs, delays = np.zeros(len(ends), dtype_of(m.Job)), np.zeros(len(ends), dtype_of(m.Waiting))
    jobs["since_s"], jobs["ticket"] = ends, np.arange(len(ends))
    shop["jobs"] = jobs.ctypes.data
    shop["delays"] = delays.ctypes.data

    order = np.zeros(len(ends), np.int64)
    pass_through_heap(shop[0], order)

    np.testing.assert_array_equal(order, np.argsort(ends, kind="stable"))
