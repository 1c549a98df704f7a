"""What a map of the flow shows: places, and the ways that orders take between them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A place in the flow; ``remark`` marks the one to look at, in words."""

    name: str
    note: str = ""
    starts: int = 0  # orders that begin here
    remark: str = ""


@dataclass(frozen=True)
class Way:
    """From one place to another (by number): how often, and the wait as people read it."""

    source: int
    target: int
    count: int
    label: str


@dataclass(frozen=True)
class Flow:
    """Places and ways; what the drawing leaves out is said in ``below``."""

    title: str
    alt: str
    places: tuple[Place, ...]
    ways: tuple[Way, ...]
    below: str = ""
    nothing: str = ""

    def widest(self) -> int:
        """Give the volume of the way taken most often; what stays where it is measures nothing."""
        apart = [way.count for way in self.ways if way.source != way.target]
        return max(apart or [way.count for way in self.ways], default=1) or 1


def thickness(way: Way, flow: Flow, most: float) -> float:
    """Give the width of a way's line: by volume, but never too thin to be seen."""
    return max(1.5, most * way.count / flow.widest())
