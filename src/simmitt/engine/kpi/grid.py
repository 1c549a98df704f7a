"""What a kilowatt-hour from the Swedish grid weighs in carbon dioxide.

The figures in grid_co2.csv are life-cycle emissions of the electricity generated in Sweden, year by
year: Ember, Yearly Electricity Data, as published by Our World in Data (CC BY 4.0).
"""

import csv
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _by_year() -> dict[int, float]:
    text = files("simmitt.engine.kpi").joinpath("grid_co2.csv").read_text(encoding="utf-8")
    return {int(line["year"]): float(line["gco2e_per_kwh"]) for line in csv.DictReader(text.splitlines())}


def co2e_g_per_kwh(year: int) -> tuple[float, int]:
    """Give grams of carbon dioxide equivalents per kilowatt-hour, and the year they are of.

    Years before and after the table take its first and last.
    """
    known = _by_year()
    nearest = min(max(year, min(known)), max(known))
    return known[nearest], nearest
