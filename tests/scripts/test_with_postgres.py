"""A throw-away PostgreSQL: there while the command runs, gone afterwards."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

PROJECT = Path(__file__).resolve().parents[2]
ASK = """
import os, sys, psycopg
url = os.environ["DATABASE_URL"]
with psycopg.connect(url) as connection:
    print(url, connection.execute("SHOW server_encoding").fetchone()[0])
    print(connection.execute("SHOW listen_addresses").fetchone()[0] or "nowhere")
sys.exit(7)
"""


def script(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", *words], cwd=PROJECT, env=dict(os.environ), capture_output=True, text=True, check=False
    )


def test_it_is_there_for_the_command_alone() -> None:
    if script("scripts/find_postgres.sh").returncode:
        pytest.skip("needs PostgreSQL (apt install postgresql)")

    ended = script("scripts/with_postgres.sh", sys.executable, "-c", ASK)

    first, second = ended.stdout.splitlines()
    url, encoding = first.split()
    folder = Path(parse_qs(urlsplit(url).query)["host"][0])
    assert (ended.returncode, encoding, second) == (7, "UTF8", "nowhere"), ended.stderr
    assert not folder.exists()


def test_without_a_command_it_says_what_it_takes() -> None:
    refused = script("scripts/with_postgres.sh")

    assert refused.returncode == 1
    assert "takes the command" in refused.stderr
