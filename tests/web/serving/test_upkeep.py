"""What the worker begins with, and what comes back by itself."""

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from simmitt.web import upkeep

pytestmark = pytest.mark.django_db


def test_a_worker_begins_with_every_chore_once() -> None:
    upkeep.begin()

    asked = set(DBTaskResult.objects.values_list("task_path", flat=True))
    assert asked == {
        "simmitt.web.mail.tasks.send_waiting",
        "simmitt.web.drafts.tasks.clear_old",
        "simmitt.web.public.tasks.clear_old",
        "simmitt.web.companies.tasks.clear_old",
        "simmitt.web.analyses.keeping.clear_received",
        "simmitt.web.analyses.sweeping.clear_old",
        "simmitt.web.trying.operations.forget_old",
        "simmitt.web.upkeep.look_at_tables",
    }


def test_looking_at_the_tables_comes_back() -> None:
    upkeep.look_at_tables.call()
    upkeep.look_at_tables.call()

    comes_back = DBTaskResult.objects.get(task_path="simmitt.web.upkeep.look_at_tables")
    assert comes_back.run_after > timezone.now() + upkeep.EVERY / 2


@pytest.mark.usefixtures("world")
def test_the_planner_of_sqlite_then_knows_the_tables() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does it by itself")

    upkeep.count_rows()

    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        assert "companies_company" in {row[0] for row in cursor.fetchall()}
