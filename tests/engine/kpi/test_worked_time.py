"""How long a machine worked: measured where its counter is read often, else withheld and never guessed."""

import pytest
from engine.kpi.shops import counted, log, open_from, row

from simmitt.engine.analysis import Analysis, NoEvents, need_events
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi import AsIs, Told, measure_as_is
from simmitt.engine.kpi.prices import Prices
from simmitt.engine.observations.bottleneck import RULES
from simmitt.engine.observations.sight import Sight
from simmitt.engine.quality import diagnose
from simmitt.ground.texts import LANGUAGES

OPEN = open_from(*((24 * day + 6.0, 24 * day + 18.0) for day in range(5)))
OF_WORKED_TIME = (
    "availability_share", "bottleneck_share", "busy_union_h", "open_hours_load_share",
    "utilisation_union_share",
)  # fmt: skip
OF_ISO = ("allocation_efficiency", "availability", "utilisation_efficiency", "setup_ratio")


def measured(told: EventLog, **said: float) -> AsIs:
    return measure_as_is(told, OPEN, told=Told(ideal_cycle_s=said), seed=1)


def speaking(told: EventLog) -> set[str]:
    sight = Sight(told, diagnose(told), OPEN, measured(told), Prices())
    return {rule.code for rule in RULES if rule.look(sight) is not None}


def test_a_counter_read_every_minute_tells_that_the_press_worked_half_of_its_hours() -> None:
    told = counted(1)

    assert told.tells_worked_time
    as_is = measured(told)
    # Ten days of six hours' work each; the log ends half an hour before the last day does.
    assert as_is.figure("open_hours_load_share", "Press").value == pytest.approx(60 / 119.5)
    assert not {each.figure for each in as_is.withheld} & set(OF_WORKED_TIME)
    assert as_is.constraint is not None


@pytest.mark.parametrize("every_minutes", [10, 60])
def test_a_counter_read_seldom_withholds_all_that_rests_on_worked_time(every_minutes: int) -> None:
    told = counted(every_minutes)

    assert not told.tells_worked_time
    as_is = measured(told)
    withheld = {each.figure: each for each in as_is.withheld}
    assert set(OF_WORKED_TIME) <= set(withheld)
    assert as_is.constraint is None
    assert (as_is.bottlenecks, as_is.accounts, as_is.strip, as_is.streams) == ((), (), None, ())
    assert "can be said about bottlenecks" in as_is.agreement.in_language("en")
    assert withheld["open_hours_load_share"].next_measurement.in_language("en") == (
        "At Press, for two ordinary weeks, write down what the counter shows at least every five minutes, "
        "or when the machine starts and stops."
    )


def test_a_counter_read_seldom_gives_no_iso_figure_of_worked_time() -> None:
    iso = {each.code: each for each in measured(counted(60)).iso}

    assert [iso[code].value for code in OF_ISO] == [None] * len(OF_ISO)
    assert iso["availability"].missing == ("APT",)
    for language in LANGUAGES:
        assert iso["availability"].remark is not None
        assert "APT" in iso["availability"].remark.in_language(language)


def test_with_an_ideal_cycle_pieces_tell_oee_however_seldom_the_counter_is_read() -> None:
    told = counted(60)
    told = EventLog(told.rows.with_columns(rejected_pieces=0.0), told.source)

    as_is = measured(told, Press=6.0)

    # Ten pieces a minute at six seconds each, for half of every open hour.
    assert as_is.figure("oee_share", "Press").value == pytest.approx(0.5)
    withheld = {each.figure for each in as_is.withheld}
    assert "oee_share" not in withheld
    assert {"effectiveness_share", "availability_share"} <= withheld
    assert {each.code: each.value for each in as_is.iso}["oee"] == pytest.approx(0.5)


def test_rules_on_the_constraint_are_silent_where_worked_time_is_not_measured() -> None:
    # Read by the hour, the press looks as if it worked all its hours.
    assert speaking(counted(60)) == set()


def test_rules_on_the_constraint_speak_where_the_counter_is_read_often() -> None:
    assert "no_machine_is_full" in speaking(counted(1))


def test_no_factory_is_fitted_to_worked_time_that_nobody_measured() -> None:
    told = counted(60)

    with pytest.raises(NoEvents) as refused:
        need_events(analysis_of(told))

    assert "too seldom" in refused.value.found.in_language("en")
    need_events(analysis_of(counted(1)))


def test_reports_tell_worked_time_also_where_some_starts_are_estimated() -> None:
    assert log([row("A", "Mill", 0, 1, estimated=True)]).tells_worked_time


def analysis_of(told: EventLog) -> Analysis:
    found, as_is = diagnose(told), measured(told)
    return Analysis(told, found, OPEN, as_is, as_is, None, (), told)
