"""Every address of the platform, in one table."""

from simmitt.web.accounts.pages import PAGES as ACCOUNTS
from simmitt.web.analyses.data_pages import DATA_PAGES
from simmitt.web.analyses.run_pages import RUN_PAGES
from simmitt.web.api.pages import PAGES as API
from simmitt.web.cases.pages import PAGES as CASES
from simmitt.web.companies.pages import PAGES as COMPANIES
from simmitt.web.drafts.pages import PAGES as DRAFTS
from simmitt.web.health import ready, up
from simmitt.web.journey.pages import PAGES as JOURNEY
from simmitt.web.mail.pages import PAGES as MAIL
from simmitt.web.nouns.page import EVERYONE, Page
from simmitt.web.outreach.pages import PAGES as OUTREACH
from simmitt.web.people.pages import PAGES as PEOPLE
from simmitt.web.plans.pages import PAGES as PLANS
from simmitt.web.programmes.pages import PAGES as PROGRAMMES
from simmitt.web.public.pages import PAGES as PUBLIC
from simmitt.web.search.pages import PAGES as SEARCH
from simmitt.web.trying.pages import PAGES as TRYING

# For whoever watches over the platform; what stands in front of it need not show them to the world.
HEALTH = (
    Page("healthz", "healthz", up, opens=EVERYONE, localised=False, unwatched=True),
    Page("readyz", "readyz", ready, opens=EVERYONE, localised=False, unwatched=True),
)
PAGES: tuple[Page, ...] = (
    *HEALTH,
    *PUBLIC,
    *ACCOUNTS,
    # A company's card lies at companies/<id>/, a target at targets/<id>/: what begins alike comes before.
    *JOURNEY,
    *DATA_PAGES,
    *CASES,
    *TRYING,
    *COMPANIES,
    *PROGRAMMES,
    *OUTREACH,
    *PLANS,
    *RUN_PAGES,
    *PEOPLE,
    *SEARCH,
    *MAIL,
    *DRAFTS,
    *API,
)
BY_NAME: dict[str, Page] = {page.name: page for page in PAGES}
