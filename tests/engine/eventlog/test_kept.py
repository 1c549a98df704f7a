"""A log kept as it was read: given back without loss, without names, and refused when it was changed."""

from pathlib import Path

import pytest

from simmitt.engine.eventlog import EventLog, Mapping, read
from simmitt.engine.eventlog.kept import DamagedFile, KeptBesideOthers, keep, kept_log
from simmitt.engine.eventlog.limits import Limits, TooLarge
from simmitt.engine.eventlog.sandbox import read_apart

LOG = """Order;Maskin;Operatör;Start;Slut;Godkända
1;Fräs 2;Astrid Lindqvist;2025-04-23 07:00;2025-04-23 08:00;4
2;Svarv 3;Nils Wahlgren;2025-04-23 09:00;2025-04-23 10:30;7
"""
STOPS = """Maskin;Stopptyp;Från;Till;Orsak
Fräs 2;Haveri;2025-04-23 08:10;2025-04-23 08:40;Nils Wahlgren bytte rem
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    log, stops = tmp_path / "log.csv", tmp_path / "stopp.csv"
    log.write_text(LOG, "utf-8")
    stops.write_text(STOPS, "utf-8")
    return log, stops


def kept(log: EventLog, folder: Path) -> Path:
    path = folder / "log.simmitt"
    path.write_bytes(keep(log))
    return path


def same(one: EventLog, other: EventLog) -> bool:
    names = one.companions.given()
    beside = [(getattr(one.companions, name), getattr(other.companions, name)) for name in names]
    frames = [(one.rows, other.rows), *beside]
    assert names == other.companions.given()
    return one.source == other.source and all(a.equals(b) and a.schema == b.schema for a, b in frames)


def test_a_kept_log_is_given_back_as_it_was_with_all_that_stood_beside_it(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    log = read(files)

    again = read(kept(log, tmp_path))

    assert log.companions.stops is not None
    assert same(again, log)
    assert keep(again) == keep(log)


def test_reading_a_kept_log_apart_adds_nothing(files: tuple[Path, Path], tmp_path: Path) -> None:
    log = read_apart(files)

    assert same(read_apart(kept(log, tmp_path)), log)


def test_a_kept_log_has_codes_for_people_wherever_they_stand(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    again = read(kept(read(files), tmp_path))

    assert again.rows["worker"].to_list() == ["P01", "P02"]
    assert again.companions.stops is not None
    assert again.companions.stops["reason"].to_list() == ["P02 bytte rem"]


def test_what_the_file_says_of_columns_is_not_asked_again(files: tuple[Path, Path], tmp_path: Path) -> None:
    told = Mapping(columns={"good_pieces": ""})

    again = read(kept(read(files, mapping=told), tmp_path), mapping=Mapping())

    assert again.rows["good_pieces"].null_count() == 2


def test_a_kept_log_is_read_alone(files: tuple[Path, Path], tmp_path: Path) -> None:
    path = kept(read(files), tmp_path)

    with pytest.raises(KeptBesideOthers) as refused:
        read([path, files[0]])

    assert refused.value.place.file == "log.simmitt"


@pytest.mark.parametrize("at", [100, 200, -40])
def test_a_kept_log_that_was_changed_is_refused(at: int, files: tuple[Path, Path], tmp_path: Path) -> None:
    path = kept(read(files), tmp_path)
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)

    with pytest.raises(DamagedFile):
        read(path)


def test_a_kept_log_that_breaks_off_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    path = kept(read(files), tmp_path)
    path.write_bytes(path.read_bytes()[:-100])

    with pytest.raises(DamagedFile):
        read(path)


def test_a_kept_log_may_not_unpack_to_more_than_any_file(files: tuple[Path, Path], tmp_path: Path) -> None:
    path = kept(read(files), tmp_path)

    with pytest.raises(TooLarge):
        kept_log(path, Limits(expanded_bytes=1_000))
