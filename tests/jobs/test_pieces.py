"""Pieces that were kept on the way: found again, and made anew where they are damaged."""

from pathlib import Path

import pytest

from simmitt.jobs import pieces
from simmitt.jobs.pieces import Pieces

MADE = {"name": "delad", "numbers": list(range(200))}


@pytest.fixture(autouse=True)
def _all_are_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_WORTH_S", -1.0)


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    Pieces(tmp_path).of("log")("fitted", lambda: MADE)

    assert Pieces(tmp_path).of("log")("fitted", dict) == MADE


def test_a_damaged_piece_is_made_anew_wherever_it_is_damaged(tmp_path: Path) -> None:
    keep = Pieces(tmp_path).of("log")
    keep("fitted", lambda: MADE)
    (piece,) = tmp_path.iterdir()
    whole = piece.read_bytes()

    for place in range(len(whole)):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 0x40]) + whole[place + 1 :]):
            piece.write_bytes(damaged)
            assert keep("fitted", lambda: "anew") == "anew"
