"""One thing, several spellings; and names that contradict each other."""

import re
from collections.abc import Callable

import numpy as np
import polars as pl

from simmitt.engine.quality.checking import PER_NAME, Check, Found, beyond
from simmitt.engine.quality.effects import moved_between_machines, moved_by_names
from simmitt.engine.quality.findings import Effect, MergeProposal, NameField
from simmitt.engine.quality.reports import Coded, Reports
from simmitt.engine.quality.spelling import order_key, spelling_key
from simmitt.ground.texts import say, say_many

COLUMNS: tuple[NameField, ...] = ("activity", "machine", "worker", "product")
SPELLINGS_SHOWN = 12
_NUMBERED = re.compile(r"([^\W\d_]+)[\s.\-_#]*0*(\d+)")
_RUN_OF_BLANKS = re.compile(r"\s{2,}|^\s|\s$")
_LOPSIDED_DASH = re.compile(r"\S-\s|\s-\S")
SAME_BUT_FOR_MARKS = say("The same but for case, blanks or punctuation.")


def _near_identical(reports: Reports) -> Found[Reports] | None:
    """Write names that differ only in case, blanks or punctuation in their commonest way."""
    rows, proposals = reports.rows, []
    for field in (*COLUMNS, "order"):
        spelt = _spelt_otherwise(reports.coded(field), field)
        if spelt:
            proposals += _merges(reports, field, spelt)
            rows = rows.with_columns(pl.col(field).replace(spelt))
    if not proposals:
        return None
    after = reports.with_rows(rows, *{merge.field for merge in proposals})
    pairs = [(name, merge.keep) for merge in proposals for name in merge.names]
    return Found(
        tuple(sorted({row for merge in proposals for row in merge.rows})),
        "warning",
        moved_by_names(reports, after),
        repaired=after,
        count=len(pairs),
        details=tuple(
            say("“{found}” is written “{name}”", found=found, name=name)
            for found, name in pairs[:SPELLINGS_SHOWN]
        ),
        proposals=tuple(proposals),
    )


def _merges(reports: Reports, field: NameField, spelt: dict[str, str]) -> list[MergeProposal]:
    """Give, for each name that is kept, the rarer spellings that become it."""
    coded = reports.coded(field)
    number = {name: code for code, name in enumerate(coded.names)}
    kept = np.full(coded.n + 1, -1)
    kept[[number[name] for name in spelt]] = [number[name] for name in spelt.values()]
    becomes = kept[coded.code]
    index = np.flatnonzero(becomes >= 0)
    index = index[np.argsort(becomes[index], kind="stable")]
    rows = np.split(reports.rows["row"].to_numpy()[index], np.flatnonzero(np.diff(becomes[index])) + 1)
    by_keep = dict(zip(dict.fromkeys(becomes[index].tolist()), rows, strict=True))
    return [
        MergeProposal(
            field,
            keep,
            tuple(name for name, other in spelt.items() if other == keep),
            tuple(np.sort(by_keep[number[keep]]).tolist()),
            1.0,
            SAME_BUT_FOR_MARKS,
        )
        for keep in dict.fromkeys(spelt.values())
    ]


def _spelt_otherwise(coded: Coded, field: NameField) -> dict[str, str]:
    """Give, for each rarer spelling, the commonest one of the same name."""
    if field != "order":
        return _commonest(coded, spelling_key)
    # A large log has very many orders; as a rule a rough look shows that all are different.
    rough = pl.Series("order", coded.names, dtype=pl.String).str.to_lowercase().str.replace_all(r"\s+", "")
    plain = all(name.isascii() for name in coded.names)
    return {} if plain and rough.n_unique() == coded.n else _commonest(coded, order_key)


def _commonest(coded: Coded, key: Callable[[str], str]) -> dict[str, str]:
    """Give, for each rarer spelling, the commonest one of the same name."""
    leader: dict[str, str] = {}
    rarer: dict[str, str] = {}
    counts = np.bincount(coded.code[coded.code >= 0], minlength=coded.n).tolist()
    for _, name in sorted(zip((-n for n in counts), coded.names, strict=True)):
        first = leader.setdefault(key(name) or name, name)
        if first != name:
            rarer[name] = first
    return rarer


