"""Every noun of the platform, in one table: the API and the test of isolation are made from it."""

from simmitt.web.companies.nouns import NOUNS as COMPANIES
from simmitt.web.nouns.noun import Noun
from simmitt.web.outreach.nouns import NOUNS as OUTREACH
from simmitt.web.people.nouns import MEMBERSHIPS
from simmitt.web.public.nouns import NOUNS as PUBLIC

NOUNS: tuple[Noun, ...] = (*COMPANIES, *OUTREACH, MEMBERSHIPS, *PUBLIC)
BY_PLURAL: dict[str, Noun] = {noun.plural: noun for noun in NOUNS}
