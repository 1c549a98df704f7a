"""Search finds what one may see, by the beginnings of words, and nothing else."""

import pytest
from django.db import connection
from web.world import World, canary

from simmitt.web.outreach.models import Note
from simmitt.web.people.standing import scope_of
from simmitt.web.search.index import see_to_indexes, words_of
from simmitt.web.search.queries import search


def found(world: World, who: str, text: str) -> dict[str, list[str]]:
    groups = search(scope_of(world.person[who]), text)
    return {str(group.label): [f"{hit.title}|{hit.excerpt}" for hit in group.hits] for group in groups}


@pytest.fixture
def fives(world: World) -> World:
    Note.objects.create(
        company=world.company["alfa"], text="Ställtiden vid ÅKERSVETSEN är lång, 5-axlig fräs väntar"
    )
    return world


@pytest.mark.parametrize("text", ["åkersv", "ÅKERSVETSEN", "ställ lång", "axlig väntar", "STÄLLTID"])
def test_a_note_is_found_by_the_beginnings_of_its_words_in_any_case(text: str, fives: World) -> None:
    assert sum(len(hits) for hits in found(fives, "coordinator", text).values()) == 1


@pytest.mark.parametrize(
    "text", ["akersvets", "svetsen", "ställ kort", "x", "", '" OR 1', "ställ*; DROP TABLE x", "%"]
)
def test_nothing_else_is_found(text: str, fives: World) -> None:
    assert found(fives, "coordinator", text) == {}


def test_what_is_changed_or_removed_is_found_as_it_is_now(fives: World) -> None:
    note = Note.objects.unscoped("test").get(text__startswith="Ställtiden")
    note.text = "Lackeringen"
    note.save()
    assert found(fives, "coordinator", "ställtid") == {}
    assert found(fives, "coordinator", "lackering") != {}

    note.delete()
    assert found(fives, "coordinator", "lackering") == {}


def test_what_is_written_in_bulk_is_found(fives: World) -> None:
    Note.objects.bulk_create([Note(company=fives.company["alfa"], text="massutskick")])

    assert found(fives, "coordinator", "massutskick") != {}


@pytest.mark.parametrize(
    "who", ["owner of beta", "coordinator elsewhere", "coordinator of syd", "steering", "stranger"]
)
def test_a_competitor_finds_nothing_of_another_company(who: str, fives: World) -> None:
    assert found(fives, who, canary("alfa")) == {}
    assert found(fives, who, "ställtid") == {}


def test_a_company_finds_its_shared_notes_and_not_the_internal_ones(fives: World) -> None:
    hits = found(fives, "owner of alfa", canary("alfa"))

    assert [
        hit.split("|")[1].split()[0] for hit in hits["Anteckningar" if "Anteckningar" in hits else "Notes"]
    ] == ["Delat"]
    assert found(fives, "owner of alfa", "ställtid") == {}


def test_a_trigger_that_has_been_lost_is_put_back(fives: World) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps the index by itself")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER outreach_note_words_added")
    Note.objects.create(company=fives.company["alfa"], text="bortglömd")
    assert found(fives, "coordinator", "bortglömd") == {}

    see_to_indexes("default")

    assert found(fives, "coordinator", "bortglömd") != {}


def test_at_most_eight_words_are_looked_for() -> None:
    words = ["ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"]

    assert words_of(" ".join(words)) == words[:8]
