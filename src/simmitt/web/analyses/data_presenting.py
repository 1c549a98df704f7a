"""How a file was understood and what is wrong in it, as a person reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from simmitt.web.analyses.models import DataSet
from simmitt.web.analyses.reading import left_alone
from simmitt.web.analyses.run_files import text_of
from simmitt.web.look.templatetags.writing import number

# As the engine has it: below the first it asks to be looked at, from the second on there is no doubt.
CHECK_BELOW, SURE_FROM = 0.75, 0.9
SEPARATORS = {
    ";": gettext_lazy("semicolon between the columns"),
    ",": gettext_lazy("comma between the columns"),
    "\t": gettext_lazy("tab between the columns"),
    "|": gettext_lazy("upright line between the columns"),
}
DECIMALS = {",": gettext_lazy("decimal comma"), ".": gettext_lazy("decimal point")}
DATE_ORDERS = {
    "ymd": gettext_lazy("year, month, day"),
    "dmy": gettext_lazy("day, month, year"),
    "mdy": gettext_lazy("month, day, year"),
}


@dataclass(frozen=True)
class Column:
    """One column of a file, and what it was taken for."""

    heading: str
    example: str
    field: str = ""  # empty: unread
    field_text: str = ""
    certainty: float = 1.0
    reason: str = ""
    became_codes: bool = False
    from_user: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Say whether somebody has to look at it."""
        sure = self.from_user or self.became_codes or not self.field
        return not sure and self.certainty < CHECK_BELOW

    @property
    def is_sure(self) -> bool:
        """Say whether there is no doubt about it."""
        return self.certainty >= SURE_FROM


@dataclass(frozen=True)
class Finding:
    """Something that is wrong in the rows, and what was done about it."""

    code: str
    severity: str
    title: str
    about: str
    rows: int
    effect: str
    repair: str
    details: list[str]
    can_leave: bool
    is_left: bool
    has_rows: bool


def columns_of(told: Mapping[str, Any]) -> list[Column]:
    """Give every column of the file, those that nothing was read from last."""
    return [*_read(told), *_unread(told)]


def _read(told: Mapping[str, Any]) -> Iterator[Column]:
    for one in told.get("columns", ()):
        yield Column(
            heading=str(one["heading"]),
            example=str(one.get("example", "")),
            field=str(one["field"]),
            field_text=text_of(one.get("field_text")),
            certainty=float(one.get("certainty", 0)),
            reason=text_of(one.get("reason")),
            became_codes=bool(one.get("became_codes")),
            from_user=bool(one.get("from_user")),
        )


def _unread(told: Mapping[str, Any]) -> Iterator[Column]:
    for one in told.get("unread", ()):
        yield Column(str(one["heading"]), str(one.get("example", "")))


def findings_of(data_set: DataSet) -> list[Finding]:
    """Give what is wrong in the rows, the gravest first."""
    gravest = {"serious": 0, "warning": 1, "info": 2}
    left = left_alone(data_set)
    found = [_finding(one, left) for one in data_set.told.get("findings", ())]
    return sorted(found, key=lambda one: gravest.get(one.severity, len(gravest)))


def _finding(one: Mapping[str, Any], left: frozenset[str]) -> Finding:
    return Finding(
        code=str(one["code"]),
        severity=str(one.get("severity", "info")),
        title=text_of(one.get("title")),
        about=text_of(one.get("about")),
        rows=int(one.get("rows", 0)),
        effect=text_of(one.get("effect")),
        repair=text_of(one.get("repair")),
        details=[text_of(each) for each in one.get("details", ())],
        can_leave=bool(one.get("can_leave")),
        is_left=one["code"] in left,
        has_rows=bool(one.get("table")),
    )


def form_of(told: Mapping[str, Any]) -> str:
    """Say how the file is written, in one sentence: "semicolon between the columns, decimal comma"."""
    order = DATE_ORDERS.get(str(told.get("date_order")))
    parts = [
        str(SEPARATORS.get(str(told.get("separator")), "")),
        str(DECIMALS.get(str(told.get("decimal_sign")), "")),
        _("dates as {order}").format(order=order) if order else "",
        _("the clock of {zone}").format(zone=told["time_zone"]) if told.get("time_zone") else "",
        _("character set {name}").format(name=told["encoding"]) if told.get("encoding") else "",
    ]
    sentence = ", ".join(one for one in parts if one)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def days_of(told: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """Give the first and the last day that the data tells of."""
    first, last = (told.get(name) for name in ("first_day", "last_day"))
    return (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


def amount_of(told: Mapping[str, Any]) -> str:
    """Say how much the data holds: rows, orders, machines, products."""
    rows, orders, machines, products = (
        int(told.get(name) or 0) for name in ("rows", "orders", "machines", "products")
    )
    counted = (
        (rows, ngettext("{count} row", "{count} rows", rows)),
        (orders, ngettext("{count} order", "{count} orders", orders)),
        (machines, ngettext("{count} machine", "{count} machines", machines)),
        (products, ngettext("{count} product", "{count} products", products)),
    )
    return ", ".join(text.format(count=number(count)) for count, text in counted if count)
