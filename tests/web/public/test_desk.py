"""The programme's desk: news, messages, people to call; and who may not touch them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries
from web.world import World

from simmitt.web.public.models import Enquiry, News, Voice
from simmitt.web.public.operations import forget_old

As = Callable[[str], Client]
TEXTS = {
    "title_sv": "Sjätte serien är klar",
    "lead_sv": "Fem företag har visat vad de ändrade.",
    "text_sv": "Så här.",
}
READERS = ("manager", "coordinator", "auditor")
OTHERS = ("coach", "steering", "owner of alfa", "employee of beta", "stranger", "manager of syd")


@pytest.fixture(autouse=True)
def _in_swedish() -> object:
    with translation.override("sv"):
        yield


def _news() -> News:
    news: News = News.objects.unscoped("test").order_by("-pk")[0]
    return news


@pytest.mark.parametrize("who", READERS)
def test_staff_see_their_news(as_person: As, world: World, who: str) -> None:
    page = as_person(who).get(reverse("news_list")).content.decode()

    assert "Nyhet mitt" in page
    assert "Utkast KanarieMitt" in page
    assert "KanarieSyd" not in page


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("name", ["news_edit", "news_publish"])
def test_others_find_nothing(as_person: As, world: World, who: str, name: str) -> None:
    address = reverse(name, args=[world.rows["news"]["mitt"].public_id])
    client = as_person(who)

    assert client.get(address).status_code == 404
    assert client.post(address, {**TEXTS, "act": "unpublish"}).status_code == 404
    assert world.rows["news"]["mitt"].title_sv == "Nyhet mitt"


def test_an_auditor_reads_and_changes_nothing(as_person: As, world: World) -> None:
    news = world.rows["news"]["mitt"]
    client = as_person("auditor")

    assert client.get(reverse("news_publish", args=[news.public_id])).status_code == 200
    assert (
        client.post(reverse("news_publish", args=[news.public_id]), {"act": "unpublish"}).status_code == 404
    )
    assert client.get(reverse("news_edit", args=[news.public_id])).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, world: World) -> None:
    assert client.get(reverse("news_list")).status_code == 302


def test_written_read_through_published_and_taken_back(as_person: As, world: World, client: Client) -> None:
    staff = as_person("coordinator")
    written = staff.post(reverse("news_new"), TEXTS)
    news = _news()
    assert written.headers["Location"] == reverse("news_publish", args=[news.public_id])
    assert news.programme == world.programme["mitt"]
    assert client.get(reverse("news_item", args=[news.public_id])).status_code == 404

    staff.post(written.headers["Location"], {"act": "publish", "version": news.version})
    assert client.get(reverse("news_item", args=[news.public_id])).status_code == 200
    assert TEXTS["title_sv"] in client.get("/sv/").content.decode()

    staff.post(written.headers["Location"], {"act": "unpublish", "version": _news().version})
    assert client.get(reverse("news_item", args=[news.public_id])).status_code == 404


def test_english_is_whole_or_absent(as_person: As, world: World) -> None:
    answer = as_person("manager").post(reverse("news_new"), {**TEXTS, "title_en": "The sixth series"})

    assert answer.status_code == 422
    assert (
        answer.content.decode().count("Översätt det här också") == 4
    )  # two fields, beside and in the summary


def test_a_stale_change_shows_both_versions(as_person: As, world: World) -> None:
    news = world.rows["news"]["mitt"]
    address = reverse("news_edit", args=[news.public_id])
    as_person("manager").post(address, {**TEXTS, "version": news.version})

    answer = as_person("coordinator").post(
        address, {**TEXTS, "title_sv": "Min rubrik", "version": news.version}
    )

    assert answer.status_code == 409
    assert "Min rubrik" in answer.content.decode()
    assert TEXTS["title_sv"] in answer.content.decode()


def test_publishing_what_somebody_has_changed_asks_for_another_look(as_person: As, world: World) -> None:
    draft = world.rows["news_draft"]["mitt"]
    address = reverse("news_publish", args=[draft.public_id])
    as_person("manager").post(
        reverse("news_edit", args=[draft.public_id]), {**TEXTS, "version": draft.version}
    )

    page = as_person("coordinator").post(address, {"act": "publish", "version": draft.version}, follow=True)

    assert "Läs igenom den en gång till" in page.content.decode()
    draft.refresh_from_db()
    assert draft.published_at is None


@pytest.mark.parametrize("who", [*READERS, "support"])
def test_messages_are_read_by_those_who_answer(as_person: As, world: World, who: str) -> None:
    client = as_person(who)

    assert "KanarieMitt" in client.get(reverse("enquiries")).content.decode()
    assert "KanarieSyd" not in client.get(reverse("enquiries")).content.decode()
    assert client.get(reverse("enquiry", args=[world.rows["enquiry"]["mitt"].public_id])).status_code == 200
    assert client.get(reverse("enquiry", args=[world.rows["enquiry"]["syd"].public_id])).status_code == 404


@pytest.mark.parametrize("who", OTHERS)
def test_messages_are_nobody_elses(as_person: As, world: World, who: str) -> None:
    address = reverse("enquiry", args=[world.rows["enquiry"]["mitt"].public_id])

    assert as_person(who).get(address).status_code == 404
    assert as_person(who).post(address, {"act": "answered"}).status_code == 404


def test_a_message_is_marked_and_forgotten_after_a_year(as_person: As, world: World) -> None:
    enquiry = world.rows["enquiry"]["mitt"]
    address = reverse("enquiry", args=[enquiry.public_id])
    as_person("support").post(address, {"act": "answered", "version": enquiry.version})
    enquiry.refresh_from_db()
    assert enquiry.answered_at

    assert forget_old() == 0
    enquiry.answered_at = timezone.now() - timedelta(days=366)
    enquiry.save()
    assert forget_old() == 1
    assert not Enquiry.objects.unscoped("test").filter(pk=enquiry.pk).exists()


def test_people_to_call_are_added_changed_and_removed(as_person: As, world: World, client: Client) -> None:
    staff = as_person("coordinator")
    lova = {"name": "Lova Granqvist", "where_sv": "Nord", "phone": "060-12", "place": 0}
    staff.post(reverse("voice_new"), lova)
    voice = Voice.objects.unscoped("test").get(name="Lova Granqvist")
    address = reverse("voice_edit", args=[voice.public_id])
    assert "Lova Granqvist" in client.get("/sv/").content.decode()

    staff.post(address, {**lova, "phone": "060-99", "version": voice.version})
    assert "060-99" in client.get("/sv/kontakt/").content.decode()
    assert as_person("manager of syd").post(address, {"act": "remove"}).status_code == 404

    staff.post(address, {"act": "remove"})
    assert "Lova Granqvist" not in client.get("/sv/").content.decode()


def test_somebody_to_call_can_be_reached(as_person: As, world: World) -> None:
    answer = as_person("manager").post(reverse("voice_new"), {"name": "Lova", "where_sv": "Nord", "place": 0})

    assert answer.status_code == 422
    assert "Skriv ett telefonnummer eller en e-postadress." in answer.content.decode()


@pytest.mark.parametrize("name", ["news_list", "enquiries"])
def test_a_list_can_be_taken_along(as_person: As, world: World, name: str) -> None:
    for wanted in ("csv", "xlsx"):
        assert as_person("manager").get(reverse(name), {"format": wanted}).status_code == 200


@pytest.mark.parametrize("name", ["news_list", "enquiries", "voices"])
def test_a_list_asks_the_database_equally_often(
    as_person: As, world: World, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_person("manager")

    def asked() -> int:
        with django_assert_max_num_queries(40) as asked_for:
            client.get(reverse(name))
        return len(asked_for)

    programme = world.programme["mitt"]
    Voice.objects.create(programme=programme, name="A", where_sv="B", phone="1")
    asked()
    few = asked()
    for number in range(3):
        News.objects.create(programme=programme, title_sv=f"N {number}", lead_sv="x", text_sv="x")
        Enquiry.objects.create(programme=programme, text=f"E {number}")
        Voice.objects.create(programme=programme, name=f"V {number}", where_sv="B", phone="1")

    assert asked() == few


def _menu(page: str) -> str:
    return page.partition('<nav class="rail"')[2].partition("</nav>")[0]


def test_messages_are_a_tab_of_the_news_for_those_who_have_them(as_person: As, world: World) -> None:
    page = as_person("manager").get(reverse("enquiries")).content.decode()

    assert reverse("enquiries") not in _menu(page)
    assert f'href="{reverse("news_list")}" aria-current="page"' in _menu(page)
    assert f'href="{reverse("enquiries")}" aria-current="page"' in page


def test_support_finds_messages_in_the_menu(as_person: As, world: World) -> None:
    page = as_person("support").get(reverse("enquiries")).content.decode()

    assert f'href="{reverse("enquiries")}" aria-current="page"' in _menu(page)
    assert reverse("news_list") not in page
