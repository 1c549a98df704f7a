"""What a register file holds beyond the companies is not kept."""

from datetime import timedelta

from django.utils import timezone
from web.world import World

from simmitt.web.companies.comparison import compare_with_kept
from simmitt.web.companies.imports import Wish, forget_waiting, take_in
from simmitt.web.companies.models import RegisterFile
from simmitt.web.people.standing import scope_of


def test_a_file_that_has_been_taken_in_leaves_its_checksum_alone(world: World) -> None:
    scope, file = scope_of(world.person["coordinator"]), world.rows["register_file"]["nord"]
    wish = Wish(fingerprint=compare_with_kept(file, scope).fingerprint, take=frozenset(), mark_gone=False)

    take_in(file=file, scope=scope, person=world.person["coordinator"], wish=wish)

    kept = RegisterFile.objects.unscoped("test").get(pk=file.pk)
    assert (bytes(kept.content), kept.sha256) == (b"", file.sha256)


def test_a_file_that_nobody_takes_in_is_thrown_away(world: World) -> None:
    old = world.rows["register_file"]["nord"]
    now = timezone.now()
    RegisterFile.objects.unscoped("test").filter(pk=old.pk).update(created_at=now - timedelta(days=31))

    forget_waiting(now - timedelta(days=30))

    left = RegisterFile.objects.unscoped("test").values_list("pk", flat=True)
    assert old.pk not in left
    assert len(left) == len(world.rows["register_file"]) - 1
