"""Merging the rooms' catalogues."""

from pathlib import Path

import pytest

from compile_texts import ConflictError, merge, read_rooms, write

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def room(folder: Path, name: str, english: str, swedish: str) -> None:
    (folder / name).write_text(f'{HEADER}msgid "{english}"\nmsgstr "{swedish}"\n', encoding="utf-8")


def test_the_same_sentence_in_two_rooms_is_kept_once(tmp_path: Path) -> None:
    room(tmp_path, "a.po", "order", "order")
    room(tmp_path, "b.po", "order", "order")

    assert len(merge(read_rooms(tmp_path))) == 1


def test_two_rooms_that_differ_are_named(tmp_path: Path) -> None:
    room(tmp_path, "a.po", "setup", "ställ")
    room(tmp_path, "b.po", "setup", "omställning")

    with pytest.raises(ConflictError, match=r"b\.po and a\.po differ on: 'setup'"):
        merge(read_rooms(tmp_path))


def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    room(tmp_path, "a.po", "setup", "ställ")

    for name in ("first.mo", "second.mo"):
        write(merge(read_rooms(tmp_path)), tmp_path / name)

    assert (tmp_path / "first.mo").read_bytes() == (tmp_path / "second.mo").read_bytes()
