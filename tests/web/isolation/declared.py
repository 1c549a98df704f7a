"""Who sees whose rows: written by hand from the programme's promises, never derived from the rules."""

from collections.abc import Mapping

Whose = frozenset[str]


def whose(text: str = "") -> Whose:
    return frozenset(text.split())


# Everybody who tries, by the name the world gives; "" has not signed in.
PEOPLE = (
    "",
    "stranger",
    "manager",
    "coordinator",
    "coordinator elsewhere",
    "coach",
    "analyst",
    "leader",
    "steering",
    "auditor",
    "support",
    "owner of alfa",
    "champion of alfa",
    "employee of alfa",
    "owner of beta",
    "manager of syd",
    "coordinator of syd",
)
STAFF_OF_COMPANIES: Mapping[str, Whose] = {
    "manager": whose("alfa beta gamma"),
    "auditor": whose("alfa beta gamma"),
    "coordinator": whose("alfa beta"),
    "coordinator elsewhere": whose("gamma"),
    "coach": whose("alfa"),
    "analyst": whose("alfa"),
    "manager of syd": whose("delta"),
    "coordinator of syd": whose("delta"),
}
OWN_COMPANY: Mapping[str, Whose] = {
    "owner of alfa": whose("alfa"),
    "champion of alfa": whose("alfa"),
    "employee of alfa": whose("alfa"),
    "owner of beta": whose("beta"),
}
OF_COMPANY = {**STAFF_OF_COMPANIES, **OWN_COMPANY}
OF_PROGRAMME: Mapping[str, Whose] = {
    **{
        name: whose("mitt") for name in PEOPLE if name not in ("", "stranger") and not name.endswith("of syd")
    },
    "manager of syd": whose("syd"),
    "coordinator of syd": whose("syd"),
}
READS_PROGRAMMES_COMPANIES: Mapping[str, Whose] = {
    **{name: whose("mitt") for name in ("manager", "auditor", "coordinator", "coordinator elsewhere")},
    "manager of syd": whose("syd"),
    "coordinator of syd": whose("syd"),
}
OF_ORGANISATION: Mapping[str, Whose] = {
    name: whose("nord väst") if programmes == whose("mitt") else whose("syd")
    for name, programmes in OF_PROGRAMME.items()
}

# Without those who only work in the company: its figures are its leaders' to show.
FIGURES_OF_COMPANY: Mapping[str, Whose] = {
    **STAFF_OF_COMPANIES,
    **{name: whose for name, whose in OWN_COMPANY.items() if not name.startswith("employee")},
}
HELPED: Mapping[str, Whose] = {name: whose("alfa beta gamma") for name in ("manager", "auditor", "support")}
PEOPLE_OF_A_COMPANY: Mapping[str, Whose] = {**OF_COMPANY, **HELPED}


def _members(*companies: str, more: tuple[str, ...] = ()) -> Whose:
    """Name the memberships of companies, by their persons."""
    roles = ("owner", "champion", "employee")
    assigned = ("coach", "analyst") if "alfa" in companies else ()
    return frozenset({*(f"{role} of {company}" for company in companies for role in roles), *assigned, *more})


STAFF_OF_MITT = (
    "manager", "coordinator", "coordinator elsewhere", "coach", "analyst", "leader", "steering", "auditor",
    "support",
)  # fmt: skip
EVERYBODY_IN_MITT = _members("alfa", "beta", "gamma", more=STAFF_OF_MITT)
MEMBERSHIPS: Mapping[str, Whose] = {
    **dict.fromkeys(("manager", "auditor", "support"), EVERYBODY_IN_MITT),
    "coordinator": _members("alfa", "beta", more=("coordinator",)),
    "coordinator elsewhere": _members("gamma", more=("coordinator elsewhere",)),
    **{f"{role} of alfa": _members("alfa") for role in ("owner", "champion", "employee")},
    "owner of beta": _members("beta"),
    "manager of syd": frozenset({"manager of syd", "coordinator of syd"}),
    "coordinator of syd": frozenset({"coordinator of syd"}),
}
# A company's own people, and of them those who speak for it: operators read no plan.
PLANS: Mapping[str, Whose] = {name: whose for name, whose in OF_COMPANY.items() if name != "employee of alfa"}
LETTERS: Mapping[str, Whose] = {
    "manager": whose("mitt"),
    "support": whose("mitt"),
    "manager of syd": whose("syd"),
}

# noun -> person -> whose rows that person sees
SEES: Mapping[str, Mapping[str, Whose]] = {
    "company": OF_COMPANY,
    "contact": OF_COMPANY,
    "workplace": OF_COMPANY,
    "shared_note": OF_COMPANY,
    "note": STAFF_OF_COMPANIES,
    "lead": STAFF_OF_COMPANIES,
    "run": FIGURES_OF_COMPANY,
    "data_set": FIGURES_OF_COMPANY,
    # A file on its way is its sender's: the manager has begun one for each company.
    "upload": {"manager": whose("alfa beta gamma")},
    "merge": STAFF_OF_COMPANIES,
    "case": OF_COMPANY,
    "visit": STAFF_OF_COMPANIES,
    "shared_visit": OF_COMPANY,
    "document": OF_COMPANY,
    "declaration": OF_COMPANY,
    "register_file": {
        "manager": whose("nord väst"),
        "auditor": whose("nord väst"),
        "coordinator": whose("nord"),
        "coordinator elsewhere": whose("väst"),
        "manager of syd": whose("syd"),
        "coordinator of syd": whose("syd"),
    },
    "invitation": PEOPLE_OF_A_COMPANY,
    "membership": MEMBERSHIPS,
    "letter": LETTERS,
    "token": {"owner of alfa": whose("alfa"), "owner of beta": whose("beta")},
    "voice": OF_PROGRAMME,
    "target": OF_PROGRAMME,
    "partner": OF_ORGANISATION,
    "programme": OF_PROGRAMME,
    "news": OF_PROGRAMME,
    "news_draft": OF_PROGRAMME,
    "enquiry": OF_PROGRAMME,
    "plan": PLANS,
    "measure": PLANS,
    "financing": PLANS,
    "task": PLANS,
    "reading": PLANS,
    "follow_up": PLANS,
    "target_report": READS_PROGRAMMES_COMPANIES,
}
# Words that stand in somebody's rows; nobody else's pages may hold them.
COMPANIES = ("alfa", "beta", "gamma", "delta")
PROGRAMMES = ("mitt", "syd")
