"""What a person may read follows from the standings, and from nothing else."""

from simmitt.web.scope.roles import EVERY_ROLE, REACH, Role
from simmitt.web.scope.scope import NOBODY, Scope, Standing

COORDINATOR = Standing(Role.COORDINATOR, programme=1, partners=frozenset({10, 11}))
AUDITOR = Standing(Role.AUDITOR, programme=2)
OWNER = Standing(Role.OWNER, programme=1, company=100)
COACH = Standing(Role.COACH, programme=1, company=200)


def reach(scope: Scope) -> list[set[int]]:
    return [set(part) for part in (scope.partners, scope.whole_programmes, scope.own, scope.assigned)]


def test_every_role_has_a_reach() -> None:
    assert set(REACH) == EVERY_ROLE


def test_a_coordinator_reaches_organisations_and_no_whole_programme() -> None:
    scope = Scope(1, (COORDINATOR,))

    assert reach(scope) == [{10, 11}, set(), set(), set()]


def test_an_owner_reaches_the_own_company_alone() -> None:
    scope = Scope(1, (OWNER,))

    assert reach(scope) == [set(), set(), {100}, set()]


def test_a_coach_reaches_what_has_been_assigned() -> None:
    assert Scope(1, (COACH,)).assigned == {200}


def test_a_page_for_coordinators_forgets_what_the_person_may_as_an_auditor() -> None:
    scope = Scope(1, (COORDINATOR, AUDITOR)).acting_as(frozenset({Role.COORDINATOR}))

    assert scope.whole_programmes == set()
    assert scope.programmes == {1}


def test_a_programme_can_be_looked_at_alone() -> None:
    assert Scope(1, (COORDINATOR, AUDITOR)).within(2).roles == {Role.AUDITOR}


def test_nobody_may_nothing() -> None:
    assert reach(NOBODY) == [set(), set(), set(), set()]
