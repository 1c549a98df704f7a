"""Why a factory can't be fitted."""

from simmitt.ground.errors import InputFault


class NothingToFit(InputFault):
    """The log holds too little for a factory; it still gets its analysis."""
