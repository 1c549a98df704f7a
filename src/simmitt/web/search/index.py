"""The word indexes: SQLite's FTS5 and PostgreSQL's GIN, kept by the database itself.

The database keeps them, so that nothing written in bulk is forgotten. A change of a table on SQLite makes
the table anew and loses its triggers; they are looked for after every migration.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from simmitt.web.accounts.models import Person
from simmitt.web.companies.models import Company, Contact
from simmitt.web.outreach.models import Note
from simmitt.web.public.models import News

SHORTEST_WORD, MOST_WORDS = 2, 8
# The newest that match; a word in every note must not make the page wait.
MOST_MATCHES = 4_000


@dataclass(frozen=True)
class Indexed:
    """A table whose columns can be searched by the beginnings of words."""

    model: type[models.Model]
    columns: tuple[str, ...]

    @property
    def table(self) -> str:
        """Name the table."""
        return self.model._meta.db_table

    @property
    def index(self) -> str:
        """Name the index."""
        return f"{self.table}_words"

    @property
    def document(self) -> str:
        """Give the expression that PostgreSQL indexes; a query must use the very same."""
        text = " || ' ' || ".join(self.columns)
        return f"to_tsvector('simple', {text})"


INDEXED: dict[type[models.Model], Indexed] = {
    one.model: one
    for one in (
        Indexed(Company, ("name", "org_no", "town", "need")),
        Indexed(Contact, ("name", "title", "email", "phone")),
        Indexed(Note, ("text",)),
        Indexed(News, ("title_sv", "title_en", "lead_sv", "lead_en", "text_sv", "text_en")),
        Indexed(Person, ("name", "email")),
    )
}


def words_of(text: str) -> list[str]:
    """Give the words that can be looked for."""
    return [word for word in re.findall(r"\w+", text.casefold()) if len(word) >= SHORTEST_WORD][:MOST_WORDS]


def matching(model: type[models.Model], words: list[str], using: str = "default") -> RawSQL:
    """Give the keys of the newest rows in which every word begins some word."""
    one = INDEXED[model]
    # Names of tables and columns come from the table above; what the person typed is a parameter.
    if connections[using].vendor == "sqlite":
        asked = " ".join(f'"{word}"*' for word in words)
        sql = f"SELECT rowid FROM {one.index} WHERE {one.index} MATCH %s ORDER BY rowid DESC LIMIT %s"  # noqa: S608
    else:
        asked = " & ".join(f"{word}:*" for word in words)
        sql = (
            f"SELECT id FROM {one.table} WHERE {one.document} @@ to_tsquery('simple', %s) "  # noqa: S608
            "ORDER BY id DESC LIMIT %s"
        )
    return RawSQL(sql, (asked, MOST_MATCHES))  # noqa: S611 (see above)


def see_to_indexes(using: str) -> None:
    """Make every index that lacks."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    for one in INDEXED.values():
        if one.table in present:
            (_fts5 if connection.vendor == "sqlite" else _gin)(connection, one)


def _gin(connection: BaseDatabaseWrapper, one: Indexed) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {one.index} ON {one.table} USING gin ({one.document})")


def _fts5(connection: BaseDatabaseWrapper, one: Indexed) -> None:
    with connection.cursor() as cursor:
        if _triggers(cursor, one) == len(TRIGGERS):
            return
        columns = ", ".join(one.columns)
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {one.index} USING fts5("
            f"{columns}, content='{one.table}', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
        )
        for name, template in TRIGGERS.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {one.index}_{name}")
            cursor.execute(_trigger(one, name, template))
        cursor.execute(f"INSERT INTO {one.index}({one.index}) VALUES ('rebuild')")  # noqa: S608


def _triggers(cursor: Any, one: Indexed) -> int:
    cursor.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name LIKE %s",
        [one.table, f"{one.index}%"],
    )
    return int(cursor.fetchone()[0])


def _trigger(one: Indexed, name: str, template: str) -> str:
    columns = ", ".join(one.columns)
    new = ", ".join(f"new.{column}" for column in one.columns)
    old = ", ".join(f"old.{column}" for column in one.columns)
    add = f"INSERT INTO {one.index}(rowid, {columns}) VALUES (new.id, {new});"  # noqa: S608
    drop = f"INSERT INTO {one.index}({one.index}, rowid, {columns}) VALUES ('delete', old.id, {old});"  # noqa: S608
    body = {"added": add, "removed": drop, "changed": drop + add}[name]
    when = template.format(table=one.table, columns=columns)
    return f"CREATE TRIGGER {one.index}_{name} {when} BEGIN {body} END"


TRIGGERS = {
    "added": "AFTER INSERT ON {table}",
    "removed": "AFTER DELETE ON {table}",
    # Only where a searched column is written: saving a row's version must not cost an index write.
    "changed": "AFTER UPDATE OF {columns} ON {table}",
}
