"""The line that a TOML file is at fault on."""

import tomllib

import pytest

from simmitt.ground.toml import line_at_fault


@pytest.mark.parametrize(("text", "line"), [("a = 1\nb = \nc = 3\n", 2), ("a = 1\nb = [", 2), ("a b\n", 1)])
def test_the_line_at_fault_is_told(text: str, line: int) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)

    assert line_at_fault(caught.value, text) == line
