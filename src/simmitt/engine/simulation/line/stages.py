"""What the recursion knows of a line, and of each of its stages: its stations in their order."""

from simmitt.engine.simulation.kernel.records import Distribution


class Stage:
    """A station and what is made there."""

    first_row: int  # of its rows, less that of the first stage
    place: int  # number of its place, which keys its failures
    operation: int  # of all its parts; NONE: each part's routing says it
    family: int  # of all its run times, where these are reckoned side by side; NONE: one by one
    fails: int
    mtbf_s: float
    repair: Distribution
    delay_s: float  # before its queue
    ring: int  # row where the last times of leaving begin; NONE: there is always room
    ring_size: int  # parts that it has room for, the one worked on included


class Line:
    """A line, the time that is simulated and what is kept of it."""

    width: int  # lanes in use, a multiple of the group
    stages: int
    varied: int  # whether orders differ in product, routing or pieces
    horizon_s: float
    warm_up_s: float
    keeps_all: int  # else only the parts and their lead times
    block: int  # row where the times of the block of parts at hand begin: release, then finish
    block_parts: int  # that a block holds
