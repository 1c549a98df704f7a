"""What machines read: RSS, sitemap, robots, open data."""

import csv
import io
import json
from xml.etree import ElementTree as ET

from django.test import Client
from pytest_django import Settings
from web.world import World

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TWIN = "{http://www.w3.org/1999/xhtml}link"


def test_the_feed_is_valid_and_in_its_language(client: Client, world: World) -> None:
    news = world.rows["news"]["mitt"]
    swedish = ET.fromstring(client.get("/sv/nyheter/rss/").content)
    english = ET.fromstring(client.get("/en/news/rss/").content)

    assert [item.findtext("title") for item in swedish.iter("item")] == ["Nyhet mitt"]
    assert [item.findtext("link") for item in swedish.iter("item")] == [
        f"http://testserver/sv/nyheter/{news.public_id}/"
    ]
    assert swedish.findtext("channel/language") == "sv"
    # What is not translated is not in the English feed.
    assert not list(english.iter("item"))


def test_the_sitemap_names_both_languages_and_every_address_answers(client: Client, world: World) -> None:
    tree = ET.fromstring(client.get("/sitemap.xml").content)

    addresses = [str(one.findtext(f"{MAP}loc")) for one in tree]
    assert len(addresses) == 2 * (10 + 1)
    assert all({link.get("hreflang") for link in one.iter(TWIN)} == {"sv", "en"} for one in tree)
    assert {client.get(address.removeprefix("http://testserver")).status_code for address in addresses} == {
        200
    }


def test_robots_lead_to_the_sitemap(client: Client, world: World) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /\n" not in text


def test_a_demo_is_for_nobodys_index(client: Client, world: World, settings: Settings) -> None:
    settings.DEMO = True

    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


def test_the_open_data_are_alike_in_both_forms(client: Client, world: World) -> None:
    table = csv.DictReader(io.StringIO(client.get("/results.csv").content.decode("utf-8-sig")), delimiter=";")
    data = json.loads(client.get("/results.json").content)

    rows = list(table)
    assert [(row["figure"], row["value"]) for row in rows] == [
        (one["figure"], "" if one["value"] is None else str(one["value"])) for one in data["figures"]
    ]
    assert {row["label_sv"] for row in rows} >= {"Företag vi har träffat", "Västernorrland"}
    # Two companies stand behind: nothing is told.
    assert all(one["value"] is None for one in data["figures"])


def test_without_a_programme_there_are_no_data(client: Client, db: None) -> None:
    assert client.get("/results.csv").status_code == 404
    assert client.get("/results.json").status_code == 404


def test_the_feed_stays_whole_whatever_a_word_processor_left_behind(client: Client, world: World) -> None:
    news = world.rows["news"]["mitt"]
    news.title_sv, news.lead_sv = "Två\x0brader", "Sida\x0cbruten"
    news.save()

    item = next(ET.fromstring(client.get("/sv/nyheter/rss/").content).iter("item"))

    assert (item.findtext("title"), item.findtext("description")) == ("Två rader", "Sida bruten")
