"""How codes behave from row to row: an order comes and goes, a machine comes again and again."""

from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.content import Profile
from simmitt.engine.eventlog.held import as_texts

_WORK = (
    r"(?i)maskin|machine|fräs|svarv|borr|slip|svets|press|kap|såg|laser|cnc|mill|turn|lathe|grind|drill|weld|"
    r"saw|bend|punch|stans|bock|mont|assembl|pack|kontroll|inspect|check|mål|paint|lack|tvätt|wash|station"
)
_WORK_SHARE = 0.5
_SPECIMEN_SHARE = 0.5
_REPEATS = 1.3
_DIGITS_SHARE = 0.8
# Rows of an order lie within this share of the log; those of a product or a worker all over it.
_NEAR_SHARE = 0.35
_AS_MANY = 0.6
_PURE_SHARE = 0.95
_LOOKED_AT, _SAMPLED = 200_000, 2_000


@dataclass(frozen=True)
class _Code:
    name: str
    distinct: int


def order_columns(cells: pl.DataFrame, names: dict[str, Profile]) -> list[str]:
    """Give the columns that could be the order: several where the content can't tell them apart.

    An order's rows lie near each other; of what behaves so, the order has the most values, and the
    others follow from it: its article, its quantity, its customer.
    """
    codes = [
        _Code(name, profile.distinct)
        for name, profile in names.items()
        if profile.filled >= _REPEATS * profile.distinct
        and profile.digits >= _DIGITS_SHARE
        and not profile.has_fractions
        and _near_share(cells[name]) <= _NEAR_SHARE
    ]
    codes.sort(key=lambda code: -code.distinct)
    rivals = [
        code
        for code in codes[1:]
        if code.distinct >= _AS_MANY * codes[0].distinct and not _follows(cells, code, codes[0])
    ]
    return [code.name for code in (*codes[:1], *rivals)]


def _follows(cells: pl.DataFrame, code: _Code, order: _Code) -> bool:
    """Whether each order has one value of a code, and some orders share one."""
    if code.distinct >= order.distinct:
        return False
    pairs = cells.select(order.name, code.name).drop_nulls()
    return pairs.n_unique() == pairs[order.name].n_unique()


def work_columns(cells: pl.DataFrame, names: dict[str, Profile]) -> dict[str, str]:
    """Give the columns whose cells speak of machines and operations, by field.

    Where two do, the machine is the one with more specimens of a kind: Mill 1, Mill 2.
    """
    shares = {name: _share(cells[name], _WORK) for name in names}
    spoken = sorted((name for name in names if shares[name] >= _WORK_SHARE), key=lambda name: -shares[name])
    if not spoken:
        return {}
    digits = {name: names[name].digits for name in spoken}
    machine = max(spoken, key=lambda name: (digits[name], names[name].distinct))
    if len(spoken) == 1:
        return {"machine" if digits[machine] >= _SPECIMEN_SHARE else "activity": machine}
    others = [name for name in spoken if name != machine]
    return {"machine": machine, "activity": others[0]}


def machine_beside(cells: pl.DataFrame, names: dict[str, Profile], activity: str) -> str | None:
    """Give the column of codes that could be the machine, by the activities done there.

    A machine does one kind of work, while a worker, an article or a step's number meets several;
    of what does (a department does as well) the machine has the most values.
    """
    known = cells[activity].head(_LOOKED_AT)
    pure = [
        name
        for name, profile in names.items()
        if name != activity and profile.recurs and _purity(cells[name].head(_LOOKED_AT), known) >= _PURE_SHARE
    ]
    best = max(pure, key=lambda name: names[name].distinct, default=None)
    return best if best and names[best].distinct >= names[activity].distinct else None


def _purity(codes: pl.Series, activities: pl.Series) -> float:
    """Give the share of rows whose activity is the commonest of their code."""
    pairs = pl.DataFrame({"code": codes, "activity": activities}).drop_nulls()
    commonest = pairs.group_by("code", "activity").len().group_by("code").agg(pl.col("len").max())
    return int(commonest["len"].sum()) / max(pairs.height, 1)


def _share(column: pl.Series, pattern: str) -> float:
    filled = column.drop_nulls()
    sample = as_texts(filled.gather_every(max(1, len(filled) // _SAMPLED)))
    return float(str(sample.str.contains(pattern).mean() or 0.0))


def _near_share(column: pl.Series) -> float:
    """Give 0 to 1: over how much of the table the rows of a value spread, in the middle of all values."""
    part = column.head(_LOOKED_AT)
    spread = (
        part.to_frame("code")
        .with_row_index("at")
        .drop_nulls()
        .group_by("code")
        .agg((pl.col("at").max() - pl.col("at").min()).alias("spread"), pl.len())
        .filter(pl.col("len") > 1)["spread"]
        .median()
    )
    return 1.0 if spread is None else float(str(spread)) / max(len(part), 1)
