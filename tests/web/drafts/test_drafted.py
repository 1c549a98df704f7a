"""A form takes up what was typed where it was left."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.sessions.backends.db import SessionStore
from django.http import QueryDict
from django.template import engines
from web.world import World

from simmitt.web.companies.models import Company
from simmitt.web.drafts.operations import drafted, forget, keep
from simmitt.web.nouns.forms import PlainForm, RowForm


class Everything(PlainForm):
    text = forms.CharField()
    kinds = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(required=False)
    day = forms.DateField()
    password = forms.CharField(widget=forms.PasswordInput)
    picture = forms.FileField(required=False)
    later = forms.CharField()


class CompanyForm(RowForm):
    class Meta:
        model = Company
        fields = ("name", "need")


def asking(world: World, method: str = "GET", posted: str = "") -> Any:
    return SimpleNamespace(
        user=world.person["coordinator"], session=SessionStore(), method=method, POST=QueryDict(posted),
        FILES={},
        get_full_path=lambda: "/sv/x/",
    )  # fmt: skip


def test_a_form_without_a_draft_is_as_it_is_saved(world: World) -> None:
    form = drafted(asking(world), "x", Everything, initial={"text": "sparat"})

    assert (form["text"].value(), form.draft.saved_at) == ("sparat", None)


def test_every_kind_of_field_comes_back_as_it_was_left(world: World) -> None:
    request = asking(world)
    keep(request, "x", {"text": ["nytt"], "kinds": ["a", "b"], "agreed": ["on"], "day": ["2026-11-2"]})

    form = drafted(request, "x", Everything, initial={"text": "sparat", "later": "sparat"})

    values = {name: form[name].value() for name in ("text", "kinds", "agreed", "day", "password", "later")}
    assert values == {
        "text": "nytt", "kinds": ["a", "b"], "agreed": True, "day": "2026-11-2", "password": None,
        "later": "sparat",
    }  # fmt: skip


def test_a_box_that_was_cleared_stays_cleared(world: World) -> None:
    request = asking(world)
    keep(request, "x", {"text": ["nytt"]})

    form = drafted(request, "x", Everything, initial={"agreed": True, "kinds": ["a"]})

    assert (form["agreed"].value(), form["kinds"].value()) == (False, [])


def test_a_draft_keeps_the_version_it_was_begun_at(world: World) -> None:
    company, request = world.company["alfa"], asking(world)
    keep(request, "x", {"name": ["Nytt namn"], "need": ["b"], "version": ["1"]})
    company.version = 2

    form = drafted(request, "x", CompanyForm, instance=company)

    assert (form["name"].value(), form["version"].value()) == ("Nytt namn", "1")


def test_what_is_posted_goes_before_the_draft(world: World) -> None:
    keep(asking(world), "x", {"text": ["utkast"]})

    form = drafted(asking(world, "POST", "text=skickat"), "x", Everything)

    assert (form["text"].value(), form.draft.saved_at) == ("skickat", None)


def test_the_note_tells_when_and_offers_to_throw_it_away(world: World) -> None:
    request = asking(world)
    template = engines["django"].from_string('{% include "drafts/_note.html" %}')
    assert template.render({"form": drafted(request, "x", Everything)}).strip() == ""

    keep(request, "x", {"text": ["utkast"]})
    form = drafted(request, "x", Everything)
    told = template.render({"form": form, "request": request})

    assert "Du har ett utkast från" in told
    assert f'value="{form.draft.key}"' in told
    forget(request, "x")
    assert template.render({"form": drafted(request, "x", Everything)}).strip() == ""
