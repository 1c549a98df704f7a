"""Where the platform listens."""

import socket
from collections.abc import Iterator

import pytest

from simmitt.web import listening
from simmitt.web.listening import Address, NoSuchPlace, find_address, require_loopback

HOST = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens already."""
    with socket.socket() as holder:
        holder.bind((HOST, 0))
        holder.listen()
        yield holder.getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_this_computer_alone_is_fit_for_the_demo(host: str) -> None:
    require_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "localhost.example", ""])
def test_any_other_address_is_not(host: str) -> None:
    with pytest.raises(NoSuchPlace):
        require_loopback(host)


def test_a_taken_port_that_was_asked_for_is_refused(taken: int) -> None:
    with pytest.raises(NoSuchPlace) as refusal:
        find_address(HOST, taken)

    assert str(taken) in refusal.value.in_language("sv")


def test_the_next_port_is_found_where_the_usual_one_is_taken(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "USUAL_PORT", taken)

    found = find_address(HOST, None, or_next=True)

    assert found.port > taken
    with pytest.raises(NoSuchPlace):
        find_address(HOST, None)


@pytest.mark.parametrize("host", ["192.0.2.7", "no-such-name.invalid"])
def test_an_address_of_somebody_else_is_refused_in_words(host: str) -> None:
    with pytest.raises(NoSuchPlace):
        find_address(host, 8000)


def test_an_address_reads_as_a_browser_wants_it() -> None:
    assert Address("127.0.0.1", 8000).url == "http://127.0.0.1:8000"
    assert Address("::1", 8000).url == "http://[::1]:8000"
