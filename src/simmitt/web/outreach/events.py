"""The log of events in words: who, when, what, which thing, from what to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from auditlog.models import LogEntry
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.accounts.models import Person
from simmitt.web.companies.models import Company
from simmitt.web.programmes.models import Programme
from simmitt.web.scope.roles import Role
from simmitt.web.scope.scope import Scope

A_LEAF = 50
LONGEST_VALUE = 160
WHOLE_LOG = frozenset({Role.MANAGER, Role.AUDITOR})
# What happened to which kind of thing; a kind that is missing here is called by its own name.
KINDS: dict[str, Any] = {
    "outreach.lead": _("Next step or stage"),
    "outreach.move": _("Move"),
    "outreach.note": _("Note"),
    "companies.company": _("Company"),
    "companies.workplace": _("Workplace"),
    "companies.contact": pgettext_lazy("person", "Contact"),
    "companies.merge": pgettext_lazy("event", "Merge"),
    "companies.registerfile": _("Register file"),
    "people.membership": _("Role"),
    "people.invitation": _("Invitation"),
    "programmes.programme": _("Programme"),
    "programmes.partner": _("Organisation"),
    "programmes.target": _("Target"),
    "programmes.targetreport": _("Report"),
    "programmes.workarea": _("Work area"),
    "public.news": _("News"),
    "public.registration": _("Registration"),
    "public.enquiry": _("Question"),
    "accounts.person": pgettext_lazy("somebody", "Person"),
}
ACTS: dict[int, Any] = {
    LogEntry.Action.CREATE: pgettext_lazy("event", "Added"),
    LogEntry.Action.UPDATE: pgettext_lazy("event", "Changed"),
    LogEntry.Action.DELETE: pgettext_lazy("event", "Removed"),
    LogEntry.Action.ACCESS: pgettext_lazy("event", "Opened"),
}
# Fields whose model gives them no label.
LABELS: dict[str, Any] = {
    "answered_at": _("Answered"),
    "answer_due_on": _("Answer promised by"),
    "registered_at": _("Registered itself"),
    "from_stage": _("From"),
    "to_stage": _("Move to"),
    "reason": _("Reason"),
    "moved_at": _("When"),
    "undone": _("Taken back"),
    "archived_at": _("Archived"),
    "ended_at": _("Ended"),
    "company": _("Company"),
    "author": _("Author"),
    "moved_by": _("Moved by"),
    "counties": _("Counties"),
    "shares_with": _("Shares with"),
    "partner": _("Organisation"),
    "programme": _("Programme"),
    "person": pgettext_lazy("somebody", "Person"),
    "gone_from_register": _("Gone from the register"),
    "published_at": _("Published"),
}
# Never shown: secrets, and what only the machine reads.
UNSAID = frozenset(
    {
        "id",
        "public_id",
        "version",
        "created_at",
        "changed_at",
        "name_key",
        "place_key",
        "search_text",
        "by_hand",
        "password",
        "token_hash",
        "secret",
        "last_login",
        "sessions_end_at",
        "content",
        "sha256",
        "before",
        "moved",
        "place",
        "programme",
        "joined_at",
    }
)


Entries = QuerySet[LogEntry]


@dataclass(frozen=True)
class Change:
    """A field, and what it said before and after."""

    label: Any
    before: str
    after: str


@dataclass(frozen=True)
class Event:
    """Something that somebody did."""

    at: datetime
    who: str
    act: Any
    kind: Any
    about: str
    address: str
    changes: list[Change]
    is_new: bool  # every field is a change then, which is more than most want to read


@dataclass(frozen=True)
class Leaf:
    """So many events, and where the older ones begin."""

    events: list[Event]
    older: int | None


def entries_for(
    scope: Scope, programme: Programme, *, kind: str = "", person: str = ""
) -> QuerySet[LogEntry]:
    """Give the programme's log; a coordinator sees what he or she has done."""
    entries: Entries = LogEntry.objects.filter(additional_data__programme=programme.pk)
    if not scope.within(programme.pk).roles & WHOLE_LOG:
        entries = entries.filter(actor=scope.person)
    if kind in KINDS:
        app, model = kind.split(".")
        entries = entries.filter(content_type=ContentType.objects.get_by_natural_key(app, model))
    if person:
        entries = entries.filter(actor__public_id=person)
    # A joined kind would make SQLite begin with the kinds and sort the whole log.
    return entries.order_by("-pk").select_related("actor").prefetch_related("content_type")


def leaf_of(scope: Scope, entries: Entries, before: str) -> Leaf:
    """Give a page of events: the next ones are found from the last one's number, never by counting all."""
    older = entries.filter(pk__lt=int(before)) if before.isdecimal() and len(before) < 19 else entries
    found = list(older[: A_LEAF + 1])
    shown = found[:A_LEAF]
    return Leaf(told(scope, shown), shown[-1].pk if len(found) > A_LEAF else None)


