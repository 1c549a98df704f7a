"""Why a file can't be opened, as the user can put it right."""

from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say


class MissingFile(InputFault):
    """There is no such file."""


class EmptyFile(InputFault):
    """The file holds nothing."""


class NotATable(InputFault):
    """The file is something else than a table: a picture, a document, an archive."""


class DamagedFile(InputFault):
    """The file starts like what it claims to be, but can't be read to its end."""


class LockedFile(InputFault):
    """The file asks for a password."""


class NestedArchive(InputFault):
    """An archive holds another one."""


class OtherPacking(InputFault):
    """The file is packed by a method that few programs know."""


def missing(path: str) -> MissingFile:
    """Make the fault of a file that isn't there or may not be read."""
    return MissingFile(
        say("The file {path} can't be opened.", path=path),
        remedy=say("Check its name and place, and that you may read it."),
    )


def empty(place: Place) -> EmptyFile:
    """Make the fault of a file that holds nothing."""
    return EmptyFile(
        say("The file is empty."),
        expected=say("A log has a heading row and one row per report."),
        remedy=say("Export it again and check that the report holds rows."),
        place=place,
    )


def damaged(place: Place, kind: Message) -> DamagedFile:
    """Make the fault of a file that breaks off or is inconsistent inside."""
    return DamagedFile(
        say("The file is {kind}, but it is damaged and can't be read to its end.", kind=kind),
        remedy=say("Export or copy it once more; a broken transfer is the usual cause."),
        place=place,
    )


def not_a_table(place: Place, kind: Message) -> NotATable:
    """Make the fault of a file that is something else."""
    return NotATable(
        say("The file is {kind}, whatever its name says.", kind=kind),
        expected=say(
            "It should be a table: CSV, Excel (xlsx), Parquet, XES or JSON, plain or packed (gzip, ZIP)."
        ),
        remedy=say("Export the reports again, or open the file in Excel and save it as xlsx or CSV."),
        place=place,
    )


def defines_entities(place: Place) -> DamagedFile:
    """Make the fault of XML with a document type: no export needs one, attacks do."""
    return DamagedFile(
        say("The file begins with a document type (DTD), which no log needs and which is never read."),
        remedy=say("Export it again without one; if it came from a stranger, ask where it is from."),
        place=place,
    )


def locked(place: Place) -> LockedFile:
    """Make the fault of an archive with a password."""
    return LockedFile(
        say("The archive has a password."),
        remedy=say("Unpack it yourself and give the tables without a password."),
        place=place,
    )


def nested(place: Place) -> NestedArchive:
    """Make the fault of an archive inside another."""
    return NestedArchive(
        say("It is an archive inside another one, which isn't opened."),
        remedy=say("Unpack it yourself and give its tables, or pack them all into one archive."),
        place=place,
    )


def other_packing(place: Place) -> OtherPacking:
    """Make the fault of a rare packing method."""
    return OtherPacking(
        say("The archive is packed by a method that isn't read here."),
        remedy=say("Pack it as an ordinary ZIP file, or give the tables unpacked."),
        place=place,
    )