def _oddly_spaced(reports: Reports) -> Found[Reports] | None:
    """Look for names with doubled blanks or a dash with a blank on one side only."""
    hit, names = np.zeros(reports.n, bool), []
    for field in COLUMNS:
        coded = reports.coded(field)
        odd = [code for code, name in enumerate(coded.names) if _is_odd(name)]
        names += [coded.names[code] for code in odd]
        hit |= np.isin(coded.code, odd)
    if not names:
        return None
    return Found(
        reports.numbers(hit),
        "info",
        Effect(say("None: each is the only spelling of its name. The next export may write it otherwise.")),
        count=len(names),
        details=tuple(say("“{name}”", name=name) for name in names[:SPELLINGS_SHOWN]),
    )


def _is_odd(name: str) -> bool:
    return bool(_RUN_OF_BLANKS.search(name) or _LOPSIDED_DASH.search(name))


def _activity_and_machine_disagree(reports: Reports) -> Found[Reports] | None:
    """Look for rows whose activity numbers another machine than the machine column."""
    activity, machine = reports.activity, reports.machine
    pair = np.where(
        (activity.code >= 0) & (machine.code >= 0), activity.code * max(machine.n, 1) + machine.code, -1
    )
    pairs, n = np.unique(pair, return_counts=True)
    named = [
        (int(each), *divmod(int(each), max(machine.n, 1)), int(n))
        for each, n in zip(pairs, n, strict=True)
        if each >= 0
    ]
    apart = [
        (each, activity.names[a], machine.names[m], n)
        for each, a, m, n in named
        if _contradict(activity.names[a], machine.names[m])
    ]
    if not apart:
        return None
    hit = np.isin(pair, [each for each, *_ in apart])
    return Found(
        reports.numbers(hit),
        beyond(int(hit.sum()), reports.n, 0.005),
        moved_between_machines(
            reports,
            hit,
            say("Their hours stand with the machine column's machine; they may belong to the other."),
        ),
        details=tuple(
            say_many(
                "{count} row: “{activity}” at “{machine}”",
                "{count} rows: “{activity}” at “{machine}”",
                n,
                activity=a,
                machine=m,
            )
            for _, a, m, n in sorted(apart, key=lambda each: (-each[3], each[1]))[:SPELLINGS_SHOWN]
        ),
    )


def _contradict(activity: str, machine: str) -> bool:
    """Tell whether both number the same word, and differently."""
    here = {(word.casefold(), number) for word, number in _NUMBERED.findall(machine)}
    there = {(word.casefold(), number) for word, number in _NUMBERED.findall(activity)}
    shared = {word for word, _ in here} & {word for word, _ in there}
    return any(
        not {pair for pair in here if pair[0] == word} & {pair for pair in there if pair[0] == word}
        for word in shared
    )


SPELLINGS: Check[Reports] = Check(
    "near_identical_names",
    say("One name in several spellings"),
    say("Names that differ only in case, blanks or punctuation."),
    PER_NAME,
    say("Each written as most rows write it."),
    _near_identical,
    doubtful=False,
)
NAMES: tuple[Check[Reports], ...] = (
    Check(
        "oddly_spaced_names",
        say("Names with odd blanks"),
        say("Names with doubled blanks, or a dash with a blank on one side only."),
        PER_NAME,
        say("Nothing done: no other name means the same."),
        _oddly_spaced,
        doubtful=False,
    ),
    Check(
        "activity_machine_disagree",
        say("Activity and machine name different machines"),
        say("Rows whose activity numbers another machine than the machine column does."),
        PER_NAME,
        say("Nothing done: the machine column counts. Ask the shop floor which is right."),
        _activity_and_machine_disagree,
    ),
)
