from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmitt.ground.errors import InputFault
from simmitt.web.companies.register.identifiers import (
    PersonalNumber,
    WrongNumber,
    organisation_number,
    postcode,
    workplace_number,
)


@pytest.mark.parametrize("number", ["556016-0680", "202100-2411", "232100-0206"])
def test_numbers_of_real_organisations_are_read(number: str) -> None:
    assert organisation_number(number) == number


@pytest.mark.parametrize(
    "text",
    [
        "5560160680",
        "556016 - 0680",
        " 556016\u20110680 ",
        "165560160680",
        "16556016-0680",
        "16 556016 0680",
        "SE556016068001",
        "se 556016068001",
    ],
)
def test_a_number_may_be_written_in_several_ways(text: str) -> None:
    assert organisation_number(text) == "556016-0680"


@pytest.mark.parametrize(
    "text",
    [
        "850709-9805",
        "8507099805",
        "168507099805",
        "198507099805",
        "19850709-9805",
        "20050709-9805",
        "850769-9805",  # a co-ordination number: the day is raised by 60
        "198507699805",
        "250709+9805",
        "850709-9806",  # mistyped, but still somebody's
    ],
)
def test_a_person_is_told_from_an_organisation(text: str) -> None:
    with pytest.raises(PersonalNumber):
        organisation_number(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("556016-0681", "The organisation number's last digit doesn't agree with the others."),
        ("556016-068", "The number has 9 digits."),
        ("175560160680", "The number has 12 digits."),
        ("1,65561E+11", "A spreadsheet has rounded the number; its last digits are lost."),
        ("556016-068O", "The number holds other characters than digits."),
        ("٥٥٦٠١٦٠٦٨٠", "The number holds other characters than digits."),
        (" - ", "The number is missing."),
    ],
)
def test_a_wrong_number_says_what_is_wrong(text: str, found: str) -> None:
    with pytest.raises(WrongNumber) as fault:
        organisation_number(text)

    assert fault.value.found.in_language("en") == found


@given(st.text(alphabet="0123456789-+ ", min_size=4))
def test_no_message_repeats_what_may_be_a_personal_number(text: str) -> None:
    try:
        organisation_number(text)
    except InputFault as fault:
        # The example of how a number is written is an organisation's.
        message = fault.in_language("sv").replace("556016-0680", "")
        assert not any(part in message for part in text.split() if len(part) > 3)


@given(st.text())
def test_any_text_is_a_number_or_a_fault(text: str) -> None:
    for read in (organisation_number, workplace_number, postcode):
        with suppress(InputFault):
            assert read(read(text)) == read(text)


def test_a_workplace_number_keeps_its_leading_zeros() -> None:
    assert workplace_number("00123456") == "00123456"


def test_zeros_are_put_back_only_when_they_are_known_to_be_lost() -> None:
    assert workplace_number("123456", zeros_lost=True) == "00123456"
    with pytest.raises(WrongNumber):
        workplace_number("123456")


@pytest.mark.parametrize("text", ["", "123456789", "1234567x", "²2345678"])
def test_other_texts_are_no_workplace_number(text: str) -> None:
    with pytest.raises(WrongNumber):
        workplace_number(text)


@pytest.mark.parametrize("text", ["85231", "852 31", "SE-852 31", "852\u00a031"])
def test_a_postcode_is_written_with_its_space(text: str) -> None:
    assert postcode(text) == "852 31"


@pytest.mark.parametrize("text", ["8523", "05231", "852311", "N-0150"])
def test_a_postcode_that_cannot_be_swedish_is_refused(text: str) -> None:
    with pytest.raises(WrongNumber):
        postcode(text)
