"""The 290 municipalities and 21 counties: by code, by name, by postcode."""

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from simmitt.ground.sorting import folded, swedish_key

_FOLDER = files("simmitt.web.companies.register")
_KINDS = (" kommun", " stad")


@dataclass(frozen=True, slots=True)
class County:
    """A county, as 22 Västernorrlands län; the short name is Västernorrland."""

    code: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality, as 2281 Sundsvalls kommun; the short name is Sundsvall."""

    code: str
    name: str
    short_name: str
    county: County
    latitude: float
    longitude: float


@lru_cache(maxsize=1)
def municipalities() -> tuple[Municipality, ...]:
    """Give all of them by code."""
    text = (_FOLDER / "municipalities.csv").read_text(encoding="utf-8")
    return tuple(_municipality(row) for row in csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def counties() -> tuple[County, ...]:
    """Give the counties by code."""
    return tuple({municipality.county: None for municipality in municipalities()})


@lru_cache(maxsize=32)
def in_county(code: str) -> tuple[Municipality, ...]:
    """Give a county's municipalities in Swedish order; none where there is no such county."""
    here = (municipality for municipality in municipalities() if municipality.county.code == code)
    return tuple(sorted(here, key=lambda municipality: swedish_key(municipality.short_name)))


def by_code(code: str) -> Municipality | None:
    """Give the municipality with this four-digit code."""
    return _codes().get(code)


def by_name(name: str) -> Municipality | None:
    """Give the municipality of this name: Sundsvall, SUNDSVALLS KOMMUN, Region Gotland."""
    wanted = folded(name).removeprefix("region ")
    for kind in _KINDS:
        wanted = wanted.removesuffix(kind)
    # Sundsvalls kommun is Sundsvall's; Borås and Höganäs end in s themselves.
    return _names().get(wanted) or (_names().get(wanted[:-1]) if wanted.endswith("s") else None)


def county_by_code(code: str) -> County | None:
    """Give the county with this two-digit code."""
    return next((county for county in counties() if county.code == code), None)


def county_by_name(name: str) -> County | None:
    """Give the county of this name: Västernorrland, Västernorrlands län."""
    wanted = folded(name).removesuffix(" län")
    return next((county for county in counties() if wanted in _forms(county)), None)


def municipality_of_postcode(postcode: str) -> Municipality | None:
    """Give the municipality that a postcode lies in; written with or without its space."""
    return by_code(_postcodes().get("".join(postcode.split()), ""))


def _municipality(row: Mapping[str, str]) -> Municipality:
    county = County(row["county_code"], row["county_name"], row["county_short_name"])
    return Municipality(
        row["code"], row["name"], row["short_name"], county, float(row["lat"]), float(row["lon"])
    )


def _forms(county: County) -> tuple[str, str]:
    return folded(county.short_name), folded(county.name).removesuffix(" län")


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, Municipality]:
    return {municipality.code: municipality for municipality in municipalities()}


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Municipality]:
    return {folded(municipality.short_name): municipality for municipality in municipalities()}


@lru_cache(maxsize=1)
def _postcodes() -> Mapping[str, str]:
    text = gzip.decompress((_FOLDER / "postcodes.csv.gz").read_bytes()).decode()
    return {row["postcode"]: row["municipality_code"] for row in csv.DictReader(text.splitlines())}
