"""What can be wrong with a factory file."""

from simmitt.ground.errors import InputFault


class FactoryFault(InputFault):
    """The factory file can't be understood or contradicts itself."""


class StateFault(InputFault):
    """The file of open orders can't be understood, or doesn't fit the factory."""
