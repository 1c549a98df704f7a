"""Every reason to refuse a factory file: what is wrong in a small factory, and what is said of it."""

# ruff: noqa: E501 - a table

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """Changes that spoil the whole factory, the line to be named ("" for none), and the two sentences."""

    changes: tuple[tuple[str, str], ...]
    line: str
    english: str
    swedish: str


CALENDARS = """[[calendar]]
name = "day"
monday = ["06:00-14:30"]
[[calendar]]
name = "night"
monday = ["22:00-23:00"]
"""
CREWS = """[[crew]]
name = "one"
people = 1
[[crew]]
name = "two"
people = 1
"""
SAW = """[[station]]
name = "Saw"
capacity = 2
"""
MILL = """[[station]]
name = "Mill"
calendar = "day"
"""
SAWING = """[[operation]]
name = "Sawing"
station = "Saw"
run = 1.0
"""
MILLING = """[[operation]]
name = "Milling"
station = "Mill"
run = 2.0
"""
ARM = """[[product]]
name = "Arm"
share = 1.0
order_pieces = 5
routings = [["Sawing", "Milling"]]
"""
LEG = """[[product]]
name = "Leg"
share = 0.5
order_pieces = 5
routings = [["Sawing"]]
"""
HEAD = """name = "Shop"
[run]
horizon_h = 100.0
[arrivals]
kind = "poisson"
per_week = 10.0
"""
WHOLE = HEAD + CALENDARS + CREWS + SAW + MILL + SAWING + MILLING + ARM + LEG
SETUP = SAW + '[station.setup]\ntime = 0.5\nfamilies = ["Arm"]\nmatrix_h = [[0.0]]\n'
BROKEN = '[station.breakdown]\nmtbf_h = 9.0\nrepair = 1.0\nrepair_crew = "{crew}"\n'
LISTED = '[[arrivals.order]]\nat_h = 1.0\nproduct = "Arm"\npieces = 2\n'
OVEN = SAW + "[station.batch]\nmost = 4\nleast = {least}\n"
CHAIN = "".join(
    f'[[operation]]\nname = "M{k}"\nstation = "Mill"\nrun = 1.0\nrework_share = 0.95\nrework_to = "Sawing"\n'
    for k in range(4)
)


def one(old: str, new: str, line: str, english: str, swedish: str) -> Refusal:
    """Give the refusal of a factory with one thing changed."""
    return Refusal(((old, new),), line, english, swedish)


def run(value: str, english: str, swedish: str) -> Refusal:
    """Give the refusal of a factory with another run time."""
    return one("run = 1.0", f"run = {value}", f"run = {value}", english, swedish)


