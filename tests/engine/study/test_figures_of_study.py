import pytest
from engine.study.conftest import WriteStudy, small_shop

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.study_reading import StudyFault
from simmitt.engine.kpi.study import study_figures


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_filled_in_template_gives_the_figures(write_study: WriteStudy, language: str) -> None:
    log = read(write_study(small_shop(), language))

    figures = {(each.id, each.scope): each for each in study_figures(log.companions)}
    assert log.source.sort == "study"
    assert figures["open_hours_load_share", "Mill"].value == pytest.approx(0.9)
    assert figures["setup_share", "Mill"].value == pytest.approx(40 / 180)
    assert figures["breakdown_share", "Mill"].value == pytest.approx(20 / 180)
    assert figures["setup_time_median_h", "Mill"].value == pytest.approx(0.5)
    # Ten days of twelve hours, six looks in ten found it running, five failures of 45 minutes.
    assert figures["mtbf_h", "Mill"].value == pytest.approx(72 / 5)
    assert figures["mttr_h", "Mill"].value == pytest.approx(0.75)
    assert all(each.low <= each.value <= each.high for each in figures.values())


def test_fewer_looks_give_no_share_at_all(write_study: WriteStudy) -> None:
    study = small_shop()
    study["sampling"] = study["sampling"][:20]

    figures = study_figures(read(write_study(study)).companions)

    assert not [each for each in figures if each.id == "setup_share"]


@pytest.mark.parametrize(
    ("table", "row", "field", "value", "expected"),
    [
        ("sampling", 4, "state", "Snoozing", ("Work sampling", "row 6", "State", "Snoozing", "Running")),
        ("stop_tally", 2, "minutes", "a while", ("Stop tally", "row 4", "Minutes", "a while", "number")),
        ("stations", 1, "hours_per_week", 700, ("Machines", "row 3", "Hours a week", "700", "168")),
        ("timed_setups", 0, "date", "soon", ("Timed setups", "row 2", "Date", "soon", "2026-03-02")),
        ("routings", 3, "minutes_per_piece", None, ("Products", "row 5", "Minutes per piece", "empty")),
    ],
)
def test_a_wrong_cell_is_named(
    write_study: WriteStudy, table: str, row: int, field: str, value: object, expected: tuple[str, ...]
) -> None:
    study = small_shop()
    study[table][row][field] = value

    with pytest.raises(StudyFault) as fault:
        read(write_study(study))

    told = fault.value.in_language("en")
    assert [word for word in expected if word not in told] == []
    assert fault.value.in_language("sv") != told
