"""A platform that is killed at random moments, and somebody who goes on using it."""

import hashlib
import http.cookiejar
import json
import os
import random
import re
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from simmitt.web.demo.logins import DOMAIN, PASSWORD

SIMMITT = [sys.executable, "-c", "from simmitt.cli import main; main()"]
OURS = ("SIMMITT_", "DATABASE_URL", "DJANGO_")
OPENS_WITHIN_S, ANSWERS_WITHIN_S, RUNS_END_WITHIN_S = 90.0, 30.0, 180.0
PIECE = 256 * 1024
FILE_BYTES = 48 * PIECE
JSON = {"Accept": "application/json"}
# What a dead server says: nothing, or half of something.
GONE = (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException)


class Platform:
    """The demo as people start it: its server, its workers and all that they start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Kept, so that whoever is signed in stays so.
        self.key = secrets.token_urlsafe(48)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> float:
        """Start it; give how long it took until it was ready."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        began = time.monotonic()
        self.process = subprocess.Popen(
            [*SIMMITT, "serve", "--demo", "--data", str(self.folder), "--port", str(self.port)],
            env={**kept, "SIMMITT_SECRET_KEY": self.key},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while time.monotonic() - began < OPENS_WITHIN_S:
            with suppress(*GONE), urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return time.monotonic() - began
            time.sleep(0.02)
        raise AssertionError("it does not open")

    def kill(self) -> None:
        """Kill every process of it at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        self.process.terminate()
        self.process.wait(OPENS_WITHIN_S)

    def one(self, sql: str, *values: Any) -> Any:
        """Look into its database, as its keeper could."""
        with closing(sqlite3.connect(f"file:{self.folder / 'demo.sqlite3'}?mode=ro", uri=True)) as connection:
            row = connection.execute(sql, values).fetchone()
        return row[0] if row else None


class Person:
    """Somebody with a browser, who keeps what was answered and sends anew what was not."""

    def __init__(self, platform: Platform, who: str) -> None:
        self.platform, self.jar = platform, http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _StaysHere())
        page = self.get("/sv/login/").decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        fields = {"login": f"{who}@{DOMAIN}", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        status, content, _there = self.post("/sv/login/", fields, Accept="text/html")
        assert status == 302, content

    def get(self, place: str) -> bytes:
        return self._send(urllib.request.Request(self.platform.url + place))[1]

    def post(self, place: str, data: Any, **headers: str) -> tuple[int, bytes, str]:
        """Post fields or bytes; give status, content and where it leads."""
        token = next((one.value or "" for one in self.jar if one.name == "csrf"), "")
        content = data if isinstance(data, bytes) else urllib.parse.urlencode(data).encode()
        kind = {"Content-Type": "application/octet-stream"} if isinstance(data, bytes) else {}
        request = urllib.request.Request(
            self.platform.url + place, content, {**JSON, "X-CSRFToken": token, **kind, **headers}
        )
        return self._send(request)

    def _send(self, request: urllib.request.Request) -> tuple[int, bytes, str]:
        try:
            answer = self._opener.open(request, timeout=ANSWERS_WITHIN_S)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            return answer.status, answer.read(), answer.headers.get("Location", "")


class _StaysHere(urllib.request.HTTPRedirectHandler):
    """Lets a redirect be an answer."""

    def http_error_302(self, _request: Any, told: Any, *_more: Any) -> Any:
        return told


class Work:
    """What somebody does all the time: edits a plan, sends a file, notes on the floor, asks for documents."""

    def __init__(self, platform: Platform, seed: int) -> None:
        self.platform = platform
        self.owner, self.floor = Person(platform, "karin"), Person(platform, "leila")
        # What the file holds does not matter here; that every byte of it comes does.
        self.content = random.Random(seed).randbytes(FILE_BYTES)
        self.plan, self.seen, self.text = "", 0, ""
        self.upload, self.sent = "", 0
        self.station, self.notes, self.in_flight = "", list[str](), ""
        self.papers = set[str]()
        self.edits = 0
        self._find()

    def _find(self) -> None:
        of = "JOIN cases_case c ON c.id = {0}.case_id JOIN companies_company o ON o.id = c.company_id"
        company = "o.name LIKE 'Bäverholma%'"
        sql = f"SELECT p.public_id FROM plans_plan p {of.format('p')} WHERE {company} AND p.state = 'draft'"
        self.plan = self.platform.one(sql)
        self.company = self.platform.one(f"SELECT o.public_id FROM companies_company o WHERE {company}")
        url = f"/sv/companies/{self.company}/study/"
        status, content, _there = self.owner.post(
            url, {"name": "Svarv", "places": 1, "hours_per_week": 38}, Accept="text/html"
        )
        assert status == 302, content
        of_station = of.format("s")
        sql = f"SELECT s.public_id FROM analyses_studystation s {of_station} WHERE {company}"
        self.station = self.platform.one(sql)

    def go_on(self, until: threading.Event) -> None:
        """Work until the platform is gone."""
        with suppress(*GONE):
            while not until.is_set():
                self._edit()
                self._send_piece()
                self._note()
                self._ask_for_paper()

    def _edit(self) -> None:
        self.text = f"Steg {uuid4().hex}"
        fields = {"about": self.plan, "field": "first_step", "value": self.text, "seen": self.seen}
        status, content, _there = self.owner.post(f"/sv/plans/{self.plan}/field/", fields)
        assert status == 200, content
        self.seen, self.edits = json.loads(content)["seen"], self.edits + 1

    def _send_piece(self) -> None:
        if not self.upload:
            fields = {"name": "logg.csv", "size": FILE_BYTES, "mark": "killed"}
            _status, content, _there = self.owner.post(f"/sv/companies/{self.company}/data/uploads/", fields)
            self.upload = json.loads(content)["id"]
        if self.sent < FILE_BYTES:
            piece = self.content[self.sent : self.sent + PIECE]
            place = f"/sv/uploads/{self.upload}/"
            _status, content, _there = self.owner.post(place, piece, **{"Upload-Offset": str(self.sent)})
            self.sent = json.loads(content)["received"]

    def _note(self) -> None:
        self.in_flight = self.in_flight or uuid4().hex
        fields = {"kind": "sample", "key": self.in_flight, "station": self.station, "state": "run"}
        place = f"/sv/companies/{self.company}/study/note/?kind=sample"
        status, content, _there = self.floor.post(place, fields)
        assert status == 200, content
        self.notes.append(self.in_flight)
        self.in_flight = ""

    def _ask_for_paper(self) -> None:
        status, content, there = self.owner.post(f"/sv/plans/{self.plan}/paper/", {})
        assert status == 302, content
        if "/runs/" in there:
            self.papers.add(there.rstrip("/").rsplit("/", 1)[1])

    def look(self) -> list[str]:
        """Say what of all that was acknowledged is not there, or is there twice, or half."""
        one, faults = self.platform.one, []
        number = one(
            "SELECT max(number) FROM plans_fieldedit WHERE about = ? AND field = 'first_step'", self.plan
        )
        kept = one("SELECT count(*) FROM plans_fieldedit WHERE about = ? AND field = 'first_step'", self.plan)
        last = one("SELECT first_step FROM plans_plan WHERE public_id = ?", self.plan)
        after = "SELECT after FROM plans_fieldedit WHERE about = ? AND field = 'first_step' AND number = ?"
        told = one(after, self.plan, number)
        if kept != number or number not in (self.seen, self.seen + 1) or told != last:
            faults.append(f"edits: {kept} rows, number {number}, {self.seen} acknowledged")
        if number == self.seen + 1 and told != self.text:
            faults.append("an edit that nobody made")
        self.seen = number or 0
        for key in self.notes:
            found = one("SELECT count(*) FROM analyses_observation WHERE key = ?", key)
            if found != 1:
                faults.append(f"note {key}: {found} times")
        received = json.loads(self.owner.get(f"/sv/uploads/{self.upload}/"))["received"] if self.upload else 0
        if not self.sent <= received <= self.sent + PIECE:
            faults.append(f"upload: {received} of {self.sent}")
        self.sent = received
        faults += [f"run {run} is gone" for run in self.papers if not self._state_of(run)]
        return faults

    def _state_of(self, run: str) -> Any:
        return self.platform.one("SELECT state FROM analyses_run WHERE public_id = ?", run)

    def finish(self) -> list[str]:
        """Send the rest and wait for what was asked; say what did not come to its end."""
        while self.sent < FILE_BYTES or not self.upload:
            self._send_piece()
        found = self.platform.one("SELECT sha256 FROM analyses_upload WHERE public_id = ?", self.upload)
        faults = [] if found == hashlib.sha256(self.content).hexdigest() else ["the file is another"]
        until = time.monotonic() + RUNS_END_WITHIN_S
        waiting = set(self.papers)
        while waiting and time.monotonic() < until:
            waiting = {run for run in waiting if self._state_of(run) in ("queued", "running")}
            time.sleep(0.2)
        faults += [
            f"run {run}: {self._state_of(run)}" for run in self.papers if self._state_of(run) != "done"
        ]
        computed = "SELECT key FROM analyses_run WHERE state = 'done' GROUP BY key HAVING count(*) > 1"
        twice = f"SELECT count(*) FROM ({computed})"
        if self.platform.one(twice):
            faults.append("a run twice")
        if self.platform.one("PRAGMA integrity_check") != "ok":
            faults.append("the database is damaged")
        return faults


def kill_at_random(folder: Path, kills: int, seed: int) -> tuple[list[str], list[float], Work]:
    """Kill a platform so many times while somebody works on it.

    Gives what was lost, doubled or halved, how long it took each time until it was ready, and the work done.
    """
    luck, platform = random.Random(seed), Platform(folder)
    faults: list[str] = []
    ready_s: list[float] = []
    try:
        work = Work(platform, seed)
        for _ in range(kills):
            stop = threading.Event()
            worker = threading.Thread(target=work.go_on, args=(stop,))
            worker.start()
            time.sleep(luck.uniform(0.05, 3.0))
            platform.kill()
            stop.set()
            worker.join(ANSWERS_WITHIN_S)
            ready_s.append(platform.start())
            faults += work.look()
        faults += work.finish()
    finally:
        platform.kill()
    return faults, ready_s, work
