"""What is read from a register export: rows, what was wrong, what was done."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Literal

from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Language, Message
from simmitt.web.companies.register.industries import Edition

Status = Literal["", "never", "active", "ceased"]
Key = tuple[str, str]  # organisation number and CFAR number


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A place of work and its company, as the register has them.

    What the file doesn't tell is empty or None. ``unread`` names the fields whose cell couldn't
    be read: they say nothing, not even that the value is gone.
    """

    row: int  # as a spreadsheet shows it
    org_no: str
    cfar: str = ""  # empty where the export lists companies
    company_name: str = ""
    firm_name: str = ""
    visiting_address: str = ""
    postcode: str = ""
    town: str = ""
    municipality_code: str = ""
    county_code: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    sni_codes: tuple[str, ...] = ()  # the main one first
    sni_edition: Edition = "2007"
    size_class_company: int | None = None
    size_class_workplace: int | None = None
    legal_form: str = ""
    start_date: date | None = None
    status: Status = ""
    turnover_class: str = ""
    no_advertising: bool = False
    unread: frozenset[str] = frozenset()

    @property
    def key(self) -> Key:
        """Give what tells the row from others."""
        return self.org_no, self.cfar


# Not facts about the company: where it stands in the file, and what names it.
_NOT_COMPARED = {"row", "org_no", "cfar", "unread"}
FIELDS: tuple[str, ...] = tuple(item.name for item in fields(RegisterRow) if item.name not in _NOT_COMPARED)


@dataclass(frozen=True, slots=True)
class RowFault:
    """Something wrong in the file: where, what, and what to do."""

    place: Place
    found: Message
    expected: Message | None = None
    remedy: Message | None = None

    @classmethod
    def at(cls, row: int, column: str, fault: InputFault) -> "RowFault":
        """Say where in the file a fault was met."""
        return cls(Place(row=row, column=column), fault.found, fault.expected, fault.remedy)

    def in_language(self, language: Language) -> str:
        """Give the whole message, its place first."""
        fault = InputFault(self.found, expected=self.expected, remedy=self.remedy, place=self.place)
        return fault.in_language(language)


@dataclass(frozen=True, slots=True)
class Register:
    """A register export as it was understood.

    ``fields`` are those that a column with content tells about; only they can be compared.
    ``faults`` are the first hundred of ``fault_count``; ``left_out_rows`` and
    ``protected_rows`` (sole traders) are numbers of rows that aren't among ``rows``. Of those
    left out ``left_out_keys`` could still be told; ``nameless_rows`` counts the others.
    """

    rows: tuple[RegisterRow, ...] = ()
    faults: tuple[RowFault, ...] = ()
    fault_count: int = 0
    left_out_rows: tuple[int, ...] = ()
    left_out_keys: frozenset[Key] = frozenset()
    nameless_rows: int = 0
    protected_rows: tuple[int, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    fields: frozenset[str] = field(default_factory=frozenset)
    encoding: str = ""
    separator: str = ""
