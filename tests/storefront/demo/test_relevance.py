"""The set of real queries against the whole demo: what is meant comes first."""

from __future__ import annotations

import datetime as dt
from io import StringIO

from django.core.cache import cache
from django.test import TestCase, override_settings
from django.utils import timezone

from search import engine
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


@override_settings(DEBUG=True)
class WholeDemoTest(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        seeding.seed(data=dataset.read(), at=AT, out=StringIO())

    def test_what_is_meant_comes_first(self) -> None:
        cache.clear()

        answers = relevance.judge(engine(), day=AT.date())

        assert relevance.share(answers) >= relevance.GOAL, "\n".join(
            relevance.table(answers)
        )
