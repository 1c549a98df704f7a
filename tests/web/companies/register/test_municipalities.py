import csv
import gzip
from collections.abc import Callable
from pathlib import Path

from simmitt.web.companies.register.municipalities import (
    Municipality,
    by_code,
    by_name,
    counties,
    county_by_code,
    county_by_name,
    in_county,
    municipalities,
    municipality_of_postcode,
)


def test_the_country_has_290_municipalities_in_21_counties() -> None:
    assert len(municipalities()) == 290
    assert len(counties()) == 21
    assert {municipality.county for municipality in municipalities()} == set(counties())


def test_the_programme_region_has_fifteen_in_swedish_order() -> None:
    assert [municipality.short_name for municipality in in_county("22")] == [
        "Härnösand",
        "Kramfors",
        "Sollefteå",
        "Sundsvall",
        "Timrå",
        "Ånge",
        "Örnsköldsvik",
    ]
    assert [municipality.code for municipality in in_county("23")] == [
        "2326",
        "2305",
        "2361",
        "2309",
        "2303",
        "2313",
        "2321",
        "2380",
    ]
    assert in_county("99") == ()


def names_of(municipality: Municipality) -> list[str]:
    short = municipality.short_name
    genitive = short if short[-1] in "sxz" else f"{short}s"
    return [municipality.name, short, short.upper(), f"{genitive} kommun", f"{genitive} stad"]


def test_every_municipality_is_found_by_each_of_its_names() -> None:
    wrong = [
        name
        for municipality in municipalities()
        for name in names_of(municipality)
        if by_name(name) != municipality
    ]

    assert wrong == []
    assert all(by_code(municipality.code) == municipality for municipality in municipalities())


def test_gotland_is_a_region_too() -> None:
    assert by_name("Region Gotland") == by_code("0980")


def test_an_unknown_name_or_code_is_none() -> None:
    assert by_name("Ankeborg") is None
    assert by_name("") is None
    assert by_code("9999") is None


def test_a_county_is_found_by_code_and_name() -> None:
    county = county_by_code("22")

    assert county is not None
    assert (county.name, county.short_name) == ("Västernorrlands län", "Västernorrland")
    assert county_by_name("VÄSTERNORRLAND") == county_by_name("Västernorrlands län") == county
    assert county_by_name("Norrland") is None


def test_a_postcode_tells_its_municipality() -> None:
    assert municipality_of_postcode("861 33") == municipality_of_postcode("86133") == by_code("2262")
    assert municipality_of_postcode("00000") is None


def test_the_municipalities_are_those_of_the_source(shared_file: Callable[[str], Path]) -> None:
    source = csv.DictReader(shared_file("municipalities.csv").read_text("utf-8").splitlines())

    assert [
        (
            row["municipality_code"],
            row["municipality_name"],
            row["municipality_name_short"],
            row["county_code"],
            row["county_name"],
            row["county_name_short"],
            float(row["lat"]),
            float(row["lon"]),
        )
        for row in source
    ] == [
        (
            municipality.code,
            municipality.name,
            municipality.short_name,
            municipality.county.code,
            municipality.county.name,
            municipality.county.short_name,
            municipality.latitude,
            municipality.longitude,
        )
        for municipality in municipalities()
    ]


def test_the_postcodes_are_those_of_the_source(shared_file: Callable[[str], Path]) -> None:
    text = gzip.decompress(shared_file("postal_to_municipality.csv.gz").read_bytes()).decode()
    source = {row["postal_code"]: row["municipality_code"] for row in csv.DictReader(text.splitlines())}

    found = {postcode: municipality_of_postcode(postcode) for postcode in source}

    assert {postcode: place.code for postcode, place in found.items() if place} == source
