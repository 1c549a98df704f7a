"""From findings to candidates, and a reason for everything left out."""

from dataclasses import replace

import pytest

from simmitt.engine.factory.model import Factory
from simmitt.engine.measures import constraint, propose, read_catalogue, signals
from simmitt.engine.simulation.output import Output


def test_the_constraint_is_the_station_busiest_of_its_open_time(busy_mill: Output) -> None:
    assert constraint(busy_mill) == "Mill"


def test_signals_are_read_from_the_baseline(saw_and_mill: Factory, busy_mill: Output) -> None:
    known = signals(saw_and_mill, busy_mill)

    assert known["setup_share_bottleneck"] == pytest.approx(0.36 / 1.8)
    assert known["utilisation_bottleneck"] == pytest.approx(0.9)
    assert known["scrap_rate"] == pytest.approx(90 / (90 + 90 * 19))
    assert known["mttr_h"] == pytest.approx(5.0)
    assert known["wip_days"] == pytest.approx(10.0)
    assert known["break_stop_share_bottleneck"] == pytest.approx(5 / 45)
    assert "late_share" not in known  # no due dates: absent, not zero


def test_measures_go_to_the_station_that_sets_the_pace(saw_and_mill: Factory, busy_mill: Output) -> None:
    found = {candidate.id: candidate for candidate in propose(saw_and_mill, busy_mill).candidates}

    assert found["M01@Mill"].targets == ("Mill",)
    assert "M01@Saw" not in found
    assert {"M07", "M09", "A09@Mill", "M14@Mill"} <= set(found)


def test_a_candidate_tells_why_in_both_languages(saw_and_mill: Factory, busy_mill: Output) -> None:
    found = {candidate.id: candidate for candidate in propose(saw_and_mill, busy_mill).candidates}

    assert found["M01@Mill"].why.in_language("en") == (
        "Found: setup as a share of the working time at the station 20.0%; "
        "the limit for suggesting the measure is 10.0%."
    )
    assert found["M01@Mill"].title.in_language("sv") == "Ställtidsreducering (SMED): Mill"


def test_costs_are_counted_per_machine_and_per_person(saw_and_mill: Factory, busy_mill: Output) -> None:
    known = {"wait_operator_share": 0.2}

    found = {c.id: c for c in propose(saw_and_mill, busy_mill, known=known).candidates}

    assert found["M12@Mill"].applications == 2  # two machines
    assert found["M12@Mill"].cost_sek.likely == 80_000
    assert found["A09@Mill"].applications == 1
    assert found["C01"].applications == 3  # three people


def test_an_unknown_finding_is_not_a_no(saw_and_mill: Factory, busy_mill: Output) -> None:
    aside = {measure.id: reason for measure, reason in propose(saw_and_mill, busy_mill).set_aside}

    assert "can't be ruled out" in aside["A07"].in_language("en")
    assert "metering" in aside["E01"].in_language("en")


def test_an_answer_from_the_owner_makes_a_candidate(saw_and_mill: Factory, busy_mill: Output) -> None:
    found = propose(saw_and_mill, busy_mill, known={"machining_bottleneck": 1.0}).candidates

    assert "A07@Mill" in {candidate.id for candidate in found}


def test_nothing_is_proposed_against_what_the_log_lacks(saw_and_mill: Factory, busy_mill: Output) -> None:
    stations = tuple(replace(s, setup=None, breakdown=None, crews=()) for s in saw_and_mill.stations)
    bare = replace(saw_and_mill, stations=stations, crews=())

    proposal = propose(bare, busy_mill)

    aside = {measure.id: reason.in_language("en") for measure, reason in proposal.set_aside}
    assert not {"M01", "M02", "M12", "M14", "C01"} & {c.measure.id for c in proposal.candidates}
    assert aside["M01"] == "The log shows no setups here."
    assert aside["M12"] == "The log shows no breakdowns here."
    assert aside["M11"].startswith("Needs “Cross-training")


def test_what_must_come_first_is_proposed_too(saw_and_mill: Factory, busy_mill: Output) -> None:
    found = {candidate.id: candidate for candidate in propose(saw_and_mill, busy_mill).candidates}

    assert found["D07@Mill"].requires == ("M13@Mill",)
    assert "M13@Mill" in found


def test_every_measure_is_either_proposed_or_set_aside(saw_and_mill: Factory, busy_mill: Output) -> None:
    proposal = propose(saw_and_mill, busy_mill)

    proposed = {candidate.measure.id for candidate in proposal.candidates}
    aside = [measure.id for measure, _ in proposal.set_aside]
    assert proposed | set(aside) == set(read_catalogue())
    assert not proposed & set(aside)
    assert len(aside) == len(set(aside))


def test_no_more_candidates_than_asked_for_but_their_prerequisites(
    saw_and_mill: Factory, busy_mill: Output
) -> None:
    proposal = propose(saw_and_mill, busy_mill, most=4)

    assert 4 <= len(proposal.candidates) <= 8
