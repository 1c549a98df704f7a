"""Where the marks of a small chart stand."""

from simmitt.web.look.geometry import MeasureLine, Scale, bar_width, measure_line


def test_a_measure_line_runs_from_margin_to_margin() -> None:
    at = measure_line(Scale(0, 100), low=25, high=75, likely=50, now=0, target=100)

    assert at == MeasureLine(
        width="230",
        low="60.5",
        high="169.5",
        likely="115",
        now="6",
        target="224",
        diamond="M108 22L115 15L122 22L115 29z",
    )


def test_what_is_not_known_has_no_place() -> None:
    at = measure_line(Scale(0, 10), low=None, high=None, likely=None, now=3, target=None)

    assert (at.low, at.diamond, at.now) == ("", "", "71.4")


def test_what_lies_beyond_the_ends_stands_at_the_end() -> None:
    assert Scale(0, 10).place(14) == "224"


def test_a_line_without_length_does_not_break() -> None:
    assert Scale(5, 5).place(5) == "6"


def test_a_bar_starts_at_nothing_and_what_is_little_can_be_seen() -> None:
    assert [
        bar_width(0, 200),
        bar_width(1, 1000),
        bar_width(50, 200),
        bar_width(300, 200),
        bar_width(3, 0),
    ] == [
        "0",
        "0.8",
        "25",
        "100",
        "0",
    ]
