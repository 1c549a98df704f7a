"""One thing, several spellings; and names that contradict each other."""

import re
import unicodedata
from collections.abc import Callable

import polars as pl

from simmitt.engine.quality.effects import moved, moved_between_machines
from simmitt.engine.quality.findings import Checked, Effect, Finding, row_numbers
from simmitt.ground.texts import Message, say, say_many

COLUMNS = ("activity", "machine", "worker", "product")
SPELLINGS_SHOWN = 12
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w+#]+(?=\d)")
_MARKS = re.compile(r"[^\w+#|]|_")
_NUMBERED = re.compile(r"([^\W\d_]+)[\s.\-_#]*0*(\d+)")
_RUN_OF_BLANKS = re.compile(r"\s{2,}|^\s|\s$")
_LOPSIDED_DASH = re.compile(r"\S-\s|\s-\S")


def spelling_key(name: str) -> str:
    """Give what stays of a name without case, blanks and punctuation.

    Between digits a mark stays a mark: 1.2 is not 12.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    return _MARKS.sub("", _BETWEEN_DIGITS.sub("|", plain))


def order_key(name: str) -> str:
    """Give what stays of an order number without case and outer or repeated blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def near_identical_names(rows: pl.DataFrame) -> Checked:
    """Write names that differ only in case, blanks or punctuation in their commonest way."""
    changed: list[pl.DataFrame] = []
    details: list[Message] = []
    repaired = rows
    for column in (*COLUMNS, "order"):
        spelt = _commonest(rows[column], order_key if column == "order" else spelling_key)
        if spelt:
            changed.append(rows.filter(pl.col(column).is_in(list(spelt))))
            repaired = repaired.with_columns(pl.col(column).replace(spelt))
            details += [say("“{found}” is written “{name}”", found=a, name=b) for a, b in spelt.items()]
    if not changed:
        return rows, []
    touched = pl.concat(changed).unique("row").sort("row")
    finding = Finding(
        "near_identical_names",
        "warning",
        say("One name in several spellings"),
        len(details),
        row_numbers(touched),
        moved(rows, repaired),
        say("Each written as most rows write it."),
        repaired=True,
        doubtful=False,
        details=tuple(details[:SPELLINGS_SHOWN]),
    )
    return repaired, [finding]


def _commonest(names: pl.Series, key: Callable[[str], str]) -> dict[str, str]:
    """Give, for each rarer spelling, the commonest one of the same name."""
    counts = names.drop_nulls().value_counts(name="n").sort("n", names.name, descending=[True, False])
    leader: dict[str, str] = {}
    rarer: dict[str, str] = {}
    for name in counts[names.name].to_list():
        first = leader.setdefault(key(name) or name, name)
        if first != name:
            rarer[name] = first
    return rarer


def oddly_spaced_names(rows: pl.DataFrame) -> Checked:
    """Tell of names with doubled blanks or a dash with a blank on one side only."""
    odd = {
        column: [name for name in rows[column].drop_nulls().unique(maintain_order=True) if _is_odd(name)]
        for column in COLUMNS
    }
    names = [name for column in COLUMNS for name in odd[column]]
    if not names:
        return rows, []
    hit = pl.any_horizontal(pl.col(column).is_in(odd[column]).fill_null(value=False) for column in COLUMNS)
    finding = Finding(
        "oddly_spaced_names",
        "info",
        say("Names with odd blanks"),
        len(names),
        row_numbers(rows.filter(hit)),
        Effect(say("None: each is the only spelling of its name. The next export may write it otherwise.")),
        say("Nothing done: no other name means the same."),
        doubtful=False,
        details=tuple(say("“{name}”", name=name) for name in names[:SPELLINGS_SHOWN]),
    )
    return rows, [finding]


def _is_odd(name: str) -> bool:
    return bool(_RUN_OF_BLANKS.search(name) or _LOPSIDED_DASH.search(name))


def activity_and_machine_disagree(rows: pl.DataFrame) -> Checked:
    """Tell of rows whose activity names another number of machine than the machine column."""
    pairs = rows.select("activity", "machine").drop_nulls().unique(maintain_order=True)
    apart = [_contradict(activity, machine) for activity, machine in pairs.iter_rows()]
    at_odds = rows.join(pairs.filter(pl.Series(apart, dtype=pl.Boolean)), on=["activity", "machine"])
    if at_odds.is_empty():
        return rows, []
    counts = at_odds.group_by("activity", "machine").len().sort("len", "activity", descending=[True, False])
    finding = Finding(
        "activity_machine_disagree",
        "warning" if at_odds.height > 0.005 * rows.height else "info",
        say("Activity and machine name different machines"),
        at_odds.height,
        row_numbers(at_odds.sort("row")),
        moved_between_machines(
            rows,
            rows.join(at_odds, on="row", how="anti"),
            say("Their hours stand with the machine column's machine; they may belong to the other."),
        ),
        say("Nothing done: the machine column counts. Ask the shop floor which is right."),
        details=tuple(
            say_many(
                "{count} row: “{activity}” at “{machine}”",
                "{count} rows: “{activity}” at “{machine}”",
                n,
                activity=a,
                machine=m,
            )
            for a, m, n in counts.head(SPELLINGS_SHOWN).iter_rows()
        ),
    )
    return rows, [finding]


def _contradict(activity: str, machine: str) -> bool:
    """Tell whether both number the same word, and differently."""
    here = {(word.casefold(), number) for word, number in _NUMBERED.findall(machine)}
    there = {(word.casefold(), number) for word, number in _NUMBERED.findall(activity)}
    shared = {word for word, _ in here} & {word for word, _ in there}
    return any(
        not {pair for pair in here if pair[0] == word} & {pair for pair in there if pair[0] == word}
        for word in shared
    )
