"""Writing the indexes anew, and following changes by tasks."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from catalog import cards
from search import engine, tasks
from search.engines.base import Query, Sort
from search.engines.fulltext import TextIndex
from search.engines.fulltext.plain import PlainShelf
from search.models import FoundPage, IndexedText, KnownWord
from tests.factories.partner import ProducerFactory

from .shop import DAY, open_shop, sell

pytestmark = pytest.mark.django_db


def titles(text: str) -> list[str]:
    found = engine().search(Query(day=DAY, text=text, sort=Sort.RELEVANCE))
    return [card.title for card in found.cards]


def test_reindex_writes_products_and_pages(capsys):
    sell("Khay trà")
    cards.rebuild_all(day=DAY)
    TextIndex().clear()
    FoundPage.objects.all().delete()
    assert titles("khay") == []

    call_command("reindex")

    from django.core.cache import cache

    cache.clear()
    assert titles("khay") == ["Khay trà"]
    assert FoundPage.objects.filter(kind="producers").count() == 1
    assert "database: 1 products" in capsys.readouterr().out


def test_reindex_check_names_what_drifted(capsys):
    product = sell("Khay trà")
    open_shop(DAY)
    call_command("reindex", check=True)
    IndexedText.objects.update(digest="")

    with pytest.raises(CommandError, match="1 entries drifted"):
        call_command("reindex", check=True)

    assert f"database: product {product.pk}" in capsys.readouterr().out


def test_an_engine_that_is_not_in_use_is_refused(monkeypatch):
    from search import engines

    monkeypatch.setitem(engines.ENGINES, "other", ("x", "y"))

    with pytest.raises(CommandError, match="not in use"):
        call_command("reindex", engine="other")


def test_words_that_nothing_bears_any_more_are_forgotten():
    product = sell("Khay trà")
    open_shop(DAY)
    assert KnownWord.objects.filter(text="khay").exists()

    product.title = "Hộp trà"
    product.save()
    open_shop(DAY)

    assert not KnownWord.objects.filter(text="khay").exists()
    assert KnownWord.objects.filter(text="hop").exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="others vacuum by themselves")
def test_writing_anew_leaves_nothing_of_what_stood_there():
    for number in range(20):
        sell(f"Khay trà số {number}")
    open_shop(DAY)
    index = TextIndex()
    before = index.size()

    for _again in range(3):
        index.rebuild()

    assert index.size() <= 1.01 * before  # numbers of its parts grow


@pytest.mark.django_db(transaction=True)
def test_a_committed_change_is_found_without_a_command():
    product = sell("Khay trà")
    assert titles("khay") == ["Khay trà"]

    product.title = "Hộp trà"
    product.save()

    assert titles("hop") == ["Hộp trà"]
    assert titles("khay") == []


@pytest.mark.django_db(transaction=True)
def test_a_producer_is_found_as_soon_as_it_is_public():
    producer = ProducerFactory(name="HTX Khảm Khéo", is_public=False)
    assert not FoundPage.objects.filter(kind="producers").exists()

    producer.is_public = True
    producer.save()

    assert FoundPage.objects.get(kind="producers").title == "HTX Khảm Khéo"


def test_a_late_task_writes_the_present_state():
    product = sell("Khay trà")
    open_shop(DAY)
    product.title = "Hộp trà"
    product.save()
    cards.refresh([product.pk], day=DAY)

    for _again in range(2):
        tasks.update_products.enqueue("database", [product.pk])

    assert titles("hop") == ["Hộp trà"]


def test_a_task_for_an_engine_switched_off_since_does_nothing():
    tasks.update_products.enqueue("elasticsearch-of-old", [1])


def test_unchanged_words_are_not_written_again(django_assert_max_num_queries):
    product = sell("Khay trà")
    open_shop(DAY)
    before = IndexedText.objects.get().digest

    product.stockrecords.update(num_in_stock=1)
    TextIndex().update([product.pk])

    assert IndexedText.objects.get().digest == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone may lack FTS5")
def test_without_fts5_words_are_still_found(monkeypatch):
    sell("Khay trà")
    sell("Giỏ")
    open_shop(DAY)
    monkeypatch.setattr("search.engines.database.shelf", PlainShelf)

    assert titles("khay tra") == ["Khay trà"]
    assert titles("zzz") == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone may lack FTS5")
def test_missing_fts5_is_said_aloud(monkeypatch):
    from search.checks import full_text_is_there

    assert full_text_is_there() == []
    monkeypatch.setattr("search.engines.fulltext.sqlite.has_fts5", lambda: False)

    assert [message.id for message in full_text_is_there()] == ["search.W001"]
