"""What a user can put right: what was found, where, what was expected, what to do."""

from dataclasses import dataclass

from simmitt.ground.texts import Language, Message, say


@dataclass(frozen=True)
class Place:
    """Where in a file something stands; rows and columns as a spreadsheet shows them."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    order: str = ""
    key: str = ""

    def parts(self) -> list[Message]:
        """Name file, sheet, row, column, order and key, those that are known."""
        known = [
            (self.file, say("file {name}", name=self.file)),
            (self.sheet, say("sheet {name}", name=self.sheet)),
            (self.row is not None, say("row {row}", row=self.row)),
            (self.column, say("column {name}", name=self.column)),
            (self.order, say("order {name}", name=self.order)),
            (self.key, say("key {name}", name=self.key)),
        ]
        return [message for present, message in known if present]


class InputFault(Exception):
    """The user's input can't be used as it is; the command ends with exit code 2."""

    def __init__(
        self,
        found: Message,
        *,
        expected: Message | None = None,
        remedy: Message | None = None,
        place: Place | None = None,
    ) -> None:
        super().__init__(found.text)
        self.found = found
        self.expected = expected
        self.remedy = remedy
        self.place = place or Place()

    def in_language(self, language: Language) -> str:
        """Give the whole message: place, what was found, what was expected, what to do."""
        place = ", ".join(part.in_language(language) for part in self.place.parts())
        sentences = [self.found, self.expected, self.remedy]
        text = " ".join(sentence.in_language(language) for sentence in sentences if sentence)
        return f"{place[0].upper()}{place[1:]}: {text}" if place else text


class Question(InputFault):
    """The data can't decide it; the user answers with a line in the mapping file."""


class Cancelled(Exception):
    """The user stopped a long step."""
