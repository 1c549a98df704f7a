"""The parts that pages are made of, rendered one by one."""

from collections.abc import Iterator

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, engines
from django.template.backends.django import DjangoTemplates, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from simmitt.web.look.widgets import DayInput


class Answers(forms.Form):
    name = forms.CharField(label="Namn", help_text="Som i registret")
    size = forms.ChoiceField(label="Antal", choices=[("a", "1–9"), ("b", "10–49")], widget=forms.RadioSelect)
    words = forms.CharField(label="Ord", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="Vi är med")
    version = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def rendered(template: str, query: str = "", **context: object) -> html.HtmlElement:
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    request = RequestFactory().get(f"/en/x/?{query}")
    text = engine.engine.from_string(template).render(Context({**context, "request": request}))
    return html.fragment_fromstring(text, create_parent="div")


def test_a_field_is_joined_to_its_label_hint_and_error() -> None:
    form = Answers({"size": "a"})

    field = rendered("{% cotton field :field='form.name' %}{% endcotton %}", form=form)

    control = field.xpath("//input")[0]
    described = control.get("aria-describedby").split()
    assert field.xpath("//label/@for") == [control.get("id")]
    assert [field.get_element_by_id(name).text_content().strip() for name in described] == [
        "Som i registret",
        "Error: This field is required.",
    ]
    assert control.get("aria-invalid") == "true"


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    group = rendered("{% cotton field :field='form.size' %}{% endcotton %}", form=Answers())

    assert group.xpath("normalize-space(//fieldset/legend)") == "Antal"
    assert group.xpath("//fieldset//label/@for") == group.xpath("//input[@type='radio']/@id")


def test_what_may_be_left_out_says_so() -> None:
    form = rendered("{% cotton form :form='form' %}{% endcotton %}", form=Answers())

    labels = [" ".join(label.text_content().split()) for label in form.xpath("//label | //legend")]
    assert labels == ["Namn", "Antal", "1–9", "10–49", "Ord (optional)", "Vi är med"]
    assert "Everything is needed unless it says optional." in form.text_content()


def test_a_form_carries_its_hidden_fields() -> None:
    form = rendered("{% cotton form :form='form' %}{% endcotton %}", form=Answers(initial={"version": "7"}))

    assert form.xpath("//input[@name='version']/@value") == ["7"]


def test_the_summary_leads_to_each_field_that_is_wrong() -> None:
    form = Answers({})

    page = rendered("{% cotton form :form='form' %}{% endcotton %}", form=form)

    targets = [link.lstrip("#") for link in page.xpath("//div[@data-errors]//a/@href")]
    assert targets == ["id_name", "id_size_0", "id_agreed"]
    assert [page.get_element_by_id(target).tag for target in targets] == ["input", "input", "input"]
    assert "4 things need to be put right" in page.text_content()


def test_a_form_without_faults_has_no_summary() -> None:
    assert (
        rendered("{% cotton errors :form='form' %}{% endcotton %}", form=Answers()).xpath(
            "//div[@data-errors]"
        )
        == []
    )


def test_autosave_carries_its_words_in_the_page() -> None:
    form = rendered(
        "{% cotton form :form='form' autosave='/en/drafts/' draft_key='new' %}{% endcotton %}", form=Answers()
    )

    status = form.xpath("//*[@data-autosave-status]")[0]
    assert form.xpath("//form/@data-autosave") == ["/en/drafts/"]
    assert (status.get("role"), status.get("data-saved")) == ("status", "Saved {time}")


def test_the_pager_keeps_the_filters() -> None:
    page = Paginator(range(100), 10).page(4)

    pager = rendered("{% cotton pager :page='page' %}{% endcotton %}", query="place=2280&page=4", page=page)

    assert pager.xpath("//a/@href") == ["?place=2280&page=3", "?place=2280&page=5"]


def test_one_page_needs_no_pager() -> None:
    page = Paginator(range(3), 10).page(1)

    assert rendered("{% cotton pager :page='page' %}{% endcotton %}", page=page).xpath("//nav") == []


def test_a_bar_is_drawn_with_attributes_alone() -> None:
    bar = rendered("{% cotton bar value='50' max='200' label='50 av 200' %}{% endcotton %}")

    assert bar.xpath("//*[@class='bar-part']/@width") == ["25"]
    assert bar.xpath("//svg/@aria-label") == ["50 av 200"]


def test_a_measure_line_takes_numbers_as_swedes_write_them() -> None:
    with translation.override("sv"):
        line = rendered("{% cotton measure-line end='10' likely='{{ x }}' label='8' %}{% endcotton %}", x=5.5)

    assert line.xpath("//*[@class='m-likely']/@d") == ["M118.9 22L125.9 15L132.9 22L125.9 29z"]


def test_a_day_is_given_to_the_browser_in_its_own_form() -> None:
    class Visit(forms.Form):
        on = forms.DateField(widget=DayInput())

    with translation.override("sv"):
        field = rendered(
            "{% cotton field :field='form.on' %}{% endcotton %}", form=Visit({"on": "2026-11-24"})
        )

    assert field.xpath("//input/@type") + field.xpath("//input/@value") == ["date", "2026-11-24"]


def test_a_fault_of_ours_is_told_without_request_or_database() -> None:
    page = html.fromstring(render_to_string("500.html", {"reference": "K7ABC2"}))

    assert "K7ABC2" in str(page.xpath("string()"))
    assert page.xpath("normalize-space(//title)") == "Something went wrong on our side – simmitt"


def test_a_page_without_reference_does_not_speak_of_one() -> None:
    assert "If it happens again" not in render_to_string("500.html")


@pytest.mark.parametrize(
    "name", ["account/login.html", "mfa/authenticate.html", "allauth/elements/field.html", "404.html"]
)
def test_our_pages_come_before_those_of_the_packages(name: str) -> None:
    template = get_template(name)

    assert isinstance(template, Template)
    assert "/simmitt/web/look/templates/" in template.origin.name


def test_a_hint_holds_text_and_no_markup() -> None:
    form = Answers()
    for name in ("name", "size", "agreed"):
        # A hint may name people, and people write their own names.
        form.fields[name].help_text = "Läses av <b>Anna</b>"

        field = rendered("{% cotton field :field='field' %}{% endcotton %}", field=form[name])

        assert "Läses av <b>Anna</b>" in field.text_content()
        assert not field.xpath("//b")
