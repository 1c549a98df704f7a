"""Numbers of things that a spreadsheet has taken for amounts: what is lost can't be had back."""

import polars as pl

from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say, say_many

# 1,23E+11 for 122999004000, and sixteen digits of which a spreadsheet keeps but fifteen.
_SCIENTIFIC = r"^\d(?:[.,]\d+)?[eE]\+\d{1,3}$"
_CUT_OFF, _LONG = r"^[1-9]\d{14}0+$", r"^\d{16,}$"
_FEWEST_LONG = 5
_THINGS = ("product", "machine", "activity")


class RuinedOrders(InputFault):
    """A spreadsheet has turned order numbers into amounts, and several orders into one."""


def check_ruined(understood: Understood) -> list[Message]:
    """Stop where order numbers have lost digits; tell where the numbers of other things have.

    Raises
    ------
    RuinedOrders
    """
    orders = understood.text("order")
    if orders is not None and (at := _ruined(orders)).any():
        raise RuinedOrders(
            say_many(
                "{count} order number has lost digits, as {example}: a spreadsheet has taken it for an"
                " amount, and different orders may have become one.",
                "{count} order numbers have lost digits, as {example}: a spreadsheet has taken them for"
                " amounts, and different orders may have become one.",
                int(at.sum()), example=str(orders.filter(at)[0]),
            ),
            expected=say("Every order has a number of its own."),
            remedy=say("Give the file as it was exported, before a spreadsheet opened it, or export order"
                       " numbers as text."),
            place=understood.place("order", int(at.arg_true()[0])),
        )  # fmt: skip
    return [
        _note(understood, name, texts.filter(at))
        for name, texts in understood.texts(_THINGS).items()
        if (at := _ruined(texts)).any()
    ]


def _ruined(texts: pl.Series) -> pl.Series:
    """Tell which cells have lost digits."""
    scientific = texts.str.contains(_SCIENTIFIC).fill_null(value=False)
    long = texts.str.contains(_LONG).fill_null(value=False)
    cut_off = texts.str.contains(_CUT_OFF).fill_null(value=False)
    # One number in ten ends in a nought; that all long ones do is a spreadsheet's doing.
    if texts.filter(long).n_unique() < _FEWEST_LONG or (long & ~cut_off).any():
        return scientific
    return scientific | (long & cut_off)


def _note(understood: Understood, name: str, ruined: pl.Series) -> Message:
    return say_many(
        "{count} cell in the column {heading} has lost digits, as {example}: a spreadsheet has taken it for"
        " an amount. Different things may have become one; give the file as it was exported.",
        "{count} cells in the column {heading} have lost digits, as {example}: a spreadsheet has taken them"
        " for amounts. Different things may have become one; give the file as it was exported.",
        len(ruined),
        heading=understood.heading(name),
        example=str(ruined[0]),
    )
