"""What has to be done again and again: the worker begins with it, and it comes back by itself."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django_tasks import task

from simmitt.web.analyses.keeping import clear_received
from simmitt.web.analyses.sweeping import clear_old as clear_old_runs
from simmitt.web.companies.tasks import clear_old as clear_old_register_files
from simmitt.web.drafts.tasks import clear_old as clear_old_drafts
from simmitt.web.mail.tasks import come_back, send_waiting
from simmitt.web.public.tasks import clear_old as clear_old_from_public
from simmitt.web.trying.operations import forget_old as forget_old_questions

EVERY = timedelta(hours=6)
# Rows looked at in each index: enough to tell apart what the planner has to, in a third of a second.
ROWS_LOOKED_AT = 1_000


@task()
def look_at_tables() -> None:
    """Let SQLite count what its tables hold, as PostgreSQL does by itself.

    Without it the planner takes every index to be alike: with a million notes a search for a common word
    took thirteen seconds instead of a twentieth of one.
    """
    count_rows()
    come_back(look_at_tables, timezone.now() + EVERY)


def count_rows() -> None:
    """Renew what SQLite's planner knows of its tables."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")


def begin() -> None:
    """Ask for all of it once; also for letters that an earlier worker has left in the middle."""
    for chore in CHORES:
        chore.enqueue()


CHORES = (
    send_waiting,
    clear_old_drafts,
    clear_old_from_public,
    clear_old_register_files,
    clear_old_runs,
    clear_received,
    forget_old_questions,
    look_at_tables,
)
