"""What is listed, as declared: its columns, how it is searched and narrowed, and who reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from simmitt.web.scope.roles import Roles


@dataclass(frozen=True)
class Column:
    """One field of a noun, for lists, exports and the API."""

    name: str
    label: Any  # a lazy text
    value: Callable[[Any], Any]
    sort: str = ""  # the database field that orders it; empty: it can't be ordered
    listed: bool = True  # in the list on screen; the export and the API have every column
    number: bool = False
    seen_by: Roles | None = None  # none: whoever reads the noun


@dataclass(frozen=True)
class Choice:
    """One option of a filter."""

    value: str
    label: Any
    group: Any = ""  # a heading that it stands under


@dataclass(frozen=True)
class Filter:
    """A way to narrow a list, kept in the address so that the view can be sent on."""

    name: str
    label: Any
    choices: Callable[[Any], list[Choice]]  # given the request
    apply: Callable[[Any, str], Any]  # rows and value to rows


def nowhere(_row: Any) -> str:
    """Give no address: the row has no page of its own."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Rows as a list and a file show them; the page that shows them hands them in."""

    name: str
    plural: str
    label: Any
    label_many: Any
    columns: tuple[Column, ...]
    order: str  # the column that a list begins with
    address: Callable[[Any], str] = nowhere
    search: Callable[[Any, str], Any] | None = None
    filters: tuple[Filter, ...] = ()
    found_by: Any = ""  # what the search looks in, for its label
    empty: Any = ""  # why there is nothing yet, and the first step
    # What a row and several are called where the list counts something else than its noun.
    counted: tuple[Any, Any] | None = None

    def columns_for(self, roles: Roles) -> list[Column]:
        """Give the columns that these roles may see."""
        return [one for one in self.columns if one.seen_by is None or one.seen_by & roles]


@dataclass(frozen=True, kw_only=True)
class Noun(Sheet):
    """Something the platform keeps: it has a list, a place in the API and a row in the test of isolation."""

    model: type[Model]
    readers: Roles
    rows: Callable[[Any], Any]  # given the request: the rows of its scope, related ones joined
