"""Views of an article: counted without a write, without people, without robots."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms import readership
from cms.models import ArticleIndexPage, ArticlePage, PageViews
from cms.setup import ensure_site
from storefront.jobs import work

pytestmark = pytest.mark.usefixtures("installed")

BROWSER = "Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Mobile Safari/537.36"


@pytest.fixture
def article(db: None) -> ArticlePage:
    ensure_site()
    page: ArticlePage = ArticleIndexPage.objects.get().add_child(
        instance=ArticlePage(title="Mùa gặt", lead="Lúa chín.")
    )
    return page


@pytest.fixture
def reader() -> Client:
    return Client(headers={"user-agent": BROWSER})


def read(client: Client, article: ArticlePage, times: int = 1) -> str:
    for _time in range(times):
        body = client.get(article.url).content.decode()
    return body


def test_each_view_is_counted_and_shown(reader: Client, article: ArticlePage) -> None:
    assert "Lượt xem: 3" in read(reader, article, 3)


def test_a_view_writes_nothing_to_the_database(
    reader: Client, article: ArticlePage
) -> None:
    read(reader, article)

    with CaptureQueriesContext(connection) as captured:
        read(reader, article)

    assert all(query["sql"].startswith("SELECT") for query in captured)


def test_a_reader_gets_no_cookie(reader: Client, article: ArticlePage) -> None:
    assert not reader.get(article.url).cookies


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "facebookexternalhit/1.1",
        "Mozilla/5.0 (X11) HeadlessChrome/131.0",
        "curl/8.9",
        "python-requests/2.32",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0)",
    ],
)
def test_robots_do_not_count(agent: str, article: ArticlePage) -> None:
    read(Client(headers={"user-agent": agent}), article)

    assert readership.total(article.pk) == 0


def test_looking_without_reading_does_not_count(
    reader: Client, article: ArticlePage
) -> None:
    reader.head(article.url)
    reader.get(article.url, headers={"sec-purpose": "prefetch;prerender"})

    assert readership.total(article.pk) == 0


def test_an_editors_preview_does_not_count(article: ArticlePage) -> None:
    request = article.make_preview_request(
        extra_request_attrs={}, original_request=None, preview_mode=""
    )

    assert request.status_code == 200
    assert readership.total(article.pk) == 0


def test_the_job_writes_the_views_down_once(
    reader: Client, article: ArticlePage
) -> None:
    read(reader, article, 3)
    at = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)

    reports = [work.write_down_views(at), work.write_down_views(at)]

    assert reports == ["3 views", "0 views"]
    assert PageViews.objects.get(pk=article.pk).count == 3
    assert "Lượt xem: 4" in read(reader, article)


def test_publishing_the_article_again_keeps_its_views(
    reader: Client, article: ArticlePage
) -> None:
    article.save_revision()
    read(reader, article, 2)
    readership.write_down()

    article.get_latest_revision().publish()

    assert readership.total(article.pk) == 2


def test_views_that_arrive_while_writing_are_kept(
    reader: Client, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(reader, article, 2)
    add = readership._add

    def slow_add(taken: dict[int, int]) -> None:
        read(reader, article)
        add(taken)

    monkeypatch.setattr(readership, "_add", slow_add)
    readership.write_down()
    monkeypatch.undo()
    readership.write_down()

    assert PageViews.objects.get(pk=article.pk).count == 3


def test_a_write_that_fails_loses_views_but_counts_none_twice(
    reader: Client, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(reader, article, 2)

    def broken(taken: dict[int, int]) -> None:
        raise OSError("no room on the disk")

    monkeypatch.setattr(readership, "_add", broken)
    with pytest.raises(OSError, match="no room"):
        readership.write_down()
    monkeypatch.undo()

    assert readership.write_down() == 0
    assert readership.total(article.pk) == 0


def test_the_cache_on_disk_counts_too(
    settings: Any, tmp_path: Path, reader: Client, article: ArticlePage
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(tmp_path / "cache"),
        }
    }
    cache.clear()

    read(reader, article, 2)

    assert readership.write_down() == 2


def test_a_deleted_article_leaves_no_trace(
    reader: Client, article: ArticlePage
) -> None:
    read(reader, article)
    article.delete()

    assert readership.write_down() == 0
