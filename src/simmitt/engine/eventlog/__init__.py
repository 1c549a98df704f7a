"""Reading production logs: a file enters, an event log leaves."""

from simmitt.engine.eventlog.log import ColumnReading, EventLog, Source
from simmitt.engine.eventlog.mapping import Mapping, load_mapping
from simmitt.engine.eventlog.reading import read

__all__ = ["ColumnReading", "EventLog", "Mapping", "Source", "load_mapping", "read"]
