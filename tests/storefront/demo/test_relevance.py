"""The set of real queries against the whole demo: what is meant comes first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import TestCase, override_settings
from django.utils import timezone
from django.utils.module_loading import import_string

from search import engine, engines
from search.engines.base import Engine
from storefront.demo import dataset, relevance, seeding

AT = dt.datetime(2026, 11, 26, 8, 30, tzinfo=timezone.get_default_timezone())


def test_the_set_is_large_and_of_many_kinds():
    wishes = relevance.wishes()

    assert len(wishes) >= 80
    assert len({wish.query for wish in wishes}) == len(wishes)
    assert all(wish.titles or wish.bearing for wish in wishes)
    assert {
        "accented",
        "unaccented",
        "half a word",
        "Telex",
        "VNI",
        "slip",
        "synonym",
        "producer",
        "village",
        "old commune",
        "new commune",
        "mixed",
    } <= {wish.kind for wish in wishes}


def load_without_drawings() -> None:
    """The demo without its drawings and orders: the search reads neither, and they
    take a minute."""
    data = replace(dataset.read(), alt_texts={}, orders=[])
    with patch.object(dataset, "PICTURES", Path("/nowhere")):
        seeding.seed(data=data, at=AT, out=StringIO())


@override_settings(DEBUG=True)
class WholeDemoTest(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_without_drawings()

    def test_what_is_meant_comes_first(self) -> None:
        cache.clear()

        answers = relevance.judge(self.asked(), day=AT.date())

        assert relevance.share(answers) >= relevance.GOAL, "\n".join(
            relevance.table(answers)
        )

    def asked(self) -> Engine:
        return engine()


@pytest.mark.elasticsearch
@override_settings(SEARCH_ENGINE="elasticsearch")
class WholeDemoOnElasticsearchTest(WholeDemoTest):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        engines.indexes()["elasticsearch"].rebuild()

    def asked(self) -> Engine:
        """The engine itself: the database's must not answer for it."""
        name, _index = engines.ENGINES["elasticsearch"]
        asked: Engine = import_string(name)()
        return asked
