"""Orders under way when the log begins are told from new ones."""

import polars as pl
import pytest

from simmitt.engine.fitting.openings import find_openings
from simmitt.ground.units import WEEK_S


def first_visits(per_week: list[int], under_way: list[int]) -> pl.DataFrame:
    """Give first visits: new orders begin with sawing, orders under way are seen at packing."""
    rows = []
    for operation, counts in (("Saw", per_week), ("Pack", under_way)):
        for week, count in enumerate(counts):
            rows += [
                {
                    "order": f"{operation} {week} {n}",
                    "operation": operation,
                    "start_s": (week + (n + 0.5) / count) * WEEK_S,
                    "before_s": None,
                }
                for n in range(count)
            ]
    return pl.DataFrame(rows, schema_overrides={"before_s": pl.Float64})


def test_a_steady_stream_has_nothing_under_way() -> None:
    found = find_openings(first_visits([14, 16, 15, 14, 16, 15, 15, 15], []), (0.0, 8 * WEEK_S))

    assert found.orders == 0.0
    assert found.per_week == pytest.approx(15.0)


def test_too_many_at_first_were_under_way() -> None:
    found = find_openings(first_visits([15] * 8, [24, 8]), (0.0, 8 * WEEK_S))

    assert found.orders == pytest.approx(32.0, abs=1.0)
    assert found.per_week == pytest.approx(15.0, abs=0.2)
    assert found.span_s == 2 * WEEK_S
    # Three in four in the first of two weeks: sooner than evenly.
    assert found.bunching > 1.5


def test_those_that_begin_with_what_new_ones_never_do_were_under_way() -> None:
    found = find_openings(first_visits([15] * 8, [24]), (0.0, 8 * WEEK_S))

    packed = [chance for order, chance in found.chance.items() if order.startswith("Pack")]
    sawn = [chance for order, chance in found.chance.items() if order.startswith("Saw")]
    assert min(packed) > 0.9
    assert max(sawn) < 0.1
