"""What is done with a programme: each verb is one transaction."""

from django.db import transaction

from simmitt.web.programmes.models import Partner, Programme, Target, TargetReport, WorkArea

OF_A_PROGRAMME = "what belongs to a programme that has been fetched within its scope"


class TakenName(Exception):
    """Another organisation of the programme already has the name."""


def change_programme(*, programme: Programme, areas: list[tuple[str, str]], version: int) -> None:
    """Save the programme and its work areas, given as pairs of Swedish and English names."""
    with transaction.atomic():
        programme.save_version(version)
        _write_areas(programme, areas)


def _write_areas(programme: Programme, areas: list[tuple[str, str]]) -> None:
    """Keep the areas that are still named, so that what hangs on them stays; remove the others."""
    rows = WorkArea.objects.unscoped(OF_A_PROGRAMME).filter(programme=programme)
    known = {area.name_sv: area for area in rows}
    for place, (swedish, english) in enumerate(areas):
        area = known.pop(swedish, None) or WorkArea(programme=programme, name_sv=swedish)
        if area.pk is None or (area.name_en, area.place) != (english, place):
            area.name_en, area.place = english, place
            area.save()
    for gone in known.values():
        gone.delete()


def save_partner(*, partner: Partner, shares_with: list[Partner], version: int) -> None:
    """Save a new or changed organisation, and who else sees its companies."""
    with transaction.atomic():
        namesakes = Partner.objects.unscoped(OF_A_PROGRAMME).filter(
            programme=partner.programme_id, name=partner.name
        )
        if namesakes.exclude(pk=partner.pk).exists():
            raise TakenName
        partner.save_version(version)
        _share(partner, shares_with)


def _share(partner: Partner, wanted: list[Partner]) -> None:
    now = set(partner.shares_with.unscoped(OF_A_PROGRAMME))
    # One by one, not as a set: the log of events then says who came and who went.
    for one in set(wanted) - now:
        partner.shares_with.add(one)
    for one in now - set(wanted):
        partner.shares_with.remove(one)


def save_target(*, target: Target, version: int) -> None:
    """Save a new or changed target."""
    with transaction.atomic():
        target.save_version(version)


def report(*, report: TargetReport, target: Target) -> None:
    """Report a step towards a target."""
    report.target = target
    with transaction.atomic():
        report.save()
