"""A page as declared: its address, its view, and who may open or post to it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.http import HttpResponseBase

from simmitt.web.scope.roles import Roles


class Open(Enum):
    """Audiences that need no role."""

    EVERYONE = "whoever comes"
    SIGNED_IN = "whoever has signed in"


Audience = Open | Roles
EVERYONE, SIGNED_IN = Open.EVERYONE, Open.SIGNED_IN


# What answers a request: the request, and by name what stands in its address.
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Entry:
    """A place in the menu."""

    label: Any  # a lazy text
    icon: str
    order: int
    # The page whose tab this is: whoever has that one in the menu finds it there.
    tab_of: str = ""


@dataclass(frozen=True)
class Page:
    """One address of the platform."""

    name: str
    path: Any  # a route, or a lazy text that is one in each language
    view: View
    opens: Audience
    posts: Audience | None = None  # who may post; none: nobody
    of: str = ""  # the noun whose public_id stands in the address
    entry: Entry | None = None
    under: str = ""  # the page whose menu entry it belongs to
    # One of the pages of a company's journey: its place among them. Their address names the company.
    case_view: Entry | None = None
    localised: bool = True  # under /sv and /en; feeds and machine addresses are not
    # Reached before the second factor is in place: the pages that put it there.
    before_second_factor: bool = False
    # Says nothing about its reader, so that an auditor's reading of it is not an event.
    unwatched: bool = False
    # Read by programs: what is refused is said in JSON, not by a way to the sign-in page.
    machine: bool = False

    def audience(self, method: str | None) -> Audience | None:
        """Say who may use the method here."""
        if method in ("GET", "HEAD"):
            return self.opens
        return self.posts if method == "POST" else None

    @property
    def methods(self) -> tuple[str, ...]:
        """Name the methods that anybody may use."""
        return ("GET", "HEAD", "POST") if self.posts else ("GET", "HEAD")


def form_page(name: str, path: Any, view: View, roles: Roles, **more: Any) -> Page:
    """Declare a page that the same roles open and post to."""
    return Page(name, path, view, opens=roles, posts=roles, **more)
