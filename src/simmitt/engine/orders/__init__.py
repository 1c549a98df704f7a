"""Orders: their time in the shop, and which of them the log shows whole."""

from simmitt.engine.orders.closing import Closing, Passed, UnknownClosingOperation, closing_of, infer_closing
from simmitt.engine.orders.times import (
    END_S,
    EPOCH,
    START_S,
    WORK_S,
    Ends,
    OrderTimes,
    codes,
    cut_off,
    order_times,
    seconds,
    timed,
    times_of_orders,
)

__all__ = [
    "END_S",
    "EPOCH",
    "START_S",
    "WORK_S",
    "Closing",
    "Ends",
    "OrderTimes",
    "Passed",
    "UnknownClosingOperation",
    "closing_of",
    "codes",
    "cut_off",
    "infer_closing",
    "order_times",
    "seconds",
    "timed",
    "times_of_orders",
]
