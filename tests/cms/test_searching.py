"""Pages of the shop are found by their titles and words."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.models import ArticleIndexPage, ArticlePage
from cms.setup import ensure_site
from search import pages_found
from search.models import FoundPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> ArticlePage:
    ensure_site(hostname="testserver", port=80, is_demo=True)
    article = ArticlePage(
        title="Mùa cỏ tế ở Phú Túc",
        slug="mua-co-te",
        lead="Người làng ra bãi cắt guột.",
        body=[{"type": "paragraph", "value": "<p>Phơi <b>ba nắng</b></p>"}],
    )
    ArticleIndexPage.objects.get().add_child(instance=article)
    pages_found.rebuild()
    return article


@pytest.mark.parametrize("words", ["mua co te", "cắt guột", "phơi ba nắng"])
def test_an_article_is_found_by_all_its_words(client: Client, article, words):
    page = client.get("/tim-kiem/", {"q": words}).text

    assert f'href="{article.get_url()}"' in page


def test_a_plain_page_is_found(client: Client, article):
    page = client.get("/tim-kiem/", {"q": "tieu chi xep hang"}).text

    assert 'href="/tieu-chi-xep-hang/"' in page


@pytest.mark.django_db(transaction=True)
def test_pages_come_and_go_as_they_are_published(article):
    found = FoundPage.objects.filter(kind="pages", key=str(article.pk))
    assert found.get().title == "Mùa cỏ tế ở Phú Túc"

    article.title = "Mùa guột"
    article.save_revision().publish()
    assert found.get().title == "Mùa guột"

    article.unpublish()
    assert not found.exists()

    article.save_revision().publish()
    assert found.exists()
    article.delete()
    assert not found.exists()