def told(scope: Scope, entries: list[LogEntry]) -> list[Event]:
    """Tell the entries in words: two queries, however many they are."""
    companies = _companies(scope, entries)
    names = {person.pk: person.name for person in Person.objects.filter(pk__in=_people_in(entries))}
    return [_event(entry, companies, names) for entry in entries]


def _event(entry: LogEntry, companies: Mapping[int, Company], names: Mapping[int, str]) -> Event:
    company_id = _more(entry).get("company")
    company = companies.get(company_id or 0)
    # Somebody's own doings at a company that has since gone out of reach are told without their content.
    out_of_reach = company_id is not None and company is None
    return Event(
        at=entry.timestamp,
        who=entry.actor.name if entry.actor else str(_("The system")),
        act=ACTS.get(entry.action, ""),
        kind=_kind(entry),
        about=str(_("A company that you no longer reach")) if out_of_reach else _about(entry, company),
        address=reverse("company", args=[company.public_id]) if company else "",
        changes=[] if out_of_reach or entry.action == LogEntry.Action.ACCESS else _changes(entry, names),
        is_new=entry.action == LogEntry.Action.CREATE,
    )


def _kind(entry: LogEntry) -> Any:
    kind = f"{entry.content_type.app_label}.{entry.content_type.model}"
    return (
        str(_("Page")) if entry.action == LogEntry.Action.ACCESS else KINDS.get(kind, entry.content_type.name)
    )


def _about(entry: LogEntry, company: Company | None) -> str:
    if entry.action == LogEntry.Action.ACCESS:
        return str(_more(entry).get("path", ""))
    return company.name if company else str(entry.object_repr)


def _companies(scope: Scope, entries: Iterable[LogEntry]) -> dict[int, Company]:
    wanted = {_more(entry).get("company") for entry in entries} - {None}
    seen = Company.objects.seen_by(scope).filter(pk__in=wanted).only("public_id", "name")
    return {company.pk: company for company in seen}


def _more(entry: LogEntry) -> dict[str, Any]:
    return entry.additional_data if isinstance(entry.additional_data, dict) else {}


def _people_in(entries: Iterable[LogEntry]) -> set[int]:
    return {
        value
        for entry in entries
        for name, pair in entry.changes_dict.items()
        if isinstance(pair, list) and _leads_to(entry, name) is Person
        for value in pair
        if isinstance(value, int)
    }


def _changes(entry: LogEntry, names: Mapping[int, str]) -> list[Change]:
    told_ones = (
        _change(entry, name, pair, names)
        for name, pair in sorted(entry.changes_dict.items())
        if name not in UNSAID
    )
    return [change for change in told_ones if change and (change.before or change.after)]


def _change(entry: LogEntry, name: str, pair: Any, names: Mapping[int, str]) -> Change | None:
    if isinstance(pair, dict):  # a list of others that grew or shrank
        written = ", ".join(str(one) for one in pair.get("objects", ()))
        return Change(
            _label(entry, name), *(("", written) if pair.get("operation") == "add" else (written, ""))
        )
    target = _leads_to(entry, name)
    if target is not None and target is not Person:
        return None  # which company or programme is said above
    return Change(_label(entry, name), *(_written(entry, name, value, names) for value in pair))


def _written(entry: LogEntry, name: str, value: Any, names: Mapping[int, str]) -> str:
    if value in (None, "", "None", [], {}, False):
        return ""
    if value is True:
        return str(_("Yes"))
    if _leads_to(entry, name) is Person:
        return names.get(value, "")
    if isinstance(value, list | dict):
        return _short(_listed(value))
    choices = dict(getattr(_field(entry, name), "flatchoices", None) or ())
    return _short(str(choices.get(value) or _dated(str(value))))


def _listed(value: list[Any] | dict[str, Any]) -> str:
    """Write what has several parts: things by their names, settings as name and value."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in value.items())
    return ", ".join(str(one.get("name", one) if isinstance(one, dict) else one) for one in value)


def _dated(value: str) -> str:
    """Write a date or an instant as people do; anything else as it is."""
    try:
        moment, day = parse_datetime(value), parse_date(value)
    except ValueError:
        return value
    if day:
        return _day(day)
    if moment and len(value) > 10:
        # The log keeps instants without their zone, in universal time.
        known = moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)
        return date_format(timezone.localtime(known), "SHORT_DATETIME_FORMAT")
    return value


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE].rstrip()} …"


def _label(entry: LogEntry, name: str) -> Any:
    field = _field(entry, name)
    own = getattr(field, "verbose_name", "")
    # A label that Django has made of the field's name is no word of ours.
    return own if own and str(own) != name.replace("_", " ") else LABELS.get(name, name.replace("_", " "))


def _leads_to(entry: LogEntry, name: str) -> Any:
    return getattr(_field(entry, name), "related_model", None)


def _field(entry: LogEntry, name: str) -> Any:
    try:
        model = apps.get_model(entry.content_type.app_label, entry.content_type.model)
        return model._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
