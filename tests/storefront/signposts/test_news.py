"""The news as feeds, read by a feed reader that others wrote."""

from __future__ import annotations

import datetime as dt
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from cms.models import ArticleIndexPage, ArticlePage
from cms.setup import ensure_site
from storefront.signposts.robots import robots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installed")]
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def index() -> Any:
    ensure_site(hostname="testserver", effective_from=dt.date(2026, 11, 1))
    return ArticleIndexPage.objects.get()


def article(index: Any, title: str, **fields: Any) -> Any:
    return index.add_child(
        instance=ArticlePage(
            title=title,
            lead=f"{title}, trong một câu.",
            **{"published_on": dt.date(2026, 11, 20), **fields},
        )
    )


def read(client: Client, address: str) -> Any:
    feed = feedparser.parse(client.get(address).content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


@pytest.mark.parametrize(("kind", "version"), [("rss", "rss20"), ("atom", "atom10")])
def test_a_reader_finds_the_articles(
    index: Any, client: Client, kind: str, version: str
) -> None:
    article(index, "Mùa gặt & <tò he>", category="season", byline="Ban biên tập")
    article(index, "Hội chợ", published_on=dt.date(2026, 11, 22), category="fair")

    feed = read(client, f"/nguon-tin/{kind}.xml")

    assert feed.version == version
    assert feed.feed.language == "vi"
    assert [entry.title for entry in feed.entries] == ["Hội chợ", "Mùa gặt & <tò he>"]
    last = feed.entries[1]
    assert last.link == f"{SITE}/chuyen-nghe/mua-gat-to-he/"
    assert [tag.term for tag in last.tags] == ["Mùa vụ"]
    assert last.published_parsed[:3] == (2026, 11, 19)  # midnight in Hà Nội, as UTC


def test_a_feed_may_be_of_one_category(index: Any, client: Client) -> None:
    article(index, "Mùa gặt", category="season")
    article(index, "Hội chợ", category="fair")

    feed = read(client, "/nguon-tin/rss.xml?muc=fair")

    assert [entry.title for entry in feed.entries] == ["Hội chợ"]
    for wrong in ("khong", "\x00", "%ff"):
        assert client.get(f"/nguon-tin/rss.xml?muc={wrong}").status_code == 404


def test_drafts_and_what_has_expired_stay_out(index: Any, client: Client) -> None:
    article(index, "Nháp", live=False)
    article(index, "Đã hết", expire_at=timezone.now() - dt.timedelta(minutes=1))

    assert read(client, "/nguon-tin/rss.xml").entries == []


def test_robots_are_kept_from_what_is_private(client: Client) -> None:
    text = client.get("/robots.txt").text

    assert text == robots()
    for line in (
        "Disallow: /gio-hang/",
        "Disallow: /en/dat-hang/",
        "Disallow: /tim-kiem/",
        "Disallow: /*?sao=",
        f"Sitemap: {SITE}/sitemap.xml",
    ):
        assert line in text.splitlines()
    assert "Disallow: /\n" not in text
