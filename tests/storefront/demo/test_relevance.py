"""The set of real queries against the whole demo: what is meant comes first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from io import StringIO

import pytest
from django.core.cache import cache
from django.test import TestCase, override_settings
from django.utils import timezone
from django.utils.module_loading import import_string

from catalog import cards
from media.models import StoreImage
from search import engine, engines
from search.engines.base import Engine
from storefront.demo import dataset, relevance, seeding
from storefront.demo.steps import places, producers, products, searching, showrooms
from storefront.demo.world import World
from tests.factories.images import StoreImageFactory

AT = dt.datetime(2026, 11, 26, 8, 30, tzinfo=timezone.get_default_timezone())

STEPS = (
    places.COMMUNES,
    places.GROUPS,
    places.VILLAGES,
    producers.PRODUCERS,
    products.PRODUCTS,
    showrooms.SHOWROOMS,
    searching.SYNONYMS,
)


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


class WholeCatalogueTest(TestCase):
    """All products of the demo, with one drawing, without orders and pages."""

    @classmethod
    def setUpTestData(cls) -> None:
        world = World(dataset.read(), AT)
        drawing: StoreImage = StoreImageFactory()
        world.images = defaultdict(lambda: drawing)
        for step in STEPS:
            seeding.run(step, world, StringIO())
        cards.rebuild_all(day=AT.date())
        seeding.reindex()

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
class WholeCatalogueOnElasticsearchTest(WholeCatalogueTest):
    def asked(self) -> Engine:
        """The engine itself: the database's must not answer for it."""
        name, _index = engines.ENGINES["elasticsearch"]
        asked: Engine = import_string(name)()
        return asked
