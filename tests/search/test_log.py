"""What was looked for is kept by day and term, and nothing of who looked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search import log
from search.models import SearchedTerm

from .shop import DAY, open_shop, sell

pytestmark = pytest.mark.django_db


def kept() -> dict[str, tuple[int, int, int, int]]:
    log.write()
    return {
        row.term: (row.times, row.results, row.clicks, row.position_total)
        for row in SearchedTerm.objects.all()
    }


def test_searches_and_clicks_add_up():
    log.note_search("Khảm  Trai", results=17, day=DAY)
    log.note_search("khảm trai!", results=18, day=DAY)
    log.note_click("khảm trai", position=3, day=DAY)
    assert kept() == {"khảm trai": (2, 18, 1, 3)}

    log.note_search("khảm trai", results=16, day=DAY)
    log.note_click("khảm trai", position=1, day=DAY)

    assert kept() == {"khảm trai": (3, 16, 2, 4)}


def test_each_day_has_its_row():
    log.note_search("bưởi", results=1, day=DAY)
    log.note_search("bưởi", results=1, day=DAY + dt.timedelta(days=1))
    log.write()

    assert SearchedTerm.objects.count() == 2


@pytest.mark.parametrize(
    "text",
    [
        "0912 345 678",
        "+84 912.345.678",
        "001087012345",
        "ai@vi.du",
        "tìm anh Hòa số 0912345678",
        "chữ " * 30,
        "  ",
        "!?",
    ],
)
def test_what_may_tell_of_somebody_is_dropped(text):
    log.note_search(text, results=0, day=DAY)

    assert kept() == {}


@pytest.mark.parametrize("position", [0, -1, 10_001])
def test_impossible_places_are_dropped(position):
    log.note_search("bưởi", results=1, day=DAY)
    log.note_click("bưởi", position=position, day=DAY)

    assert kept() == {"bưởi": (1, 1, 0, 0)}


def test_a_click_on_what_nobody_looked_for_is_dropped():
    log.note_click("rác rưởi", position=1, day=DAY)

    assert kept() == {}


def test_the_first_page_without_filters_is_what_counts(client: Client):
    sell("Khay trà")
    open_shop()

    client.get("/tim-kiem/?q=khay")
    client.get("/tim-kiem/?q=khay&trang=1")
    client.get("/tim-kiem/?q=khay&hang=co-san")
    client.get("/tim-kiem/?q=khya")
    client.get("/tim-kiem/")
    client.get("/tim-kiem/goi-y/?q=kha")
    client.post("/tim-kiem/mo/", {"q": "khay", "vi-tri": "1"})

    assert kept() == {"khay": (1, 1, 1, 1), "khya": (1, 0, 0, 0)}


def test_a_search_writes_nothing_while_somebody_waits(client: Client):
    sell("Khay trà")
    open_shop()
    client.get("/tim-kiem/?q=khay")

    with CaptureQueriesContext(connection) as captured:
        client.get("/tim-kiem/?q=khay")
        client.post("/tim-kiem/mo/", {"q": "khay", "vi-tri": "1"})

    assert not [q for q in captured if q["sql"].startswith(("INSERT", "UPDATE"))]


def test_the_end_of_a_request_writes_when_it_is_time(settings):
    log.note_search("bưởi", results=1, day=DAY)
    log.write_if_due()
    assert not SearchedTerm.objects.exists()

    settings.SEARCH_LOG_SECONDS = 0
    log.write_if_due()

    assert SearchedTerm.objects.get().term == "bưởi"


@pytest.mark.parametrize("place", ["", "0", "x", "٣", "999999", "1.5"])
def test_a_beacon_of_nonsense_is_swallowed(client: Client, place):
    log.note_search("bưởi", results=1, day=DAY)

    assert (
        client.post("/tim-kiem/mo/", {"q": "bưởi", "vi-tri": place}).status_code == 204
    )
    assert kept()["bưởi"][2] == 0


def test_a_beacon_is_posted(client: Client):
    assert client.get("/tim-kiem/mo/").status_code == 405
