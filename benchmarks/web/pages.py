"""How long each list page takes with 10,000 companies, 1 M notes and 100,000 events, beside a bare page.

    python benchmarks/web/pages.py [--database sqlite|postgres] [--companies N] [--rounds N]

On either database: fill it, open the platform as `simmitt serve` does (two processes of four threads),
keep one core busy as a simulation would, and ask for every page in turns over a kept connection. The
bare page is one template and one query, in the same server and the same run; a page's ratio is to it.
Ends with 1 where a page's 95th percentile is above the limit.
"""

import argparse
import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = Path(__file__).resolve().parent / "place"
HOST = "127.0.0.1"
LIMIT_MS = 300
WARM_UP = 3
BARE = "bare"


@dataclass
class Page:
    """A page as one reader asks for it, and how long each answer took."""

    name: str
    reader: str
    address: str
    took_ms: list[float] = field(default_factory=list)
    status: int = http.client.OK

    def percentile(self, share: float) -> float:
        """Give what so large a share of the answers kept within."""
        ordered = sorted(self.took_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def fault(self) -> str:
        """Say what is wrong with it; empty where nothing is."""
        if self.status != http.client.OK:
            return f"answers {self.status}"
        return "above the limit" if self.percentile(0.95) > LIMIT_MS else ""


def main() -> None:
    # Stopped from outside it cleans up too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked = arguments()
    if asked.here:
        sys.exit(measure(asked))
    databases = [asked.database] if asked.database else ["sqlite", "postgres"]
    sys.exit(max(run_on(database) for database in databases))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=("sqlite", "postgres"))
    parser.add_argument("--companies", type=int, default=10_000)
    parser.add_argument("--notes", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--here", metavar="NAME", help="measure on the database that DATABASE_URL names")
    return parser.parse_args()


def run_on(database: str) -> int:
    """Measure in a process of its own, beside a database of its own."""
    again = [sys.executable, str(Path(__file__)), *sys.argv[1:], "--here", database]
    if database == "postgres":
        look = subprocess.run(
            ["bash", "scripts/find_postgres.sh"], cwd=ROOT, capture_output=True, check=False
        )
        if look.returncode:
            print(look.stderr.decode())
            return 0
        again = ["bash", "scripts/with_postgres.sh", *again]
    return subprocess.run(again, cwd=ROOT, check=False).returncode


def measure(asked: argparse.Namespace) -> int:
    scratch = Path(tempfile.mkdtemp(prefix="simmitt-pages-"))
    try:
        variables = surroundings(scratch, asked.here)
        fill(asked, scratch, variables)
        told = json.loads((scratch / "told.json").read_text("utf-8"))
        with serving(variables) as port, one_core_busy():
            pages = ask_in_turns(told, port, asked.rounds)
        return show(asked.here, pages)
    finally:
        shutil.rmtree(scratch)


def surroundings(scratch: Path, database: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIMMITT_")}
    if database == "sqlite":
        kept["DATABASE_URL"] = f"sqlite:///{scratch / 'simmitt.sqlite3'}"
    return kept | {
        "PYTHONPATH": str(PLACE),
        "DJANGO_SETTINGS_MODULE": "bench_settings",
        "SIMMITT_MODE": "real",
        "SIMMITT_HTTPS": "0",
        "SIMMITT_HOSTS": HOST,
        "SIMMITT_SECRET_KEY": secrets.token_urlsafe(40),
        "SIMMITT_DATA": str(scratch),
    }


def fill(asked: argparse.Namespace, scratch: Path, variables: dict[str, str]) -> None:
    began = time.perf_counter()
    counts = [str(asked.companies), str(asked.notes), str(asked.events)]
    script = [sys.executable, str(PLACE / "fill.py"), str(scratch / "told.json"), *counts]
    subprocess.run(script, env=variables, check=True)
    print(f"{asked.here}: filled in {time.perf_counter() - began:.0f} s")


@contextmanager
def serving(variables: dict[str, str]) -> Iterator[int]:
    port = free_port()
    server = subprocess.Popen([sys.executable, str(PLACE / "serve.py"), HOST, str(port)], env=variables)
    try:
        wait_until_open(port)
        yield port
    finally:
        server.terminate()
        server.wait()


@contextmanager
def one_core_busy() -> Iterator[None]:
    """Stand in for a worker that simulates."""
    worker = subprocess.Popen([sys.executable, "-c", "while True: sum(range(10_000))"])
    try:
        yield
    finally:
        worker.kill()
        worker.wait()


def ask_in_turns(told: dict[str, dict[str, str]], port: int, rounds: int) -> list[Page]:
    """Ask for every page once a round, so that what disturbs the machine disturbs all alike."""
    pages = [Page(*name.split(" ", 1), address) for name, address in told["addresses"].items()]
    connection = http.client.HTTPConnection(HOST, port)
    for number in range(WARM_UP + rounds):
        for page in pages:
            took_ms = ask(connection, page, told["cookies"])
            if number >= WARM_UP:
                page.took_ms.append(took_ms)
    connection.close()
    return pages


def ask(connection: http.client.HTTPConnection, page: Page, cookies: dict[str, str]) -> float:
    began = time.perf_counter()
    connection.request("GET", page.address, headers={"Cookie": cookies.get(page.reader, "")})
    answer = connection.getresponse()
    answer.read()
    took_ms = 1000 * (time.perf_counter() - began)
    page.status = max(page.status, answer.status)
    return took_ms


def show(database: str, pages: list[Page]) -> int:
    bare_ms = statistics.median(next(page for page in pages if page.name == BARE).took_ms)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"\n{database}: {len(pages[0].took_ms)} requests a page, limit {LIMIT_MS} ms, load {load:.1f}")
    print(f"{'page':<34} {'reader':<12} {'p50 ms':>8} {'p95 ms':>8} {'x bare':>7}")
    for page in pages:
        p50, p95 = page.percentile(0.5), page.percentile(0.95)
        print(f"{page.name:<34} {page.reader:<12} {p50:8.1f} {p95:8.1f} {p50 / bare_ms:7.1f}  {page.fault}")
    return int(any(page.fault for page in pages))


def free_port() -> int:
    with socket.socket() as holder:
        holder.bind((HOST, 0))
        port: int = holder.getsockname()[1]
        return port


def wait_until_open(port: int) -> None:
    for _attempt in range(600):
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the server did not open within a minute")


if __name__ == "__main__":
    main()
