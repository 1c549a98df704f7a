"""Results arrive together or not at all."""

from pathlib import Path

import pytest

from simmitt.ground.files import OutputUnusable, finished_together


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_results_arrive_when_all_went_well(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"

    with finished_together(out) as staged:
        (staged / "plan.json").write_text("plan")
        (staged / "run").mkdir()
        (staged / "run" / "factory.toml").write_text("factory")
        arrived_early = out.exists()

    assert not arrived_early
    assert contents(tmp_path) == {"a/b/plan.json": "plan", "a/b/run/factory.toml": "factory"}


def test_results_replace_their_namesakes_and_leave_the_rest(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "old.csv").write_text("old")
    (tmp_path / "plan.json").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")

    with finished_together(tmp_path) as staged:
        (staged / "plan.json").write_text("new")
        (staged / "run").mkdir()
        (staged / "run" / "new.csv").write_text("new")

    assert contents(tmp_path) == {"notes.txt": "mine", "plan.json": "new", "run/new.csv": "new"}


def test_a_folder_that_no_earlier_results_lie_beside_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "holiday.jpg").write_text("mine")

    with pytest.raises(OutputUnusable) as fault, finished_together(tmp_path) as staged:
        (staged / "analysis.json").write_text("new")
        (staged / "pictures").mkdir()

    assert contents(tmp_path) == {"pictures/holiday.jpg": "mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["pictures"]
    assert "--out" in fault.value.in_language("sv")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_an_interrupted_step_leaves_nothing(tmp_path: Path, stop: type[BaseException]) -> None:
    out = tmp_path / "out"

    with pytest.raises(stop), finished_together(out) as staged:
        (staged / "plan.json").write_text("half")
        raise stop

    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_step_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("old")

    with pytest.raises(KeyboardInterrupt), finished_together(tmp_path) as staged:
        (staged / "plan.json").write_text("new")
        raise KeyboardInterrupt

    assert contents(tmp_path) == {"plan.json": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


@pytest.mark.parametrize("existed", [True, False])
def test_an_interrupted_move_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existed: bool
) -> None:
    out = tmp_path / "out"
    if existed:
        out.mkdir()
        (out / "a").write_text("old")
        (out / "b").write_text("old")
    before = contents(tmp_path)
    interrupt_move_of(monkeypatch, "fresh/b")

    with pytest.raises(KeyboardInterrupt), finished_together(out) as staged:
        (staged / "a").write_text("new")
        (staged / "b").write_text("new")

    assert contents(tmp_path) == before
    assert out.exists() == existed


def interrupt_move_of(monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    move = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if str(self).endswith(ending):
            raise KeyboardInterrupt
        return move(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)


def test_a_file_in_the_way_is_told_before_the_work_begins(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(OutputUnusable) as fault, finished_together(tmp_path / "out"):
        pytest.fail("the work began")

    assert fault.value.place.file == str(tmp_path / "out")
    assert "--out" in fault.value.in_language("sv")
