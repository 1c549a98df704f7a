"""Tables whose texts no spreadsheet takes for formulas, and no terminal for commands."""

import polars as pl

# A cell that begins so is a formula to a spreadsheet, and a tab or line break may begin a new cell
# (OWASP, CSV injection).
_FORMULA = r"^\s*[=+\-@\t\r\n|%]"
# Where lists are separated by commas, a spreadsheet begins a new cell at each, quoted or not.
_FORMULA_AFTER_COMMA = r",(\s*[=+\-@|%])"
# What steers a terminal, or turns round the order in which letters are shown.
_STEERING = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u{202a}-\u{202e}\u{2066}-\u{2069}]"


def harmless(table: pl.DataFrame) -> pl.DataFrame:
    """Give the table with an apostrophe before each text that a spreadsheet would run."""
    texts = pl.col(pl.String).str.replace_all(_STEERING, "").str.replace_all(_FORMULA_AFTER_COMMA, ",'$1")
    return table.with_columns(
        pl.when(texts.str.contains(_FORMULA)).then("'" + texts).otherwise(texts).name.keep()
    )
