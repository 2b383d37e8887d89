"""Tasks that a server's failure does not make forget a change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from catalog import cards
from search import engines, tasks
from search.engines.base import Drift, EngineFailed
from search.models import IndexedText

from .shop import DAY, open_shop, sell

pytestmark = pytest.mark.django_db

IN_THE_QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


class Unreachable:
    """An index whose server is gone."""

    def update(self, product_ids: Collection[int]) -> None:
        raise EngineFailed("gone")

    def rebuild(self, progress: Callable[[int], object] = lambda done: None) -> None:
        raise EngineFailed("gone")

    def drift(self) -> Iterator[Drift]:
        raise EngineFailed("gone")

    def clear(self) -> None:
        raise EngineFailed("gone")


@pytest.fixture
def _unreachable(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.TASKS = IN_THE_QUEUE
    monkeypatch.setattr(engines, "indexes", lambda: {"elasticsearch": Unreachable()})


@pytest.mark.usefixtures("_unreachable")
def test_what_could_not_be_written_is_written_later():
    started = timezone.now()

    tasks.update_products.call("elasticsearch", [7], 1)

    queued = DBTaskResult.objects.get()
    assert queued.args_kwargs == {"args": ["elasticsearch", [7], 2], "kwargs": {}}
    assert queued.run_after >= started + dt.timedelta(minutes=5)


@pytest.mark.usefixtures("_unreachable")
def test_a_server_that_stays_away_is_given_up():
    with pytest.raises(EngineFailed):
        tasks.update_products.call("elasticsearch", [7], 4)

    assert not DBTaskResult.objects.exists()


def test_mending_writes_what_drifted_and_nothing_else():
    sell("Khay trà")
    product = sell("Giỏ cỏ tế")
    open_shop(DAY)
    IndexedText.objects.filter(pk=product.pk).update(digest="")

    assert tasks.mend() == 1
    assert tasks.mend() == 0


def test_sold_counts_are_indexed_too(django_capture_on_commit_callbacks, monkeypatch):
    product = sell("Khay trà")
    open_shop(DAY)
    told: list[list[int]] = []
    monkeypatch.setattr(tasks, "queue", lambda ids: told.append(sorted(ids)))

    with django_capture_on_commit_callbacks(execute=True):
        cards.set_sold_counts({product.pk: 3})

    assert told == [[product.pk]]
