"""Run, setup or breakdown, and other short codes."""

from collections.abc import Mapping

import polars as pl

from simmitt.engine.eventlog.headings import Phrase
from simmitt.engine.eventlog.held import different
from simmitt.engine.eventlog.log import BREAKDOWN, KINDS, RUN, SETUP
from simmitt.engine.eventlog.mapping import NEITHER
from simmitt.engine.eventlog.once import once_each

_WORDS = {
    RUN: "d p k run running runs production prod produktion producerar kör körning kort körtid drift"
    " bearbetning tillverkning operation processing work arbete operationstid stycktid",
    SETUP: "s setup set-up setting ställ ställtid omställning uppställning inställning rigg riggning rigging"
    " changeover ställning",
    BREAKDOWN: "b h breakdown stopp haveri stop down downtime failure fault fel störning maskinstopp"
    " stoppad driftstopp driftstörning",
}
_CODES = {Phrase.of(word).joined: kind for kind, words in _WORDS.items() for word in words.split()}
# Said of a whole activity, these words leave no other reading.
_ACTIVITIES = {
    Phrase.of(word).joined: kind
    for kind, words in {
        SETUP: "ställ setup set-up ställtid omställning uppställning changeover riggning",
        BREAKDOWN: "haveri breakdown maskinstopp driftstopp downtime stopp",
    }.items()
    for word in words.split()
}
_YES = ("y", "yes", "j", "ja", "1", "x", "true", "sant", "t", "r", "1.0")
_NO = ("n", "no", "nej", "0", "false", "falskt", "f", "", "0.0")
FLAGS = (*_YES, *_NO)


def known_kinds(codes: list[str], decided: dict[str, tuple[str, ...]]) -> dict[str, str | None]:
    """Give the kind of each code that is understood; None for those that are neither.

    Of two letters that would mean the same, neither is understood: "P" and "D" side by side
    aren't both production.
    """
    by_user = {code.strip().lower(): kind for kind, listed in decided.items() for code in listed}
    guessed = {code: _CODES.get(Phrase.of(code).joined) for code in codes if code.lower() not in by_user}
    letters = [kind for code, kind in guessed.items() if len(code) == 1 and kind]
    known: dict[str, str | None] = {
        code: kind
        for code, kind in guessed.items()
        if kind and not (len(code) == 1 and letters.count(kind) > 1)
    }
    for code in codes:
        kind = by_user.get(code.lower())
        if kind:
            known[code] = None if kind == NEITHER else kind
    return known


def to_kinds(codes: pl.Series, known: dict[str, str | None]) -> pl.Series:
    """Give the kind of each row; null where no code stands or it means something else."""
    return _each(codes, known).cast(KINDS)


def kinds_of_activities(activities: pl.Series) -> pl.Series:
    """Give setup or breakdown where a whole activity is called so, run elsewhere."""
    kinds = {name: _ACTIVITIES.get(Phrase.of(name).joined, RUN) for name in different(activities)}
    return _each(activities, kinds).cast(KINDS).fill_null(RUN)


def to_flags(texts: pl.Series) -> pl.Series:
    """Give True, False, or null for what says neither; blank is False, as on a form."""
    answers = {**dict.fromkeys(_YES, "yes"), **dict.fromkeys(_NO, "no")}
    told = {text: answers.get(text.lower()) for text in different(texts)}
    frame = pl.DataFrame({"blank": texts.is_null(), "told": _each(texts, told)})
    return frame.select(
        pl.when("blank").then(pl.lit(value=False)).otherwise(pl.col("told") == "yes")
    ).to_series()


def _each(texts: pl.Series, meanings: Mapping[str, str | None]) -> pl.Series:
    def meant(cells: pl.Series) -> pl.DataFrame:
        return cells.replace_strict(meanings, default=None, return_dtype=pl.String).to_frame("meant")

    return once_each(texts, meant)["meant"].alias(texts.name)
