"""Thirty people edit one plan at once, over HTTP: nothing is lost, nothing is written over unseen."""

import json
import os
import random
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from web.browser.serving import Site, serving

PEOPLE, EDITS_EACH = 30, 8
KEY = "a-key-that-only-this-test-uses-for-its-sessions-0123456789"
FIELDS = ("owner", "risk", "mitigation", "safety_note", "hours", "first_step")
# People of one company who have signed in, the plan they see, and its measures.
SIGNED_IN = f"""
import django, json
django.setup()
from importlib import import_module
from django.conf import settings
from django.utils import timezone
from simmitt.web.accounts.models import Person
from simmitt.web.people.models import Membership
from simmitt.web.plans.models import Plan, PlanMeasure
plan = Plan.objects.unscoped("a test").filter(state="draft").select_related("case__company").get()
company = plan.case.company
store = import_module(settings.SESSION_ENGINE).SessionStore
keys = []
for number in range({PEOPLE}):
    person = Person.objects.invent(f"p{{number}}@example.com", f"Person Nummer{{number}}")
    Membership.objects.create(
        person=person, role="champion", programme=company.programme, company=company
    )
    session = store()
    now = timezone.now().isoformat()
    session.update({{
        "_auth_user_id": str(person.pk), "_auth_user_hash": person.get_session_auth_hash(),
        "_auth_user_backend": "allauth.account.auth_backends.AuthenticationBackend",
        "began_at": now, "touched_at": now,
    }})
    session.create()
    keys.append(session.session_key)
measures = PlanMeasure.objects.unscoped("a test").filter(plan=plan).order_by("place")
print(json.dumps({{
    "keys": keys, "cookie": settings.SESSION_COOKIE_NAME, "csrf": settings.CSRF_COOKIE_NAME,
    "plan": plan.public_id, "measures": [one.public_id for one in measures],
}}))
"""


@dataclass
class Outcome:
    """What one person was told."""

    accepted: list[tuple[str, str, int, str]] = field(default_factory=list)  # about, field, number, value
    conflicts: int = 0
    with_both: int = 0
    others: list[str] = field(default_factory=list)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    # The same key makes the sessions that the server takes for its own.
    with (
        patch("web.browser.serving.secrets.token_urlsafe", lambda _length: KEY),
        serving(tmp_path, "demo") as one,
    ):
        yield one


def people_of(site: Site) -> dict[str, Any]:
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "simmitt.web.settings", "SIMMITT_MODE": "demo",
                 "SIMMITT_DATA": str(site.database.parent), "SIMMITT_SECRET_KEY": KEY}  # fmt: skip
    variables.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", SIGNED_IN], env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


class Person:
    """Somebody with the plan open: remembers the version of each field that was seen last."""

    def __init__(self, site: Site, told: dict[str, Any], number: int) -> None:
        self.site, self.told, self.number = site, told, number
        self.seen: dict[tuple[str, str], int] = {}
        self.luck = random.Random(number)
        self.outcome = Outcome()

    def work(self) -> Outcome:
        """Write in fields at random; at a conflict read the other's word, and keep one's own once."""
        for step in range(EDITS_EACH):
            name = self.luck.choice(FIELDS)
            about = self.told["plan"] if name == "first_step" else self.luck.choice(self.told["measures"])
            value = str(self.number * 1000 + step) if name == "hours" else f"Ord {self.number}-{step}"
            if not self._write(about, name, value):
                self._write(about, name, value)
        return self.outcome

    def _write(self, about: str, name: str, value: str) -> bool:
        if (about, name) not in self.seen:
            self.seen[about, name] = self._first(about, name)
        seen = self.seen[about, name]
        status, text = self._post({"about": about, "field": name, "value": value, "seen": str(seen)})
        if status == 200:
            number = int(json.loads(text)["seen"])
            self.seen[about, name] = number
            self.outcome.accepted.append((about, name, number, value))
            return True
        if status != 409:
            self.outcome.others.append(f"{status}: {text[:200]}")
            return True
        self.outcome.conflicts += 1
        self.outcome.with_both += value in text.replace("\N{NO-BREAK SPACE}", "") and 'class="theirs"' in text
        self.seen[about, name] = int(text.split('data-keep-mine="')[1].split('"')[0])
        return False

    def _first(self, about: str, name: str) -> int:
        """Give the version that stood there before anybody of these began."""
        told: int = self.site.one(
            "SELECT coalesce(max(number), 0) FROM plans_fieldedit WHERE about = ? AND field = ? AND after "
            "NOT LIKE 'Ord %' AND (field != 'hours' OR number < 1)", about, name,
        )  # fmt: skip
        return told

    def _post(self, fields: dict[str, str]) -> tuple[int, str]:
        token, session = "x" * 32, self.told["keys"][self.number]
        request = urllib.request.Request(
            f"{self.site.url}/sv/plans/{self.told['plan']}/field/",
            data=urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode(),
            headers={
                "Accept": "application/json",
                "Cookie": f"{self.told['cookie']}={session}; {self.told['csrf']}={token}",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()


def test_thirty_people_lose_nothing(site: Site) -> None:
    told = people_of(site)
    before = site.one("SELECT count(*) FROM plans_fieldedit")

    with ThreadPoolExecutor(PEOPLE) as pool:
        outcomes = list(pool.map(lambda number: Person(site, told, number).work(), range(PEOPLE)))

    accepted = sorted(edit for one in outcomes for edit in one.accepted)
    conflicts = sum(one.conflicts for one in outcomes)
    # Nobody was told anything else.
    assert [other for one in outcomes for other in one.others] == []
    assert conflicts > PEOPLE, conflicts
    assert sum(one.with_both for one in outcomes) == conflicts
    # Every accepted edit stands in the history as one version of its field, and nothing else does.
    sql = "SELECT about, field, number, after FROM plans_fieldedit WHERE id > ?"
    assert sorted(site.rows(sql, before)) == accepted
    chains_hold(site)
    fields_hold_their_last_edit(site, told)


def chains_hold(site: Site) -> None:
    """Each version of a field begins with what the one before it left: nothing was lost in between."""
    rows = site.rows(
        "SELECT about, field, number, before, after FROM plans_fieldedit ORDER BY about, field, number"
    )
    for earlier, later in pairwise(rows):
        if earlier[:2] == later[:2]:
            assert (later[2], later[3]) == (earlier[2] + 1, earlier[4])


def fields_hold_their_last_edit(site: Site, told: dict[str, Any]) -> None:
    for about in told["measures"]:
        for name in FIELDS[:-1]:
            last = site.rows(
                "SELECT after FROM plans_fieldedit WHERE about = ? AND field = ? ORDER BY number DESC",
                about,
                name,
            )
            if last:
                saved = site.one(f"SELECT {name} FROM plans_planmeasure WHERE public_id = ?", about)
                assert str(saved) == last[0][0]
