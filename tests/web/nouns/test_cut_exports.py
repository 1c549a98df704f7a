"""A file that does not hold everything says so itself."""

import pytest
from django.test import Client
from web.world import World

from simmitt.web.nouns import export


@pytest.mark.parametrize("wanted", ["csv", "xlsx"])
def test_a_cut_file_says_after_how_many_rows(
    wanted: str, world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(export.MOST_ROWS, wanted, 1)
    client.force_login(world.person["manager"], backend="allauth.account.auth_backends.AuthenticationBackend")

    lines = list(export._lines([], _Rows(3), 1))
    answer = client.get(f"/sv/companies/?format={wanted}")

    assert lines[2:] == [["Avkortad efter 1 rader. Smalna av listan för att få resten."]]
    assert answer.status_code == 200


def test_a_whole_file_says_nothing_of_it() -> None:
    assert len(list(export._lines([], _Rows(3), 3))) == 4


class _Rows:
    """Rows that can be read one by one."""

    def __init__(self, count: int) -> None:
        self.count = count

    def iterator(self, chunk_size: int) -> list[int]:
        return list(range(self.count))
