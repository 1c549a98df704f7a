"""A noun as declared: its columns, who reads and writes it, and the pages that show it."""

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


@dataclass(frozen=True)
class Noun:
    """Something the platform keeps."""

    name: str
    plural: str
    model: type[Model]
    label: Any
    label_many: Any
    columns: tuple[Column, ...]
    readers: Roles
    rows: Callable[[Any], Any]  # given the request: the rows of its scope, related ones joined
    address: Callable[[Any], str]
    order: str  # the column that a list begins with
    search: Callable[[Any, str], Any] | None = None
    filters: tuple[Filter, ...] = ()
    found_by: Any = ""  # what the search looks in, for its label
    empty: Any = ""  # why there is nothing yet, and the first step

    def columns_for(self, roles: Roles) -> list[Column]:
        """Give the columns that these roles may see."""
        return [one for one in self.columns if one.seen_by is None or one.seen_by & roles]

    def column(self, name: str) -> Column | None:
        """Find a column by its name."""
        return next((one for one in self.columns if one.name == name), None)
