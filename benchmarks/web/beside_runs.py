"""How much one company's computing slows another's pages.

    python benchmarks/web/beside_runs.py [--rounds N]

Opens the demo as `simmitt serve --demo` does, and asks for pages of one company in turns: while nothing
is computed, and while another company's log is analysed, fitted and planned again and again. The ratio
is that of the medians, block by block in one run; prints both.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from web.serving.killing import PIECE, Person, Platform  # noqa: E402 (found by the path above)

PAGES = ("plan", "journey", "data", "follow-up", "charter")
BLOCKS, BUDGETS_SEK = 4, range(100_000, 900_000, 10_000)
WAITS_S = 120.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=40, help="of every page in a block")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "korlogg.csv"
        subprocess.run([sys.executable, ROOT / "example" / "make_log.py", log], check=True)
        platform = Platform(Path(folder))
        try:
            measure(platform, log.read_bytes(), asked.rounds)
        finally:
            platform.stop()


def measure(platform: Platform, log: bytes, rounds: int) -> None:
    reader, other = Person(platform, "karin"), Person(platform, "olle")
    mine, theirs = (company_of(platform, name) for name in ("Bäverholma%", "Skvalåns%"))
    hand_in(platform, other, theirs, log)
    wait(platform, theirs)
    budgets = iter(BUDGETS_SEK)
    took: dict[bool, list[float]] = {False: [], True: []}
    block(reader, mine, rounds)  # what is kept after a first reading is kept now
    for number in range(2 * BLOCKS):
        busy = number % 2 == 1
        if busy:
            for _ in range(6):
                plan(other, theirs, next(budgets))
            time.sleep(2.0)
        took[busy] += block(reader, mine, rounds)
        if busy:
            left = live(platform, theirs)
            print(f"block {number // 2 + 1}: {left} runs were still going on at its end")
            wait(platform, theirs)
    idle, beside = (statistics.median(took[busy]) for busy in (False, True))
    print(f"a page alone {1000 * idle:.1f} ms, beside another's runs {1000 * beside:.1f} ms")
    print(f"ratio {beside / idle:.2f}")


def block(reader: Person, company: str, rounds: int) -> list[float]:
    took = []
    for _ in range(rounds):
        for page in PAGES:
            began = time.perf_counter()
            reader.get(f"/sv/companies/{company}/{page}/")
            took.append(time.perf_counter() - began)
    return took


def company_of(platform: Platform, name: str) -> str:
    return str(platform.one("SELECT public_id FROM companies_company WHERE name LIKE ?", name))


def hand_in(platform: Platform, person: Person, company: str, log: bytes) -> None:
    """Send a log, approve it, and let figures and model be computed."""
    coming = {"name": "korlogg.csv", "size": len(log), "mark": "1"}
    person.post(f"/sv/companies/{company}/data/uploads/", coming)
    upload = platform.one("SELECT public_id FROM analyses_upload ORDER BY id DESC LIMIT 1")
    for offset in range(0, len(log), PIECE):
        piece, at = log[offset : offset + PIECE], {"Upload-Offset": str(offset)}
        person.post(f"/sv/uploads/{upload}/", piece, **at)
    person.post(f"/sv/companies/{company}/data/hand-in/", {"upload": upload})
    wait(platform, company)
    newest = "SELECT public_id, version FROM analyses_dataset ORDER BY id DESC LIMIT 1"
    version = platform.one(newest.replace("public_id, ", ""))
    person.post(f"/sv/data/{platform.one(newest)}/approve/", {"version": version})


def plan(person: Person, company: str, budget_sek: int) -> None:
    person.post(f"/sv/companies/{company}/plan/ask/", {"budget_sek": budget_sek, "despite_red": "Mätning"})


def live(platform: Platform, company: str) -> int:
    sql = (
        "SELECT count(*) FROM analyses_run r JOIN cases_case c ON c.id = r.case_id"
        " JOIN companies_company o ON o.id = c.company_id"
        " WHERE o.public_id = ? AND r.state IN ('queued', 'running')"
    )
    return int(platform.one(sql, company))


def wait(platform: Platform, company: str) -> None:
    until = time.monotonic() + WAITS_S
    while live(platform, company) and time.monotonic() < until:
        time.sleep(0.2)


if __name__ == "__main__":
    main()
