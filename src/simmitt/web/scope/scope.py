"""The scope of a request: the standings of the person who asks, narrowed to what the page is for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from simmitt.web.scope.roles import REACH, Reach, Role, Roles


@dataclass(frozen=True)
class Standing:
    """One role of a person: where it holds."""

    role: Role
    programme: int
    partners: frozenset[int] = frozenset()  # its own organisation and those that share with it
    company: int | None = None
    company_id: str = ""  # as it stands in addresses

    @property
    def reach(self) -> Reach:
        """Say which rows the role opens."""
        return REACH[self.role]


@dataclass(frozen=True)
class Scope:
    """All that a person may read, as sets that a query can use."""

    person: int | None
    standings: tuple[Standing, ...] = ()

    def acting_as(self, roles: Roles) -> "Scope":
        """Give what the person may read in these roles alone."""
        return replace(self, standings=tuple(one for one in self.standings if one.role in roles))

    def within(self, programme: int) -> "Scope":
        """Give what the person may read in one programme."""
        return replace(self, standings=tuple(one for one in self.standings if one.programme == programme))

    @cached_property
    def roles(self) -> Roles:
        """Name every role the person has."""
        return frozenset(one.role for one in self.standings)

    @cached_property
    def programmes(self) -> frozenset[int]:
        """Name the programmes in which the person is anybody at all."""
        return frozenset(one.programme for one in self.standings)

    @cached_property
    def whole_programmes(self) -> frozenset[int]:
        """Name the programmes whose companies are all open."""
        return frozenset(one.programme for one in self._reaching(Reach.PROGRAMME))

    @cached_property
    def partners(self) -> frozenset[int]:
        """Name the organisations whose companies are open; an organisation belongs to one programme."""
        return frozenset(partner for one in self._reaching(Reach.PARTNER) for partner in one.partners)

    @cached_property
    def assigned(self) -> frozenset[int]:
        """Name the companies that the person is assigned to as staff."""
        return _companies(self._reaching(Reach.ASSIGNED))

    @cached_property
    def own(self) -> frozenset[int]:
        """Name the companies that the person belongs to."""
        return _companies(self._reaching(Reach.COMPANY))

    @cached_property
    def own_ids(self) -> frozenset[str]:
        """Give the companies that the person belongs to, as they stand in addresses."""
        return frozenset(one.company_id for one in self._reaching(Reach.COMPANY) if one.company_id)

    def programmes_as(self, *roles: Role) -> frozenset[int]:
        """Name the programmes in which the person has one of the roles."""
        return frozenset(one.programme for one in self.standings if one.role in roles)

    def companies_as(self, *roles: Role) -> frozenset[int]:
        """Name the companies in which the person has one of the roles."""
        return _companies(one for one in self.standings if one.role in roles)

    def _reaching(self, reach: Reach) -> Iterable[Standing]:
        return (one for one in self.standings if one.reach is reach)


def _companies(standings: Iterable[Standing]) -> frozenset[int]:
    return frozenset(one.company for one in standings if one.company is not None)


NOBODY = Scope(None)
