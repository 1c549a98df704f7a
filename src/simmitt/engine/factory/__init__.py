"""The factory as data: its model, its file, its checks."""

from simmitt.engine.factory.checking import check
from simmitt.engine.factory.faults import FactoryFault
from simmitt.engine.factory.model import Factory
from simmitt.engine.factory.opening import read_factory
from simmitt.engine.factory.reading import parse_factory
from simmitt.engine.factory.writing import write_factory

__all__ = ["Factory", "FactoryFault", "check", "parse_factory", "read_factory", "write_factory"]
