"""The economy file: what it says, what it leaves out, and what it gets wrong."""

from pathlib import Path

import pytest

from simmitt.engine.portfolio import ENTRIES, Economy, EconomyFault, FreedTime, read_economy

PROJECT = Path(__file__).resolve().parents[3]


def written(folder: Path, text: str) -> Path:
    path = folder / "economy.toml"
    path.write_text(text, "utf-8")
    return path


def test_what_is_left_out_keeps_its_default_and_is_known_as_such(tmp_path: Path) -> None:
    economy = read_economy(written(tmp_path, 'hourly_cost_sek = 400\nuse_of_freed_time = "sold"\n'))

    assert economy.hourly_cost_sek == 400
    assert economy.use_of_freed_time == FreedTime(sold=1.0)
    assert economy.discount_rate == 0.10
    assert set(economy.defaulted) == set(ENTRIES) - {"hourly_cost_sek", "use_of_freed_time"}


def test_freed_time_may_be_divided(tmp_path: Path) -> None:
    text = "use_of_freed_time = { sold = 0.5, overtime = 0.3, unused = 0.2 }"

    use = read_economy(written(tmp_path, text)).use_of_freed_time

    assert (use.sold, use.overtime) == (0.5, 0.3)
    assert use.unused == pytest.approx(0.2)


def test_an_empty_file_is_the_default_economy(tmp_path: Path) -> None:
    assert read_economy(written(tmp_path, "")) == Economy()


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ("years = 5\nhourly_cost_sek = -3\n", 2, "The value is -3."),
        ('\n\ndiscount_rate = "tio"\n', 3, "Expected a number from 0 to 1."),
        ("hourly_cost = 385\n", 1, "Did you mean “hourly_cost_sek”?"),
        ('use_of_freed_time = "vacation"\n', 1, "Expected “sold”, “overtime” or “unused”"),
        ("use_of_freed_time = { sold = 0.5 }\n", 1, "shares of them that add up to 1"),
        ("years = true\n", 1, "The value is True."),
        ("years = nan\n", 1, "The value is nan."),
    ],
)
def test_a_fault_tells_its_line_and_what_was_expected(tmp_path: Path, text: str, row: int, said: str) -> None:
    with pytest.raises(EconomyFault) as caught:
        read_economy(written(tmp_path, text))

    assert caught.value.place.row == row
    assert said in caught.value.in_language("en")
    assert caught.value.in_language("sv").startswith("Fil economy.toml, rad ")


@pytest.mark.parametrize("content", [b"years = = 5", b"\xff\xfe\x00", b"[economy"])
def test_a_file_that_is_not_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "economy.toml"
    path.write_bytes(content)

    with pytest.raises(EconomyFault, match="can't be read"):
        read_economy(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EconomyFault):
        read_economy(tmp_path / "none.toml")


def test_the_reference_page_names_every_entry_with_its_default(tmp_path: Path) -> None:
    page = (PROJECT / "docs/reference/economy.md").read_text("utf-8")
    example = page.split("```toml\n")[1].split("```")[0]

    assert [name for name in ENTRIES if f"| `{name}` |" not in page] == []
    assert read_economy(written(tmp_path, example)).overtime_hours_per_week == 12


def test_an_economy_is_silent_until_a_benefit_has_a_price() -> None:
    assert not Economy().speaks
    assert not Economy(use_of_freed_time=FreedTime(sold=1.0)).speaks  # nobody would buy more
    assert Economy(use_of_freed_time=FreedTime(sold=1.0), extra_demand_share=0.1).speaks
    assert Economy(use_of_freed_time=FreedTime(overtime=1.0)).speaks
    assert not Economy(use_of_freed_time=FreedTime(overtime=1.0), overtime_hours_per_week=0).speaks
    assert Economy(order_value_sek=10_000).speaks
