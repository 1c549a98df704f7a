"""One cell taken apart: its day, its time of day, its zone."""

import polars as pl

# After the day perhaps a time, then perhaps a zone; "kl" is what Swedes put between.
_REST = (
    r"[T ,-]+(?:kl\.? ?)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?:(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|CES?T|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)?(?:\[[\w/]+\])?"
)
_CELL = rf"^(?P<day>.+?)(?:{_REST})?$"
_REST_ALONE = rf"^(?:{_REST})?$"
_RUN_TOGETHER = r"^((?:19|20)\d{6})[T ]?(\d{2})(\d{2})(\d{2})?$"
_EIGHT_DIGITS = r"^\d{8}$"
_PACKED_REST = r"^[T ]?(\d{2})(\d{2})(\d{2})?$"
_NAMED_ZONES_S = {"Z": 0, "UTC": 0, "GMT": 0, "CET": 3600, "CEST": 7200}
# Days since 30 December 1899, as Excel counts them, from 1998 to 2050.
_EXCEL = r"^(?:3[6-9]|4\d|5[0-4])\d{3}(?:[.,]\d+)?$"
# Seconds since 1970, from 2001 to 2033, and the same in milliseconds.
_UNIX = r"^1\d{9}(?:(?:\d{3})|[.,]\d+)?$"
_MILLIS = r"^\d{13}$"
_EXCEL_EPOCH_S = -2_209_161_600
_DAY_S, _MICROS = 86_400, 1_000_000
_MANY = 100_000
_PLAIN_REST = r"^[T ]\d{2}:\d{2}:\d{2}[.,]\d{3}$"


def read_each(cells: pl.Series) -> pl.DataFrame:
    """Give day, micros, zone_s and excel of every cell, each read in whole."""
    spaced = pl.col("cell").str.replace(_RUN_TOGETHER, "$1 $2:$3:${4}").str.strip_suffix(":")
    parts = (
        pl.DataFrame({"cell": cells}, schema={"cell": pl.String})
        .with_columns(spaced.str.extract_groups(_CELL).alias("parts"))
        .unnest("parts")
    )
    counted = read_counted(cells)
    filled = pl.col("cell").is_not_null()
    told = parts.select(
        "day", micros=pl.when(filled).then(_micros()), zone_s=_zone_s(), excel=pl.lit(value=False)
    )
    is_counted = counted["day"].is_not_null()
    if not is_counted.any():
        return told
    return told.with_columns(
        pl.when(is_counted).then(counted[name]).otherwise(pl.col(name)).alias(name) for name in told.columns
    )


def is_counted(cells: pl.Series) -> pl.Series:
    """Tell which cells hold a number of days or of seconds rather than a date."""
    return (cells.str.contains(_EXCEL) | cells.str.contains(_UNIX)).fill_null(value=False)


