"""The programme's plans."""

from django.http import HttpResponseBase

from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.listing import list_page
from simmitt.web.plans.nouns import PLAN


def plans(request: Asking) -> HttpResponseBase:
    """List the plans of the companies that the person reaches."""
    return list_page(request, PLAN)
