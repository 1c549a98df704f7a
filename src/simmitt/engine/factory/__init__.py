"""The factory as data: its model, its file, its checks.

Reading a file that may be a workbook needs tables, which are slow to load: it is asked for by name,
``factory.opening``.
"""

from simmitt.engine.factory.checking import check
from simmitt.engine.factory.faults import FactoryFault, StateFault
from simmitt.engine.factory.model import Factory
from simmitt.engine.factory.reading import parse_factory
from simmitt.engine.factory.state import State
from simmitt.engine.factory.state_reading import parse_state, read_state
from simmitt.engine.factory.state_writing import write_state
from simmitt.engine.factory.writing import write_factory

__all__ = [
    "Factory",
    "FactoryFault",
    "State",
    "StateFault",
    "check",
    "parse_factory",
    "parse_state",
    "read_state",
    "write_factory",
    "write_state",
]
