"""Setup times from product to product, as a matrix of those made most."""

from math import isfinite
from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.changeovers import REST
from simmitt.engine.kpi.nouns import ChangeoverMatrix
from simmitt.engine.report.as_is_charts.writing import table, told_time
from simmitt.engine.report.charts.matrix import Cell, Matrix, draw_matrix
from simmitt.engine.report.document import Chart, Table
from simmitt.engine.report.words import Words
from simmitt.engine.spans import Floats, Ints
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import HOUR_S, MINUTE_S

_MOST_PRODUCTS, _MOST_NARROW = 12, 6
_MOST_TABLE_ROWS = 40
_MOST_WITH_SIGN = 1000  # a larger count has no room for its sign
_HOURS_FROM_S, _WHOLE_HOURS_FROM_S = 10 * HOUR_S, 100 * HOUR_S
_ENOUGH = 3  # changeovers of one kind that a mean can rest on


class _Folded(NamedTuple):
    """The matrix of the products changed most often, the others joined."""

    names: tuple[str, ...]
    counts: Ints  # (n, n)
    mean_s: Floats  # (n, n), nan where never seen


def changeover_chart(matrix: ChangeoverMatrix, words: Words) -> Chart:
    """Draw mean setup times and their counts; changes never seen are hatched, not guessed."""
    title = say("What does a changeover at {machine} take?", machine=matrix.machine)
    alt = words(
        say("A matrix of setup times from product (row) to product (column). {answer}",
            answer=_answer(matrix, words))
    )  # fmt: skip
    wide, narrow = (folded(matrix, most, words) for most in (_MOST_PRODUCTS, _MOST_NARROW))
    drawing = draw_matrix(*(_picture(each, title, alt, words) for each in (wide, narrow)))
    return words.chart(title, _answer(matrix, words), drawing, alt, _table(title, matrix, words))


def folded(matrix: ChangeoverMatrix, most: int, words: Words) -> _Folded:
    """Give the matrix with so many products at most, those changed least joined to one."""
    seen = matrix.counts > 0
    total_s = np.where(seen, np.nan_to_num(matrix.mean_s) * matrix.counts, 0.0)
    if len(matrix.products) <= most + 1:
        names = tuple(_named(product, words) for product in matrix.products)
        return _Folded(names, matrix.counts, _means(total_s, matrix.counts))
    weight = matrix.counts.sum(axis=0) + matrix.counts.sum(axis=1)
    is_rest = [name == REST for name in matrix.products]
    order = sorted(range(len(matrix.products)), key=lambda each: (is_rest[each], -int(weight[each]), each))
    group = np.full(len(matrix.products), most)
    group[order[:most]] = np.arange(most)
    counts, sums = np.zeros((most + 1, most + 1), np.int64), np.zeros((most + 1, most + 1))
    np.add.at(counts, (group[:, None], group[None, :]), matrix.counts)
    np.add.at(sums, (group[:, None], group[None, :]), total_s)
    others = say_many("{count} other product", "{count} other products", len(order) - most)
    rest = say("other products") if any(is_rest) else others
    names = (*(matrix.products[product] for product in order[:most]), words(rest))
    return _Folded(names, counts, _means(sums, counts))


def _named(product: str, words: Words) -> str:
    return words(say("other products")) if product == REST else product


def _means(total_s: Floats, counts: Ints) -> Floats:
    means: Floats = np.divide(total_s, counts, out=np.full(total_s.shape, np.nan), where=counts > 0)
    return means


def _picture(matrix: _Folded, title: Message, alt: str, words: Words) -> Matrix:
    known = matrix.mean_s[matrix.counts > 0]
    most = float(known.max()) if len(known) and known.max() > 0 else 1.0
    in_hours = most >= _HOURS_FROM_S
    cells = tuple(
        tuple(
            _cell(float(mean), int(count), most, words, in_hours=in_hours)
            for mean, count in zip(means, counts, strict=True)
        )
        for means, counts in zip(matrix.mean_s, matrix.counts, strict=True)
    )  # fmt: skip
    return Matrix(
        words(title),
        alt,
        matrix.names,
        cells,
        words(say("from row to column")),
        words(say("Setup in hours, mean") if in_hours else say("Setup in minutes, mean")),
        "0",
        _written(most, words, in_hours=in_hours),
        words(say("never seen in the log")),
        words(say("The upper number is the time, the lower one how often it was seen.")),
        words(say("The log tells no changeovers between products at this machine.")),
    )


def _cell(mean_s: float, count: int, most: float, words: Words, *, in_hours: bool) -> Cell:
    if count == 0 or not isfinite(mean_s):
        return Cell()
    times = words.number(count)
    if count < _MOST_WITH_SIGN:
        times = words(say("{count} ×", count=times))
    return Cell(_written(mean_s, words, in_hours=in_hours), times, mean_s / most)


def _written(seconds: float, words: Words, *, in_hours: bool) -> str:
    if not in_hours:
        return words.number(seconds / MINUTE_S)
    return words.number(seconds / HOUR_S, 1 if seconds < _WHOLE_HOURS_FROM_S else 0)


def _answer(matrix: ChangeoverMatrix, words: Words) -> Message:
    count = int(matrix.counts.sum())
    if not count:
        return say("The log tells no changeovers between products at this machine.")
    overall = say_many(
        "On average {time}, over {count} changeover.",
        "On average {time}, over {count} changeovers.",
        count, time=told_time(matrix.overall_s, words),
    )  # fmt: skip
    named = np.array([product != REST for product in matrix.products])
    sure = (matrix.counts >= _ENOUGH) & named[:, None] & named[None, :]
    often = np.where(sure, np.nan_to_num(matrix.mean_s), -1.0)
    source, target = np.unravel_index(int(often.argmax()), often.shape)
    if often[source, target] <= 0:
        return say("{overall} None was seen three times, so none stands out surely.", overall=overall)
    return say(
        "{overall} Longest of those seen three times or more: {source} to {target}, {time}.",
        overall=overall, source=matrix.products[source], target=matrix.products[target],
        time=told_time(float(often[source, target]), words),
    )  # fmt: skip


def _table(title: Message, matrix: ChangeoverMatrix, words: Words) -> Table:
    headings = (say("From product"), say("To product"), say("Times"), say("Mean"), say("Likely time"))
    seen = np.argwhere(matrix.counts > 0).tolist()
    seen.sort(key=lambda pair: (-int(matrix.counts[pair[0], pair[1]]), pair))
    rows = [
        (
            _named(matrix.products[source], words),
            _named(matrix.products[target], words),
            words.number(int(matrix.counts[source, target])),
            told_time(float(matrix.mean_s[source, target]), words),
            told_time(float(matrix.shrunk_s[source, target]), words),
        )
        for source, target in seen[:_MOST_TABLE_ROWS]
    ]
    rest = [int(matrix.counts[source, target]) for source, target in seen[_MOST_TABLE_ROWS:]]
    if rest:
        name = words(say_many("{count} rarer pair", "{count} rarer pairs", len(rest)))
        rows.append((name, "", words.number(sum(rest)), "", ""))
    return table(title, headings, rows, words, names=2)
