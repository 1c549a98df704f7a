"""Several wrong cells told together, so that a workbook is put right in one go."""

from collections.abc import Sequence

from simmitt.engine.factory.faults import FactoryFault
from simmitt.ground.errors import Place
from simmitt.ground.texts import Language, Message, say, say_many

_TOLD = 20


class WrongCells(FactoryFault):
    """Cells of a factory's workbook can't be used; each is told with what to do."""

    def __init__(self, faults: Sequence[FactoryFault]) -> None:
        first = faults[0]
        super().__init__(first.found, expected=first.expected, remedy=first.remedy, place=first.place)
        self.faults = tuple(faults)

    def in_language(self, language: Language) -> str:
        """Give a line for each, up to so many."""
        lines = [fault.in_language(language) for fault in self.faults[:_TOLD]]
        more = len(self.faults) - _TOLD
        if more > 0:
            lines.append(say_many("{count} more like these.", "{count} more like these.", more)
                         .in_language(language))  # fmt: skip
        return "\n".join(lines)


def wrong_cell(text: str, place: Place, expected: Message, remedy: Message | None = None) -> FactoryFault:
    """Make the fault of a cell that holds something else than it should."""
    found = say("The cell holds “{text}”.", text=text) if text else say("The cell is empty.")
    return FactoryFault(
        found, expected=expected, remedy=remedy or say("Correct the cell."), place=place
    )  # fmt: skip


def one_or_all(faults: Sequence[FactoryFault]) -> FactoryFault:
    """Give one fault as itself, and several as one."""
    return faults[0] if len(faults) == 1 else WrongCells(faults)
