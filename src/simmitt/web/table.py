"""Every noun of the platform, in one table: the API and the test of isolation are made from it."""

from simmitt.web.analyses.data_nouns import NOUNS as DATA
from simmitt.web.analyses.run_nouns import NOUNS as RUNS
from simmitt.web.companies.nouns import NOUNS as COMPANIES
from simmitt.web.journey.nouns import NOUNS as JOURNEY
from simmitt.web.nouns.noun import Noun
from simmitt.web.outreach.nouns import NOUNS as OUTREACH
from simmitt.web.people.nouns import MEMBERSHIPS
from simmitt.web.plans.nouns import NOUNS as PLANS
from simmitt.web.public.nouns import NOUNS as PUBLIC

NOUNS: tuple[Noun, ...] = (
    *COMPANIES, *OUTREACH, *JOURNEY, *DATA, *RUNS, *PLANS, MEMBERSHIPS, *PUBLIC,
)  # fmt: skip
BY_PLURAL: dict[str, Noun] = {noun.plural: noun for noun in NOUNS}
