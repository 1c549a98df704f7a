"""Orders that the log's end cuts off go on as finished ones did."""

import polars as pl
import pytest

from simmitt.engine.fitting.ways import Ways, ways_to_the_end

HOUR, DAY = 3_600.0, 86_400.0


def visits(*orders: tuple[str, float, str], product: str = "Arm") -> pl.DataFrame:
    """Give visits of orders that begin at an instant and are at each operation a day later."""
    rows = []
    for order, begun_s, way in orders:
        for n, operation in enumerate(way):
            start_s = begun_s + n * DAY
            rows.append(
                {
                    "order": order,
                    "product": product,
                    "operation": operation,
                    "station": operation,
                    "start_s": start_s,
                    "end_s": start_s + HOUR,
                    "next_s": begun_s + (n + 1) * DAY if n + 1 < len(way) else None,
                    "before_s": start_s - DAY + HOUR if n else None,
                    "rework": False,
                }
            )
    return pl.DataFrame(rows, schema_overrides={"next_s": pl.Float64, "before_s": pl.Float64})


def usual(number: int) -> list[tuple[str, float, str]]:
    return [(f"{n}", n * DAY, "SMTP") for n in range(number)]


def way_of(ways: Ways, order: str) -> str:
    """Give the likeliest way of an order."""
    return "".join(max(ways.of_order[order], key=lambda each: each.chance).way)


def test_an_order_cut_off_goes_on_like_the_others() -> None:
    seen = visits(*usual(40), ("late", 60 * DAY, "SM"))

    ways = ways_to_the_end(seen, 61 * DAY + 2 * HOUR)

    assert way_of(ways, "late") == "SMTP"
    assert ways.pending.select("order", "operation").rows() == [("late", "T")]


def test_an_order_that_has_ended_as_all_do_is_left_as_it_is() -> None:
    seen = visits(*usual(40), ("late", 57 * DAY, "SMTP"))

    ways = ways_to_the_end(seen, 60 * DAY + 2 * HOUR)

    assert [("".join(each.way), each.chance) for each in ways.of_order["late"]] == [("SMTP", 1.0)]


def test_long_silence_is_an_end_where_nobody_waited_so_long() -> None:
    seen = visits(*usual(40), ("given up", 10 * DAY, "SM"))

    ways = ways_to_the_end(seen, 90 * DAY)

    assert way_of(ways, "given up") == "SM"


def test_the_chances_of_an_order_add_up() -> None:
    seen = visits(*usual(40), ("late", 60 * DAY, "SM"), ("silent", 58 * DAY, "SM"))

    ways = ways_to_the_end(seen, 61 * DAY + 2 * HOUR)

    for finished in ways.of_order.values():
        assert sum(each.chance for each in finished) == pytest.approx(1.0)


def test_an_order_goes_on_like_those_of_its_product() -> None:
    legs = visits(*((f"leg {n}", n * DAY, "SMX") for n in range(40)), product="Leg")
    late = visits(("late", 60 * DAY, "SM"), product="Leg")
    seen = pl.concat([visits(*usual(40)), legs, late])

    assert way_of(ways_to_the_end(seen, 61 * DAY + 2 * HOUR), "late") == "SMX"
