"""Messages as people in Sweden and in England would write them."""

from datetime import date, datetime

import numpy as np
import pytest

from simmitt.ground.texts import LANGUAGES, Language, Message, say, say_many, write_number, write_share

NO_BREAK = "\u00a0"


def both(message: Message) -> list[str]:
    return [message.in_language(language) for language in LANGUAGES]


def test_thousands_hold_together_and_decimals_follow_the_language() -> None:
    message = say("{cost:.1}", cost=1_234_567.89)

    assert both(message) == [f"1{NO_BREAK}234{NO_BREAK}567,9", "1,234,567.9"]


def test_a_number_without_format_shows_a_decimal_only_where_it_has_one() -> None:
    message = say("{whole} {broken}", whole=1200.0, broken=2.25)

    assert both(message) == [f"1{NO_BREAK}200 2,2", "1,200 2.2"]


def test_a_share_is_written_as_per_cent() -> None:
    message = say("{share:.1%} {other:%}", share=0.1234, other=0.5)

    assert both(message) == [f"12,3{NO_BREAK}% 50{NO_BREAK}%", "12.3% 50%"]


def test_the_minus_is_a_real_one() -> None:
    message = say("{change:.1} {share:%}", change=-3.5, share=-0.25)

    assert both(message) == [f"−3,5 −25{NO_BREAK}%", "−3.5 −25%"]


def test_what_rounds_to_nothing_has_no_minus() -> None:
    assert (write_number(-0.4, "sv"), write_share(-0.001, "en")) == ("0", "0%")


def test_what_is_unknown_is_a_dash() -> None:
    assert write_number(float("nan"), "sv", 2) == "–"


def test_numpy_numbers_are_numbers() -> None:
    message = say("{pieces} {hours:.1}", pieces=np.int64(4500), hours=np.float64(0.25))

    assert both(message) == [f"4{NO_BREAK}500 0,2", "4,500 0.2"]


def test_dates_are_written_out_and_instants_sort() -> None:
    at = datetime(2026, 3, 2, 7, 12)
    message = say("{day}, {at:date}, {at}", day=date(2026, 5, 31), at=at)

    assert both(message) == [
        "31 maj 2026, 2 mars 2026, 2026-03-02 07:12",
        "31 May 2026, 2 March 2026, 2026-03-02 07:12",
    ]


@pytest.mark.parametrize(("count", "expected"), [(0, "0 rows"), (1, "One row"), (2, "2 rows")])
def test_a_counting_message_picks_its_form(count: int, expected: str) -> None:
    assert say_many("One row", "{count} rows", count).in_language("en") == expected


def test_a_message_within_a_message_follows_the_same_language() -> None:
    message = say("{place}!", place=say("row {row}", row=1204))

    assert both(message) == [f"rad 1{NO_BREAK}204!", "row 1,204!"]


def test_a_message_takes_values_that_are_known_later() -> None:
    definition = say("{hours:.1} of {days}", hours=2.5)

    assert definition.filled(days=7) == say("{hours:.1} of {days}", hours=2.5, days=7)


def test_text_from_the_factory_stands_as_it_is() -> None:
    assert both(say("{machine}", machine="Fräs 2 {x:.1}")) == ["Fräs 2 {x:.1}"] * 2


@pytest.mark.parametrize(("language", "expected"), [("sv", "kolumn Sluttid"), ("en", "column Sluttid")])
def test_the_catalogue_is_found(language: Language, expected: str) -> None:
    assert say("column {name}", name="Sluttid").in_language(language) == expected
