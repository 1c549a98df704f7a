"""How rows are reported carelessly: each gives a log's rows as such a shop would hand them in."""

from collections.abc import Callable
from datetime import timedelta

from engine.observations.shops import Row

Careless = Callable[[list[Row]], list[Row]]


def without(kind: str) -> Careless:
    return lambda rows: [row for row in rows if row["kind"] != kind]


def setup_as_run(rows: list[Row]) -> list[Row]:
    return [{**row, "kind": "run"} for row in rows]


def no_scrap(rows: list[Row]) -> list[Row]:
    return [{**row, "rejected_pieces": 0.0} for row in rows]


def estimated(rows: list[Row]) -> list[Row]:
    return [{**row, "estimated": number % 5 == 0} for number, row in enumerate(rows)]


def padded(rows: list[Row]) -> list[Row]:
    """Every tenth row has no duration of its own, and an interval of exactly 75 minutes."""
    return [
        {**row, "end_at": row["start_at"] + timedelta(minutes=75), "reported_s": 0.0} if n % 10 == 0 else row
        for n, row in enumerate(rows)
    ]


def disagreeing(rows: list[Row]) -> list[Row]:
    return [
        {**row, "reported_s": 2.0 * row["reported_s"]} if number % 8 == 0 else row
        for number, row in enumerate(rows)
    ]


def forgotten(rows: list[Row]) -> list[Row]:
    """A few clocks ran on over the weekend."""
    return [
        {**row, "end_at": row["end_at"] + timedelta(hours=64), "reported_s": row["reported_s"] + 64 * 3600}
        if number % 150 == 0
        else row
        for number, row in enumerate(rows)
    ]


def twice(rows: list[Row]) -> list[Row]:
    return [row for number, row in enumerate(rows) for _ in range(2 if number % 20 == 0 else 1)]


def midnight(rows: list[Row]) -> list[Row]:
    return [
        {**row, "start_at": row["start_at"].replace(hour=0, minute=0), "reported_s": None}
        if number % 10 == 0
        else row
        for number, row in enumerate(rows)
    ]


def no_machine(rows: list[Row]) -> list[Row]:
    return [{**row, "machine": None} if number % 8 == 0 else row for number, row in enumerate(rows)]


def no_order(rows: list[Row]) -> list[Row]:
    lost = {"order": None, "machine": None}
    return [{**row, **lost} if number % 10 == 0 else row for number, row in enumerate(rows)]


def misspelt(rows: list[Row]) -> list[Row]:
    return [{**row, "machine": "Mill  2"} if n % 5 == 0 and row["machine"] == "Mill 2" else row
            for n, row in enumerate(rows)]  # fmt: skip


def tiny_half(rows: list[Row]) -> list[Row]:
    """Every second order has two pieces, and its runs are as short."""
    return [tiny(row) if int(row["order"][-1]) % 2 else row for row in rows]


def tiny(row: Row) -> Row:
    length = timedelta(minutes=4) if row["kind"] == "run" else row["end_at"] - row["start_at"]
    return {**row, "ordered_pieces": 2.0, "end_at": row["start_at"] + length,
            "reported_s": length.total_seconds()}  # fmt: skip
