"""Numbers as people write them: 1 234,5 and 1,234.5 and 12-."""

from dataclasses import dataclass

import polars as pl

_GROUPING = r"[ \u00a0\u202f']"
_UNIT = r"\s*(?:st|styck|stk|pcs|ea)\.?$"


def _sure(sign: str, other: str) -> str:
    """Match numbers that make sense only if ``sign`` is the decimal one."""
    small, large = rf"\d*{sign}\d{{1,2}}|0*{sign}\d+", rf"\d*{sign}\d{{4,}}|\d{{4,}}{sign}\d{{3}}"
    grouped = rf"\d{{1,3}}(?:{other}\d{{3}})+{sign}\d+|\d{{1,3}}(?:{other}\d{{3}}){{2,}}"
    return rf"^[+-]?(?:{small}|{large}|{grouped})$"


_SURE = {",": _sure(",", r"\."), ".": _sure(r"\.", ",")}
_DOUBTFUL = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"
_FORM = {
    ",": r"^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d+)?$",
    ".": r"^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?$",
}


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


def plain(texts: pl.Series) -> pl.Series:
    """Take away blanks between thousands, piece units and minus signs put last."""
    cell = pl.col("n").str.replace(_UNIT, "").str.replace_all(_GROUPING, "").str.replace("−", "-")
    turned = cell.str.replace(r"^(\d[\d.,]*)-$", "-$1")
    return pl.DataFrame({"n": texts}).select(turned).to_series()


def weigh_sign(texts: pl.Series) -> SignEvidence:
    """Tell which decimal signs a column's numbers prove, and whether one of them is in doubt."""
    numbers = plain(texts)
    proofs = {sign: int(numbers.str.contains(pattern).sum()) for sign, pattern in _SURE.items()}
    doubtful = numbers.str.contains(_DOUBTFUL).fill_null(value=False).arg_true()
    if doubtful.is_empty():
        return SignEvidence(proofs, None)
    at = int(doubtful[0])
    return SignEvidence(proofs, at, str(texts[at]))


def to_numbers(texts: pl.Series, sign: str) -> pl.Series:
    """Give numbers; null for what is none with this decimal sign."""
    other = "." if sign == "," else ","
    cell = pl.col("n")
    sound = cell.str.contains(_FORM[sign]) & cell.str.contains(r"\d")
    bare = cell.str.replace_all(other, "", literal=True).str.replace(sign, ".", literal=True)
    value = pl.when(sound).then(bare.str.strip_prefix("+")).cast(pl.Float64, strict=False)
    return pl.DataFrame({"n": plain(texts)}).select(value).to_series()
