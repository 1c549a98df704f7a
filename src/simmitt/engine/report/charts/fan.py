"""Predicted beside actual: the band that eight outcomes of ten stay within, and what happened."""

from dataclasses import dataclass
from datetime import date

from simmitt.engine.report.charts.pen import NARROW, WIDE, Anchor, Drawing, Sheet, area, frame, stroke, write
from simmitt.engine.report.charts.time_frame import TimeFrame, Word, draw_ground, lay_time, write_words
from simmitt.engine.report.lettering import shorten
from simmitt.ground.texts import Language


@dataclass(frozen=True)
class Fan:
    """A forecast with its band, and the outcome as far as it is known.

    ``low``, ``middle`` and ``high`` have one value for each of the days; ``actual`` has one
    for each of the first days and may end earlier. ``split`` is the day up to which the model
    has seen the data.
    """

    title: str
    alt: str
    days: tuple[date, ...]
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]
    predicted_name: str
    actual: tuple[float, ...] = ()
    actual_name: str = ""
    split: date | None = None
    split_name: str = ""


def draw_fan(fan: Fan, language: Language) -> Drawing:
    """Give the band with its middle dashed, and the actual line on top."""
    for low, high in zip(fan.low, fan.high, strict=True):
        assert low <= high, "a band begins below where it ends"
    return Drawing(_draw(fan, language, WIDE), _draw(fan, language, NARROW))


def _draw(fan: Fan, language: Language, sheet: Sheet) -> str:
    words = [Word(fan.predicted_name, fan.middle[-1], "area")]
    if fan.actual:
        words.append(Word(fan.actual_name, fan.actual[-1], "thin", bold=True))
    ground = lay_time(sheet, fan.days, [*fan.low, *fan.high, *fan.middle, *fan.actual], words, language)
    shapes = [area([*ground.points(fan.high), *reversed(ground.points(fan.low))], "fband")]
    shapes += draw_ground(ground, language)
    shapes.append(stroke(ground.points(fan.middle), "l1", 2, dashed=True))
    shapes += [*_actual(fan, ground), *_split(fan, ground), *write_words(ground, words)]
    return frame(sheet, ground.height, fan.title, fan.alt, shapes)


def _actual(fan: Fan, ground: TimeFrame) -> list[str]:
    if not fan.actual:
        return []
    places = [(ground.x(day), ground.up.at(value)) for day, value in zip(fan.days, fan.actual, strict=False)]
    line = places if len(places) > 1 else [places[0], (places[0][0] + 6, places[0][1])]
    return [stroke(line, "li", 2.5)]


def _split(fan: Fan, ground: TimeFrame) -> list[str]:
    if fan.split is None:
        return []
    x, sheet = ground.x(fan.split), ground.sheet
    right, left = ground.across.end - x - 8, x - 8 - ground.across.start
    after = sheet.width_of(fan.split_name) <= right or right > left
    name = shorten(fan.split_name, max(right if after else left, sheet.size), sheet.size)
    anchor: Anchor = "start" if after else "end"
    return [
        stroke([(x, ground.top), (x, ground.bottom)], "le", 1.5, dashed=True),
        write((x + 8 if after else x - 8, ground.bottom - 8), name, anchor=anchor, muted=True),
    ]
