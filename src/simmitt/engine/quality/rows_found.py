"""The rows that a finding is about, with their place in the files, safe to open in a spreadsheet."""

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality.findings import Finding
from simmitt.engine.quality.harmless import harmless

PLACE = ("file", "sheet", "row")


def finding_rows(log: EventLog, finding: Finding) -> pl.DataFrame:
    """Give the rows of a finding as the log has them: file, sheet, row and the log's columns.

    Parameters
    ----------
    log
        The one that was diagnosed, unrepaired.

    Returns
    -------
    rows
        One per row of the finding that the log has, in their order; text that a spreadsheet
        would take for a formula has an apostrophe before it. Of sums per day the columns are
        those of their table.
    """
    daily = log.companions.daily
    table = log.rows if log.tells_events or daily is None else daily
    rows = table.filter(pl.col("row").is_in(list(finding.rows))).sort("row", maintain_order=True)
    places = [log.source.place_of(row) for row in rows["row"].to_list()]
    placed = pl.DataFrame(
        {
            "file": [place.file for place in places],
            "sheet": [place.sheet for place in places],
            "row": [place.row for place in places],
        },
        schema={"file": pl.String, "sheet": pl.String, "row": pl.Int64},
    )
    return harmless(pl.concat([placed, rows.drop("row")], how="horizontal"))
