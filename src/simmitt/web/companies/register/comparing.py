"""What a register export would change: new, changed, gone, and what somebody entered by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simmitt.web.companies.register.rows import FIELDS, Key, Register, RegisterRow


@dataclass(frozen=True, slots=True)
class KnownRow:
    """What is kept of a place of work: values by field, and the fields entered by hand."""

    values: Mapping[str, object]
    by_hand: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """Old and new value by field; ``kept_by_hand`` differ too, but nobody overwrites them."""

    key: Key
    row: RegisterRow
    fields: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    kept_by_hand: Mapping[str, tuple[object, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import would do.

    ``kept`` differ in nothing but what was entered by hand. ``gone`` is sure only where every
    row's numbers could be read: one of the others may be the one that is missed.
    """

    new: tuple[RegisterRow, ...]
    changed: tuple[Change, ...]
    kept: tuple[Change, ...]
    gone: tuple[Key, ...]
    unchanged: tuple[Key, ...]
    gone_is_sure: bool = True


def compare(known: Mapping[Key, KnownRow], read: Register) -> Difference:
    """Give the difference between what is kept and what was read.

    ``known`` holds the rows that the export should have listed: a file for one municipality
    says nothing of the others. A field is compared where the file tells about it, the cell
    could be read and the value is kept at all.
    """
    changes = [_change(known[row.key], row, read.fields) for row in read.rows if row.key in known]
    listed = {row.key for row in read.rows} | read.left_out_keys
    return Difference(
        new=tuple(row for row in read.rows if row.key not in known),
        changed=tuple(change for change in changes if change.fields),
        kept=tuple(change for change in changes if change.kept_by_hand and not change.fields),
        gone=tuple(key for key in known if key not in listed),
        unchanged=tuple(change.key for change in changes if not change.fields and not change.kept_by_hand),
        gone_is_sure=not read.nameless_rows,
    )


def _change(known: KnownRow, row: RegisterRow, told: frozenset[str]) -> Change:
    differing = {
        name: (known.values[name], getattr(row, name))
        for name in FIELDS
        if name in told
        and name not in row.unread
        and name in known.values
        and known.values[name] != getattr(row, name)
    }
    return Change(
        key=row.key,
        row=row,
        fields={name: pair for name, pair in differing.items() if name not in known.by_hand},
        kept_by_hand={name: pair for name, pair in differing.items() if name in known.by_hand},
    )
