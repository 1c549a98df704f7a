"""The same report twice."""

import polars as pl

from simmitt.engine.quality.effects import moved
from simmitt.engine.quality.findings import Checked, Finding, by_share, row_numbers
from simmitt.ground.texts import say


def exact_duplicates(rows: pl.DataFrame) -> Checked:
    """Drop every row that repeats an earlier one in all columns."""
    content = [column for column in rows.columns if column != "row"]
    kept = rows.unique(subset=content, keep="first", maintain_order=True)
    if kept.height == rows.height:
        return rows, []
    repeats = rows.join(kept, on="row", how="anti")
    finding = Finding(
        "exact_duplicates",
        by_share(repeats.height, rows.height, serious_from=0.05),
        say("Rows that stand there twice"),
        repeats.height,
        row_numbers(repeats),
        moved(rows, kept),
        say("The first of each is kept, the repeats are dropped."),
        repaired=True,
    )
    return kept, [finding]
