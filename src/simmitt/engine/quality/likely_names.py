"""Names that likely mean one thing: proposed for merging, never merged unasked."""

from collections import defaultdict

import numpy as np

from simmitt.engine.quality.checking import PER_NAME, Check, Found
from simmitt.engine.quality.findings import Effect, MergeProposal, NameField
from simmitt.engine.quality.reports import Reports
from simmitt.engine.quality.spelling import SLIP, ZEROS, Likeness, blocks, likeness
from simmitt.ground.texts import say

# Where a name is used besides: a slip of the pen stands in the same surroundings.
SURROUNDINGS: dict[NameField, NameField] = {
    "activity": "machine",
    "machine": "activity",
    "product": "activity",
}
# A slip is rarer than what was meant.
SLIP_AT_MOST = 0.2
NAMES_SHOWN = 12
# Beyond this many names of one column a look at all of them would take too long.
MOST_NAMES = 5_000


def _likely_names(reports: Reports) -> Found[Reports] | None:
    proposals = [each for field in SURROUNDINGS for each in _proposals(reports, field)]
    if not proposals:
        return None
    return Found(
        tuple(sorted({row for each in proposals for row in each.rows})),
        "info",
        Effect(say("Figures per name are split among the spellings, if they mean the same.")),
        count=sum(len(each.names) for each in proposals),
        details=tuple(
            say(
                "“{found}” may be “{name}”: {reason}",
                found=", ".join(each.names), name=each.keep, reason=each.reason,
            )
            for each in proposals[:NAMES_SHOWN]
        ),
        proposals=tuple(proposals),
    )  # fmt: skip


def _proposals(reports: Reports, field: NameField) -> list[MergeProposal]:
    """Give each rarer name that may be a commoner one, the commonest first."""
    coded = reports.coded(field)
    if coded.n > MOST_NAMES:
        return []
    counts = np.bincount(coded.code[coded.code >= 0], minlength=coded.n)
    ranked = sorted(np.flatnonzero(counts).tolist(), key=lambda code: (-counts[code], coded.names[code]))
    by_block: dict[str, list[int]] = defaultdict(list)
    found = []
    for code in ranked:
        keys = list(blocks(coded.names[code]))
        commoner = dict.fromkeys(other for key in keys for other in by_block[key])
        merge = next(
            (m for m in (_merge(reports, field, other, code, counts) for other in commoner) if m), None
        )
        if merge:
            found.append(merge)
        else:
            for key in keys:
                by_block[key].append(code)
    return found


def _merge(
    reports: Reports, field: NameField, common: int, rare: int, counts: np.ndarray
) -> MergeProposal | None:
    coded = reports.coded(field)
    like = likeness(coded.names[common], coded.names[rare])
    if like is None or not _fits(reports, field, common, rare, like, float(counts[rare] / counts[common])):
        return None
    return MergeProposal(
        field,
        coded.names[common],
        (coded.names[rare],),
        reports.numbers(coded.code == rare),
        like.certainty,
        like.reason,
    )


def _fits(reports: Reports, field: NameField, common: int, rare: int, like: Likeness, ratio: float) -> bool:
    """Tell whether both names stand in the same surroundings, and a slip is rare."""
    beside = reports.coded(SURROUNDINGS[field]).code
    own = reports.coded(field).code
    around = set(beside[own == rare].tolist()) - {-1}
    same = around <= set(beside[own == common].tolist())
    # Article numbers often tell revisions apart by zeros.
    told_apart = like is ZEROS and field == "product"
    return same and not told_apart and (like is not SLIP or ratio <= SLIP_AT_MOST)


LIKELY: tuple[Check[Reports], ...] = (
    Check(
        "similar_names",
        say("Names that may mean the same"),
        say("Names that differ by a slip of the pen, lost marks over letters, leading zeros or word order."),
        PER_NAME,
        say("Nothing done: only you know. Rename them in the file if they are one."),
        _likely_names,
        doubtful=False,
    ),
)
