"""Figures of energy."""

from simmitt.engine.kpi.definitions.definition import Definition
from simmitt.ground.texts import say

ENERGY: dict[str, Definition] = {
    "energy_kwh": Definition(
        "kWh",
        say("Energy used"),
        say("Energy in the weeks of the log that the meter was read throughout."),
        ("energy",),
    ),
    "energy_kwh_per_good_piece": Definition(
        "kWh/piece",
        say("Energy per good piece"),
        say(
            "Energy divided by good pieces, in the weeks that the meter was read throughout. Of the plant, "
            "an order's pieces are those of its last activity that tells any."
        ),
        ("energy", "good"),
    ),
    "energy_outside_production_share": Definition(
        "share",
        say("Energy while nothing works"),
        say(
            "Energy used while no report was going on (of a machine: none of its own), divided by all "
            "energy; between two readings it counts as even."
        ),
        ("energy", "machines", "worked_time"),
    ),
    "energy_outside_production_kwh": Definition(
        "kWh",
        say("Energy while nothing works, amount"),
        say("Energy used while no report was going on, in the weeks that the meter was read throughout."),
        ("energy", "machines", "worked_time"),
    ),
    "energy_outside_hours_share": Definition(
        "share",
        say("Energy outside working hours"),
        say("Energy used outside the plant's open hours, divided by all energy."),
        ("energy", "working_hours"),
    ),
    "energy_base_load_kw": Definition(
        "kW",
        say("Base load"),
        say("Power that is exceeded in nine readings of ten: energy of a reading divided by its length."),
        ("energy",),
    ),
    "co2e_kg_per_good_piece": Definition(
        "kg/piece",
        say("Carbon dioxide per good piece"),
        say(
            "Energy per good piece times {grams:.1} g of carbon dioxide equivalents per kWh, the Swedish "
            "grid's in {year} (Ember, Our World in Data)."
        ),
        ("energy", "good"),
    ),
}
