"""Where everything stands in a factory's workbook, so that a fault can name the cell."""

from dataclasses import dataclass, field

from simmitt.engine.factory.lines import Spot
from simmitt.engine.factory.workbook.sheets import BY_TABLE
from simmitt.ground.errors import Place
from simmitt.ground.texts import Message, say


@dataclass
class Book:
    """Where everything stands in a workbook."""

    file: str
    places: dict[Spot, Place] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)  # of the sheets there are, by table

    def place(self, spot: Spot) -> Place:
        """Give the cell of a key, or the row of its table."""
        return self.places.get(spot) or self.places.get((spot[0], spot[1], "")) or Place(self.file)

    def table(self, name: str) -> Message:
        """Give what the sheet of a table is called."""
        return say("the sheet {title}", title=self.titles.get(name, BY_TABLE[name].title))
