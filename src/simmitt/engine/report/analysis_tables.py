"""The figures as tables for a spreadsheet, and the pictures as files."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from simmitt.engine.kpi import AsIs, Figure
from simmitt.engine.kpi.definitions import DEFINITIONS
from simmitt.engine.kpi.nouns import CAUSES, IsoKpi
from simmitt.engine.observations import Observation
from simmitt.engine.quality.harmless import harmless
from simmitt.engine.report.document import Chart, Document
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Language
from simmitt.ground.units import HOUR_S, MINUTE_S


def analysis_pictures(page: Document) -> dict[str, str]:
    """Give each picture of the page as an SVG file: for a wide column, and for a phone.

    Returns
    -------
    pictures
        File name to SVG, such as ``waiting.svg`` and ``waiting_narrow.svg``.
    """
    charts = [part for part in page.parts if isinstance(part, Chart) and part.anchor]
    wide = {f"{chart.anchor}.svg": chart.svg for chart in charts}
    narrow = {f"{chart.anchor}_narrow.svg": chart.narrow_svg for chart in charts if chart.narrow_svg}
    return wide | narrow


def analysis_tables(
    as_is: AsIs, language: Language, observations: Sequence[Observation] = ()
) -> dict[str, pl.DataFrame]:
    """Give the figures as tables, named as their files; those that would be empty are left out.

    Text that a spreadsheet would take for a formula begins with an apostrophe. Withheld figures
    are in none of them.
    """
    words = Words(language)
    withheld = {each.figure for each in as_is.withheld}
    figures = [each for each in as_is.figures if each.id not in withheld]
    tables = {
        "figures": _figures(figures, words),
        "machines": _machines(figures),
        "waiting": _waiting(as_is),
        "accounts": _accounts(as_is),
        "changeovers": _changeovers(as_is),
        "flow": _flow(as_is),
        "iso22400": _iso(as_is, words),
        "iso22400_machines": _iso_machines(as_is, words),
        "observations": _observations(observations, words),
    }
    return {name: harmless(table) for name, table in tables.items() if table.height}


def _figures(figures: Sequence[Figure], words: Words) -> pl.DataFrame:
    rows = [
        {
            "id": each.id,
            "name": words(DEFINITIONS[each.id].name) if each.id in DEFINITIONS else each.id,
            "scope_kind": each.scope_kind,
            "scope": each.scope,
            "value": each.value,
            "low": each.low,
            "high": each.high,
            "unit": each.unit,
            "estimated": each.estimated,
            "definition": words(each.definition),
        }
        for each in figures
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _machines(figures: Sequence[Figure]) -> pl.DataFrame:
    """Give one row a machine, one column a figure."""
    found: dict[str, dict[str, object]] = {}
    ids = dict.fromkeys(each.id for each in figures if each.scope_kind == "machine")
    for each in figures:
        if each.scope_kind == "machine":
            found.setdefault(each.scope, {"machine": each.scope, **dict.fromkeys(ids)})[each.id] = each.value
    return pl.DataFrame(list(found.values()), infer_schema_length=None)


def _waiting(as_is: AsIs) -> pl.DataFrame:
    if as_is.waiting is None:
        return pl.DataFrame()
    split = as_is.waiting
    parts = [("", split.total_s, split.by_cause)]
    parts += [(each.machine, each.total_s, each.by_cause) for each in split.machines]
    rows = [
        {
            "machine": machine,
            "total_h": total / HOUR_S,
            **{f"{cause}_h": causes.get(cause, 0.0) / HOUR_S for cause in CAUSES},
        }
        for machine, total, causes in parts
    ]
    return pl.DataFrame(rows)


def _accounts(as_is: AsIs) -> pl.DataFrame:
    rows = [
        {
            "scope": each.scope,
            "calendar_h": each.calendar_s / HOUR_S,
            **{f"{name}_h": seconds / HOUR_S for name, seconds in each.elements.items()},
            "availability": each.availability,
            "effectiveness": each.effectiveness,
            "quality": each.quality,
            "oee": each.oee,
        }
        for each in as_is.accounts
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _changeovers(as_is: AsIs) -> pl.DataFrame:
    """Give the changeovers that were seen, most frequent first within a machine."""
    rows = [
        {
            "machine": matrix.machine,
            "from_product": matrix.products[before],
            "to_product": matrix.products[after],
            "count": int(matrix.counts[before, after]),
            "mean_minutes": float(matrix.mean_s[before, after]) / MINUTE_S,
            "shrunk_minutes": float(matrix.shrunk_s[before, after]) / MINUTE_S,
        }
        for matrix in as_is.changeovers
        for before, after in np.argwhere(matrix.counts > 0)
    ]
    table = pl.DataFrame(rows)
    return table.sort("machine", "count", descending=[False, True], maintain_order=True) if rows else table


def _flow(as_is: AsIs) -> pl.DataFrame:
    if as_is.flow is None:
        return pl.DataFrame()
    return pl.DataFrame(
        [
            {
                "source": arc.source,
                "target": arc.target,
                "count": arc.count,
                "wait_mean_h": arc.wait_mean_s / HOUR_S,
                "wait_median_h": arc.wait_median_s / HOUR_S,
                "between_ends_mean_h": arc.between_ends_mean_s / HOUR_S,
            }
            for arc in as_is.flow.arcs
        ]
    )


def _key_figure(kpi: IsoKpi, words: Words) -> dict[str, str | float | None]:
    return {
        "code": kpi.code,
        "name": words(kpi.name),
        "value": kpi.value,
        "low": kpi.low,
        "high": kpi.high,
        "unit": kpi.unit,
    }


def _iso(as_is: AsIs, words: Words) -> pl.DataFrame:
    rows = [
        {
            **_key_figure(each, words),
            "formula": each.formula,
            "missing": ", ".join(each.missing),
        }
        for each in as_is.iso
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _iso_machines(as_is: AsIs, words: Words) -> pl.DataFrame:
    """Give one row a machine and key figure, with the reason where it has no value."""
    rows = [
        {
            "machine": machine,
            **_key_figure(each, words),
            "remark": words(each.remark) if each.remark else "",
        }
        for machine, found in as_is.iso_machines.items()
        for each in found
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _observations(observations: Sequence[Observation], words: Words) -> pl.DataFrame:
    rows = [
        {
            "code": each.code,
            "theme": each.theme,
            "sentence": words(each.sentence),
            "advice": words(each.advice) if each.advice else "",
            "stake_h": each.stake_h,
            "stake_of": each.stake_of,
            "stake_sek": each.stake_sek,
            "rests_on": "; ".join(f"{name} ({scope})" for name, scope in each.figures),
        }
        for each in observations
    ]
    return pl.DataFrame(rows, infer_schema_length=None)
