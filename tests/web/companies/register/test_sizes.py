from itertools import pairwise

import pytest

from simmitt.web.companies.register.sizes import SIZE_CLASSES, EuSize, eu_size, read_size_class


def test_the_classes_follow_each_other_without_a_gap() -> None:
    counted = SIZE_CLASSES[1:]

    assert [size.number for size in SIZE_CLASSES] == list(range(17))
    assert all(one.high is not None and other.low == one.high + 1 for one, other in pairwise(counted))
    assert (counted[0].low, counted[-1].high) == (0, None)


@pytest.mark.parametrize(
    ("number", "swedish", "english"),
    [
        (0, "antal anställda okänt", "number of employees unknown"),
        (1, "inga anställda", "no employees"),
        (3, "5–9 anställda", "5–9 employees"),
        (10, "1\u00a0000–1\u00a0499 anställda", "1,000–1,499 employees"),
        (16, "10\u00a0000 anställda eller fler", "10,000 employees or more"),
    ],
)
def test_a_class_is_said_in_words(number: int, swedish: str, english: str) -> None:
    assert SIZE_CLASSES[number].label.in_language("sv") == swedish
    assert SIZE_CLASSES[number].label.in_language("en") == english


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("03", 3),
        ("16", 16),
        ("5-9 anställda", 3),
        ("5 – 9 Anställda", 3),
        ("1 000–1 499 anställda", 10),
        ("1\u00a0000-1\u00a0499 anställda", 10),
        ("10 000- anställda", 16),
        ("0 anställda", 1),
        ("Uppgift saknas", 0),
        ("17", None),
        ("5-10 anställda", None),
        ("", None),
    ],
)
def test_a_class_is_read_from_its_number_or_words(text: str, number: int | None) -> None:
    assert read_size_class(text) == number


def test_the_eu_size_is_provisional_only_where_a_class_lies_on_both_sides_of_a_limit() -> None:
    assert [eu_size(number) for number in range(17)] == [
        EuSize(None),
        *[EuSize("micro")] * 3,
        *[EuSize("small")] * 2,
        *[EuSize("medium")] * 2,
        EuSize("medium", provisional=True),
        *[EuSize("large")] * 8,
    ]


def test_the_eu_size_is_said_in_words() -> None:
    assert [eu_size(number).label.in_language("sv") for number in (0, 2, 4, 6, 8, 9)] == [
        "okänd storlek",
        "mikro",
        "litet",
        "medelstort",
        "medelstort eller stort; företaget får svara",
        "stort",
    ]