CONTRADICTIONS: dict[str, Refusal] = {
    "no station": one(SAW + MILL, "", "", "There is nothing in [[station]].", "Det finns inget i [[station]]."),
    "a product without a way": one('[["Sawing"]]', "[]", "routings = []", "The product Leg has no routing.",
                                   "Produkten Leg saknar väg genom fabriken."),
    "an empty way": one('[["Sawing"]]', "[[]]", "routings = [[]]", "A routing of Leg is empty.",
                        "En väg för Leg är tom."),
    "no shares": Refusal((("share = 1.0", "share = 0"), ("share = 0.5", "share = 0.0")), "share = 0",
                         "The shares of all products add up to 0.", "Produkternas andelar är tillsammans 0."),
    "a name twice": one('name = "Mill"', 'name = "Saw"', 'name = "Saw"|2', "The name Saw is taken already.",
                        "Namnet Saw används redan."),
    "an unknown name": one('station = "Mill"', 'station = "Mil"', 'station = "Mil"',
                           "Nothing in [[station]] is named Mil.", "Inget i [[station]] heter Mil."),
    "no end of orders": Refusal((('"poisson"', '"saturated"'), ("run = 1.0", "run = 0.0")),
                                'routings = [["Sawing", "Milling"]]',
                                "The first operation of Arm takes no time, and another order always waits.",
                                "Första operationen för Arm tar ingen tid, och en order till väntar alltid."),
    "no orders": one("per_week = 10.0", "per_week = 0", "per_week = 0",
                     "Orders must come at some rate, and it is 0 a week.",
                     "Ordrar måste komma i någon takt, och den är 0 per vecka."),
    "too many machines": Refusal(
        ((SAW, SAW.replace("2", "10000") + "".join(
            f'[[station]]\nname = "S{k}"\ncapacity = 10000\n' for k in range(10))),),
        "capacity = 10000", "The stations have 110,001 machines together; 100,000 are the most.",
        "Stationerna har tillsammans 110\u00a0001 maskiner; högst 100\u00a0000 går."),
    "an empty list of orders": one('"poisson"', '"list"', 'kind = "list"',
                                   "Orders come by a list, but there is nothing in [[arrivals.order]].",
                                   "Ordrar kommer enligt en lista, men det finns inget i [[arrivals.order]]."),
    "a list that is not used": one(CALENDARS, LISTED + CALENDARS, 'kind = "poisson"',
                                   "There is a list of orders, but it is not said that orders come by a list.",
                                   "Det finns en lista med ordrar, men det står inte att ordrar kommer enligt "
                                   "en lista."),
    "a matrix that is not square": one(SAW, SETUP.replace("[[0.0]]", "[[0.0, 1.0]]"), "matrix_h = [[0.0, 1.0]]",
                                       "The matrix needs a row and a column for each of the 1 families.",
                                       "Matrisen behöver en rad och en kolumn för var och en av de 1 "
                                       "familjerna."),
    "a matrix without a time": one(SAW, SETUP.replace("0.5", "0"), "time = 0",
                                   "A matrix needs a time with a mean above 0.",
                                   "En matris behöver en tid med medelvärde över 0."),
    "a family of no product": one(SAW, SETUP.replace('"Arm"', '"Head"'), 'families = ["Head"]',
                                  "No product has the setup family Head.",
                                  "Ingen produkt har ställfamiljen Head."),
    "a batch that never starts": one(SAW, OVEN.format(least=5), "least = 5",
                                     "It starts with more than it takes in.",
                                     "Den startar med mer än den rymmer."),
    "a batch of half a lot": one(SAW, OVEN.format(least=2.4).replace("most = 4", "most = 2.5"), "least = 2.4",
                                 "It starts with more than it takes in.",
                                 "Den startar med mer än den rymmer."),
    "nobody is there": Refusal(((MILL, MILL + 'crews = ["one"]\n'), ("people = 1", 'people = 1\ncalendar = "night"')), 'crews = ["one"]',
                           "one never works while Mill is open.", "one arbetar aldrig när Mill är öppen."),
    "crews that wait for each other": Refusal(
        ((SAW, SAW + 'crews = ["one"]\n' + BROKEN.format(crew="two")),
         (MILL, MILL + 'crews = ["two"]\n' + BROKEN.format(crew="one"))),
        'repair_crew = "one"', "two and one would wait for each other at broken machines.",
        "two och one skulle vänta på varandra vid trasiga maskiner."),
    "part of a batch": Refusal(((SAWING, SAWING + "transfer_share = 0.5\n"), (SAW, OVEN.format(least=2))),
                               "transfer_share = 0.5",
                               "Pieces can't go on before the lot is done where Saw works in batches, has a "
                               "repair crew or may fail when idle.",
                               "Stycken kan inte gå vidare innan partiet är klart där Saw arbetar i satser, har "
                               "ett reparationslag eller kan gå sönder när den står."),
    "alternatives with a buffer": Refusal(((SAW, SAW + "buffer = 3\n"),
                                           (MILLING, MILLING + 'alternatives = ["Saw"]\n')),
                                          'alternatives = ["Saw"]',
                                          "Saw has a limited buffer, which an operation with alternatives "
                                          "can't have.",
                                          "Saw har en begränsad buffert, vilket en operation med alternativ "
                                          "inte kan ha."),
    "a component of nothing": one(ARM, ARM + "components = { Leg = 0 }\n", "components = { Leg = 0 }",
                                  "A component needs more than 0 pieces.",
                                  "En komponent behöver mer än 0 stycken."),
    "nothing to assemble": one(ARM, ARM + 'assembled_at = "Milling"\n', 'assembled_at = "Milling"',
                               "Nothing is assembled: there are no components.",
                               "Inget monteras: det finns inga komponenter."),
    "assembled elsewhere": one(LEG, LEG + 'components = { Arm = 1 }\nassembled_at = "Milling"\n',
                               'assembled_at = "Milling"', "A routing of Leg has no Milling.",
                               "En väg för Leg saknar Milling."),
    "part of itself": Refusal(((ARM, ARM + "components = { Leg = 1 }\n"),
                               (LEG, LEG + "components = { Arm = 1 }\n")), "components = { Leg = 1 }",
                              "Arm is a part of itself.", "Arm ingår i sig själv."),
    "rework to what comes later": one(SAWING, SAWING + 'rework_to = "Milling"\n', 'rework_to = "Milling"',
                                      "Milling does not come before Sawing in a routing of Arm.",
                                      "Milling kommer inte före Sawing i en väg för Arm."),
    "rework without end": Refusal(((MILLING, MILLING + CHAIN),
                                   ('["Sawing", "Milling"]', '["Sawing", "M0", "M1", "M2", "M3"]')),
                                  'routings = [["Sawing", "M0", "M1", "M2", "M3"]]',
                                  "Lots would be reworked almost without end.",
                                  "Partier skulle göras om nästan utan slut."),
}  # fmt: skip
MISWRITTEN: dict[str, Refusal] = {
    "no text of this kind": one('name = "Shop"', "name = ", "name = ", "The line is not valid TOML.",
                                "Raden är inte giltig TOML."),
    "levels of too few hours": one('monday = ["06:00-14:30"]', "levels = [[0.5]]", "levels = [[0.5]]",
        "A calendar's levels are seven rows of 24 shares, Monday first.",
        "En kalenders nivåer är sju rader med 24 andelar, måndag först."),
    "a rhythm of too few half hours": one(CALENDARS, "[reporting]\nrhythm = [1.0, 2.0]\n" + CALENDARS, "rhythm = [1.0, 2.0]",
        "The rhythm of reports has 2 numbers.",
        "Rapporternas rytm har 2 tal."),
    "no shift": one('"06:00-14:30"', '"6 to 14"', 'monday = ["6 to 14"]',
                    "“6 to 14” is not a stretch of working time.", "”6 to 14” är ingen arbetstid."),
    "no table": one("[run]\nhorizon_h = 100.0", "run = 3", "", "Expected a table here.",
                    "Här ska stå en tabell."),
    "no numbers by name": one(SAW, SAW + "members = 3\n", "members = 3",
                              "Expected names with numbers, as { Saw = 2 }.",
                              "Förväntade namn med tal, som { Saw = 2 }."),
    "no distribution": run('"long"', "Expected a number or a distribution.",
                           "Här ska stå ett tal eller en fördelning."),
    "another family": run('{ family = "gamma", quantiles_h = [1] }',
                          "A distribution of the family gamma needs other values.",
                          "En fördelning av familjen gamma behöver andra värden."),
    "two corners": run('{ family = "triangular", quantiles_h = [1, 2] }',
                       "A triangular distribution has three values: the least, the most likely, the greatest.",
                       "En triangelfördelning har tre värden: det minsta, det troligaste, det största."),
    "values that fall": run('{ family = "empirical", quantiles_h = [2, 1] }',
                            "The values of a distribution must go from the least to the greatest.",
                            "En fördelnings värden måste gå från det minsta till det största."),
    "a spread passed over": run("{ mean_h = 1.0, cv = 0.5 }",
                                "A distribution of the family fixed has no spread to choose.",
                                "En fördelning av familjen fixed har ingen spridning att välja."),
    "no way": one('[["Sawing"]]', "[3]", "routings = [3]", "Expected a way through the factory.",
                  "Här ska stå en väg genom fabriken."),
    "a short name of nothing": one('[["Sawing"]]', '[{ operations = "s" }]', 'routings = [{ operations = "s" }]',
                                   "“s” is no short name of an operation.",
                                   "”s” är inget kortnamn på en operation."),
    "a way of no product": one("per_week = 10.0", 'per_week = 10.0\nopening = [["Sawing"]]',
                               'opening = [["Sawing"]]', "Expected a way that names its product.",
                               "Här ska stå en väg som namnger sin produkt."),
    "no instant": one("horizon_h = 100.0", 'starts_at = "May"', 'starts_at = "May"',
                      "Expected a date and time.", "Här ska stå datum och klockslag."),
    "no choice": one('"poisson"', '"often"', 'kind = "often"', "“often” is not a choice here.",
                     "”often” går inte att välja här."),
    "no whole number within limits": one("capacity = 2", "capacity = 0", "capacity = 0",
                                         "Expected a whole number from 1 to 10,000.",
                                         "Förväntade ett heltal från 1 till 10\u00a0000."),
    "no whole number": one('name = "Shop"', "wip_cap = 0.5", "wip_cap = 0.5",
                           "Expected a whole number of at least 1.", "Här ska stå ett heltal, minst 1."),
    "no share": one(SAWING, SAWING + "scrap_share = 7\n", "scrap_share = 7",
                    "Expected a share between 0 and 1.", "Här ska stå en andel mellan 0 och 1."),
    "no number within limits": one("per_week = 10.0", "per_week = 1e9", "per_week = 1e9",
                                   "Expected a number from 0 to 100,000.",
                                   "Här ska stå ett tal från 0 till 100\u00a0000."),
    "no number": one("share = 0.5", "share = -1", "share = -1", "Expected a number of at least 0.",
                     "Här ska stå ett tal, minst 0."),
    "no list": one(MILL, MILL + 'crews = "one"\n', 'crews = "one"', "Expected a list in square brackets.",
                   "Här ska stå en lista inom hakparenteser."),
    "no table of orders": one('[arrivals]\nkind = "poisson"\nper_week = 10.0\n', "", "",
                              "The table [arrivals] is missing.", "Tabellen [arrivals] saknas."),
    "an unknown key": one("capacity = 2", "colour = 2", "colour = 2", "The key “colour” means nothing here.",
                          "Nyckeln ”colour” betyder ingenting här."),
    "a missing key": one('station = "Mill"\n', "", "[[operation]]|2", "The key “station” is missing.",
                         "Nyckeln ”station” saknas."),
}  # fmt: skip
REFUSALS = CONTRADICTIONS | MISWRITTEN
