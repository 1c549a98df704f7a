"""Links to pages of the journey that stand in other rooms, and how long something takes, in words."""

from django import template
from django.utils.translation import ngettext

register = template.Library()
MINUTE_S, ROUNDED_TO_S = 60, 10
# From here on minutes say enough.
IN_MINUTES_S = 90


@register.filter
def lasting(seconds: float) -> str:
    """Write "40 seconds" or "3 minutes"."""
    if seconds >= IN_MINUTES_S:
        count = round(seconds / MINUTE_S)
        return ngettext("{count} minute", "{count} minutes", count).format(count=count)
    count = max(round(seconds), 1)
    return ngettext("{count} second", "{count} seconds", count).format(count=count)


@register.filter
def about(seconds: float) -> str:
    """Write how long something will take, no more exactly than anybody knows."""
    return lasting(seconds if seconds >= IN_MINUTES_S else max(-(-seconds // ROUNDED_TO_S), 1) * ROUNDED_TO_S)