def read_counted(cells: pl.Series) -> pl.DataFrame:
    """Give day, micros, zone_s and excel of the cells that count days or seconds, nulls for others."""
    frame = pl.DataFrame({"cell": cells}, schema={"cell": pl.String}).with_columns(
        excel=pl.col("cell").str.contains(_EXCEL), unix=pl.col("cell").str.contains(_UNIX)
    )
    seconds = pl.when("excel").then(_excel_s()).when("unix").then(_unix_s())
    micros = (seconds * _MICROS).round().cast(pl.Int64)
    return frame.select(
        day=pl.from_epoch(micros // (_DAY_S * _MICROS), time_unit="d").dt.to_string("%Y-%m-%d"),
        micros=micros % (_DAY_S * _MICROS),
        zone_s=pl.when("unix").then(pl.lit(0, pl.Int64)),
        excel=pl.col("excel").fill_null(value=False),
    )


def read_rests(rests: pl.Series, *, packed: bool) -> pl.DataFrame:
    """Give what stands behind the day, read; ``sound`` is False where it is no time of day.

    ``packed``: times may stand without signs, as after a day of eight digits.
    """
    plain = rests.str.contains(_PLAIN_REST) if len(rests) > _MANY else None
    if plain is None or not plain.any():
        return _read_rests(rests, packed=packed)
    return pl.concat([_read_plain(rests.filter(plain)), _read_rests(rests.filter(~plain), packed=packed)])


def _read_plain(rests: pl.Series) -> pl.DataFrame:
    """Read times to the millisecond, of which a column may hold a million different ones."""
    hour, minute, second, milli = (
        pl.col("rest").str.slice(at, length).cast(pl.Int64)
        for at, length in ((1, 2), (4, 2), (7, 2), (10, 3))
    )
    sound = (hour <= 24) & (minute < 60) & (second < 60)
    clock = ((hour * 60 + minute) * 60 + second) * _MICROS + milli * 1000
    return pl.DataFrame({"rest": rests}).select(
        "rest", sound=pl.lit(value=True), micros=pl.when(sound).then(clock), zone_s=pl.lit(None, pl.Int64)
    )


def _read_rests(rests: pl.Series, *, packed: bool) -> pl.DataFrame:
    frame = pl.DataFrame({"rest": rests}, schema={"rest": pl.String})
    spaced = pl.col("rest").str.replace(_PACKED_REST, " $1:$2:${3}").str.strip_suffix(":")
    cell = spaced if packed else pl.col("rest")
    return (
        frame.with_columns(
            cell.str.extract_groups(_REST_ALONE).alias("parts"), cell.str.contains(_REST_ALONE).alias("sound")
        )
        .unnest("parts")
        .select("rest", "sound", micros=_micros(), zone_s=_zone_s())
    )


def _number() -> pl.Expr:
    return pl.col("cell").str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)


def _excel_s() -> pl.Expr:
    # To the second: the fraction of a day is rarely written with more digits than that takes.
    return (_number() * _DAY_S).round() + _EXCEL_EPOCH_S


def _unix_s() -> pl.Expr:
    return pl.when(pl.col("cell").str.contains(_MILLIS)).then(_number() / 1000).otherwise(_number())


def _micros() -> pl.Expr:
    hour = pl.col("hour").cast(pl.Int64)
    late, early = pl.col("half").str.to_lowercase() == "p", pl.col("half").str.to_lowercase() == "a"
    hour = pl.when(late & (hour < 12)).then(hour + 12).when(early & (hour == 12)).then(0).otherwise(hour)
    minute, second = (pl.col(name).cast(pl.Int64).fill_null(0) for name in ("minute", "second"))
    fraction = pl.col("fraction").fill_null("0").str.pad_end(6, "0").str.slice(0, 6).cast(pl.Int64)
    sound = (hour <= 24) & (minute < 60) & (second < 60)
    clock = ((hour * 60 + minute) * 60 + second) * _MICROS + fraction
    return pl.when(pl.col("hour").is_null()).then(0).when(sound).then(clock)


def _zone_s() -> pl.Expr:
    zone = pl.col("zone")
    offset = zone.str.strip_prefix("UTC").str.strip_prefix("GMT")
    digits = offset.str.replace_all(r"\D", "")
    padded = (
        pl.when(digits.str.len_chars() % 2 == 1).then(pl.concat_str(pl.lit("0"), digits)).otherwise(digits)
    )
    four = padded.str.pad_end(4, "0")
    seconds = (
        four.str.slice(0, 2).cast(pl.Int64, strict=False) * 3600
        + four.str.slice(2, 2).cast(pl.Int64, strict=False) * 60
    )
    signed = pl.when(offset.str.starts_with("-")).then(-seconds).otherwise(seconds)
    named = zone.replace_strict(_NAMED_ZONES_S, default=None, return_dtype=pl.Int64)
    return pl.when(zone.is_null()).then(None).otherwise(pl.coalesce(named, signed))
