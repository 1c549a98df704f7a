"""Every address of the platform, in one table."""

from simmitt.web.accounts.pages import PAGES as ACCOUNTS
from simmitt.web.api.pages import PAGES as API
from simmitt.web.companies.pages import PAGES as COMPANIES
from simmitt.web.drafts.pages import PAGES as DRAFTS
from simmitt.web.mail.pages import PAGES as MAIL
from simmitt.web.nouns.page import Page
from simmitt.web.outreach.pages import PAGES as OUTREACH
from simmitt.web.people.pages import PAGES as PEOPLE
from simmitt.web.programmes.pages import PAGES as PROGRAMMES
from simmitt.web.public.pages import PAGES as PUBLIC
from simmitt.web.search.pages import PAGES as SEARCH

PAGES: tuple[Page, ...] = (
    *PUBLIC,
    *ACCOUNTS,
    *OUTREACH,
    *COMPANIES,
    *PROGRAMMES,
    *PEOPLE,
    *SEARCH,
    *MAIL,
    *DRAFTS,
    *API,
)
BY_NAME: dict[str, Page] = {page.name: page for page in PAGES}
