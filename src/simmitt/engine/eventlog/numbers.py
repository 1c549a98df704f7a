"""Numbers as people write them: 1 234,5 and 1,234.5, 12- and (12), 7 st and 45 kr."""

from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.once import once_each

_BLANKS = r"[\u00a0\u202f\u2009\u2007\u2008]"
# Blanks and apostrophes between thousands, and nowhere else: "1 2" is no twelve.
_GROUPED = r"^([+-]?\d{1,3})((?:[ ']\d{3})+)([.,]\d+)?$"
_UNITS = {
    "pieces": "st|styck|stk|pcs|pc|pce|ea|kpl",
    "money": r"kr|sek|:-",
    "euro": "eur|€",
    "energy": "kwh",
    "mega": "mwh",
}
_UNIT = r"(?i)^(.*\d-?\)?)\s*(" + "|".join(_UNITS.values()) + r")\.?$"
_MINUS = r"[−–]"


def _sure(sign: str, other: str) -> str:
    """Match numbers that make sense only if ``sign`` is the decimal one."""
    small, large = rf"\d*{sign}\d{{1,2}}|0*{sign}\d+", rf"\d*{sign}\d{{4,}}|\d{{4,}}{sign}\d{{3}}"
    grouped = rf"\d{{1,3}}(?:{other}\d{{3}})+{sign}\d+|\d{{1,3}}(?:{other}\d{{3}}){{2,}}"
    return rf"^[+-]?(?:{small}|{large}|{grouped})(?:[eE][+-]?\d+)?$"


_SURE = {",": _sure(",", r"\."), ".": _sure(r"\.", ",")}
_DOUBTFUL = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"
_EXPONENT = r"(?:[eE][+-]?\d+)?$"
_FORM = {
    ",": r"^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d+)?" + _EXPONENT,
    ".": r"^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?" + _EXPONENT,
}
# One number written in the other way among so many is a slip; more make two ways of writing.
_OVERWHELMING = 25


@dataclass(frozen=True)
class SignEvidence:
    """What a column tells about its decimal sign."""

    proofs: dict[str, int]  # numbers that can't do without the sign
    doubtful_at: int | None  # index of a number that both signs would explain
    doubtful: str = ""

    @property
    def sign(self) -> str:
        """The only sign that is proven, or ""."""
        proven = [sign for sign, count in self.proofs.items() if count]
        return proven[0] if len(proven) == 1 else ""

    @property
    def commoner(self) -> str:
        """The sign that more numbers prove; the comma where neither does."""
        return max(self.proofs, key=lambda sign: self.proofs[sign])

    @property
    def contradicts_itself(self) -> bool:
        """Whether both signs are proven, and not by a slip."""
        fewer, more = sorted(self.proofs.values())
        return fewer > 0 and more < _OVERWHELMING * fewer


def plain(texts: pl.Series) -> pl.Series:
    """Take away blanks between thousands and units, and put the minus first.

    A column has one unit; numbers with another one become null, since they count something else.
    """
    return once_each(texts, lambda cells: _plain(cells).to_frame("plain"))["plain"].alias(texts.name)


def weigh_sign(texts: pl.Series) -> SignEvidence:
    """Tell which decimal signs a column's numbers prove, and whether one of them is in doubt."""
    counted = texts.drop_nulls().alias("cell").value_counts(name="count")
    numbers = _plain(counted["cell"])
    proofs = {
        sign: int(counted["count"].filter(numbers.str.contains(pattern).fill_null(value=False)).sum())
        for sign, pattern in _SURE.items()
    }
    doubtful = counted["cell"].filter(numbers.str.contains(_DOUBTFUL).fill_null(value=False))
    if doubtful.is_empty():
        return SignEvidence(proofs, None)
    at = int(texts.is_in(doubtful.implode()).fill_null(value=False).arg_true()[0])
    return SignEvidence(proofs, at, str(texts[at]))


def to_numbers(texts: pl.Series, sign: str) -> pl.Series:
    """Give numbers; null for what is none with this decimal sign."""
    told = once_each(texts, lambda cells: _to_numbers(cells, sign).to_frame("number"))
    return told["number"].alias(texts.name)


def _plain(texts: pl.Series) -> pl.Series:
    cell = pl.col("n").cast(pl.String).str.replace_all(_BLANKS, " ").str.replace_all("’", "'", literal=True)
    frame = pl.DataFrame({"n": texts}).select(
        n=cell.str.replace(_UNIT, "$1").str.strip_chars(), unit=cell.str.extract(_UNIT, 2)
    )
    signed = (
        pl.col("n")
        .str.replace(_MINUS, "-")
        .str.replace(r"^(\d[\d., ']*)-$", "-$1")
        .str.replace(r"^\((\d[\d., ']*)\)$", "-$1")
    )
    grouped = pl.concat_str(
        signed.str.extract(_GROUPED, 1),
        signed.str.extract(_GROUPED, 2).str.replace_all(r"[ ']", ""),
        signed.str.extract(_GROUPED, 3).fill_null(""),
    )
    told = frame.select(pl.when(signed.str.contains(_GROUPED)).then(grouped).otherwise(signed)).to_series()
    return _of_one_unit(told, frame["unit"]).alias(texts.name)


def _of_one_unit(numbers: pl.Series, units: pl.Series) -> pl.Series:
    found = units.drop_nulls().unique().to_list()
    kinds = {unit: _kind_of(unit) for unit in found}
    if len(set(kinds.values())) <= 1:
        return numbers
    told = units.replace_strict(kinds, default=None, return_dtype=pl.String)
    usual = told.drop_nulls().mode().sort()[0]
    frame = pl.DataFrame({"n": numbers, "kind": told})
    return frame.select(pl.when(pl.col("kind").is_null() | (pl.col("kind") == usual)).then("n")).to_series()


def _kind_of(unit: str) -> str:
    return next(kind for kind, names in _UNITS.items() if unit.lower() in names.split("|"))


def _to_numbers(texts: pl.Series, sign: str) -> pl.Series:
    other = "." if sign == "," else ","
    cell = pl.col("n")
    sound = cell.str.contains(_FORM[sign]) & cell.str.contains(r"\d")
    bare = cell.str.replace_all(other, "", literal=True).str.replace(sign, ".", literal=True)
    value = pl.when(sound).then(bare.str.strip_prefix("+")).cast(pl.Float64, strict=False)
    return pl.DataFrame({"n": _plain(texts)}).select(value.alias(texts.name)).to_series()
