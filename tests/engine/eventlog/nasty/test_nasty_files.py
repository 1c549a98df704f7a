"""Nasty files, each with the outcome expected; silent wrong is the one that must never be."""

from dataclasses import asdict
from pathlib import Path

import pytest
from engine.eventlog.nasty.base import Figures, figures_of
from engine.eventlog.nasty.case import Asked, Case, Honest, Refused, Same, Warned
from engine.eventlog.nasty.containers import container_cases
from engine.eventlog.nasty.dates import date_cases, number_cases
from engine.eventlog.nasty.shapes import shape_cases
from engine.eventlog.nasty.silent import silent_cases
from engine.eventlog.nasty.texts import TRUTH, text_cases

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.quality import diagnose
from simmitt.ground.errors import InputFault, Question
from simmitt.ground.texts import LANGUAGES

CASES = [*text_cases(), *date_cases(), *number_cases(), *shape_cases(), *container_cases(), *silent_cases()]


def differing(log: EventLog, truth: Figures, but: frozenset[str] = frozenset()) -> dict[str, object]:
    """Give the figures that are not the truth's; hours may differ by rounding of a second."""
    read_as, true = asdict(figures_of(log)), asdict(truth)
    return {
        name: (read_as[name], true[name])
        for name in true
        if name not in but
        and not (
            isinstance(true[name], float) and read_as[name] == pytest.approx(true[name], abs=0.01, rel=1e-6)
        )
        and read_as[name] != true[name]
    }


def written(case: Case, folder: Path) -> list[Path]:
    paths = []
    for name, content in case.files.items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return paths


def said(log: EventLog) -> str:
    """Give all that was said about the reading, in English."""
    unsure = [f"{each.heading}: {each.certainty}" for each in log.source.columns if each.certainty < 0.75]
    return " ".join([*(note.in_language("en") for note in log.source.notes), *unsure])


def read_in_both_languages(fault: InputFault) -> str:
    for language in LANGUAGES:
        assert fault.in_language(language).strip()
    return fault.in_language("en")


def test_there_are_enough_of_them_and_each_has_a_name_of_its_own() -> None:
    assert len(CASES) >= 150
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_nasty_file_comes_to_what_is_expected(case: Case, tmp_path: Path) -> None:
    paths = written(case, tmp_path)
    outcome = case.outcome
    try:
        log = read(paths, mapping=case.mapping)
    except InputFault as fault:
        _faulted(case, paths, fault)
        return
    if isinstance(outcome, Same):
        assert log.source.sort == outcome.sort
        assert differing(log, case.truth, outcome.but) == {}
        assert outcome.noting.lower() in said(log).lower()
    elif isinstance(outcome, Warned):
        found = diagnose(log).finding(outcome.code)
        assert found is not None, f"not found: {outcome.code}"
        assert outcome.count in (None, found.count)
    elif isinstance(outcome, Honest):
        assert_honest(log, case.truth)
    else:
        pytest.fail(f"was read; expected {outcome}; said: {said(log)}; differs: {differing(log, case.truth)}")


def _faulted(case: Case, paths: list[Path], fault: InputFault) -> None:
    text = read_in_both_languages(fault)
    outcome = case.outcome
    if isinstance(outcome, Asked):
        assert isinstance(fault, Question), text
        assert outcome.line in text
        if outcome.answer:
            answered = read(paths, mapping=outcome.answer)
            assert differing(answered, case.truth, outcome.but) == {}
        return
    assert isinstance(outcome, Refused | Honest), text
    assert fault.remedy is not None or fault.expected is not None, text
    for words in outcome.words if isinstance(outcome, Refused) else ():
        assert words.lower() in text.lower()


def assert_honest(log: EventLog, truth: Figures) -> None:
    """Let figures differ only where something is said that a clean log would not hear."""
    differs = differing(log, truth)
    if not differs:
        return
    findings = {each.code for each in diagnose(log).findings} - USUAL
    assert findings or said(log), f"silently wrong: {differs}"


USUAL: set[str] = set()


@pytest.fixture(scope="module", autouse=True)
def usual(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Learn what a clean file is told, so that it can't excuse a wrong one."""
    path = tmp_path_factory.mktemp("clean") / "log.csv"
    clean = next(case for case in CASES if case.name == "encoding utf-8")
    path.write_bytes(clean.files["log.csv"])
    log = read(path, mapping=Mapping())
    assert differing(log, TRUTH) == {}
    assert said(log) == ""
    USUAL.update(each.code for each in diagnose(log).findings)
